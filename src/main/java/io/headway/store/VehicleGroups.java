package io.headway.store;

import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Groups of vehicles; each query is confined to one workspace. Any thread. Futures complete on the caller's context and fail when the
 * database cannot be reached in time.
 */
public final class VehicleGroups {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String COLUMNS = """
            g.id, g.name, (select count(*) from vehicle_group_members m where m.workspace_id = g.workspace_id and m.group_id = g.id), \
            g.created_at""";

    private final Statements statements;

    public VehicleGroups(Database database) {
        this.statements = database.statements();
    }

    /** A page in order of id; {@code after} is the last id of the page before, empty for the first. */
    public Future<Page<VehicleGroup>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        var sql = "select " + COLUMNS
                + " from vehicle_groups g where g.workspace_id = $1 and g.id > $2 order by g.id limit $3";
        return statements
                .run(sql, Tuple.of(workspaceId, after.orElse(BEFORE_ALL), limit + 1))
                .map(rows -> Page.of(rows, limit, VehicleGroups::group));
    }

    /** The group, if this workspace has it. */
    public Future<Optional<VehicleGroup>> get(UUID workspaceId, UUID groupId) {
        return statements
                .run(
                        "select " + COLUMNS + " from vehicle_groups g where g.workspace_id = $1 and g.id = $2",
                        Tuple.of(workspaceId, groupId))
                .map(VehicleGroups::first);
    }

    /** Makes one without vehicles. A workspace that only tokens have named so far is made. */
    public Future<Change> create(UUID workspaceId, String name) {
        return statements
                .inTransaction(connection -> Workspaces.ensure(connection, workspaceId)
                        .compose(_ -> connection
                                .preparedQuery("insert into vehicle_groups as g (id, workspace_id, name)"
                                        + " values ($1, $2, $3) returning " + COLUMNS)
                                .execute(Tuple.of(UUID.randomUUID(), workspaceId, name))))
                .map(VehicleGroups::done)
                .recover(VehicleGroups::unlessNameTaken);
    }

    public Future<Change> rename(UUID workspaceId, UUID groupId, String name) {
        var sql = "update vehicle_groups g set name = $3 where g.workspace_id = $1 and g.id = $2 returning " + COLUMNS;
        return statements
                .run(sql, Tuple.of(workspaceId, groupId, name))
                .map(VehicleGroups::done)
                .recover(VehicleGroups::unlessNameTaken);
    }

    /** Deletes it, unless a geofence names it. Its vehicles stay. */
    public Future<Change> delete(UUID workspaceId, UUID groupId) {
        // for update: nobody adds a vehicle meanwhile.
        var find = "select " + COLUMNS + ", exists (select from geofences f where f.workspace_id = g.workspace_id"
                + " and f.deleted_at is null and g.id = any(f.group_ids))"
                + " from vehicle_groups g where g.workspace_id = $1 and g.id = $2 for update";
        return statements.inTransaction(connection -> connection
                .preparedQuery(find)
                .execute(Tuple.of(workspaceId, groupId))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.<Change>succeededFuture(new Change.NoSuchGroup());
                    }
                    var row = rows.iterator().next();
                    if (row.getBoolean(row.size() - 1)) {
                        return Future.<Change>succeededFuture(new Change.InUse());
                    }
                    return connection
                            .preparedQuery("delete from vehicle_groups where workspace_id = $1 and id = $2")
                            .execute(Tuple.of(workspaceId, groupId))
                            .map(new Change.Done(group(row)));
                }));
    }

    /** Puts a vehicle into it; once is enough. */
    public Future<Change> add(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return change(
                workspaceId,
                groupId,
                vehicleId,
                "insert into vehicle_group_members (workspace_id, group_id, vehicle_id) values ($1, $2, $3)"
                        + " on conflict do nothing");
    }

    /** Takes a vehicle out of it, if it is in. */
    public Future<Change> remove(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return change(
                workspaceId,
                groupId,
                vehicleId,
                "delete from vehicle_group_members where workspace_id = $1 and group_id = $2 and vehicle_id = $3");
    }

    private Future<Change> change(UUID workspaceId, UUID groupId, UUID vehicleId, String sql) {
        var known = "select exists (select from vehicles v where v.workspace_id = $1 and v.id = $3)"
                + " from vehicle_groups g where g.workspace_id = $1 and g.id = $2 for key share";
        var parameters = Tuple.of(workspaceId, groupId, vehicleId);
        return statements.inTransaction(connection -> connection
                .preparedQuery(known)
                .execute(parameters)
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.<Change>succeededFuture(new Change.NoSuchGroup());
                    }
                    if (!rows.iterator().next().getBoolean(0)) {
                        return Future.<Change>succeededFuture(new Change.NoSuchVehicle());
                    }
                    return connection
                            .preparedQuery(sql)
                            .execute(parameters)
                            .compose(_ -> connection
                                    .preparedQuery("select " + COLUMNS
                                            + " from vehicle_groups g where g.workspace_id = $1 and g.id = $2")
                                    .execute(Tuple.of(workspaceId, groupId)))
                            .map(VehicleGroups::done);
                }));
    }

    private static Change done(RowSet<Row> rows) {
        return first(rows).<Change>map(Change.Done::new).orElseGet(Change.NoSuchGroup::new);
    }

    private static Future<Change> unlessNameTaken(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState())
                ? Future.succeededFuture(new Change.NameTaken())
                : Future.failedFuture(failure);
    }

    private static Optional<VehicleGroup> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(VehicleGroups::group);
    }

    private static VehicleGroup group(Row row) {
        return new VehicleGroup(
                row.getUUID(0), row.getString(1), row.getLong(2), StoredPositions.millis(row.getOffsetDateTime(3)));
    }
}
