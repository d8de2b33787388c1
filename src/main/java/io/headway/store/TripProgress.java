package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.headway.model.Event;
import io.headway.model.ExitReason;
import io.headway.model.Trip;
import io.headway.model.Trip.Move;
import io.headway.model.TripStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves trips along by what geofences tell: who leaves his pickup fence has started, who enters his delivery fence has arrived. Stateless;
 * any thread.
 *
 * <p>The same events a second time, and events older than a trip's last change, change nothing: a trip only ever moves on, and never back
 * in time. The trips concerned are locked for the transaction, so that of several nodes and a dispatcher one at a time moves them.
 */
public final class TripProgress implements OutboxStep {
    private static final long MS_PER_MINUTE = 60_000L;
    private static final String LEFT = "left the pickup geofence";
    private static final String REACHED = "entered the delivery geofence";

    private final long earlyStartMs;
    private final TripMoves moves;

    public TripProgress(HeadwayConfig.Trips settings) {
        this.earlyStartMs = settings.earlyStartMinutes() * MS_PER_MINUTE;
        this.moves = new TripMoves(new TripSummaries(settings));
    }

    /** A vehicle went into a fence or out of it. */
    record Passage(UUID workspaceId, UUID vehicleId, UUID geofenceId, boolean entered, long atMs) {

        /** Empty when the event is none: also when a visit ended because the fence was changed or its hours were over. */
        static Optional<Passage> of(Event event) {
            return switch (event.type()) {
                case GEOFENCE_ENTERED -> Optional.of(of(event, new JsonObject(event.data()), true));
                case GEOFENCE_EXITED -> {
                    var data = new JsonObject(event.data());
                    yield ExitReason.LEFT.tag().equals(data.getString("reason"))
                            ? Optional.of(of(event, data, false))
                            : Optional.empty();
                }
                default -> Optional.empty();
            };
        }

        private static Passage of(Event event, JsonObject data, boolean entered) {
            return new Passage(
                    event.workspaceId(),
                    event.vehicleId(),
                    UUID.fromString(data.getString("geofence_id")),
                    entered,
                    event.occurredAtMs());
        }
    }

    @Override
    public Future<List<Event>> apply(SqlConnection connection, List<Event> events) {
        var passages =
                events.stream().map(Passage::of).flatMap(Optional::stream).toList();
        return passages.isEmpty()
                ? Future.succeededFuture(List.of())
                : waiting(connection, passages).compose(trips -> follow(connection, passages, trips));
    }

    /** The trips that one of the passages may move, by id; locked. */
    private static Future<Map<UUID, Trip>> waiting(SqlConnection connection, List<Passage> passages) {
        var sql = "select " + TripRows.COLUMNS + """
                 from trips where vehicle_id = any($1)
                and (status = 'SCHEDULED' and pickup_geofence_id = any($2) or status = 'EN_ROUTE' and delivery_geofence_id = any($2))
                order by id for update""";
        var arguments = Tuple.tuple()
                .addArrayOfUUID(
                        passages.stream().map(Passage::vehicleId).distinct().toArray(UUID[]::new))
                .addArrayOfUUID(
                        passages.stream().map(Passage::geofenceId).distinct().toArray(UUID[]::new));
        return connection.preparedQuery(sql).execute(arguments).map(rows -> {
            var trips = new LinkedHashMap<UUID, Trip>();
            rows.forEach(row -> {
                var trip = TripRows.trip(row);
                trips.put(trip.id(), trip);
            });
            return trips;
        });
    }

    private Future<List<Event>> follow(SqlConnection connection, List<Passage> passages, Map<UUID, Trip> trips) {
        var told = new ArrayList<Event>();
        Future<?> chain = Future.succeededFuture();
        if (!trips.isEmpty()) {
            for (var passage : passages) {
                for (var id : trips.keySet()) {
                    chain = chain.compose(_ -> step(connection, passage, id, trips, told));
                }
            }
        }
        return chain.map(told);
    }

    private Future<?> step(
            SqlConnection connection, Passage passage, UUID tripId, Map<UUID, Trip> trips, List<Event> told) {
        var trip = trips.get(tripId);
        var next = next(trip, passage, earlyStartMs);
        if (next.isEmpty()) {
            return Future.succeededFuture();
        }
        var reason = next.get() == TripStatus.EN_ROUTE ? LEFT : REACHED;
        return moves.move(connection, trip, next.get(), new TripMoves.Cause(passage.atMs(), null, reason))
                .onSuccess(outcome -> {
                    if (outcome instanceof Move.Moved moved) {
                        trips.put(tripId, moved.trip());
                        told.add(moved.event());
                    }
                });
    }

    /**
     * What a passage makes of a trip; empty when nothing. Pure.
     *
     * @param earlyStartMs a trip starts at most this long before it is scheduled, milliseconds
     */
    static Optional<TripStatus> next(Trip trip, Passage passage, long earlyStartMs) {
        var plan = trip.plan();
        if (!plan.vehicleId().equals(passage.vehicleId())
                || !trip.workspaceId().equals(passage.workspaceId())
                || passage.atMs() < trip.changedAtMs()) {
            return Optional.empty();
        }
        return switch (trip.status()) {
            case SCHEDULED ->
                !passage.entered()
                                && passage.geofenceId().equals(plan.pickupGeofenceId())
                                && (plan.scheduledAtMs() == null
                                        || passage.atMs() >= plan.scheduledAtMs() - earlyStartMs)
                        ? Optional.of(TripStatus.EN_ROUTE)
                        : Optional.empty();
            case EN_ROUTE ->
                passage.entered() && passage.geofenceId().equals(plan.deliveryGeofenceId())
                        ? Optional.of(TripStatus.ARRIVED)
                        : Optional.empty();
            case ARRIVED, COMPLETED, CANCELLED -> Optional.empty();
        };
    }
}
