package io.headway.store;

import io.headway.model.Event;
import io.headway.model.ExitReason;
import io.headway.model.Geofence;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The geofences of a workspace, one by one. A change that decides where, when or for whom a geofence counts raises its version and ends the
 * visits of the vehicles inside, in one transaction; a new name, type, colour or metadata does neither. Any thread. Futures complete on the
 * caller's context and fail when the database cannot be reached in time.
 */
public final class Geofences {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** What a vehicle is judged by, and the parameters it comes from. */
    private static final String RULES = "geometry, radius_m, width_m, vehicle_ids, group_ids, schedule, dwell_s,"
            + " enter_min_fixes, enter_min_s, exit_min_fixes, exit_min_s";

    private static final String NEW_RULES = "$7::text::jsonb, $8::float8, $9::float8, $10::uuid[], $11::uuid[],"
            + " $12::text::jsonb, $13::int4, $14::int4, $15::int4, $16::int4, $17::int4";

    /** Visits end at this time, and the ids of their events follow from it in milliseconds. Read after the row is locked. */
    private static final String NOW = "date_trunc('milliseconds', clock_timestamp())";

    private static final String INSERT = """
            insert into geofences (workspace_id, id, name, type, color, metadata, %1$s, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, %2$s, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))
            returning %3$s""".formatted(RULES, NEW_RULES, GeofenceRows.COLUMNS);

    private static final String UPDATE = """
            update geofences set name = $3, type = $4, color = $5, metadata = $6::text::jsonb, (%1$s) = (%2$s),
                version = version + ((%1$s) is distinct from (%2$s))::int4,
                updated_at = case when (%1$s) is distinct from (%2$s) then %3$s else updated_at end
            where workspace_id = $1 and id = $2 returning %4$s""".formatted(RULES, NEW_RULES, NOW, GeofenceRows.COLUMNS);

    private static final String UNKNOWN_SCOPE = """
            select wanted, true from unnest($2::uuid[]) wanted
            where not exists (select from vehicles where workspace_id = $1 and id = wanted)
            union all
            select wanted, false from unnest($3::uuid[]) wanted
            where not exists (select from vehicle_groups where workspace_id = $1 and id = wanted)""";

    private final Statements statements;

    public Geofences(Database database) {
        this.statements = database.statements();
    }

    /**
     * A page in order of id.
     *
     * @param type only of that type; empty for all
     * @param after the last id of the page before; empty for the first
     */
    public Future<Page<Geofence>> list(UUID workspaceId, Optional<String> type, Optional<UUID> after, int limit) {
        var sql = "select " + GeofenceRows.COLUMNS + " from geofences where workspace_id = $1 and id > $2"
                + " and deleted_at is null and ($3::text is null or type = $3) order by id limit $4";
        return statements
                .run(sql, Tuple.of(workspaceId, after.orElse(BEFORE_ALL), type.orElse(null), limit + 1))
                .map(rows -> Page.of(rows, limit, GeofenceRows::geofence));
    }

    /** The geofence, if this workspace has it and it is not deleted. */
    public Future<Optional<Geofence>> get(UUID workspaceId, UUID geofenceId) {
        var sql = "select " + GeofenceRows.COLUMNS
                + " from geofences where workspace_id = $1 and id = $2 and deleted_at is null";
        return statements.run(sql, Tuple.of(workspaceId, geofenceId)).map(Geofences::first);
    }

    /** Makes it, unless it names what the workspace has not. A workspace that only tokens have named so far is made. */
    public Future<GeofenceChange> create(UUID workspaceId, GeofenceDraft draft) {
        return statements.inTransaction(connection -> Workspaces.ensure(connection, workspaceId)
                .compose(_ -> unknownScope(connection, workspaceId, draft))
                .compose(unknown -> unknown.isPresent()
                        ? Future.<GeofenceChange>succeededFuture(unknown.get())
                        : connection
                                .preparedQuery(INSERT)
                                .execute(parameters(workspaceId, UUID.randomUUID(), draft))
                                .map(rows ->
                                        new GeofenceChange.Stored(first(rows).orElseThrow(), List.of()))));
    }

    /**
     * Puts the draft in its place.
     *
     * @param actorId who did it, for the events; null for nobody in particular
     */
    public Future<GeofenceChange> replace(UUID workspaceId, UUID geofenceId, GeofenceDraft draft, String actorId) {
        var lock = "select " + GeofenceRows.COLUMNS
                + " from geofences where workspace_id = $1 and id = $2 and deleted_at is null for update";
        return statements.inTransaction(connection -> connection
                .preparedQuery(lock)
                .execute(Tuple.of(workspaceId, geofenceId))
                .map(Geofences::first)
                .compose(before -> before.isEmpty()
                        ? Future.succeededFuture(new GeofenceChange.NoSuchGeofence())
                        : replace(connection, before.get(), draft, actorId)));
    }

    /**
     * Deletes it; its visits stay to be read.
     *
     * @param actorId as for {@link #replace}
     * @return the events of the vehicles that were inside; empty when the workspace has no such geofence
     */
    public Future<Optional<List<Event>>> delete(UUID workspaceId, UUID geofenceId, String actorId) {
        var sql = "update geofences set deleted_at = " + NOW
                + " where workspace_id = $1 and id = $2 and deleted_at is null returning " + GeofenceRows.COLUMNS
                + ", deleted_at";
        return statements.inTransaction(connection -> connection
                .preparedQuery(sql)
                .execute(Tuple.of(workspaceId, geofenceId))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    var row = rows.iterator().next();
                    var deletedAtMs = StoredPositions.millis(row.getOffsetDateTime(row.size() - 1));
                    var end =
                            new VisitEnd(GeofenceRows.geofence(row), deletedAtMs, ExitReason.GEOFENCE_DELETED, actorId);
                    return end.write(connection).map(Optional::of);
                }));
    }

    private static Future<GeofenceChange> replace(
            SqlConnection connection, Geofence before, GeofenceDraft draft, String actorId) {
        return unknownScope(connection, before.workspaceId(), draft)
                .compose(unknown -> unknown.isPresent()
                        ? Future.succeededFuture(unknown.get())
                        : connection
                                .preparedQuery(UPDATE)
                                .execute(parameters(before.workspaceId(), before.id(), draft))
                                .map(rows -> first(rows).orElseThrow())
                                .compose(after -> endVisits(connection, before, after, actorId)
                                        .map(events -> new GeofenceChange.Stored(after, events))));
    }

    private static Future<List<Event>> endVisits(
            SqlConnection connection, Geofence before, Geofence after, String actorId) {
        return before.version() == after.version()
                ? Future.succeededFuture(List.of())
                : new VisitEnd(after, after.updatedAtMs(), ExitReason.GEOFENCE_CHANGED, actorId).write(connection);
    }

    private static Future<Optional<GeofenceChange>> unknownScope(
            SqlConnection connection, UUID workspaceId, GeofenceDraft draft) {
        return connection
                .preparedQuery(UNKNOWN_SCOPE)
                .execute(Tuple.of(workspaceId, array(draft.vehicleIds()), array(draft.groupIds())))
                .map(rows -> {
                    var vehicles = new ArrayList<UUID>();
                    var groups = new ArrayList<UUID>();
                    rows.forEach(row -> (row.getBoolean(1) ? vehicles : groups).add(row.getUUID(0)));
                    return rows.size() == 0
                            ? Optional.empty()
                            : Optional.of(new GeofenceChange.UnknownScope(vehicles, groups));
                });
    }

    private static Tuple parameters(UUID workspaceId, UUID id, GeofenceDraft draft) {
        var schedule = draft.schedule();
        return Tuple.of(workspaceId, id, draft.name(), draft.type(), draft.color(), draft.metadata())
                .addString(draft.geometry())
                .addDouble(draft.radiusM())
                .addDouble(draft.widthM())
                .addArrayOfUUID(array(draft.vehicleIds()))
                .addArrayOfUUID(array(draft.groupIds()))
                .addString(
                        schedule == null ? null : ScheduleJson.write(schedule).encode())
                .addInteger(draft.dwellS())
                .addInteger(draft.enterMinFixes())
                .addInteger(draft.enterMinS())
                .addInteger(draft.exitMinFixes())
                .addInteger(draft.exitMinS());
    }

    private static UUID[] array(List<UUID> ids) {
        return ids == null ? null : ids.toArray(UUID[]::new);
    }

    private static Optional<Geofence> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(GeofenceRows::geofence);
    }
}
