package io.headway.api;

import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.security.Principal;
import io.headway.security.Role;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The operations on trips; each sees the token's workspace only, a viewer the trips of its token only, and a driver changes those of its
 * vehicles only. Runs on the request's event loop.
 */
public final class TripOperations implements Operations {
    private final TripRegistry trips;

    public TripOperations(TripRegistry trips) {
        this.trips = trips;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "createTrip", this::create,
                "listTrips", this::list,
                "getTrip", this::get,
                "getTripHistory", this::history,
                "changeTripStatus", this::changeStatus);
    }

    private void create(RoutingContext ctx) {
        var principal = BearerToken.principal(ctx);
        var plan = plan(Parameters.of(ctx).body().getJsonObject());
        trips.create(principal.workspaceId(), plan, principal.subject())
                .recover(ApiRouter::unavailable)
                .onSuccess(creation -> {
                    switch (creation) {
                        case Trip.Creation.Created created -> Answers.created(ctx, TripViews.trip(created.trip()));
                        case Trip.Creation.NoSuch missing ->
                            ctx.fail(ApiFailure.invalid("body/" + missing.member(), "is not one of this workspace"));
                    }
                })
                .onFailure(ctx::fail);
    }

    private static TripPlan plan(JsonObject body) {
        return new TripPlan(
                id(body, "vehicle_id"),
                body.getString("driver_id"),
                id(body, "route_id"),
                id(body, "pickup_geofence_id"),
                id(body, "delivery_geofence_id"),
                body.getString("reference"),
                Parameters.timeMs("body/scheduled_at", body.getValue("scheduled_at")),
                body.getJsonObject("metadata", new JsonObject()).encode());
    }

    private static UUID id(JsonObject body, String member) {
        return Parameters.uuidOrNull("body/" + member, body.getString(member));
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var query = new TripRegistry.Query(
                parameters.text("status").map(TripStatus::valueOf).orElse(null),
                parameters.uuid("vehicle").orElse(null),
                parameters.cursor().map(Cursor::place).orElse(TimedId.FIRST),
                limit + 1);
        trips.list(BearerToken.principal(ctx).workspaceId(), query)
                .recover(ApiRouter::unavailable)
                .onSuccess(found ->
                        VehicleOperations.page(ctx, found, limit, TripViews::trip, last -> Cursor.of(last.created())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        var tripId = followed(ctx);
        find(ctx, tripId)
                .onSuccess(trip -> Answers.ok(ctx, TripViews.trip(trip)))
                .onFailure(ctx::fail);
    }

    private void history(RoutingContext ctx) {
        var tripId = followed(ctx);
        trips.history(BearerToken.principal(ctx).workspaceId(), tripId)
                .recover(ApiRouter::unavailable)
                .onSuccess(changes -> {
                    // A trip has at least the change that made it.
                    if (changes.isEmpty()) {
                        ctx.fail(noSuchTrip());
                    } else {
                        Answers.ok(ctx, TripViews.history(changes));
                    }
                })
                .onFailure(ctx::fail);
    }

    private void changeStatus(RoutingContext ctx) {
        var principal = BearerToken.principal(ctx);
        var parameters = Parameters.of(ctx);
        var body = parameters.body().getJsonObject();
        var tripId = parameters.id();
        var to = TripStatus.valueOf(body.getString("status"));
        permitted(ctx, principal, tripId)
                .compose(_ -> trips.move(
                                principal.workspaceId(), tripId, to, principal.subject(), body.getString("reason"))
                        .recover(ApiRouter::unavailable))
                .onSuccess(move -> {
                    switch (move) {
                        case Trip.Move.Moved moved -> Answers.ok(ctx, TripViews.trip(moved.trip()));
                        case Trip.Move.NotAllowed refused -> ctx.fail(wrongTransition(refused.current()));
                        case Trip.Move.NoSuchTrip _ -> ctx.fail(noSuchTrip());
                    }
                })
                .onFailure(ctx::fail);
    }

    /** A trip's vehicle never changes, so what is found here still holds when the trip is moved. */
    private Future<?> permitted(RoutingContext ctx, Principal principal, UUID tripId) {
        if (principal.has(Role.ADMIN) || principal.has(Role.OPERATOR)) {
            return Future.succeededFuture();
        }
        return find(ctx, tripId)
                .compose(trip -> principal.maySend(trip.plan().vehicleId())
                        ? Future.succeededFuture()
                        : Future.failedFuture(ApiFailure.of(
                                ErrorCode.FORBIDDEN, "The token does not name the vehicle of this trip.")));
    }

    private Future<Trip> find(RoutingContext ctx, UUID tripId) {
        return trips.find(BearerToken.principal(ctx).workspaceId(), tripId)
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(TripOperations::noSuchTrip));
    }

    /** The trip in the path; for a viewer only one of its token, and before it is known whether there is such a trip. */
    private static UUID followed(RoutingContext ctx) {
        var tripId = Parameters.of(ctx).id();
        if (!BearerToken.principal(ctx).mayFollow(tripId)) {
            throw ApiFailure.of(ErrorCode.FORBIDDEN, "The token does not name this trip.");
        }
        return tripId;
    }

    private static ApiFailure wrongTransition(TripStatus current) {
        var allowed = current.allowed().stream().map(TripStatus::name).toList();
        var message = allowed.isEmpty()
                ? "A trip that is " + current + " has ended."
                : "A trip that is " + current + " can become " + String.join(" or ", allowed) + ".";
        var problem = "allowed: " + (allowed.isEmpty() ? "none" : String.join(", ", allowed));
        return new ApiFailure(
                ErrorCode.CONFLICT, message, List.of(new ApiFailure.Detail("body/status", problem)), null);
    }

    private static ApiFailure noSuchTrip() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such trip.");
    }
}
