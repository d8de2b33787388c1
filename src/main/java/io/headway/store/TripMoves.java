package io.headway.store;

import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Trip;
import io.headway.model.Trip.Move;
import io.headway.model.TripStatus;
import io.headway.model.TripSummary;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the status of a trip with all that goes with it, within a transaction of the caller's: the row, its history, the deployment of
 * its route, what was driven. Stateless; any thread.
 */
final class TripMoves {
    private static final Logger LOG = LoggerFactory.getLogger(TripMoves.class);

    private final TripSummaries summaries;

    TripMoves(TripSummaries summaries) {
        this.summaries = summaries;
    }

    /**
     * Why and when a status is changed.
     *
     * @param atMs milliseconds since 1970-01-01T00:00Z, not before the trip's last change
     * @param actorId null when a fix decided it
     */
    record Cause(long atMs, String actorId, String reason) {}

    /**
     * Moves a trip on. Of two who try at once, one finds that the trip no longer has the status it was read with.
     *
     * @param trip as it was read in this transaction
     * @return {@link Move.Moved}, whose event the caller writes; or {@link Move.NotAllowed} with the status it was read with
     */
    Future<Move> move(SqlConnection connection, Trip trip, TripStatus to, Cause cause) {
        if (!trip.status().allowed().contains(to)) {
            return Future.succeededFuture(new Move.NotAllowed(trip.status()));
        }
        var sql = """
                update trips set status = $4, changed_at = $5, updated_at = now(),
                    started_at = case when $4 = 'EN_ROUTE' then $5 else started_at end,
                    arrived_at = case when $4 = 'ARRIVED' then $5 else arrived_at end,
                    ended_at = case when $4 in ('COMPLETED', 'CANCELLED') then $5 else ended_at end
                where workspace_id = $1 and id = $2 and status = $3 returning\s""" + TripRows.COLUMNS;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(
                        trip.workspaceId(),
                        trip.id(),
                        trip.status().name(),
                        to.name(),
                        StoredPositions.timeOfMillis(cause.atMs())))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(new Move.NotAllowed(trip.status()))
                        : follow(connection, trip, TripRows.trip(rows.iterator().next()), cause));
    }

    private Future<Move> follow(SqlConnection connection, Trip before, Trip trip, Cause cause) {
        return record(connection, trip, before.status(), cause)
                .compose(_ -> routeFollows(connection, trip, cause))
                .compose(_ -> addUp(connection, trip))
                .map(added -> new Move.Moved(added, event(added, before.status(), cause)));
    }

    /** @param from null for a trip that has just been made */
    static Future<?> record(SqlConnection connection, Trip trip, TripStatus from, Cause cause) {
        return connection
                .preparedQuery("""
                        insert into trip_history (workspace_id, trip_id, number, from_status, to_status, occurred_at, actor_id, reason)
                        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from trip_history where trip_id = $2""")
                .execute(Tuple.of(
                        trip.workspaceId(),
                        trip.id(),
                        from == null ? null : from.name(),
                        trip.status().name(),
                        StoredPositions.timeOfMillis(cause.atMs()),
                        cause.actorId(),
                        cause.reason()));
    }

    private static Future<?> routeFollows(SqlConnection connection, Trip trip, Cause cause) {
        var routeId = trip.plan().routeId();
        if (routeId == null) {
            return Future.succeededFuture();
        }
        var workspaceId = trip.workspaceId();
        var vehicleId = trip.plan().vehicleId();
        return switch (trip.status()) {
            case EN_ROUTE ->
                Deployments.deploy(connection, workspaceId, routeId, vehicleId, cause.actorId())
                        .onSuccess(outcome -> warnUnlessDeployed(trip, outcome));
            case COMPLETED -> Deployments.end(connection, workspaceId, routeId, vehicleId, DeploymentStatus.COMPLETED);
            case CANCELLED -> Deployments.end(connection, workspaceId, routeId, vehicleId, DeploymentStatus.CANCELLED);
            case SCHEDULED, ARRIVED -> Future.succeededFuture();
        };
    }

    /** A trip whose route was deleted since is driven without one: that the vehicle has started is a fact. */
    private static void warnUnlessDeployed(Trip trip, Deployment.Outcome outcome) {
        if (!(outcome instanceof Deployment.Outcome.Deployed)) {
            LOG.warn("trip {} has started without its route, which is not there any more", trip.id());
        }
    }

    /** Once it has arrived, and again when it has ended: positions may have come late. */
    private Future<Trip> addUp(SqlConnection connection, Trip trip) {
        if (trip.status() == TripStatus.EN_ROUTE || trip.startedAtMs() == null) {
            return Future.succeededFuture(trip);
        }
        return summaries
                .of(connection, trip)
                .compose(summary -> summary.isEmpty()
                        ? Future.succeededFuture(trip)
                        : keep(connection, trip, summary.get()).map(trip.with(summary.get())));
    }

    private static Future<?> keep(SqlConnection connection, Trip trip, TripSummary summary) {
        return connection
                .preparedQuery("""
                        update trips set distance_m = $3, stopped_s = $4, stops = $5::text::jsonb
                        where workspace_id = $1 and id = $2""")
                .execute(Tuple.of(
                        trip.workspaceId(),
                        trip.id(),
                        summary.distanceM(),
                        summary.stoppedS(),
                        TripRows.stops(summary)));
    }

    /** @param from null for a trip that has just been made */
    static Event event(Trip trip, TripStatus from, Cause cause) {
        var vehicleId = trip.plan().vehicleId();
        var to = trip.status().name();
        var type = EventType.TRIP_STATUS_CHANGED;
        var data = new JsonObject()
                .put("vehicle_id", vehicleId.toString())
                .put("trip_id", trip.id().toString())
                .put("from", from == null ? null : from.name())
                .put("to", to)
                .put("reason", cause.reason());
        return new Event(
                EventId.of(vehicleId, trip.id(), type.wireName() + ":" + to, cause.atMs()),
                type,
                trip.workspaceId(),
                vehicleId,
                cause.actorId(),
                cause.atMs(),
                data.encode());
    }

    /** Puts an event into the outbox. */
    static Future<?> tell(SqlConnection connection, Event event) {
        var told = Derived.ofEvents(List.of(event));
        return connection.preparedQuery(DerivedRows.INSERT).execute(DerivedRows.add(Tuple.tuple(), told));
    }
}
