package io.headway.model;

import java.util.List;
import java.util.UUID;

/** What became of a geofence that was to be made or changed. */
public sealed interface GeofenceChange {

    /**
     * It is stored.
     *
     * @param events of the vehicles that were inside and whose visits ended, in no order; stored with it
     */
    record Stored(Geofence geofence, List<Event> events) implements GeofenceChange {}

    /** The workspace has no such geofence. */
    record NoSuchGeofence() implements GeofenceChange {}

    /** Vehicles or groups that it names are not the workspace's. Nothing is stored. */
    record UnknownScope(List<UUID> vehicleIds, List<UUID> groupIds) implements GeofenceChange {}
}
