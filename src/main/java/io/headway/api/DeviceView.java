package io.headway.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A device as the API shows it.
 *
 * @param uniqueId what the device says at login, an IMEI as a rule
 * @param protocol null when not known
 */
public record DeviceView(UUID id, UUID vehicleId, String uniqueId, String protocol, String name, Instant createdAt) {}
