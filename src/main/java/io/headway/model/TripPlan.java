package io.headway.model;

import java.util.UUID;

/**
 * What a caller decides of a trip; null where it decides nothing.
 *
 * @param vehicleId never null
 * @param driverId as the platform names drivers, the subject of their tokens
 * @param routeId is deployed to the vehicle when the trip starts
 * @param pickupGeofenceId leaving it starts the trip
 * @param deliveryGeofenceId entering it arrives the trip
 * @param reference the platform's own name of the trip
 * @param scheduledAtMs when it is to start, milliseconds since 1970-01-01T00:00Z
 * @param metadata a JSON object as text, never null
 */
public record TripPlan(
        UUID vehicleId,
        String driverId,
        UUID routeId,
        UUID pickupGeofenceId,
        UUID deliveryGeofenceId,
        String reference,
        Long scheduledAtMs,
        String metadata) {}
