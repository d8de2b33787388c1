package io.headway.store;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.ExitReason;
import io.headway.model.Geofence;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The end of all open visits of a geofence, not for where the vehicles went but for what became of the geofence. The shards come to the
 * same end by themselves when they hear of the change: as time and reason are the row's, so are the ids of the events, and whoever is
 * second changes nothing. A visit that began later, by the clock of a device that is ahead, ends when it began. The events name no position:
 * no fix has caused them. Any thread.
 *
 * @param geofence as it is now
 * @param atMs when it became so, milliseconds since 1970-01-01T00:00Z
 * @param actorId who did it; null for nobody in particular
 */
record VisitEnd(Geofence geofence, long atMs, ExitReason reason, String actorId) {

    /** Within the transaction of the change, so that the row of the geofence is locked. */
    Future<List<Event>> write(SqlConnection connection) {
        var sql = """
                update geofence_visits set exited_at = greatest($3, entered_at), exit_reason = $4
                where workspace_id = $1 and geofence_id = $2 and exited_at is null
                returning visit_id, vehicle_id, entered_at, exited_at""";
        var at = StoredPositions.timeOfMillis(atMs);
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(geofence.workspaceId(), geofence.id(), at, reason.tag()))
                .map(rows -> rows.stream().map(this::event).toList())
                .compose(events -> insert(connection, events));
    }

    private static Future<List<Event>> insert(SqlConnection connection, List<Event> events) {
        return events.isEmpty()
                ? Future.succeededFuture(events)
                : connection
                        .preparedQuery(DerivedRows.INSERT)
                        .execute(DerivedRows.add(Tuple.tuple(), Derived.ofEvents(events)))
                        .map(events);
    }

    private Event event(Row visit) {
        var vehicleId = visit.getUUID(1);
        var enteredAtMs = StoredPositions.millis(visit.getOffsetDateTime(2));
        var exitedAtMs = StoredPositions.millis(visit.getOffsetDateTime(3));
        var type = EventType.GEOFENCE_EXITED;
        var data = new JsonObject()
                .put("vehicle_id", vehicleId.toString())
                .put("geofence_id", geofence.id().toString())
                .put("geofence_name", geofence.name())
                .put("geofence_type", geofence.type())
                .put("visit_id", visit.getUUID(0).toString())
                .put("duration_s", (exitedAtMs - enteredAtMs) / 1_000)
                .put("reason", reason.tag());
        return new Event(
                EventId.of(vehicleId, geofence.id(), type.wireName(), exitedAtMs),
                type,
                geofence.workspaceId(),
                vehicleId,
                actorId,
                exitedAtMs,
                data.encode());
    }
}
