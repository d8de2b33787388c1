package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.RouteProgress;
import io.headway.model.RouteProgressBatch;
import io.headway.security.Role;
import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.LiveSocket;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Geofences and trips as they stand in the database, positions over real sockets, events as transactions publish them. */
@Timeout(90)
class LiveEventsIT {
    private static final UUID OURS = Workspaces.DEFAULT_ID;
    private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000fd");
    private static final UUID DEPOT = UUID.randomUUID();
    private static final UUID ROUTE = UUID.randomUUID();

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static RunningEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = RunningEngine.start(DATABASE.urlText(), Map.of());
        DATABASE.execute("insert into workspaces (id, name) values ('%s', 'theirs')".formatted(THEIRS));
        DATABASE.execute("insert into geofences (id, workspace_id, name, type, geometry)"
                + " values ('%s', '%s', 'Depot', 'depot', '{}')".formatted(DEPOT, OURS));
        DATABASE.execute("insert into routes (id, workspace_id, name, path, length_m)"
                + " values ('%s', '%s', 'r', '[]', 1)".formatted(ROUTE, OURS));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    void a_geofence_of_the_database_shows_who_is_inside_and_only_to_its_own_workspace() throws Exception {
        var inside = vehicle();
        var left = vehicle();
        visit(inside, "null");
        visit(left, "now()");
        try (var our = engine.connect(engine.operatorToken(OURS));
                var their = engine.connect(engine.operatorToken(THEIRS));
                var insidePhone = engine.connect(engine.driverToken(OURS, inside));
                var leftPhone = engine.connect(engine.driverToken(OURS, left))) {
            var request =
                    new JsonObject().put("type", "subscribe").put("id", "s1").put("geofence", DEPOT.toString());
            their.send(request);
            assertThat(their.next().getString("code")).isEqualTo("NOT_FOUND");
            their.subscribe(true);
            our.send(request);
            our.next(LiveSocket.ofType("subscribed"));

            drive(leftPhone, left);
            drive(insidePhone, inside);
            assertThat(our.next().getString("vehicle_id")).isEqualTo(inside.toString());

            publish(event(
                    EventType.GEOFENCE_EXITED, inside, DEPOT, new JsonObject().put("geofence_id", DEPOT.toString())));
            assertThat(our.next().getString("event_type")).isEqualTo("geofence.exited");
            drive(insidePhone, inside);
            publish(event(
                    EventType.GEOFENCE_ENTERED, left, DEPOT, new JsonObject().put("geofence_id", DEPOT.toString())));
            assertThat(our.next().getString("event_type")).isEqualTo("geofence.entered");
            assertThat(their.drain()).isEmpty();
        }
    }

    @Test
    void a_rider_follows_its_trip_from_its_beginning_to_its_end() throws Exception {
        var vehicle = vehicle();
        var trip = trip(vehicle, "SCHEDULED");
        try (var phone = engine.connect(engine.driverToken(OURS, vehicle));
                var rider = engine.follow(trip, engine.token(Role.VIEWER, OURS, Set.of(), Set.of(trip)))) {
            rider.next(LiveSocket.ofType("subscribed"));
            assertThat(rider.next().getString("status")).isEqualTo("SCHEDULED");
            drive(phone, vehicle);
            publish(changed(vehicle, trip, "SCHEDULED", "EN_ROUTE"));
            assertThat(rider.next().getString("status")).isEqualTo("EN_ROUTE");
            drive(phone, vehicle);
            assertThat(rider.next().getString("type")).isEqualTo("vehicle_moved");
            engine.engine()
                    .vertx()
                    .eventBus()
                    .publish(
                            RouteProgressBatch.ADDRESS,
                            new RouteProgressBatch(List.of(new RouteProgress(
                                    OURS, vehicle, UUID.randomUUID(), ROUTE, 0, 10, 1_234.5, null, 3, false))));
            assertThat(rider.next().getDouble("remaining_m")).isEqualTo(1_234.5);

            publish(changed(vehicle, trip, "EN_ROUTE", "COMPLETED"));
            assertThat(rider.next().getString("status")).isEqualTo("COMPLETED");
            assertThat(rider.next().getString("type")).isEqualTo("ended");
            assertThat(rider.next(LiveSocket.ofType("closed")).getInteger("status"))
                    .isEqualTo(1000);
        }
    }

    @Test
    void a_trip_is_not_there_for_others() throws Exception {
        var trip = trip(vehicle(), "EN_ROUTE");
        try (var stranger = engine.follow(trip, engine.token(Role.VIEWER, OURS, Set.of(), Set.of(UUID.randomUUID())));
                var their = engine.follow(trip, engine.operatorToken(THEIRS));
                var theirViewer = engine.follow(trip, engine.token(Role.VIEWER, THEIRS, Set.of(), Set.of(trip)))) {
            assertThat(stranger.next().getString("code")).isEqualTo("FORBIDDEN");
            for (var socket : List.of(their, theirViewer)) {
                assertThat(socket.next().getString("code")).isEqualTo("NOT_FOUND");
                assertThat(socket.next().getInteger("status")).isEqualTo(1008);
            }
        }
    }

    private static void publish(Event event) {
        engine.engine().vertx().eventBus().publish(EventBatch.ADDRESS, new EventBatch(List.of(event)));
    }

    private static Event changed(UUID vehicle, UUID trip, String from, String to) {
        return event(
                EventType.TRIP_STATUS_CHANGED,
                vehicle,
                trip,
                new JsonObject()
                        .put("trip_id", trip.toString())
                        .put("from", from)
                        .put("to", to));
    }

    private static Event event(EventType type, UUID vehicle, UUID subject, JsonObject data) {
        var atMs = System.currentTimeMillis();
        data.put("vehicle_id", vehicle.toString())
                .put("position", new JsonArray().add(16.4).add(48.2));
        return new Event(
                EventId.of(vehicle, subject, type.wireName(), atMs), type, OURS, vehicle, null, atMs, data.encode());
    }

    /** Returns when it is acknowledged, and so has been given to the live feed. */
    private static void drive(LiveSocket phone, UUID vehicle) throws Exception {
        phone.send(new JsonObject()
                .put("type", "position_update")
                .put("vehicle_id", vehicle.toString())
                .put("lat", 48.2)
                .put("lng", 16.4)
                .put("timestamp", Instant.now().toString())
                .put("seq", 1));
        phone.next(LiveSocket.ofType("ack"));
    }

    private static UUID vehicle() throws Exception {
        var vehicle = UUID.randomUUID();
        DATABASE.execute(
                "insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'v')".formatted(vehicle, OURS));
        return vehicle;
    }

    private static void visit(UUID vehicle, String exitedAt) throws Exception {
        DATABASE.execute(
                "insert into geofence_visits (visit_id, workspace_id, geofence_id, geofence_version, vehicle_id,"
                        + " entered_at, initial, exited_at) values ('%s', '%s', '%s', 1, '%s', now(), false, %s)"
                                .formatted(UUID.randomUUID(), OURS, DEPOT, vehicle, exitedAt));
    }

    private static UUID trip(UUID vehicle, String status) throws Exception {
        var trip = UUID.randomUUID();
        DATABASE.execute("insert into trips (id, workspace_id, vehicle_id, route_id, status, changed_at)"
                + " values ('%s', '%s', '%s', '%s', '%s', now())".formatted(trip, OURS, vehicle, ROUTE, status));
        return trip;
    }
}
