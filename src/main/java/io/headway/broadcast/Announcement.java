package io.headway.broadcast;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.RouteProgress;
import io.headway.protocol.json.EventMessages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that subscribers are told beside positions, not numbered yet. Immutable; any thread.
 *
 * @param about by which a subscription tells whether it wants to know
 * @param body the message without its end, see {@link EventMessages#at}
 */
record Announcement(UUID workspaceId, About about, Buffer body) {

    sealed interface About permits Happened, TripChanged, TripProgressed {}

    /**
     * @param vehicleId null when no vehicle is concerned
     * @param geofenceId null unless it is an event of a geofence
     * @param place where; null when the event does not say
     */
    record Happened(EventType type, UUID vehicleId, UUID geofenceId, Place place) implements About {}

    /** @param from null when the trip has just been made */
    record TripChanged(UUID tripId, String from, String to) implements About {}

    record TripProgressed(UUID tripId) implements About {}

    /** WGS84 degrees. */
    record Place(double lng, double lat) {}

    /**
     * All that is to be told of one event, in this order.
     *
     * @throws RuntimeException when the event's data is not as its type demands
     */
    static List<Announcement> of(Event event) {
        var data = new JsonObject(event.data());
        var happened = new Announcement(
                event.workspaceId(),
                new Happened(event.type(), event.vehicleId(), uuid(data, "geofence_id"), place(data)),
                EventMessages.event(event));
        return switch (event.type()) {
            case VEHICLE_ROUTE_DEVIATED -> List.of(deviation(event, data, happened.about()), happened);
            case TRIP_STATUS_CHANGED -> List.of(happened, tripChanged(event, data));
            default -> List.of(happened);
        };
    }

    /** @param tripId a trip of the progress's vehicle on the progress's route */
    static Announcement of(UUID tripId, RouteProgress progress) {
        return new Announcement(
                progress.workspaceId(), new TripProgressed(tripId), EventMessages.tripProgress(tripId, progress));
    }

    /** Wanted by whoever wants the event. */
    private static Announcement deviation(Event event, JsonObject data, About about) {
        return new Announcement(
                event.workspaceId(),
                about,
                EventMessages.routeDeviation(
                        event, data.getDouble("distance_from_route_m"), data.getString("severity")));
    }

    private static Announcement tripChanged(Event event, JsonObject data) {
        var about = new TripChanged(
                Objects.requireNonNull(uuid(data, "trip_id"), "trip_id"),
                data.getString("from"),
                Objects.requireNonNull(data.getString("to"), "to"));
        return new Announcement(
                event.workspaceId(),
                about,
                EventMessages.tripStatus(
                        about.tripId(), event.vehicleId(), about.to(), about.from(), event.occurredAtMs()));
    }

    private static UUID uuid(JsonObject data, String field) {
        var text = data.getString(field);
        return text == null ? null : UUID.fromString(text);
    }

    private static Place place(JsonObject data) {
        var position = data.getJsonArray("position");
        return position == null ? null : new Place(position.getDouble(0), position.getDouble(1));
    }
}
