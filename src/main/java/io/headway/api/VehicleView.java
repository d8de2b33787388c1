package io.headway.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A vehicle as the API shows it.
 *
 * @param registrationPlate null when not known
 * @param speedLimitKmh its own limit, before the workspace's; null for none
 */
public record VehicleView(UUID id, String name, String registrationPlate, Double speedLimitKmh, Instant createdAt) {}
