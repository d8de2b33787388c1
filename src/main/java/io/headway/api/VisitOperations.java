package io.headway.api;

import io.headway.model.NamedVisit;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** Who is and was in which geofence; each operation sees the token's workspace only. Runs on the request's event loop. */
public final class VisitOperations implements Operations {
    private final VisitQueries visits;
    private final GeofenceRegistry geofences;
    private final VehicleQueries vehicles;

    public VisitOperations(VisitQueries visits, GeofenceRegistry geofences, VehicleQueries vehicles) {
        this.visits = visits;
        this.geofences = geofences;
        this.vehicles = vehicles;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "listGeofenceVehicles", this::inside,
                "listVehicleGeofences", this::ofVehicle,
                "listGeofenceVisits", this::visits);
    }

    private void inside(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var workspaceId = BearerToken.principal(ctx).workspaceId();
        var id = parameters.id();
        var before = before(parameters);
        var found = geofences
                .find(workspaceId, id)
                .map(fence -> fence.orElseThrow(GeofenceOperations::notFound))
                .compose(_ -> visits.insideOf(workspaceId, id, before, parameters.limit() + 1));
        answer(ctx, found);
    }

    private void ofVehicle(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var workspaceId = BearerToken.principal(ctx).workspaceId();
        var id = parameters.id();
        var before = before(parameters);
        var found = vehicles.find(workspaceId, id)
                .map(vehicle -> vehicle.orElseThrow(VehicleOperations::notFound))
                .compose(_ -> visits.ofVehicle(workspaceId, id, before, parameters.limit() + 1));
        answer(ctx, found);
    }

    /** Also of a geofence that is deleted: what happened there stays. */
    private void visits(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var workspaceId = BearerToken.principal(ctx).workspaceId();
        var id = parameters.id();
        var before = before(parameters);
        var fromMs = parameters.timeMs("from").orElse(0L);
        var toMs = parameters.timeMs("to").orElse(Parameters.MAX_TIME_MS);
        if (fromMs > toMs) {
            throw ApiFailure.invalid("query/from", "is later than to");
        }
        var found = visits.known(workspaceId, id)
                .compose(known -> known
                        ? visits.visits(workspaceId, id, fromMs, toMs, before, parameters.limit() + 1)
                        : Future.failedFuture(GeofenceOperations.notFound()));
        answer(ctx, found);
    }

    private static TimedId before(Parameters parameters) {
        return parameters.cursor().map(Cursor::place).orElse(TimedId.FIRST);
    }

    private static void answer(RoutingContext ctx, Future<List<NamedVisit>> visits) {
        visits.recover(failure ->
                        failure instanceof ApiFailure ? Future.failedFuture(failure) : ApiRouter.unavailable(failure))
                .onSuccess(found -> VehicleOperations.page(
                        ctx, found, Parameters.of(ctx).limit(), GeofenceViews::visit, last -> Cursor.of(place(last))))
                .onFailure(ctx::fail);
    }

    /** Times of visits are those of fixes, and so whole milliseconds. */
    private static TimedId place(NamedVisit last) {
        return new TimedId(last.visit().enteredAtMs() * 1_000, last.visit().id());
    }
}
