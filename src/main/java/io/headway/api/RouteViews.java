package io.headway.api;

import io.headway.model.Deployment;
import io.headway.model.DeviationReport;
import io.headway.model.Route;
import io.headway.model.RoutePath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What routes, their deployments and departures from them look like as JSON; one method per schema. Pure; any thread. */
final class RouteViews {
    private static final double MS_PER_S = 1_000.0;

    private RouteViews() {}

    /** With its path as GeoJSON where the route has been read with it. */
    static JsonObject route(Route route) {
        var plan = route.plan();
        var view = new JsonObject().put("id", route.id().toString()).put("name", plan.name());
        if (plan.path() != null) {
            view.put("path", new JsonObject().put("type", "LineString").put("coordinates", coordinates(plan.path())));
        }
        return view.put("length_m", route.lengthM())
                .put("stops", new JsonArray(plan.stops()))
                .put("settings", new JsonObject(plan.settings()))
                .put("metadata", new JsonObject(plan.metadata()))
                .put("created_at", Views.time(route.createdAtMs()))
                .put("updated_at", Views.time(route.updatedAtMs()));
    }

    static JsonObject deployment(Deployment deployment) {
        return new JsonObject()
                .put("id", deployment.id().toString())
                .put("route_id", deployment.routeId().toString())
                .put("vehicle_id", deployment.vehicleId().toString())
                .put("status", deployment.status().tag())
                .put("deployed_at", Views.time(deployment.deployedAt().atMs()))
                .put("deployed_by", deployment.deployedBy())
                .put("ended_at", Views.time(deployment.endedAtMs()));
    }

    static JsonObject deviation(DeviationReport deviation) {
        var startedAtMs = deviation.startedAt().atMs();
        var endedAtMs = deviation.endedAtMs();
        return new JsonObject()
                .put("id", deviation.startedAt().id().toString())
                .put("vehicle_id", deviation.vehicleId().toString())
                .put("route_id", deviation.routeId().toString())
                .put("deployment_id", deviation.deploymentId().toString())
                .put("severity", deviation.severity())
                .put("started_at", Views.time(startedAtMs))
                .put("ended_at", Views.time(endedAtMs))
                .put("end_reason", deviation.endReason())
                .put("duration_s", endedAtMs == null ? null : (endedAtMs - startedAtMs) / MS_PER_S)
                .put("max_distance_m", deviation.maxDistanceM())
                .put("path", new JsonArray(deviation.path()));
    }

    private static JsonArray coordinates(RoutePath path) {
        var coordinates = new JsonArray();
        path.points().forEach(point -> coordinates.add(Views.lngLat(point)));
        return coordinates;
    }
}
