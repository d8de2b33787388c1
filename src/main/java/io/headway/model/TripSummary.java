package io.headway.model;

import java.util.List;

/**
 * What the positions of a trip say of its drive.
 *
 * @param distanceM driven, metres
 * @param stoppedS sum of the durations of all stops, seconds
 * @param stops in their order
 */
public record TripSummary(double distanceM, long stoppedS, List<Stop> stops) {

    public TripSummary {
        stops = List.copyOf(stops);
    }

    /**
     * A time during which the vehicle stood.
     *
     * @param fromMs first fix that stood, milliseconds since 1970-01-01T00:00Z
     * @param toMs last fix that stood
     */
    public record Stop(long fromMs, long toMs, LngLat position) {}
}
