package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.DeploymentStatus;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.LngLat;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.Trip.Creation;
import io.headway.model.Trip.Move;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.testing.FreshDatabase;
import io.headway.testing.TripSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trips as callers make and move them. */
class TripsIT {
    private static final String ACTOR = "dispatcher 7";

    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;
    private static Trips trips;
    private UUID vehicle;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        trips = new Trips(database, TripSettings.DEFAULTS);
        Rows.workspace(FRESH, Rows.THEIRS);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @BeforeEach
    void newVehicle() throws Exception {
        vehicle = Rows.vehicle(FRESH, Rows.OURS);
    }

    @Test
    void what_a_trip_names_must_be_the_workspaces() throws Exception {
        var route = route(Rows.THEIRS);
        var fence = Rows.geofence(FRESH, Rows.THEIRS);
        var deleted = Rows.geofence(FRESH, Rows.OURS);
        FRESH.execute("update geofences set deleted_at = now() where id = '" + deleted + "'");

        assertThat(missing(plan(Rows.vehicle(FRESH, Rows.THEIRS), null, null, null)))
                .isEqualTo("vehicle_id");
        assertThat(missing(plan(vehicle, route, null, null))).isEqualTo("route_id");
        assertThat(missing(plan(vehicle, null, fence, null))).isEqualTo("pickup_geofence_id");
        assertThat(missing(plan(vehicle, null, null, deleted))).isEqualTo("delivery_geofence_id");
        assertThat(FRESH.value("select count(*) from trips where vehicle_id = '" + vehicle + "'"))
                .isEqualTo("0");
    }

    @Test
    void a_trip_is_read_as_it_was_made() throws Exception {
        var plan = new TripPlan(
                vehicle,
                "driver 12",
                route(Rows.OURS),
                Rows.geofence(FRESH, Rows.OURS),
                Rows.geofence(FRESH, Rows.OURS),
                "order 4711",
                1_795_262_400_123L,
                "{\"doors\": 2}");
        var created = create(plan);
        assertThat(created.plan()).isEqualTo(plan);
        assertThat(await(trips.get(Rows.OURS, created.id()))).contains(created);
        assertThat(await(trips.history(Rows.OURS, created.id())))
                .containsExactly(
                        new TripChange(1, null, TripStatus.SCHEDULED, created.changedAtMs(), ACTOR, "created"));
    }

    @Test
    void each_change_is_in_the_history_and_in_the_outbox() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        var started = moved(trip, TripStatus.EN_ROUTE, "loaded");
        moved(trip, TripStatus.ARRIVED, null);
        var done = moved(trip, TripStatus.COMPLETED, null).trip();

        var history = await(trips.history(Rows.OURS, trip.id()));
        assertThat(history)
                .extracting(TripChange::to)
                .containsExactly(TripStatus.SCHEDULED, TripStatus.EN_ROUTE, TripStatus.ARRIVED, TripStatus.COMPLETED);
        assertThat(history.get(1).reason()).isEqualTo("loaded");
        assertThat(history).extracting(TripChange::actorId).containsOnly(ACTOR);
        assertThat(done.startedAtMs()).isEqualTo(history.get(1).occurredAtMs());
        assertThat(done.arrivedAtMs()).isEqualTo(history.get(2).occurredAtMs());
        assertThat(done.endedAtMs()).isEqualTo(history.get(3).occurredAtMs());

        var stored = new ArrayList<JsonObject>();
        FRESH.rows(
                "select data, event_id, actor_id, vehicle_id from events where event_type = 'trip.status_changed' and data->>'trip_id' = '"
                        + trip.id() + "' order by sequence",
                row -> stored.add(new JsonObject(row.getString(1))
                        .put("event_id", row.getString(2))
                        .put("actor_id", row.getString(3))));
        assertThat(stored)
                .extracting(event -> event.getString("from") + ">" + event.getString("to"))
                .containsExactly("null>SCHEDULED", "SCHEDULED>EN_ROUTE", "EN_ROUTE>ARRIVED", "ARRIVED>COMPLETED");
        assertThat(stored)
                .allSatisfy(event -> assertThat(event.getString("actor_id")).isEqualTo(ACTOR));
        assertThat(started.event().id())
                .isEqualTo(EventId.of(
                        vehicle,
                        trip.id(),
                        "trip.status_changed:EN_ROUTE",
                        history.get(1).occurredAtMs()))
                .hasToString(stored.get(1).getString("event_id"));
        assertThat(started.event().type()).isEqualTo(EventType.TRIP_STATUS_CHANGED);
        assertThat(new JsonObject(started.event().data()).getString("vehicle_id"))
                .isEqualTo(vehicle.toString());
    }

    @Test
    void a_wrong_transition_changes_nothing() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        assertThat(move(trip, TripStatus.COMPLETED)).isEqualTo(new Move.NotAllowed(TripStatus.SCHEDULED));
        assertThat(await(trips.get(Rows.OURS, trip.id()))).contains(trip);
        assertThat(await(trips.history(Rows.OURS, trip.id()))).hasSize(1);
        assertThat(eventsOf(trip)).isEqualTo("1");
    }

    @Test
    void of_many_who_start_it_at_once_one_wins() throws Exception {
        for (var round = 0; round < 5; round++) {
            var trip = create(plan(vehicle, null, null, null));
            var attempts = new ArrayList<Future<Move>>();
            for (var i = 0; i < 6; i++) {
                attempts.add(trips.move(Rows.OURS, trip.id(), TripStatus.EN_ROUTE, "driver " + i, null));
            }
            await(Future.all(attempts));
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.result() instanceof Move.Moved)
                    .hasSize(1);
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.result().equals(new Move.NotAllowed(TripStatus.EN_ROUTE)))
                    .hasSize(5);
            assertThat(await(trips.history(Rows.OURS, trip.id()))).hasSize(2);
            assertThat(eventsOf(trip)).isEqualTo("2");
        }
    }

    @Test
    void a_status_that_was_read_before_another_change_is_not_moved_from() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        moved(trip, TripStatus.CANCELLED, null);
        var stale = await(database.pool()
                .withTransaction(connection -> new TripMoves(new TripSummaries(TripSettings.DEFAULTS))
                        .move(
                                connection,
                                trip,
                                TripStatus.EN_ROUTE,
                                new TripMoves.Cause(trip.changedAtMs(), null, "x"))));
        assertThat(stale).isInstanceOf(Move.NotAllowed.class);
        assertThat(await(trips.get(Rows.OURS, trip.id())).orElseThrow().status())
                .isEqualTo(TripStatus.CANCELLED);
        assertThat(await(trips.history(Rows.OURS, trip.id()))).hasSize(2);
    }

    @Test
    void the_route_is_deployed_when_the_trip_starts_and_ends_with_it() throws Exception {
        for (var end : List.of(TripStatus.COMPLETED, TripStatus.CANCELLED)) {
            var route = route(Rows.OURS);
            var trip = create(plan(vehicle, route, null, null));
            assertThat(deployments(route)).isEmpty();
            moved(trip, TripStatus.EN_ROUTE, null);
            assertThat(deployments(route)).containsExactly(DeploymentStatus.ACTIVE);
            moved(trip, TripStatus.ARRIVED, null);
            assertThat(deployments(route)).containsExactly(DeploymentStatus.ACTIVE);
            moved(trip, end, null);
            assertThat(deployments(route)).containsExactly(DeploymentStatus.valueOf(end.name()));
        }
    }

    @Test
    void a_trip_whose_route_was_deleted_starts_without_it() throws Exception {
        var route = route(Rows.OURS);
        var trip = create(plan(vehicle, route, null, null));
        await(new Routes(database).delete(Rows.OURS, route));
        assertThat(moved(trip, TripStatus.EN_ROUTE, null).trip().status()).isEqualTo(TripStatus.EN_ROUTE);
        assertThat(deployments(route)).isEmpty();
    }

    @Test
    void what_was_driven_is_added_up_while_under_way_and_kept_at_the_end() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        var started = moved(trip, TripStatus.EN_ROUTE, null).trip();
        assertThat(started.summary()).isNull();
        // More than two pages, at ten metres a second; two fixes before the start do not count.
        var from = Instant.ofEpochMilli(started.startedAtMs() - 2);
        Rows.drive(FRESH, Rows.OURS, vehicle, from, 5_003, 1);
        var driven = 5_000 * 0.01;

        var soFar = await(trips.get(Rows.OURS, trip.id())).orElseThrow();
        assertThat(soFar.summary().distanceM()).isCloseTo(driven, within(0.01));
        assertThat(await(trips.list(Rows.OURS, null, vehicle, TimedId.FIRST, 1))
                        .getFirst()
                        .summary())
                .isNull();

        FRESH.execute("update trips set changed_at = started_at + interval '5 seconds' where id = '" + trip.id() + "'");
        var ended = moved(trip, TripStatus.CANCELLED, null).trip();
        assertThat(ended.summary().distanceM()).isCloseTo(driven, within(0.01));
        assertThat(ended.summary().stops()).isEmpty();
        assertThat(await(trips.get(Rows.OURS, trip.id()))).contains(ended);
        assertThat(await(trips.list(Rows.OURS, null, vehicle, TimedId.FIRST, 1)))
                .containsExactly(ended);
    }

    @Test
    void a_trip_with_too_many_positions_ends_without_a_distance() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        var started = moved(trip, TripStatus.EN_ROUTE, null).trip();
        var from = Instant.ofEpochMilli(started.startedAtMs());
        Rows.drive(FRESH, Rows.OURS, vehicle, from, 175_000, 1);
        assertThat(await(trips.get(Rows.OURS, trip.id())).orElseThrow().summary())
                .isNull();
        FRESH.execute(
                "update trips set changed_at = started_at + interval '175 seconds' where id = '" + trip.id() + "'");
        var ended = moved(trip, TripStatus.CANCELLED, null).trip();
        assertThat(ended.status()).isEqualTo(TripStatus.CANCELLED);
        assertThat(ended.summary()).isNull();
    }

    @Test
    void a_trip_that_never_started_has_driven_nothing() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        assertThat(moved(trip, TripStatus.CANCELLED, null).trip().summary()).isNull();
    }

    @Test
    void another_workspace_sees_and_moves_nothing() throws Exception {
        var trip = create(plan(vehicle, null, null, null));
        assertThat(await(trips.get(Rows.THEIRS, trip.id()))).isEmpty();
        assertThat(await(trips.history(Rows.THEIRS, trip.id()))).isEmpty();
        assertThat(await(trips.list(Rows.THEIRS, null, vehicle, TimedId.FIRST, 10)))
                .isEmpty();
        assertThat(await(trips.list(Rows.THEIRS, null, null, TimedId.FIRST, 10)))
                .isEmpty();
        assertThat(await(trips.move(Rows.THEIRS, trip.id(), TripStatus.EN_ROUTE, ACTOR, null)))
                .isEqualTo(new Move.NoSuchTrip());
        assertThat(await(trips.get(Rows.OURS, trip.id()))).contains(trip);
    }

    @Test
    void trips_are_listed_newest_first_by_status_and_vehicle() throws Exception {
        var first = create(plan(vehicle, null, null, null));
        var second = create(plan(vehicle, null, null, null));
        var third = create(plan(vehicle, null, null, null));
        moved(second, TripStatus.EN_ROUTE, null);

        assertThat(ids(trips.list(Rows.OURS, null, vehicle, TimedId.FIRST, 2)))
                .containsExactly(third.id(), second.id());
        assertThat(ids(trips.list(Rows.OURS, null, vehicle, second.created(), 2)))
                .containsExactly(first.id());
        assertThat(ids(trips.list(Rows.OURS, TripStatus.SCHEDULED, vehicle, TimedId.FIRST, 10)))
                .containsExactly(third.id(), first.id());
        assertThat(ids(trips.list(Rows.OURS, TripStatus.EN_ROUTE, null, TimedId.FIRST, 100)))
                .contains(second.id())
                .doesNotContain(first.id());
    }

    private static List<UUID> ids(Future<List<Trip>> found) throws Exception {
        return await(found).stream().map(Trip::id).toList();
    }

    private static UUID route(UUID workspace) throws Exception {
        var path = new RoutePath(List.of(new LngLat(11, 49), new LngLat(11, 50)));
        return await(new Routes(database).create(workspace, new RouteDraft("r", path, "[]", "{}", "{}")))
                .id();
    }

    private List<DeploymentStatus> deployments(UUID route) throws Exception {
        return await(new Deployments(database).ofRoute(Rows.OURS, route, TimedId.FIRST, 10)).stream()
                .map(deployment -> deployment.status())
                .toList();
    }

    private static TripPlan plan(UUID vehicle, UUID route, UUID pickup, UUID delivery) {
        return new TripPlan(vehicle, null, route, pickup, delivery, null, null, "{}");
    }

    private static String missing(TripPlan plan) throws Exception {
        return ((Creation.NoSuch) await(trips.create(Rows.OURS, plan, ACTOR))).member();
    }

    private static Trip create(TripPlan plan) throws Exception {
        return ((Creation.Created) await(trips.create(Rows.OURS, plan, ACTOR))).trip();
    }

    private static Move move(Trip trip, TripStatus to) throws Exception {
        return await(trips.move(Rows.OURS, trip.id(), to, ACTOR, null));
    }

    private static Move.Moved moved(Trip trip, TripStatus to, String reason) throws Exception {
        return (Move.Moved) await(trips.move(Rows.OURS, trip.id(), to, ACTOR, reason));
    }

    private static String eventsOf(Trip trip) throws Exception {
        return FRESH.value("select count(*) from events where data->>'trip_id' = '" + trip.id() + "'");
    }
}
