package io.headway.geofence;

import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Position;
import io.headway.model.Visit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What transitions are told as. Pure; any thread. */
final class FenceEvents {
    private FenceEvents() {}

    static Event entered(Fence fence, Visit visit, Position position) {
        var data = place(data(fence, visit).put("initial", visit.initial()), position);
        return caused(EventType.GEOFENCE_ENTERED, fence, position, data);
    }

    /** @param visit with the time of dwelling */
    static Event dwelled(Fence fence, Visit visit, Position position) {
        var data = place(data(fence, visit).put("duration_s", seconds(visit, visit.dwelledAtMs())), position);
        return caused(EventType.GEOFENCE_DWELLED, fence, position, data);
    }

    /** @param visit with the time and reason of its end, which is the fix */
    static Event exited(Fence fence, Visit visit, Position position) {
        return caused(EventType.GEOFENCE_EXITED, fence, position, place(ended(data(fence, visit), visit), position));
    }

    /**
     * An end that no fix brought about: nobody's doing, and nowhere in particular.
     *
     * @param visit with the time and reason of its end
     */
    static Event exited(String geofenceName, String geofenceType, Visit visit) {
        var data = geofence(visit.vehicleId(), visit.geofenceId(), geofenceName, geofenceType)
                .put("visit_id", visit.id().toString());
        return event(
                EventType.GEOFENCE_EXITED,
                visit.workspaceId(),
                visit.vehicleId(),
                visit.geofenceId(),
                null,
                visit.exitedAtMs(),
                ended(data, visit));
    }

    static Event crossed(Fence fence, Position position) {
        var data = geofence(position.vehicleId(), fence.id(), fence.name(), fence.type());
        return caused(EventType.GEOFENCE_CROSSED, fence, position, place(data, position));
    }

    private static JsonObject data(Fence fence, Visit visit) {
        return geofence(visit.vehicleId(), fence.id(), fence.name(), fence.type())
                .put("visit_id", visit.id().toString());
    }

    private static JsonObject geofence(UUID vehicleId, UUID id, String name, String type) {
        return new JsonObject()
                .put("vehicle_id", vehicleId.toString())
                .put("geofence_id", id.toString())
                .put("geofence_name", name)
                .put("geofence_type", type);
    }

    /** As a map has it, longitude first; the speed to the resolution of a float, left out when unknown. */
    private static JsonObject place(JsonObject data, Position position) {
        var fix = position.fix();
        data.put("position", JsonArray.of(fix.longitude(), fix.latitude()));
        return Float.isNaN(fix.speedKmh()) ? data : data.put("speed", Math.round(fix.speedKmh() * 1e3) / 1e3);
    }

    private static JsonObject ended(JsonObject data, Visit visit) {
        return data.put("duration_s", seconds(visit, visit.exitedAtMs()))
                .put("reason", visit.exitReason().tag());
    }

    private static long seconds(Visit visit, long untilMs) {
        return (untilMs - visit.enteredAtMs()) / 1_000;
    }

    private static Event caused(EventType type, Fence fence, Position position, JsonObject data) {
        var device = position.source().deviceId();
        return event(
                type,
                fence.workspaceId(),
                position.vehicleId(),
                fence.id(),
                device == null ? null : device.toString(),
                position.fix().recordedAtMs(),
                data);
    }

    private static Event event(
            EventType type,
            UUID workspaceId,
            UUID vehicleId,
            UUID geofenceId,
            String actorId,
            long atMs,
            JsonObject data) {
        var id = EventId.of(vehicleId, geofenceId, type.wireName(), atMs);
        return new Event(id, type, workspaceId, vehicleId, actorId, atMs, data.encode());
    }
}
