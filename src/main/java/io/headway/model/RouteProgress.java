package io.headway.model;

import java.util.UUID;

/**
 * Where a vehicle is on the route that it has been given, by its newest fix.
 *
 * @param workspaceId the tenant
 * @param vehicleId whose
 * @param deploymentId the route given to this vehicle
 * @param routeId the route
 * @param recordedAtMs time of the fix, milliseconds since 1970-01-01T00:00Z
 * @param progressM metres along the route from its start to where the vehicle is, at least 0
 * @param remainingM metres along the route that are left, at least 0
 * @param etaMs when the vehicle is at the route's end by its recent speed, milliseconds since 1970-01-01T00:00Z; null when it stands, is
 *     off the route or has not joined it
 * @param distanceM metres between the fix and the route, at least 0
 * @param offRoute whether a deviation is open
 */
public record RouteProgress(
        UUID workspaceId,
        UUID vehicleId,
        UUID deploymentId,
        UUID routeId,
        long recordedAtMs,
        double progressM,
        double remainingM,
        Long etaMs,
        double distanceM,
        boolean offRoute) {}
