package io.headway.app;

import io.headway.api.RouteRegistry;
import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.TimedId;
import io.headway.store.Database;
import io.headway.store.Deployments;
import io.headway.store.Routes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the REST API asks about routes, answered from the database. Any thread. */
final class StoredRoutes implements RouteRegistry {
    private final Routes routes;
    private final Deployments deployments;

    StoredRoutes(Database database) {
        routes = new Routes(database);
        deployments = new Deployments(database);
    }

    @Override
    public Future<Route> create(UUID workspaceId, RouteDraft draft) {
        return routes.create(workspaceId, draft);
    }

    @Override
    public Future<Optional<Route>> find(UUID workspaceId, UUID routeId) {
        return routes.get(workspaceId, routeId);
    }

    @Override
    public Future<List<Route>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return routes.list(workspaceId, after, limit);
    }

    @Override
    public Future<Optional<Route>> replace(UUID workspaceId, UUID routeId, RouteDraft draft) {
        return routes.replace(workspaceId, routeId, draft);
    }

    @Override
    public Future<Route.Deletion> delete(UUID workspaceId, UUID routeId) {
        return routes.delete(workspaceId, routeId);
    }

    @Override
    public Future<Deployment.Outcome> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        return deployments.deploy(workspaceId, routeId, vehicleId, actorId);
    }

    @Override
    public Future<Optional<Deployment>> end(UUID workspaceId, UUID routeId, UUID vehicleId, DeploymentStatus status) {
        return deployments.end(workspaceId, routeId, vehicleId, status);
    }

    @Override
    public Future<List<Deployment>> deploymentsOfRoute(UUID workspaceId, UUID routeId, TimedId before, int limit) {
        return deployments.ofRoute(workspaceId, routeId, before, limit);
    }

    @Override
    public Future<List<Deployment>> deploymentsOfVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return deployments.ofVehicle(workspaceId, vehicleId, before, limit);
    }
}
