package io.headway.model;

/**
 * What people say of a vehicle and may change. Immutable.
 *
 * @param registrationPlate null when not known
 * @param speedLimitKmh its own limit, before the workspace's, above 0; null for none
 */
public record VehicleDetails(String name, String registrationPlate, Double speedLimitKmh) {}
