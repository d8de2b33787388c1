package io.headway.api;

import io.headway.api.ApiFailure.Detail;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The operations on geofences; each sees the token's workspace only. Runs on the request's event loop. */
public final class GeofenceOperations implements Operations {
    private static final int MAX_DETAILS = 20;

    private final GeofenceRegistry geofences;
    private final GeometryCheck geometries;

    public GeofenceOperations(GeofenceRegistry geofences, GeometryCheck geometries) {
        this.geofences = geofences;
        this.geometries = geometries;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "listGeofences", this::list,
                "createGeofence", this::create,
                "getGeofence", this::get,
                "replaceGeofence", this::replace,
                "deleteGeofence", this::delete);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        geofences
                .list(
                        BearerToken.principal(ctx).workspaceId(),
                        parameters.text("type"),
                        parameters.cursor().map(Cursor::id),
                        limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> VehicleOperations.page(
                        ctx, found, limit, GeofenceViews::geofence, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        geofences
                .find(
                        BearerToken.principal(ctx).workspaceId(),
                        Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(GeofenceOperations::notFound))
                .onSuccess(fence -> Answers.ok(ctx, GeofenceViews.geofence(fence)))
                .onFailure(ctx::fail);
    }

    private void create(RoutingContext ctx) {
        var body = Parameters.of(ctx).body().getJsonObject();
        checked(GeofenceBody.draft(body))
                .compose(draft -> geofences
                        .create(BearerToken.principal(ctx).workspaceId(), draft)
                        .recover(ApiRouter::unavailable))
                .map(change -> stored(change, body))
                .onSuccess(fence -> Answers.created(ctx, fence))
                .onFailure(ctx::fail);
    }

    private void replace(RoutingContext ctx) {
        var body = Parameters.of(ctx).body().getJsonObject();
        var id = Parameters.of(ctx).id();
        var principal = BearerToken.principal(ctx);
        checked(GeofenceBody.draft(body))
                .compose(draft -> geofences
                        .replace(principal.workspaceId(), id, draft, principal.subject())
                        .recover(ApiRouter::unavailable))
                .map(change -> stored(change, body))
                .onSuccess(fence -> Answers.ok(ctx, fence))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        var principal = BearerToken.principal(ctx);
        geofences
                .delete(principal.workspaceId(), Parameters.of(ctx).id(), principal.subject())
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> {
                    if (found) {
                        Answers.done(ctx);
                    } else {
                        ctx.fail(notFound());
                    }
                })
                .onFailure(ctx::fail);
    }

    private Future<GeofenceDraft> checked(GeofenceDraft draft) {
        return geometries
                .check(draft)
                .compose(fault -> fault.isEmpty()
                        ? Future.succeededFuture(draft)
                        : Future.failedFuture(ApiFailure.invalid(
                                "body/" + fault.get().path(), fault.get().problem())));
    }

    private static JsonObject stored(GeofenceChange change, JsonObject body) {
        return switch (change) {
            case GeofenceChange.Stored stored -> GeofenceViews.geofence(stored.geofence());
            case GeofenceChange.NoSuchGeofence _ -> throw notFound();
            case GeofenceChange.UnknownScope unknown -> {
                var details = new ArrayList<Detail>();
                addUnknown(details, body, "vehicles", unknown.vehicleIds(), "is not a vehicle of this workspace");
                addUnknown(details, body, "groups", unknown.groupIds(), "is not a group of this workspace");
                throw ApiFailure.invalid(details.subList(0, Math.min(MAX_DETAILS, details.size())));
            }
        };
    }

    private static void addUnknown(
            List<Detail> details, JsonObject body, String name, List<UUID> unknownIds, String problem) {
        var unknown = Set.copyOf(unknownIds);
        var ids = body.getJsonArray(name, new JsonArray());
        for (var i = 0; i < ids.size(); i++) {
            if (unknown.contains(UUID.fromString(ids.getString(i)))) {
                details.add(new Detail("body/" + name + "/" + i, problem));
            }
        }
    }

    static ApiFailure notFound() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such geofence.");
    }
}
