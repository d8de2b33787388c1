package io.headway.model;

import java.util.UUID;

/**
 * A departure from a route, as it is told about.
 *
 * @param startedAt time of the fix at which it began, and its id: the place in a list, newest first
 * @param severity {@code warning} or {@code critical}
 * @param endedAtMs time of the fix at which it was over, milliseconds since 1970-01-01T00:00Z; null while it is open
 * @param endReason why it was over; null while it is open
 * @param maxDistanceM largest distance from the route so far, metres
 * @param path where the vehicle drove meanwhile: a JSON array of {@code [lng, lat]} as text
 */
public record DeviationReport(
        TimedId startedAt,
        UUID vehicleId,
        UUID routeId,
        UUID deploymentId,
        String severity,
        Long endedAtMs,
        String endReason,
        double maxDistanceM,
        String path) {

    /** Which are asked for. */
    public enum Which {
        OPEN,
        CLOSED,
        ALL
    }

    /**
     * A question.
     *
     * @param vehicleId null for all
     * @param fromMs only those that began at or after this, milliseconds since 1970-01-01T00:00Z
     * @param before only those behind this place in the list
     * @param limit most to answer, at least 1
     */
    public record Query(Which which, UUID vehicleId, long fromMs, TimedId before, int limit) {}
}
