package io.headway.store;

import io.headway.model.Deployment;
import io.headway.model.Deployment.Outcome;
import io.headway.model.DeploymentStatus;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Which vehicle drives which route; one at a time. Any thread. Futures complete on the caller's context and fail when the database cannot
 * be reached in time.
 */
public final class Deployments {
    private static final String COLUMNS = "deployed_at, id, route_id, vehicle_id, status, deployed_by, ended_at";

    private final Statements statements;

    public Deployments(Database database) {
        this.statements = database.statements();
    }

    /**
     * Gives the vehicle a route to drive; the one it drove so far is cancelled. If it drives that route already, nothing changes.
     *
     * @param actorId who wants it; null when nobody in particular
     */
    public Future<Outcome> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return statements.inTransaction(connection -> deploy(connection, workspaceId, routeId, vehicleId, actorId));
    }

    /** The same within a transaction. */
    static Future<Outcome> deploy(
            SqlConnection connection, UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return lockVehicle(connection, workspaceId, vehicleId)
                .compose(vehicle -> vehicle.size() == 0
                        ? Future.succeededFuture(new Outcome.NoSuchVehicle())
                        : lockRoute(connection, workspaceId, routeId)
                                .compose(route -> route.size() == 0
                                        ? Future.succeededFuture(new Outcome.NoSuchRoute())
                                        : deployLocked(connection, workspaceId, routeId, vehicleId, actorId)
                                                .map(Outcome.Deployed::new)));
    }

    /** Ends what the vehicle drives of that route. Empty when it does not drive it. */
    public Future<Optional<Deployment>> end(UUID workspaceId, UUID routeId, UUID vehicleId, DeploymentStatus status) {
        return statements
                .run(END, end(workspaceId, routeId, vehicleId, status.tag()))
                .map(Deployments::first);
    }

    /** The same within a transaction. */
    static Future<Optional<Deployment>> end(
            SqlConnection connection, UUID workspaceId, UUID routeId, UUID vehicleId, DeploymentStatus status) {
        return connection
                .preparedQuery(END)
                .execute(end(workspaceId, routeId, vehicleId, status.tag()))
                .map(Deployments::first);
    }

    /**
     * Deployments of a route, newest first.
     *
     * @param before only those behind this place in the list
     * @param limit most to return, at least 1
     */
    public Future<List<Deployment>> ofRoute(UUID workspaceId, UUID routeId, TimedId before, int limit) {
        return list("route_id", workspaceId, routeId, before, limit);
    }

    /** Deployments to a vehicle, newest first; the rest as {@link #ofRoute}. */
    public Future<List<Deployment>> ofVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return list("vehicle_id", workspaceId, vehicleId, before, limit);
    }

    private Future<List<Deployment>> list(String column, UUID workspaceId, UUID id, TimedId before, int limit) {
        var sql = "select " + COLUMNS + " from route_deployments where workspace_id = $1 and " + column
                + " = $2 and (deployed_at, id) < ($3, $4) order by deployed_at desc, id desc limit $5";
        return statements
                .run(sql, Tuple.of(workspaceId, id, StoredPositions.timeOfMicros(before.atUs()), before.id(), limit))
                .map(rows -> rows.stream().map(Deployments::deployment).toList());
    }

    /** One after the other: two deployments to a vehicle at once would both find that it has none. */
    private static Future<RowSet<Row>> lockVehicle(SqlConnection connection, UUID workspaceId, UUID vehicleId) {
        return connection
                .preparedQuery("select id from vehicles where workspace_id = $1 and id = $2 for no key update")
                .execute(Tuple.of(workspaceId, vehicleId));
    }

    /** Keeps it from being deleted meanwhile. */
    private static Future<RowSet<Row>> lockRoute(SqlConnection connection, UUID workspaceId, UUID routeId) {
        return connection
                .preparedQuery(
                        "select id from routes where workspace_id = $1 and id = $2 and deleted_at is null for share")
                .execute(Tuple.of(workspaceId, routeId));
    }

    private static Future<Deployment> deployLocked(
            SqlConnection connection, UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return connection
                .preparedQuery("select " + COLUMNS
                        + " from route_deployments where workspace_id = $1 and vehicle_id = $2 and status = 'active'")
                .execute(Tuple.of(workspaceId, vehicleId))
                .map(Deployments::first)
                .compose(active -> active.filter(known -> known.routeId().equals(routeId))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> supersede(connection, workspaceId, vehicleId)
                                .compose(_ -> insert(connection, workspaceId, routeId, vehicleId, actorId))));
    }

    private static Future<RowSet<Row>> supersede(SqlConnection connection, UUID workspaceId, UUID vehicleId) {
        return connection.preparedQuery("""
                        update route_deployments set status = 'cancelled', ended_at = now()
                        where workspace_id = $1 and vehicle_id = $2 and status = 'active'""").execute(Tuple.of(workspaceId, vehicleId));
    }

    private static Future<Deployment> insert(
            SqlConnection connection, UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return connection
                .preparedQuery("""
                        insert into route_deployments (id, workspace_id, route_id, vehicle_id, status, deployed_by)
                        values ($1, $2, $3, $4, 'active', $5) returning\s""" + COLUMNS)
                .execute(Tuple.of(UUID.randomUUID(), workspaceId, routeId, vehicleId, actorId))
                .map(rows -> deployment(rows.iterator().next()));
    }

    private static final String END = """
            update route_deployments set status = $4, ended_at = now()
            where workspace_id = $1 and route_id = $2 and vehicle_id = $3 and status = 'active' returning\s""" + COLUMNS;

    private static Tuple end(UUID workspaceId, UUID routeId, UUID vehicleId, String status) {
        return Tuple.of(workspaceId, routeId, vehicleId, status);
    }

    private static Optional<Deployment> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(Deployments::deployment);
    }

    private static Deployment deployment(Row row) {
        return new Deployment(
                new TimedId(StoredPositions.micros(row.getOffsetDateTime(0)), row.getUUID(1)),
                row.getUUID(2),
                row.getUUID(3),
                DeploymentStatus.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                StoredPositions.millisOrNull(row.getOffsetDateTime(6)));
    }
}
