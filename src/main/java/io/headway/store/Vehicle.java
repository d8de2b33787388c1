package io.headway.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A vehicle.
 *
 * @param registrationPlate null when unknown
 * @param speedLimitKmh its own limit, before the workspace's; null for none
 */
public record Vehicle(
        UUID id, UUID workspaceId, String name, String registrationPlate, Double speedLimitKmh, Instant createdAt) {}
