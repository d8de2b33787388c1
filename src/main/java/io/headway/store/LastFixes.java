package io.headway.store;

import io.headway.model.Position;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The newest valid position of many vehicles at once. Any thread. Futures complete on the caller's context and fail when the database
 * cannot be reached in time.
 *
 * <p>Per vehicle PostgreSQL walks the partitions from the newest to the oldest and stops at the first hit: one index probe for a vehicle
 * that drove today, one per partition for a vehicle that has never sent anything.
 */
public final class LastFixes {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int VEHICLES_PER_QUERY = 2_000;
    private static final String NEWEST = """
            from positions p where p.vehicle_id = v.id and p.workspace_id = v.workspace_id and p.fix_valid
            order by p.recorded_at desc, p.fingerprint desc limit 1""";

    private final Statements statements;
    private final int maxVehicles;

    /** @param maxVehicles most vehicles of one workspace that a snapshot holds; those beyond, in order of id, are left out */
    public LastFixes(Database database, int maxVehicles) {
        this.statements = database.statements();
        this.maxVehicles = maxVehicles;
    }

    /** The workspace's vehicles where they were last seen; vehicles that never had a valid fix are absent. Not sorted. */
    public Future<List<Position>> lastKnown(UUID workspaceId) {
        return lastKnown(workspaceId, BEFORE_ALL, 0, new ArrayList<>());
    }

    private Future<List<Position>> lastKnown(UUID workspaceId, UUID after, int seen, List<Position> found) {
        var portion = Math.min(VEHICLES_PER_QUERY, maxVehicles - seen);
        if (portion <= 0) {
            return Future.succeededFuture(found);
        }
        // The outer join keeps the vehicles without a position, so that the last row tells where the next portion
        // begins.
        var sql = "select p.*, v.id from (select id, workspace_id from vehicles where workspace_id = $1 and id > $2"
                + " order by id limit $3) v left join lateral (select " + StoredPositions.COLUMNS + " " + NEWEST
                + ") p on true order by v.id";
        return statements.run(sql, Tuple.of(workspaceId, after, portion)).compose(rows -> {
            var last = after;
            for (var row : rows) {
                last = row.getUUID(row.size() - 1);
                if (row.getUUID(0) != null) {
                    found.add(StoredPositions.position(row));
                }
            }
            return rows.size() < portion
                    ? Future.succeededFuture(found)
                    : lastKnown(workspaceId, last, seen + portion, found);
        });
    }
}
