package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Gives vehicles their routes. Any thread. Futures complete on the caller's context and fail when the database cannot be reached in time. */
public final class DeployedRoutes {
    private static final String LOCK_VEHICLE = """
            select from vehicles v join routes r on r.workspace_id = v.workspace_id
            where v.workspace_id = $1 and v.id = $2 and r.id = $3 and r.deleted_at is null for no key update of v""";

    private static final String CANCEL_FORMER = """
            update route_deployments set status = 'cancelled', ended_at = now()
            where workspace_id = $1 and vehicle_id = $2 and route_id <> $3 and status = 'active'""";

    private static final String DEPLOY = """
            insert into route_deployments (id, workspace_id, vehicle_id, route_id, status, deployed_by)
            values ($1, $2, $3, $4, 'active', $5) on conflict do nothing""";

    private final Statements statements;

    public DeployedRoutes(Database database) {
        this.statements = database.statements();
    }

    /**
     * Gives the vehicle a route to drive; the one it drove so far is cancelled. If it drives that route already, nothing changes.
     *
     * @param actorId who wants it; null when nobody in particular
     * @return false when the workspace has no such route or vehicle
     */
    public Future<Boolean> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return statements.inTransaction(connection -> connection
                .preparedQuery(LOCK_VEHICLE)
                .execute(Tuple.of(workspaceId, vehicleId, routeId))
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(false)
                        : connection
                                .preparedQuery(CANCEL_FORMER)
                                .execute(Tuple.of(workspaceId, vehicleId, routeId))
                                .compose(_ -> connection
                                        .preparedQuery(DEPLOY)
                                        .execute(Tuple.of(UUID.randomUUID(), workspaceId, vehicleId, routeId, actorId)))
                                .map(true)));
    }
}
