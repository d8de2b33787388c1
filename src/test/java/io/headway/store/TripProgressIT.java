package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.DeploymentStatus;
import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.LngLat;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.headway.model.TimedId;
import io.headway.model.Trip;
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
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trips as geofences move them, in transactions like those of the relay. */
class TripProgressIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;
    private static Trips trips;
    private static TripProgress progress;
    private UUID vehicle;
    private UUID pickup;
    private UUID delivery;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        trips = new Trips(database, TripSettings.DEFAULTS);
        progress = new TripProgress(TripSettings.DEFAULTS);
        Rows.workspace(FRESH, Rows.THEIRS);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @BeforeEach
    void newPlaces() throws Exception {
        vehicle = Rows.vehicle(FRESH, Rows.OURS);
        pickup = Rows.geofence(FRESH, Rows.OURS);
        delivery = Rows.geofence(FRESH, Rows.OURS);
    }

    @Test
    void leaving_the_pickup_starts_a_trip_and_entering_the_delivery_arrives_it() throws Exception {
        var route = route();
        var trip = create(route);
        var atMs = trip.changedAtMs();
        Rows.drive(FRESH, Rows.OURS, vehicle, Instant.ofEpochMilli(atMs + 1_000), 61, 1_000);

        var told = apply(left(pickup, atMs + 1_000), entered(delivery, atMs + 61_000));

        assertThat(told)
                .extracting(event -> new JsonObject(event.data()).getString("to") + " " + event.occurredAtMs())
                .containsExactly("EN_ROUTE " + (atMs + 1_000), "ARRIVED " + (atMs + 61_000));
        var arrived = read(trip);
        assertThat(arrived.status()).isEqualTo(TripStatus.ARRIVED);
        assertThat(arrived.startedAtMs()).isEqualTo(atMs + 1_000);
        assertThat(arrived.arrivedAtMs()).isEqualTo(atMs + 61_000);
        assertThat(arrived.summary().distanceM()).isCloseTo(600, within(0.1));
        assertThat(await(trips.history(Rows.OURS, trip.id())))
                .extracting(TripChange::reason)
                .containsExactly("created", "left the pickup geofence", "entered the delivery geofence");
        assertThat(await(new Deployments(database).ofRoute(Rows.OURS, route, TimedId.FIRST, 1)))
                .singleElement()
                .satisfies(deployed -> assertThat(deployed.status()).isEqualTo(DeploymentStatus.ACTIVE));
    }

    @Test
    void the_same_events_again_change_nothing() throws Exception {
        var trip = create(null);
        var events = new Event[] {left(pickup, trip.changedAtMs() + 1), entered(delivery, trip.changedAtMs() + 2)};
        assertThat(apply(events)).hasSize(2);
        var after = read(trip);
        assertThat(apply(events)).isEmpty();
        assertThat(read(trip)).isEqualTo(after);
        assertThat(await(trips.history(Rows.OURS, trip.id()))).hasSize(3);
    }

    @Test
    void of_nodes_that_take_the_same_events_at_once_one_moves_the_trip() throws Exception {
        var trip = create(null);
        var event = left(pickup, trip.changedAtMs());
        var nodes = new ArrayList<Future<List<Event>>>();
        for (var i = 0; i < 4; i++) {
            nodes.add(database.pool().withTransaction(connection -> progress.apply(connection, List.of(event))));
        }
        await(Future.all(nodes));
        assertThat(nodes.stream().mapToInt(node -> node.result().size()).sum()).isEqualTo(1);
        assertThat(await(trips.history(Rows.OURS, trip.id()))).hasSize(2);
    }

    @Test
    void what_is_rolled_back_has_not_happened_and_can_be_done_again() throws Exception {
        var trip = create(null);
        var event = left(pickup, trip.changedAtMs());
        assertThatThrownBy(() -> await(database.pool()
                        .withTransaction(connection -> progress.apply(connection, List.of(event))
                                .compose(_ -> Future.failedFuture("the broker is gone")))))
                .isInstanceOf(ExecutionException.class);
        assertThat(read(trip)).isEqualTo(trip);
        assertThat(apply(event)).hasSize(1);
    }

    @Test
    void late_events_and_those_of_changed_fences_move_nothing() throws Exception {
        var trip = create(null);
        var changed = new JsonObject(left(pickup, 0).data()).put("reason", "geofence_changed");
        var atMs = trip.changedAtMs();
        assertThat(apply(
                        left(pickup, atMs - 1),
                        entered(delivery, atMs),
                        event(EventType.GEOFENCE_EXITED, Rows.OURS, atMs, changed)))
                .isEmpty();
        assertThat(read(trip)).isEqualTo(trip);

        // Under way since a second from now: an arrival of before that is of another drive.
        assertThat(apply(left(pickup, atMs + 1_000), entered(delivery, atMs + 999)))
                .hasSize(1);
        assertThat(read(trip).status()).isEqualTo(TripStatus.EN_ROUTE);
    }

    @Test
    void a_trip_without_a_pickup_waits_for_somebody_to_start_it() throws Exception {
        var plan = new TripPlan(vehicle, null, null, null, delivery, null, null, "{}");
        var trip = ((Trip.Creation.Created) await(trips.create(Rows.OURS, plan, null))).trip();
        assertThat(apply(left(pickup, trip.changedAtMs()), entered(delivery, trip.changedAtMs())))
                .isEmpty();
        await(trips.move(Rows.OURS, trip.id(), TripStatus.EN_ROUTE, "driver", null));
        assertThat(apply(entered(delivery, read(trip).changedAtMs()))).hasSize(1);
    }

    @Test
    void another_workspaces_events_move_nothing() throws Exception {
        var trip = create(null);
        var data = new JsonObject(left(pickup, 0).data());
        assertThat(apply(event(EventType.GEOFENCE_EXITED, Rows.THEIRS, trip.changedAtMs(), data)))
                .isEmpty();
        assertThat(read(trip)).isEqualTo(trip);
    }

    @Test
    void what_it_returns_fits_the_outbox_and_is_there_once() throws Exception {
        var trip = create(null);
        var event = left(pickup, trip.changedAtMs());
        var told = await(database.pool()
                .withTransaction(connection -> progress.apply(connection, List.of(event))
                        .compose(events -> TripMoves.tell(connection, events.getFirst())
                                .compose(_ -> TripMoves.tell(connection, events.getFirst()))
                                .map(events))));
        assertThat(FRESH.value("select count(*) from events where event_id = '"
                        + told.getFirst().id() + "'"))
                .isEqualTo("1");
    }

    private static List<Event> apply(Event... events) throws Exception {
        return await(database.pool().withTransaction(connection -> progress.apply(connection, List.of(events))));
    }

    private Trip create(UUID route) throws Exception {
        var plan = new TripPlan(vehicle, null, route, pickup, delivery, null, null, "{}");
        return ((Trip.Creation.Created) await(trips.create(Rows.OURS, plan, null))).trip();
    }

    private static UUID route() throws Exception {
        var path = new RoutePath(List.of(new LngLat(11, 49), new LngLat(11, 50)));
        return await(new Routes(database).create(Rows.OURS, new RouteDraft("r", path, "[]", "{}", "{}")))
                .id();
    }

    private static Trip read(Trip trip) throws Exception {
        return await(trips.get(Rows.OURS, trip.id())).orElseThrow();
    }

    private Event left(UUID fence, long atMs) {
        var data = new JsonObject().put("geofence_id", fence.toString()).put("reason", "left");
        return event(EventType.GEOFENCE_EXITED, Rows.OURS, atMs, data);
    }

    private Event entered(UUID fence, long atMs) {
        var data = new JsonObject().put("geofence_id", fence.toString()).put("initial", false);
        return event(EventType.GEOFENCE_ENTERED, Rows.OURS, atMs, data);
    }

    private Event event(EventType type, UUID workspace, long atMs, JsonObject data) {
        return new Event(UUID.randomUUID(), type, workspace, vehicle, null, atMs, data.encode());
    }
}
