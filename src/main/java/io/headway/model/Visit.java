package io.headway.model;

import java.util.UUID;

/**
 * A vehicle's stay in a geofence as it stands in {@code geofence_visits}: open while the vehicle is inside. Immutable; each change is a new
 * one with the same {@code id}.
 *
 * @param id ties entering, dwelling and leaving together; follows from vehicle, geofence and time of entering
 * @param geofenceVersion which version of the geofence was entered
 * @param enteredAtMs time of the fix that decided it, milliseconds since 1970-01-01T00:00Z
 * @param initial nothing was known of the vehicle and this geofence before: it may have been inside for long
 * @param dwelledAtMs time of the fix at which the dwell time had passed; null before
 * @param exitedAtMs null while the vehicle is inside
 * @param exitReason why it ended, one of {@link ExitReason}; null while it has not
 */
public record Visit(
        UUID id,
        UUID workspaceId,
        UUID geofenceId,
        int geofenceVersion,
        UUID vehicleId,
        long enteredAtMs,
        boolean initial,
        Long dwelledAtMs,
        Long exitedAtMs,
        ExitReason exitReason) {

    public Visit dwelled(long atMs) {
        return new Visit(
                id,
                workspaceId,
                geofenceId,
                geofenceVersion,
                vehicleId,
                enteredAtMs,
                initial,
                atMs,
                exitedAtMs,
                exitReason);
    }

    public Visit ended(long atMs, ExitReason reason) {
        return new Visit(
                id,
                workspaceId,
                geofenceId,
                geofenceVersion,
                vehicleId,
                enteredAtMs,
                initial,
                dwelledAtMs,
                atMs,
                reason);
    }
}
