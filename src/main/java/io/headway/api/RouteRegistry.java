package io.headway.api;

import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The routes of a workspace and who drives them. Futures complete on the calling context and fail only when the database cannot be reached
 * or does not answer in time.
 */
public interface RouteRegistry {

    Future<Route> create(UUID workspaceId, RouteDraft draft);

    /** With its path. */
    Future<Optional<Route>> find(UUID workspaceId, UUID routeId);

    /**
     * Without their paths, in the order of their ids.
     *
     * @param after only those with a greater id; empty from the start
     * @param limit most to return, at least 1
     */
    Future<List<Route>> list(UUID workspaceId, Optional<UUID> after, int limit);

    /** Empty when the workspace has no such route. */
    Future<Optional<Route>> replace(UUID workspaceId, UUID routeId, RouteDraft draft);

    Future<Route.Deletion> delete(UUID workspaceId, UUID routeId);

    /** Makes it the one route the vehicle drives. */
    Future<Deployment.Outcome> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId);

    /** Empty when the vehicle does not drive that route. */
    Future<Optional<Deployment>> end(UUID workspaceId, UUID routeId, UUID vehicleId, DeploymentStatus status);

    /** Newest first, behind that place in the list. */
    Future<List<Deployment>> deploymentsOfRoute(UUID workspaceId, UUID routeId, TimedId before, int limit);

    /** Newest first, behind that place in the list. */
    Future<List<Deployment>> deploymentsOfVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit);
}
