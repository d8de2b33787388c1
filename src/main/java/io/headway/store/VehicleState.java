package io.headway.store;

import io.headway.model.Visit;
import java.util.List;
import java.util.UUID;

/**
 * What is stored of a vehicle that a shard sees for the first time since it started.
 *
 * @param lastFix its newest valid position; null when it never had one
 * @param openVisits geofences it is inside
 * @param online whether it was last said to be heard of
 */
public record VehicleState(UUID vehicleId, LastFix lastFix, List<Visit> openVisits, boolean online) {

    /**
     * @param recordedAtMs milliseconds since 1970-01-01T00:00Z
     * @param speedKmh NaN when unknown
     */
    public record LastFix(long recordedAtMs, double latitude, double longitude, float speedKmh) {}

    /** Of a vehicle that has never been seen. */
    public static VehicleState unknown(UUID vehicleId) {
        return new VehicleState(vehicleId, null, List.of(), false);
    }
}
