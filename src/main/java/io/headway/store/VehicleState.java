package io.headway.store;

import java.util.UUID;

/**
 * The newest valid fix stored for a vehicle.
 *
 * @param vehicleId the vehicle
 * @param recordedAtMs milliseconds since 1970-01-01T00:00Z
 * @param fingerprint tells two records of one instant apart
 */
public record VehicleState(UUID vehicleId, long recordedAtMs, long fingerprint) {}
