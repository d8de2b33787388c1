package io.headway.api;

import io.headway.api.DeviceRegistry.Creation;
import io.headway.api.DeviceRegistry.NewDevice;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The operations on devices; each sees the token's workspace only. Runs on the request's event loop. */
public final class DeviceOperations implements Operations {
    private final DeviceRegistry devices;

    public DeviceOperations(DeviceRegistry devices) {
        this.devices = devices;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of("listDevices", this::list, "createDevice", this::create);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        devices.list(
                        BearerToken.principal(ctx).workspaceId(),
                        parameters.cursor().map(Cursor::id),
                        limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(
                        found -> VehicleOperations.page(ctx, found, limit, Views::device, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void create(RoutingContext ctx) {
        var body = Parameters.of(ctx).body().getJsonObject();
        var uniqueId = body.getString("unique_id");
        var device = new NewDevice(
                uniqueId,
                body.getString("name", uniqueId),
                body.getString("protocol"),
                Optional.ofNullable(body.getString("vehicle_id"))
                        .map(text -> Parameters.uuid("body/vehicle_id", text)));
        devices.create(BearerToken.principal(ctx).workspaceId(), device)
                .recover(ApiRouter::unavailable)
                .onSuccess(creation -> answer(ctx, creation))
                .onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, Creation creation) {
        switch (creation) {
            case Creation.Created created -> Answers.created(ctx, Views.device(created.device()));
            case Creation.UniqueIdTaken taken ->
                ctx.fail(ApiFailure.of(ErrorCode.CONFLICT, "A device with this unique_id is registered already."));
            case Creation.NoSuchVehicle missing ->
                ctx.fail(ApiFailure.invalid("body/vehicle_id", "is not a vehicle of this workspace"));
        }
    }
}
