package io.headway.loadtest;

import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/**
 * Geofences and routes for the fleet: a square of 60 m at the place where a device begins, which it enters and leaves once a lap, and its
 * whole circle as a route of 1,000 points. Written into the engine's tables, which tells the engine. Owned by the main thread.
 */
final class Places {
    private static final int ROUTE_POINTS = 1_000;
    private static final int LAP = 360;
    private static final double HALF_SIDE_DEGREES = 30 / 111_320.0;

    private final EngineDatabase database;
    private final UUID workspace;
    private final int fences;
    private final int routes;

    /** Makes the geofences and the routes; routes are driven only once they are deployed. */
    Places(EngineDatabase database, int fences, int routes) throws IOException {
        this.database = database;
        this.workspace = database.workspace();
        this.fences = fences;
        this.routes = routes;
        makeFences();
        makeRoutes();
    }

    private void makeFences() throws IOException {
        var ids = new UUID[fences];
        var geometries = new String[fences];
        for (var i = 0; i < fences; i++) {
            ids[i] = new UUID(1, i);
            var south = Drive.startLatitude(i) - HALF_SIDE_DEGREES;
            var north = Drive.startLatitude(i) + HALF_SIDE_DEGREES;
            var west = Drive.startLongitude(i) - HALF_SIDE_DEGREES / 0.64;
            var east = Drive.startLongitude(i) + HALF_SIDE_DEGREES / 0.64;
            geometries[i] = "{\"type\":\"Polygon\",\"coordinates\":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}"
                    .formatted(west, south, east, south, east, north, west, north, west, south);
        }
        database.update(
                "insert into geofences (id, workspace_id, name, type, geometry)"
                        + " select unnest($2::uuid[]), $1, 'fence', 'depot', unnest($3::text[])::jsonb",
                Tuple.of(workspace, ids, geometries));
    }

    private void makeRoutes() throws IOException {
        for (var i = 0; i < routes; i++) {
            database.update(
                    "insert into routes (id, workspace_id, name, path, length_m) values ($1, $2, 'route', $3::text::jsonb, $4)",
                    Tuple.of(new UUID(2, i), workspace, path(i), LAP * Drive.STEP_M));
        }
    }

    /** Points on the polygon of 360 sides that the device drives, evenly spread over its sides. */
    private static String path(int device) {
        var latitudes = new double[LAP + 1];
        var longitudes = new double[LAP + 1];
        latitudes[0] = Drive.startLatitude(device);
        longitudes[0] = Drive.startLongitude(device);
        for (var step = 0; step < LAP; step++) {
            var heading = (device + step) % LAP;
            latitudes[step + 1] = latitudes[step] + Drive.northDegrees(heading);
            longitudes[step + 1] = longitudes[step] + Drive.eastDegrees(heading);
        }
        var text = new StringBuilder("[");
        for (var point = 0; point < ROUTE_POINTS; point++) {
            var along = point * (double) LAP / (ROUTE_POINTS - 1);
            var side = Math.min(LAP - 1, (int) along);
            var share = along - side;
            text.append(point == 0 ? "" : ",")
                    .append("[%.7f,%.7f]"
                            .formatted(
                                    longitudes[side] + share * (longitudes[side + 1] - longitudes[side]),
                                    latitudes[side] + share * (latitudes[side + 1] - latitudes[side])));
        }
        return text.append(']').toString();
    }

    /** Sends the fleet on its routes. */
    void deploy(Map<UUID, Integer> vehicles) throws IOException {
        var driving = vehicles.entrySet().stream()
                .filter(entry -> entry.getValue() < routes)
                .toList();
        var routeIds =
                driving.stream().map(entry -> new UUID(2, entry.getValue())).toArray(UUID[]::new);
        var vehicleIds = driving.stream().map(Map.Entry::getKey).toArray(UUID[]::new);
        var ids = Arrays.stream(vehicleIds).map(_ -> UUID.randomUUID()).toArray(UUID[]::new);
        database.update(
                "insert into route_deployments (id, workspace_id, route_id, vehicle_id, status)"
                        + " select unnest($2::uuid[]), $1, unnest($3::uuid[]), unnest($4::uuid[]), 'active'",
                Tuple.of(workspace, ids, routeIds, vehicleIds));
    }

    /** Events that the engine has written of geofences and of routes. */
    String events() throws IOException {
        return database.text("select coalesce(string_agg(event_type || ' ' || n, ', ' order by event_type), 'none')"
                + " from (select event_type, count(*) as n from events group by event_type) as counted");
    }

    /** True when there is anything to compare positions with. */
    boolean any() {
        return fences + routes > 0;
    }
}
