package io.headway.api;

import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.UUID;

/** The operations on groups of vehicles; each sees the token's workspace only. Runs on the request's event loop. */
public final class VehicleGroupOperations implements Operations {
    private final VehicleGroupRegistry groups;

    public VehicleGroupOperations(VehicleGroupRegistry groups) {
        this.groups = groups;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "listVehicleGroups", this::list,
                "createVehicleGroup", this::create,
                "getVehicleGroup", this::get,
                "renameVehicleGroup", this::rename,
                "deleteVehicleGroup", this::delete,
                "listVehicleGroupVehicles", this::vehicles,
                "addVehicleToGroup", ctx -> answer(ctx, groups.add(workspace(ctx), id(ctx), vehicleId(ctx))),
                "removeVehicleFromGroup", ctx -> answer(ctx, groups.remove(workspace(ctx), id(ctx), vehicleId(ctx))));
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        groups.list(workspace(ctx), parameters.cursor().map(Cursor::id), limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found ->
                        VehicleOperations.page(ctx, found, limit, GeofenceViews::group, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        find(ctx)
                .onSuccess(group -> Answers.ok(ctx, GeofenceViews.group(group)))
                .onFailure(ctx::fail);
    }

    private void vehicles(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var after = parameters.cursor().map(Cursor::id);
        find(ctx)
                .compose(group -> groups.vehicles(workspace(ctx), group.id(), after, limit + 1)
                        .recover(ApiRouter::unavailable))
                .onSuccess(found ->
                        VehicleOperations.page(ctx, found, limit, Views::vehicle, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void create(RoutingContext ctx) {
        groups.create(workspace(ctx), name(ctx))
                .recover(ApiRouter::unavailable)
                .map(VehicleGroupOperations::done)
                .onSuccess(group -> Answers.created(ctx, GeofenceViews.group(group)))
                .onFailure(ctx::fail);
    }

    private void rename(RoutingContext ctx) {
        answer(ctx, groups.rename(workspace(ctx), id(ctx), name(ctx)));
    }

    private void delete(RoutingContext ctx) {
        groups.delete(workspace(ctx), id(ctx))
                .recover(ApiRouter::unavailable)
                .map(VehicleGroupOperations::done)
                .onSuccess(_ -> Answers.done(ctx))
                .onFailure(ctx::fail);
    }

    private Future<VehicleGroup> find(RoutingContext ctx) {
        return groups.find(workspace(ctx), id(ctx))
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(VehicleGroupOperations::notFound));
    }

    private static void answer(RoutingContext ctx, Future<Change> change) {
        change.recover(ApiRouter::unavailable)
                .map(VehicleGroupOperations::done)
                .onSuccess(group -> Answers.ok(ctx, GeofenceViews.group(group)))
                .onFailure(ctx::fail);
    }

    private static VehicleGroup done(Change change) {
        return switch (change) {
            case Change.Done done -> done.group();
            case Change.NoSuchGroup _ -> throw notFound();
            case Change.NoSuchVehicle _ -> throw VehicleOperations.notFound();
            case Change.NameTaken _ -> throw ApiFailure.of(ErrorCode.CONFLICT, "A group of this name exists already.");
            case Change.InUse _ -> throw ApiFailure.of(ErrorCode.CONFLICT, "A geofence names this group.");
        };
    }

    private static ApiFailure notFound() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such group of vehicles.");
    }

    private static UUID workspace(RoutingContext ctx) {
        return BearerToken.principal(ctx).workspaceId();
    }

    private static UUID id(RoutingContext ctx) {
        return Parameters.of(ctx).id();
    }

    private static UUID vehicleId(RoutingContext ctx) {
        return Parameters.of(ctx).id("vehicle_id");
    }

    private static String name(RoutingContext ctx) {
        return Parameters.of(ctx).body().getJsonObject().getString("name");
    }
}
