package io.headway.model;

import java.util.Arrays;
import java.util.Optional;

/** What can happen. The set is closed: each is a Kafka topic, a choice of webhooks and a filter of the API. */
public enum EventType {
    VEHICLE_POSITION_UPDATED("vehicle.position_updated"),
    VEHICLE_ONLINE("vehicle.online"),
    VEHICLE_OFFLINE("vehicle.offline"),
    VEHICLE_OVERSPEED("vehicle.overspeed"),
    VEHICLE_ROUTE_DEVIATED("vehicle.route_deviated"),
    VEHICLE_ROUTE_REJOINED("vehicle.route_rejoined"),
    GEOFENCE_ENTERED("geofence.entered"),
    GEOFENCE_EXITED("geofence.exited"),
    GEOFENCE_DWELLED("geofence.dwelled"),
    GEOFENCE_CROSSED("geofence.crossed"),
    TRIP_STATUS_CHANGED("trip.status_changed");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name everywhere outside this process. */
    public String wireName() {
        return wireName;
    }

    public static Optional<EventType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }
}
