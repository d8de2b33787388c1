package io.headway.store;

import java.time.Instant;
import java.util.UUID;

/**
 * A vehicle.
 *
 * @param registrationPlate null when unknown
 */
public record Vehicle(UUID id, UUID workspaceId, String name, String registrationPlate, Instant createdAt) {}
