package io.headway.api;

import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.Route;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The operations on routes and their deployments; each sees the token's workspace only. Runs on the request's event loop. */
public final class RouteOperations implements Operations {
    private final RouteRegistry routes;

    public RouteOperations(RouteRegistry routes) {
        this.routes = routes;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "createRoute", this::create,
                "listRoutes", this::list,
                "getRoute", this::get,
                "replaceRoute", this::replace,
                "deleteRoute", this::delete,
                "deployRoute", this::deploy,
                "completeRoute", ctx -> end(ctx, DeploymentStatus.COMPLETED),
                "cancelRoute", ctx -> end(ctx, DeploymentStatus.CANCELLED),
                "listRouteDeployments", ctx -> deployments(ctx, routes::deploymentsOfRoute),
                "listVehicleDeployments", ctx -> deployments(ctx, routes::deploymentsOfVehicle));
    }

    private void create(RoutingContext ctx) {
        var draft = RouteBody.draft(Parameters.of(ctx).body().getJsonObject());
        routes.create(workspace(ctx), draft)
                .recover(ApiRouter::unavailable)
                .onSuccess(route -> Answers.created(ctx, RouteViews.route(route)))
                .onFailure(ctx::fail);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        routes.list(workspace(ctx), parameters.cursor().map(Cursor::id), limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found ->
                        VehicleOperations.page(ctx, found, limit, RouteViews::route, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        answer(ctx, routes.find(workspace(ctx), Parameters.of(ctx).id()));
    }

    private void replace(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var draft = RouteBody.draft(parameters.body().getJsonObject());
        answer(ctx, routes.replace(workspace(ctx), parameters.id(), draft));
    }

    private static void answer(RoutingContext ctx, Future<Optional<Route>> found) {
        found.recover(ApiRouter::unavailable)
                .map(route -> route.orElseThrow(RouteOperations::noSuchRoute))
                .onSuccess(route -> Answers.ok(ctx, RouteViews.route(route)))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        routes.delete(workspace(ctx), Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .onSuccess(deletion -> {
                    switch (deletion) {
                        case DELETED -> Answers.done(ctx);
                        case NO_SUCH_ROUTE -> ctx.fail(noSuchRoute());
                        case DEPLOYED ->
                            ctx.fail(ApiFailure.of(
                                    ErrorCode.CONFLICT, "A vehicle drives this route; complete or cancel that first."));
                    }
                })
                .onFailure(ctx::fail);
    }

    private void deploy(RoutingContext ctx) {
        var principal = BearerToken.principal(ctx);
        routes.deploy(principal.workspaceId(), Parameters.of(ctx).id(), vehicle(ctx), principal.subject())
                .recover(ApiRouter::unavailable)
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Deployment.Outcome.Deployed deployed ->
                            Answers.ok(ctx, RouteViews.deployment(deployed.deployment()));
                        case Deployment.Outcome.NoSuchRoute _ -> ctx.fail(noSuchRoute());
                        case Deployment.Outcome.NoSuchVehicle _ ->
                            ctx.fail(ApiFailure.invalid("body/vehicle_id", "is not a vehicle of this workspace"));
                    }
                })
                .onFailure(ctx::fail);
    }

    private void end(RoutingContext ctx, DeploymentStatus status) {
        routes.end(workspace(ctx), Parameters.of(ctx).id(), vehicle(ctx), status)
                .recover(ApiRouter::unavailable)
                .map(ended -> ended.orElseThrow(
                        () -> ApiFailure.of(ErrorCode.NOT_FOUND, "The vehicle does not drive this route.")))
                .onSuccess(ended -> Answers.ok(ctx, RouteViews.deployment(ended)))
                .onFailure(ctx::fail);
    }

    /** Answers a page of the deployments of one route or one vehicle. */
    private interface Listing {
        Future<List<Deployment>> list(UUID workspaceId, UUID id, TimedId before, int limit);
    }

    private static void deployments(RoutingContext ctx, Listing listing) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var before = parameters.cursor().map(Cursor::place).orElse(TimedId.FIRST);
        listing.list(workspace(ctx), parameters.id(), before, limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> VehicleOperations.page(
                        ctx, found, limit, RouteViews::deployment, last -> Cursor.of(last.deployedAt())))
                .onFailure(ctx::fail);
    }

    private static UUID vehicle(RoutingContext ctx) {
        return Parameters.uuid(
                "body/vehicle_id", Parameters.of(ctx).body().getJsonObject().getString("vehicle_id"));
    }

    private static UUID workspace(RoutingContext ctx) {
        return BearerToken.principal(ctx).workspaceId();
    }

    private static ApiFailure noSuchRoute() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such route.");
    }
}
