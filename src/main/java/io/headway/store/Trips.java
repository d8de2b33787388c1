package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.Trip.Creation;
import io.headway.model.Trip.Move;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The trips of a workspace. Any thread. Futures complete on the caller's context and fail when the database cannot be reached in time.
 */
public final class Trips {
    private static final String CREATED = "created";
    private static final String REQUESTED = "requested";

    private final Statements statements;
    private final TripSummaries summaries;
    private final TripMoves moves;

    public Trips(Database database, HeadwayConfig.Trips settings) {
        this.statements = database.statements();
        this.summaries = new TripSummaries(settings);
        this.moves = new TripMoves(summaries);
    }

    /**
     * Makes a trip; what it names must be the workspace's.
     *
     * @param actorId who wants it
     */
    public Future<Creation> create(UUID workspaceId, TripPlan plan, String actorId) {
        var cause = new TripMoves.Cause(Instant.now().toEpochMilli(), actorId, CREATED);
        return statements.inTransaction(connection -> missing(connection, workspaceId, plan)
                .compose(missing -> missing.isPresent()
                        ? Future.succeededFuture(new Creation.NoSuch(missing.get()))
                        : insert(connection, workspaceId, plan, cause)));
    }

    /** The trip, if this workspace has it; with what it has driven so far while it is under way. */
    public Future<Optional<Trip>> get(UUID workspaceId, UUID tripId) {
        return statements
                .run(
                        "select " + TripRows.COLUMNS + " from trips where workspace_id = $1 and id = $2",
                        Tuple.of(workspaceId, tripId))
                .map(rows -> rows.stream().findFirst().map(TripRows::trip))
                .compose(found -> found.filter(trip -> trip.status() == TripStatus.EN_ROUTE)
                        .map(trip -> soFar(trip).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(found)));
    }

    private Future<Trip> soFar(Trip trip) {
        return statements
                .inTransaction(connection -> summaries.of(connection, trip))
                .map(summary -> trip.with(summary.orElse(null)));
    }

    /**
     * Trips, newest first, as they are stored.
     *
     * @param status null for any
     * @param vehicleId null for any
     * @param before only those behind this place in the list
     * @param limit most to return, at least 1
     */
    public Future<List<Trip>> list(UUID workspaceId, TripStatus status, UUID vehicleId, TimedId before, int limit) {
        // Not "is null or equals": a plan for both cannot use the index of either.
        var ofStatus = status == null ? " and $2::text is null" : " and status = $2";
        var ofVehicle = vehicleId == null ? " and $3::uuid is null" : " and vehicle_id = $3";
        var sql = "select " + TripRows.COLUMNS + " from trips where workspace_id = $1" + ofStatus + ofVehicle + """
                 and (created_at, id) < ($4, $5)
                order by created_at desc, id desc limit $6""";
        return statements
                .run(
                        sql,
                        Tuple.of(
                                workspaceId,
                                status == null ? null : status.name(),
                                vehicleId,
                                StoredPositions.timeOfMicros(before.atUs()),
                                before.id(),
                                limit))
                .map(rows -> rows.stream().map(TripRows::trip).toList());
    }

    /** All its changes, oldest first: there are no more than a trip has statuses. Empty when the workspace has no such trip. */
    public Future<List<TripChange>> history(UUID workspaceId, UUID tripId) {
        return statements
                .run("""
                        select number, from_status, to_status, occurred_at, actor_id, reason
                        from trip_history where workspace_id = $1 and trip_id = $2 order by number""", Tuple.of(workspaceId, tripId))
                .map(rows -> rows.stream().map(TripRows::change).toList());
    }

    /**
     * Changes its status now, and puts the event of it into the outbox.
     *
     * @param actorId who wants it
     * @param reason null for none given
     */
    public Future<Move> move(UUID workspaceId, UUID tripId, TripStatus to, String actorId, String reason) {
        return statements.inTransaction(connection -> connection
                .preparedQuery(
                        "select " + TripRows.COLUMNS + " from trips where workspace_id = $1 and id = $2 for update")
                .execute(Tuple.of(workspaceId, tripId))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(new Move.NoSuchTrip())
                        : move(connection, TripRows.trip(rows.iterator().next()), to, actorId, reason)));
    }

    private Future<Move> move(SqlConnection connection, Trip trip, TripStatus to, String actorId, String reason) {
        // A device whose clock is ahead may have changed it in what is still our future: its history stays in order.
        var atMs = Math.max(Instant.now().toEpochMilli(), trip.changedAtMs());
        var cause = new TripMoves.Cause(atMs, actorId, reason == null ? REQUESTED : reason);
        return moves.move(connection, trip, to, cause)
                .compose(outcome -> outcome instanceof Move.Moved moved
                        ? TripMoves.tell(connection, moved.event()).map(outcome)
                        : Future.succeededFuture(outcome));
    }

    /** The member of the plan that names nothing of this workspace. */
    private static Future<Optional<String>> missing(SqlConnection connection, UUID workspaceId, TripPlan plan) {
        var sql = """
                select case
                    when not exists (select from vehicles where workspace_id = $1 and id = $2) then 'vehicle_id'
                    when $3::uuid is not null and not exists
                        (select from routes where workspace_id = $1 and id = $3 and deleted_at is null) then 'route_id'
                    when $4::uuid is not null and not exists
                        (select from geofences where workspace_id = $1 and id = $4 and deleted_at is null) then 'pickup_geofence_id'
                    when $5::uuid is not null and not exists
                        (select from geofences where workspace_id = $1 and id = $5 and deleted_at is null) then 'delivery_geofence_id'
                end""";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(
                        workspaceId,
                        plan.vehicleId(),
                        plan.routeId(),
                        plan.pickupGeofenceId(),
                        plan.deliveryGeofenceId()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString(0)));
    }

    private static Future<Creation> insert(
            SqlConnection connection, UUID workspaceId, TripPlan plan, TripMoves.Cause cause) {
        var sql = """
                insert into trips (id, workspace_id, vehicle_id, driver_id, route_id, pickup_geofence_id, delivery_geofence_id,
                    reference, status, changed_at, scheduled_at, metadata)
                values ($1, $2, $3, $4, $5, $6, $7, $8, 'SCHEDULED', $9, $10, $11::text::jsonb) returning\s""" + TripRows.COLUMNS;
        var arguments = Tuple.of(
                        UUID.randomUUID(),
                        workspaceId,
                        plan.vehicleId(),
                        plan.driverId(),
                        plan.routeId(),
                        plan.pickupGeofenceId())
                .addUUID(plan.deliveryGeofenceId())
                .addString(plan.reference())
                .addOffsetDateTime(StoredPositions.timeOfMillis(cause.atMs()))
                .addOffsetDateTime(StoredPositions.timeOfMillis(plan.scheduledAtMs()))
                .addString(plan.metadata());
        return connection
                .preparedQuery(sql)
                .execute(arguments)
                .map(rows -> TripRows.trip(rows.iterator().next()))
                .map(trip -> new Creation.Created(trip, TripMoves.event(trip, null, cause)))
                .compose(created -> TripMoves.record(connection, created.trip(), null, cause)
                        .compose(_ -> TripMoves.tell(connection, created.event()))
                        .map(created));
    }
}
