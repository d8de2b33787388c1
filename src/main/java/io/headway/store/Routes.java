package io.headway.store;

import io.headway.model.LngLat;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The routes of a workspace; a deleted one stays for the deployments that name it and is seen by nobody. Any thread. Futures complete on
 * the caller's context and fail when the database cannot be reached in time.
 */
public final class Routes {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String COLUMNS =
            "id, workspace_id, name, stops::text, settings::text, metadata::text, length_m, created_at, updated_at";

    private final Statements statements;

    public Routes(Database database) {
        this.statements = database.statements();
    }

    /** Makes a route. A workspace that only tokens have named so far is made. */
    public Future<Route> create(UUID workspaceId, RouteDraft draft) {
        var sql = """
                insert into routes (workspace_id, id, name, path, length_m, stops, settings, metadata)
                values ($1, $2, $3, $4::text::jsonb, $5, $6::text::jsonb, $7::text::jsonb, $8::text::jsonb)
                returning\s""" + COLUMNS;
        return statements.inTransaction(connection -> Workspaces.ensure(connection, workspaceId)
                .compose(_ -> connection.preparedQuery(sql).execute(arguments(workspaceId, UUID.randomUUID(), draft)))
                .map(rows -> route(rows.iterator().next(), draft.path())));
    }

    /** The route, path and all, if this workspace has it. */
    public Future<Optional<Route>> get(UUID workspaceId, UUID routeId) {
        return statements
                .run(
                        "select " + COLUMNS
                                + ", path::text from routes where workspace_id = $1 and id = $2 and deleted_at is null",
                        Tuple.of(workspaceId, routeId))
                .map(rows -> rows.stream().findFirst().map(row -> route(row, path(row.getString(9)))));
    }

    /**
     * Routes without their paths, in the order of their ids.
     *
     * @param after only those with a greater id; empty from the start
     * @param limit most to return, at least 1
     */
    public Future<List<Route>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return statements
                .run(
                        "select " + COLUMNS
                                + " from routes where workspace_id = $1 and id > $2 and deleted_at is null order by id limit $3",
                        Tuple.of(workspaceId, after.orElse(BEFORE_ALL), limit))
                .map(rows -> rows.stream().map(row -> route(row, null)).toList());
    }

    /** Puts another plan in its place; vehicles that drive it follow the new one. Empty when the workspace has no such route. */
    public Future<Optional<Route>> replace(UUID workspaceId, UUID routeId, RouteDraft draft) {
        var sql = """
                update routes set name = $3, path = $4::text::jsonb, length_m = $5, stops = $6::text::jsonb,
                    settings = $7::text::jsonb, metadata = $8::text::jsonb, updated_at = now()
                where workspace_id = $1 and id = $2 and deleted_at is null returning\s""" + COLUMNS;
        return statements
                .run(sql, arguments(workspaceId, routeId, draft))
                .map(rows -> rows.stream().findFirst().map(row -> route(row, draft.path())));
    }

    /** Deletes a route that no vehicle drives. */
    public Future<Route.Deletion> delete(UUID workspaceId, UUID routeId) {
        return statements.inTransaction(connection -> lock(connection, workspaceId, routeId)
                .compose(found -> found
                        ? deleteUnlessDeployed(connection, workspaceId, routeId)
                        : Future.succeededFuture(Route.Deletion.NO_SUCH_ROUTE)));
    }

    /** Keeps deployments of it waiting: {@link Deployments} takes a shared lock. */
    private static Future<Boolean> lock(SqlConnection connection, UUID workspaceId, UUID routeId) {
        return connection
                .preparedQuery(
                        "select id from routes where workspace_id = $1 and id = $2 and deleted_at is null for update")
                .execute(Tuple.of(workspaceId, routeId))
                .map(rows -> rows.size() > 0);
    }

    private static Future<Route.Deletion> deleteUnlessDeployed(
            SqlConnection connection, UUID workspaceId, UUID routeId) {
        var sql = """
                update routes set deleted_at = now() where workspace_id = $1 and id = $2
                and not exists (select from route_deployments where route_id = $2 and status = 'active')""";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(workspaceId, routeId))
                .map(rows -> rows.rowCount() > 0 ? Route.Deletion.DELETED : Route.Deletion.DEPLOYED);
    }

    private static Tuple arguments(UUID workspaceId, UUID routeId, RouteDraft draft) {
        return Tuple.of(workspaceId, routeId, draft.name(), json(draft.path()))
                .addDouble(draft.path().lengthM())
                .addString(draft.stops())
                .addString(draft.settings())
                .addString(draft.metadata());
    }

    private static Route route(Row row, RoutePath path) {
        return new Route(
                row.getUUID(0),
                row.getUUID(1),
                new RouteDraft(row.getString(2), path, row.getString(3), row.getString(4), row.getString(5)),
                row.getDouble(6),
                StoredPositions.millis(row.getOffsetDateTime(7)),
                StoredPositions.millis(row.getOffsetDateTime(8)));
    }

    /** By hand: a tree of a hundred thousand arrays would be made only to be written. */
    private static String json(RoutePath path) {
        var text = new StringBuilder(path.points().size() * 24).append('[');
        for (var point : path.points()) {
            text.append(text.length() == 1 ? "[" : ",[")
                    .append(point.lng())
                    .append(',')
                    .append(point.lat())
                    .append(']');
        }
        return text.append(']').toString();
    }

    private static RoutePath path(String json) {
        var points = new ArrayList<LngLat>();
        for (var point : new JsonArray(json)) {
            var pair = (JsonArray) point;
            points.add(new LngLat(pair.getDouble(0), pair.getDouble(1)));
        }
        return new RoutePath(points);
    }
}
