package io.headway.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A tracker.
 *
 * @param uniqueId what it says at login, an IMEI as a rule
 * @param protocol null when it was not named
 */
public record Device(
        UUID id, UUID workspaceId, UUID vehicleId, String uniqueId, String protocol, String name, Instant createdAt) {}
