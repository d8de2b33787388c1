package io.headway.api;

import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.DeviationReport;
import io.headway.model.LngLat;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Our workspace has every route there is, and every vehicle drives it; theirs has none. Owned by the server's event loop; the test reads
 * {@code draft} and {@code query} after the answer.
 */
final class FakeRoutes implements RouteRegistry, DeviationQueries {
    static final long AT_MS = RunningApi.NOON_MS;
    private static final RouteDraft LOOP = new RouteDraft(
            "loop", new RoutePath(List.of(new LngLat(11, 49), new LngLat(11, 50))), "[]", "{}", "{\"a\":1}");

    volatile RouteDraft draft;
    volatile DeviationReport.Query query;
    volatile Route.Deletion deletion = Route.Deletion.DELETED;

    private Route route(UUID workspaceId, UUID id, RouteDraft plan) {
        draft = plan;
        var lengthM = plan.path() == null ? 0 : plan.path().lengthM();
        return new Route(id, workspaceId, plan, lengthM, AT_MS, AT_MS);
    }

    private static boolean ours(UUID workspaceId) {
        return workspaceId.equals(Fleet.OURS);
    }

    @Override
    public Future<Route> create(UUID workspaceId, RouteDraft plan) {
        return Future.succeededFuture(route(workspaceId, UUID.randomUUID(), plan));
    }

    @Override
    public Future<Optional<Route>> find(UUID workspaceId, UUID routeId) {
        return Future.succeededFuture(
                ours(workspaceId) ? Optional.of(route(workspaceId, routeId, LOOP)) : Optional.empty());
    }

    @Override
    public Future<List<Route>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        var withoutPath = new RouteDraft("loop", null, "[]", "{}", "{}");
        return Future.succeededFuture(
                ours(workspaceId) ? List.of(route(workspaceId, UUID.randomUUID(), withoutPath)) : List.of());
    }

    @Override
    public Future<Optional<Route>> replace(UUID workspaceId, UUID routeId, RouteDraft plan) {
        return Future.succeededFuture(
                ours(workspaceId) ? Optional.of(route(workspaceId, routeId, plan)) : Optional.empty());
    }

    @Override
    public Future<Route.Deletion> delete(UUID workspaceId, UUID routeId) {
        return Future.succeededFuture(ours(workspaceId) ? deletion : Route.Deletion.NO_SUCH_ROUTE);
    }

    @Override
    public Future<Deployment.Outcome> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        if (!ours(workspaceId)) {
            return Future.succeededFuture(new Deployment.Outcome.NoSuchRoute());
        }
        return Future.succeededFuture(
                vehicleId.equals(RunningApi.FOREIGN)
                        ? new Deployment.Outcome.NoSuchVehicle()
                        : new Deployment.Outcome.Deployed(deployment(routeId, vehicleId, DeploymentStatus.ACTIVE)));
    }

    @Override
    public Future<Optional<Deployment>> end(UUID workspaceId, UUID routeId, UUID vehicleId, DeploymentStatus status) {
        return Future.succeededFuture(
                ours(workspaceId) ? Optional.of(deployment(routeId, vehicleId, status)) : Optional.empty());
    }

    @Override
    public Future<List<Deployment>> deploymentsOfRoute(UUID workspaceId, UUID routeId, TimedId before, int limit) {
        return Future.succeededFuture(List.of(deployment(routeId, RunningApi.BUS, DeploymentStatus.ACTIVE)));
    }

    @Override
    public Future<List<Deployment>> deploymentsOfVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return Future.succeededFuture(List.of(deployment(UUID.randomUUID(), vehicleId, DeploymentStatus.CANCELLED)));
    }

    private static Deployment deployment(UUID routeId, UUID vehicleId, DeploymentStatus status) {
        var endedAtMs = status == DeploymentStatus.ACTIVE ? null : (Long) (AT_MS + 1);
        return new Deployment(
                new TimedId(AT_MS * 1_000, UUID.randomUUID()), routeId, vehicleId, status, "someone", endedAtMs);
    }

    @Override
    public Future<List<DeviationReport>> list(UUID workspaceId, DeviationReport.Query asked) {
        query = asked;
        var open = deviation(AT_MS + 60_000, null);
        return Future.succeededFuture(
                List.of(open, deviation(AT_MS, AT_MS + 90_500)).subList(0, Math.min(2, asked.limit())));
    }

    private static DeviationReport deviation(long atMs, Long endedAtMs) {
        return new DeviationReport(
                new TimedId(atMs * 1_000, UUID.randomUUID()),
                RunningApi.BUS,
                UUID.randomUUID(),
                UUID.randomUUID(),
                "warning",
                endedAtMs,
                endedAtMs == null ? null : "rejoined",
                87.5,
                "[[11.0,49.0],[11.1,49.1]]");
    }
}
