package io.headway.store;

import io.headway.model.LngLat;
import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.model.TripSummary;
import io.headway.model.TripSummary.Stop;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/** Rows of {@code trips} and {@code trip_history} as the model has them. Pure. */
final class TripRows {
    /** In the order {@link #trip} reads them. */
    static final String COLUMNS = """
            created_at, id, workspace_id, vehicle_id, driver_id, route_id, pickup_geofence_id, delivery_geofence_id, reference, \
            scheduled_at, metadata::text, status, changed_at, started_at, arrived_at, ended_at, distance_m, stopped_s, stops::text""";

    private TripRows() {}

    static Trip trip(Row row) {
        var plan = new TripPlan(
                row.getUUID(3),
                row.getString(4),
                row.getUUID(5),
                row.getUUID(6),
                row.getUUID(7),
                row.getString(8),
                StoredPositions.millisOrNull(row.getOffsetDateTime(9)),
                row.getString(10));
        return new Trip(
                new TimedId(StoredPositions.micros(row.getOffsetDateTime(0)), row.getUUID(1)),
                row.getUUID(2),
                plan,
                TripStatus.valueOf(row.getString(11)),
                StoredPositions.millis(row.getOffsetDateTime(12)),
                StoredPositions.millisOrNull(row.getOffsetDateTime(13)),
                StoredPositions.millisOrNull(row.getOffsetDateTime(14)),
                StoredPositions.millisOrNull(row.getOffsetDateTime(15)),
                row.getDouble(16) == null ? null : summary(row));
    }

    private static TripSummary summary(Row row) {
        var stops = new JsonArray(row.getString(18))
                .stream().map(JsonObject.class::cast).map(TripRows::stop).toList();
        return new TripSummary(row.getDouble(16), row.getLong(17), stops);
    }

    private static Stop stop(JsonObject stop) {
        var position = stop.getJsonArray("position");
        return new Stop(
                Instant.parse(stop.getString("from")).toEpochMilli(),
                Instant.parse(stop.getString("to")).toEpochMilli(),
                new LngLat(position.getDouble(0), position.getDouble(1)));
    }

    /** The text of the column {@code stops}. */
    static String stops(TripSummary summary) {
        var stops = new JsonArray();
        for (var stop : summary.stops()) {
            stops.add(new JsonObject()
                    .put("from", Instant.ofEpochMilli(stop.fromMs()).toString())
                    .put("to", Instant.ofEpochMilli(stop.toMs()).toString())
                    .put(
                            "position",
                            new JsonArray()
                                    .add(stop.position().lng())
                                    .add(stop.position().lat())));
        }
        return stops.encode();
    }

    /** From number, from_status, to_status, occurred_at, actor_id, reason. */
    static TripChange change(Row row) {
        var from = row.getString(1);
        return new TripChange(
                row.getInteger(0),
                from == null ? null : TripStatus.valueOf(from),
                TripStatus.valueOf(row.getString(2)),
                StoredPositions.millis(row.getOffsetDateTime(3)),
                row.getString(4),
                row.getString(5));
    }
}
