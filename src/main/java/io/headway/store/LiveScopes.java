package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How a geofence and a trip stand, for whoever begins to watch one. Any thread. Futures complete on the caller's context and fail when the
 * database cannot be reached in time.
 */
public final class LiveScopes {
    private static final String INSIDE = """
            select v.vehicle_id from geofences g left join geofence_visits v
            on v.geofence_id = g.id and v.workspace_id = g.workspace_id and v.exited_at is null
            where g.workspace_id = $1 and g.id = $2 and g.deleted_at is null""";
    private static final String TRIP =
            "select vehicle_id, route_id, status from trips where workspace_id = $1 and id = $2";

    private final Statements statements;

    public LiveScopes(Database database) {
        statements = database.statements();
    }

    /**
     * @param routeId null when it has none
     * @param status as in the table
     */
    public record Trip(UUID vehicleId, UUID routeId, String status) {}

    /** The vehicles inside; empty when the workspace has no such geofence. */
    public Future<Optional<Set<UUID>>> inside(UUID workspaceId, UUID geofenceId) {
        return statements.run(INSIDE, Tuple.of(workspaceId, geofenceId)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            var inside = new HashSet<UUID>();
            for (var row : rows) {
                // A geofence with nobody inside is one row without a vehicle.
                if (row.getUUID(0) != null) {
                    inside.add(row.getUUID(0));
                }
            }
            return Optional.of(inside);
        });
    }

    /** Empty when the workspace has no such trip. */
    public Future<Optional<Trip>> trip(UUID workspaceId, UUID tripId) {
        return statements.run(TRIP, Tuple.of(workspaceId, tripId)).map(rows -> {
            var found = rows.iterator();
            if (!found.hasNext()) {
                return Optional.empty();
            }
            var row = found.next();
            return Optional.of(new Trip(row.getUUID(0), row.getUUID(1), row.getString(2)));
        });
    }
}
