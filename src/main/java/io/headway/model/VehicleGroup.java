package io.headway.model;

import java.util.UUID;

/**
 * Vehicles that geofences name together. Immutable.
 *
 * @param name the only one of that name in its workspace
 * @param createdAtMs milliseconds since 1970-01-01T00:00Z
 */
public record VehicleGroup(UUID id, String name, long vehicleCount, long createdAtMs) {

    /** What became of a change. */
    public sealed interface Change {
        record Done(VehicleGroup group) implements Change {}

        /** The workspace has no such group. */
        record NoSuchGroup() implements Change {}

        /** The workspace has no such vehicle. */
        record NoSuchVehicle() implements Change {}

        /** Another group of the workspace has that name. */
        record NameTaken() implements Change {}

        /** A geofence names it: without its group it would be for nobody, or for fewer than was meant. */
        record InUse() implements Change {}
    }
}
