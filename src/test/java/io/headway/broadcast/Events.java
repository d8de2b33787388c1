package io.headway.broadcast;

import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.RouteProgress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Events for tests, as their producers make them. */
final class Events {
    private static final long START_MS = 1_750_000_000_000L;

    private Events() {}

    /** @param step seconds since the start of the drive; also {@code speed} in its data, by which a test knows it again */
    static Event fence(EventType type, UUID workspace, UUID vehicle, UUID geofence, int step) {
        var data = new JsonObject()
                .put("vehicle_id", vehicle.toString())
                .put("geofence_id", geofence.toString())
                .put("geofence_name", "Dépôt")
                .put("position", new JsonArray().add(13.4).add(52.5))
                .put("speed", step);
        return event(type, workspace, vehicle, geofence, step, data);
    }

    static Event overspeed(UUID workspace, UUID vehicle, int step, double lng, double lat) {
        var data = new JsonObject()
                .put("vehicle_id", vehicle.toString())
                .put("position", new JsonArray().add(lng).add(lat))
                .put("speed", step);
        return event(EventType.VEHICLE_OVERSPEED, workspace, vehicle, null, step, data);
    }

    static Event deviated(UUID workspace, UUID vehicle, int step, double distanceM) {
        var data = new JsonObject()
                .put("vehicle_id", vehicle.toString())
                .put("distance_from_route_m", distanceM)
                .put("severity", "warning")
                .put("speed", step);
        return event(EventType.VEHICLE_ROUTE_DEVIATED, workspace, vehicle, null, step, data);
    }

    static Event trip(UUID workspace, UUID vehicle, UUID trip, String from, String to, int step) {
        var data = new JsonObject()
                .put("vehicle_id", vehicle.toString())
                .put("trip_id", trip.toString())
                .put("from", from)
                .put("to", to)
                .put("speed", step);
        return event(EventType.TRIP_STATUS_CHANGED, workspace, vehicle, trip, step, data);
    }

    static RouteProgress progress(UUID workspace, UUID vehicle, UUID route, double remainingM) {
        return new RouteProgress(
                workspace, vehicle, new UUID(8, 8), route, START_MS, 100, remainingM, START_MS + 60_000, 12.25, false);
    }

    private static Event event(EventType type, UUID workspace, UUID vehicle, UUID subject, int step, JsonObject data) {
        var atMs = START_MS + step * 1_000L;
        return new Event(
                EventId.of(vehicle, subject, type.wireName(), atMs),
                type,
                workspace,
                vehicle,
                null,
                atMs,
                data.encode());
    }
}
