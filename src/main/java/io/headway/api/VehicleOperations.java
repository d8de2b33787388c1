package io.headway.api;

import io.headway.model.VehicleDetails;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations on vehicles; each sees the token's workspace only. Runs on the request's event loop. */
public final class VehicleOperations implements Operations {

    private final VehicleQueries vehicles;
    private final VehicleEditor editor;

    public VehicleOperations(VehicleQueries vehicles, VehicleEditor editor) {
        this.vehicles = vehicles;
        this.editor = editor;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "listVehicles", this::list,
                "getVehicle", this::get,
                "changeVehicle", this::change,
                "getVehicleLive", this::live,
                "getVehicleStatus", this::status,
                "getVehicleHistory", this::history);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        vehicles.list(
                        BearerToken.principal(ctx).workspaceId(),
                        parameters.cursor().map(Cursor::id),
                        limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> page(ctx, found, limit, Views::vehicle, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        find(ctx).onSuccess(vehicle -> Answers.ok(ctx, Views.vehicle(vehicle))).onFailure(ctx::fail);
    }

    private void change(RoutingContext ctx) {
        var body = Parameters.of(ctx).body().getJsonObject();
        editor.change(
                        BearerToken.principal(ctx).workspaceId(),
                        Parameters.of(ctx).id(),
                        details -> changed(details, body))
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(VehicleOperations::notFound))
                .onSuccess(vehicle -> Answers.ok(ctx, Views.vehicle(vehicle)))
                .onFailure(ctx::fail);
    }

    /** What the body leaves out stays; what it has as null goes. */
    private static VehicleDetails changed(VehicleDetails details, JsonObject body) {
        return new VehicleDetails(
                body.getString("name", details.name()),
                body.containsKey("registration_plate")
                        ? body.getString("registration_plate")
                        : details.registrationPlate(),
                body.containsKey("speed_limit_kmh") ? body.getDouble("speed_limit_kmh") : details.speedLimitKmh());
    }

    private void live(RoutingContext ctx) {
        find(ctx)
                .compose(vehicle -> vehicles.live(BearerToken.principal(ctx).workspaceId(), vehicle.id())
                        .recover(ApiRouter::unavailable))
                .map(position -> position.orElseThrow(
                        () -> ApiFailure.of(ErrorCode.NOT_FOUND, "The vehicle has not sent a position yet.")))
                .onSuccess(position -> Answers.ok(ctx, Views.position(position)))
                .onFailure(ctx::fail);
    }

    private void status(RoutingContext ctx) {
        vehicles.life(
                        BearerToken.principal(ctx).workspaceId(),
                        Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(VehicleOperations::notFound))
                .onSuccess(life -> Answers.ok(ctx, Views.life(life)))
                .onFailure(ctx::fail);
    }

    private void history(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var range = new HistoryRange(
                parameters.timeMs("from").orElse(0L),
                parameters.timeMs("to").orElse(Parameters.MAX_TIME_MS),
                parameters.cursor().map(Cursor::position),
                parameters.limit() + 1);
        if (range.fromMs() > range.toMs()) {
            throw ApiFailure.invalid("query/from", "is later than to");
        }
        find(ctx)
                .compose(vehicle -> vehicles.history(BearerToken.principal(ctx).workspaceId(), vehicle.id(), range)
                        .recover(ApiRouter::unavailable))
                .onSuccess(found -> page(
                        ctx,
                        found,
                        parameters.limit(),
                        Views::position,
                        last -> Cursor.of(new HistoryRange.Key(last.fix().recordedAtMs(), last.fingerprint()))))
                .onFailure(ctx::fail);
    }

    /** Fails with NOT_FOUND for a vehicle of another workspace just as for one that never was. */
    private Future<VehicleView> find(RoutingContext ctx) {
        return vehicles.find(
                        BearerToken.principal(ctx).workspaceId(),
                        Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(VehicleOperations::notFound));
    }

    static ApiFailure notFound() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such vehicle.");
    }

    /** Answers a page from one row more than asked for: the extra row only says that there is another page. */
    static <T> void page(
            RoutingContext ctx, List<T> found, int limit, Function<T, Object> view, Function<T, String> cursor) {
        var rows = found.size() > limit ? found.subList(0, limit) : found;
        var data = new JsonArray();
        for (var row : rows) {
            data.add(view.apply(row));
        }
        Answers.page(ctx, data, limit, found.size() > limit ? cursor.apply(rows.getLast()) : null);
    }
}
