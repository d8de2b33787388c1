package io.headway.broadcast;

import java.util.UUID;

/**
 * A trip as it stands in the store. Immutable; any thread.
 *
 * @param routeId null when it has none; then it has no progress either
 * @param status SCHEDULED, EN_ROUTE, ARRIVED, COMPLETED or CANCELLED
 */
public record LiveTrip(UUID vehicleId, UUID routeId, String status) {}
