package io.headway.api;

import io.headway.model.Trip;
import io.headway.model.TripChange;
import io.headway.model.TripSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What trips look like as JSON; one method per schema of the contract. Pure; any thread. */
final class TripViews {
    private static final double DECIMETRES_PER_M = 10.0;

    private TripViews() {}

    static JsonObject trip(Trip trip) {
        var plan = trip.plan();
        var summary = trip.summary();
        return new JsonObject()
                .put("id", text(trip.id()))
                .put("vehicle_id", text(plan.vehicleId()))
                .put("driver_id", plan.driverId())
                .put("route_id", text(plan.routeId()))
                .put("pickup_geofence_id", text(plan.pickupGeofenceId()))
                .put("delivery_geofence_id", text(plan.deliveryGeofenceId()))
                .put("reference", plan.reference())
                .put("status", trip.status().name())
                .put("scheduled_at", Views.time(plan.scheduledAtMs()))
                .put("started_at", Views.time(trip.startedAtMs()))
                .put("arrived_at", Views.time(trip.arrivedAtMs()))
                .put("ended_at", Views.time(trip.endedAtMs()))
                .put("changed_at", Views.time(trip.changedAtMs()))
                .put("distance_m", summary == null ? null : rounded(summary.distanceM()))
                .put("stopped_s", summary == null ? null : summary.stoppedS())
                .put("stops", summary == null ? null : stops(summary))
                .put("metadata", new JsonObject(plan.metadata()))
                .put("created_at", Views.time(trip.created().atMs()));
    }

    static JsonArray history(Iterable<TripChange> changes) {
        var history = new JsonArray();
        for (var change : changes) {
            history.add(new JsonObject()
                    .put("number", change.number())
                    .put("from", change.from() == null ? null : change.from().name())
                    .put("to", change.to().name())
                    .put("occurred_at", Views.time(change.occurredAtMs()))
                    .put("actor_id", change.actorId())
                    .put("reason", change.reason()));
        }
        return history;
    }

    private static JsonArray stops(TripSummary summary) {
        var stops = new JsonArray();
        for (var stop : summary.stops()) {
            stops.add(new JsonObject()
                    .put("from", Views.time(stop.fromMs()))
                    .put("to", Views.time(stop.toMs()))
                    .put("position", Views.lngLat(stop.position())));
        }
        return stops;
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static double rounded(double distanceM) {
        return Math.round(distanceM * DECIMETRES_PER_M) / DECIMETRES_PER_M;
    }
}
