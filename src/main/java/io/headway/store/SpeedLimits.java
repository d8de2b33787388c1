package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The speed limits of a workspace. Immutable; any thread.
 *
 * @param workspaceKmh for vehicles without one of their own; NaN for none
 * @param byVehicle those of routes under way, and of vehicles that drive none that has one
 */
public record SpeedLimits(float workspaceKmh, Map<UUID, Limit> byVehicle) {
    /** Tables that a limit can stand in. */
    public static final Set<String> TABLES = Set.of("vehicles", "workspaces", "routes", "route_deployments");

    public static final SpeedLimits NONE = new SpeedLimits(Float.NaN, Map.of());

    private static final String LOAD = """
            select id, speed_limit_kmh, 'vehicle' from vehicles where workspace_id = $1 and speed_limit_kmh is not null
            union all
            select d.vehicle_id, (r.settings->>'speed_limit_kmh')::real, 'route'
            from route_deployments d join routes r on r.id = d.route_id
            where d.workspace_id = $1 and d.status = 'active' and r.settings->>'speed_limit_kmh' is not null
            union all
            select null, (settings->>'speed_limit_kmh')::real, 'workspace'
            from workspaces where id = $1 and settings->>'speed_limit_kmh' is not null""";

    private static final String WORKSPACES = """
            select distinct workspace_id from vehicles where speed_limit_kmh is not null
            union
            select d.workspace_id from route_deployments d join routes r on r.id = d.route_id
            where d.status = 'active' and r.settings->>'speed_limit_kmh' is not null
            union
            select id from workspaces where settings->>'speed_limit_kmh' is not null""";

    /**
     * @param speedKmh above it is too fast
     * @param source {@code route}, {@code vehicle} or {@code workspace}
     */
    public record Limit(float speedKmh, String source) {}

    /** The limit of a vehicle: its route's, its own, the workspace's, in this order; null for none. */
    public Limit of(UUID vehicleId) {
        var own = byVehicle.get(vehicleId);
        return own != null || Float.isNaN(workspaceKmh) ? own : new Limit(workspaceKmh, "workspace");
    }

    /** True when nobody has one: the usual case, which costs no look-up. */
    public boolean isEmpty() {
        return Float.isNaN(workspaceKmh) && byVehicle.isEmpty();
    }

    /** Completes on the caller's context. */
    public static Future<SpeedLimits> load(Database database, UUID workspaceId) {
        return database.statements().run(LOAD, Tuple.of(workspaceId)).map(rows -> {
            var workspaceKmh = Float.NaN;
            var byVehicle = new HashMap<UUID, Limit>();
            for (var row : rows) {
                var limit = new Limit(row.getFloat(1), row.getString(2));
                if (limit.source().equals("workspace")) {
                    workspaceKmh = limit.speedKmh();
                } else if (limit.source().equals("route")) {
                    byVehicle.put(row.getUUID(0), limit);
                } else {
                    byVehicle.putIfAbsent(row.getUUID(0), limit);
                }
            }
            return new SpeedLimits(workspaceKmh, byVehicle);
        });
    }

    /** Workspaces that have any. */
    public static Future<Set<UUID>> workspaces(Database database) {
        return database.statements().run(WORKSPACES, Tuple.tuple()).map(rows -> {
            Set<UUID> found = new HashSet<>();
            rows.forEach(row -> found.add(row.getUUID(0)));
            return found;
        });
    }
}
