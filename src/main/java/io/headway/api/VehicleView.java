package io.headway.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A vehicle as the API shows it.
 *
 * @param registrationPlate null when not known
 */
public record VehicleView(UUID id, String name, String registrationPlate, Instant createdAt) {}
