package io.headway.store;

import io.headway.model.DeletedGeofence;
import io.headway.model.Geofence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All geofences of a workspace and whom they are for, to build an index of. Read in portions, each a query of its own: what changes
 * meanwhile is notified of, and loaded again. Any thread; futures complete on the caller's context, which decodes one portion at a time,
 * and fail when the database cannot be reached in time.
 */
public final class GeofenceCatalogue {
    /** Long enough that every node has heard of a deletion and every vehicle inside has been judged against it. */
    private static final Duration DELETED_FOR = Duration.ofDays(1);

    private static final int FENCES_PER_QUERY = 1_000;
    private static final int MEMBERS_PER_QUERY = 10_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Statements statements;

    public GeofenceCatalogue(Database database) {
        this.statements = database.statements();
    }

    /** Workspaces that have geofences, or had one within the last day. */
    public Future<List<UUID>> workspaces() {
        return statements
                .run(
                        "select distinct workspace_id from geofences where deleted_at is null"
                                + " or deleted_at > now() - make_interval(secs => $1)",
                        Tuple.of((double) DELETED_FOR.toSeconds()))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).toList());
    }

    /** The workspace's geofences, without deleted ones, in the order of their ids. */
    public Future<List<Geofence>> loadAll(UUID workspaceId) {
        return fencesAfter(workspaceId, BEFORE_ALL, new ArrayList<>());
    }

    /** Those deleted within the last day: a vehicle may have been inside of one. Not sorted. */
    public Future<List<DeletedGeofence>> deleted(UUID workspaceId) {
        return statements
                .run(
                        "select id, workspace_id, name, type, deleted_at from geofences"
                                + " where workspace_id = $1 and deleted_at > now() - make_interval(secs => $2)",
                        Tuple.of(workspaceId, (double) DELETED_FOR.toSeconds()))
                .map(rows -> rows.stream()
                        .map(row -> new DeletedGeofence(
                                row.getUUID(0),
                                row.getUUID(1),
                                row.getString(2),
                                row.getString(3),
                                StoredPositions.millis(row.getOffsetDateTime(4))))
                        .toList());
    }

    /** The workspace's groups that have vehicles, and these. */
    public Future<Map<UUID, Set<UUID>>> groups(UUID workspaceId) {
        return membersAfter(workspaceId, BEFORE_ALL, BEFORE_ALL, new HashMap<>());
    }

    private Future<List<Geofence>> fencesAfter(UUID workspaceId, UUID after, List<Geofence> found) {
        var sql = "select " + GeofenceRows.COLUMNS
                + " from geofences where workspace_id = $1 and id > $2 and deleted_at is null order by id limit $3";
        return statements
                .run(sql, Tuple.of(workspaceId, after, FENCES_PER_QUERY))
                .compose(rows -> {
                    rows.forEach(row -> found.add(GeofenceRows.geofence(row)));
                    return rows.size() < FENCES_PER_QUERY
                            ? Future.succeededFuture(found)
                            : fencesAfter(workspaceId, found.getLast().id(), found);
                });
    }

    private Future<Map<UUID, Set<UUID>>> membersAfter(
            UUID workspaceId, UUID afterGroup, UUID afterVehicle, Map<UUID, Set<UUID>> found) {
        var sql = "select group_id, vehicle_id from vehicle_group_members"
                + " where workspace_id = $1 and (group_id, vehicle_id) > ($2, $3) order by group_id, vehicle_id limit $4";
        return statements
                .run(sql, Tuple.of(workspaceId, afterGroup, afterVehicle, MEMBERS_PER_QUERY))
                .compose(rows -> {
                    var group = afterGroup;
                    var vehicle = afterVehicle;
                    for (var row : rows) {
                        group = row.getUUID(0);
                        vehicle = row.getUUID(1);
                        found.computeIfAbsent(group, _ -> new HashSet<>()).add(vehicle);
                    }
                    return rows.size() < MEMBERS_PER_QUERY
                            ? Future.succeededFuture(found)
                            : membersAfter(workspaceId, group, vehicle, found);
                });
    }
}
