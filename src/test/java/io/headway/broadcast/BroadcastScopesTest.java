package io.headway.broadcast;

import static io.headway.broadcast.Drive.position;
import static io.headway.broadcast.Events.fence;
import static io.headway.broadcast.Events.overspeed;
import static io.headway.broadcast.Events.progress;
import static io.headway.broadcast.Events.trip;
import static io.headway.model.EventType.GEOFENCE_CROSSED;
import static io.headway.model.EventType.GEOFENCE_ENTERED;
import static io.headway.model.EventType.GEOFENCE_EXITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions to one geofence and to one trip. */
class BroadcastScopesTest {
    private static final UUID OURS = new UUID(1, 1);
    private static final UUID THEIRS = new UUID(2, 2);
    private static final UUID VAN = new UUID(3, 1);
    private static final UUID BUS = new UUID(3, 2);
    private static final UUID DEPOT = new UUID(4, 1);
    private static final UUID HARBOUR = new UUID(4, 2);
    private static final UUID TRIP = new UUID(5, 1);
    private static final UUID OTHER_TRIP = new UUID(5, 2);
    private static final UUID ROUTE = new UUID(6, 1);
    private static final String TO_DEPOT = "{\"id\":\"s1\",\"geofence\":\"" + DEPOT + "\"}";
    private static final String TO_TRIP = "{\"id\":\"t1\",\"snapshot\":true,\"trip\":\"" + TRIP + "\"}";

    private final FakeSources sources = new FakeSources();
    private Feed feed;

    @BeforeEach
    void start() throws Exception {
        feed = new Feed(Feed.SETTINGS, sources);
    }

    @AfterEach
    void stop() throws Exception {
        feed.close();
    }

    @Test
    void a_geofence_shows_who_is_inside_from_entering_until_leaving() throws Exception {
        sources.fence(OURS, DEPOT, BUS);
        var client = feed.connect(OURS);
        client.subscribe(TO_DEPOT);
        feed.tell(position(OURS, VAN, 1), position(OURS, BUS, 2));
        assertThat(told(client)).isEqualTo("moved 2");

        feed.tell(fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 3), fence(GEOFENCE_ENTERED, OURS, BUS, HARBOUR, 4));
        feed.tell(position(OURS, VAN, 5));
        assertThat(told(client)).isEqualTo("geofence.entered 3");
        assertThat(told(client)).isEqualTo("moved 5");

        feed.tell(fence(GEOFENCE_EXITED, OURS, VAN, DEPOT, 6), fence(GEOFENCE_EXITED, OURS, BUS, HARBOUR, 7));
        feed.tell(position(OURS, VAN, 8), position(OURS, BUS, 9));
        assertThat(told(client)).isEqualTo("geofence.exited 6");
        assertThat(told(client)).isEqualTo("moved 9");

        // Through it, never inside.
        feed.tell(fence(GEOFENCE_CROSSED, OURS, VAN, DEPOT, 10));
        feed.tell(position(OURS, VAN, 11), position(OURS, BUS, 12));
        assertThat(told(client)).isEqualTo("geofence.crossed 10");
        assertThat(told(client)).isEqualTo("moved 12");
    }

    @Test
    void the_snapshot_of_a_geofence_is_of_those_inside() throws Exception {
        sources.fence(OURS, DEPOT, BUS);
        var all = feed.connect(OURS);
        all.subscribe("{\"id\":\"s1\"}");
        feed.tell(position(OURS, VAN, 1), position(OURS, BUS, 2));
        all.nextStep();

        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\",\"snapshot\":true,\"geofence\":\"" + DEPOT + "\"}");
        assertThat(told(client)).isEqualTo("moved 2");
        feed.tell(position(OURS, BUS, 3));
        assertThat(told(client)).isEqualTo("moved 3");
    }

    @Test
    void who_enters_or_leaves_while_the_store_is_asked_is_known_right() throws Exception {
        var asked = Promise.<Set<UUID>>promise();
        sources.fence(OURS, DEPOT, asked.future());
        var all = feed.connect(OURS);
        all.subscribe("{\"id\":\"s1\"}");
        var client = feed.connect(OURS);
        client.send(TO_DEPOT);
        // The answer to a second subscription of the same connection follows the first's question.
        client.subscribe("{\"id\":\"s2\",\"events\":false,\"vehicles\":[]}");
        feed.tell(fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 1), fence(GEOFENCE_EXITED, OURS, BUS, DEPOT, 2));
        all.next();
        all.next();
        asked.complete(Set.of(BUS));

        assertThat(client.next().getString("id")).isEqualTo("s1");
        feed.tell(position(OURS, BUS, 3), position(OURS, VAN, 4));
        assertThat(told(client)).isEqualTo("moved 4");
    }

    @Test
    void a_resume_in_a_geofence_brings_what_was_inside_at_its_time() throws Exception {
        sources.fence(OURS, DEPOT, BUS);
        var client = feed.connect(OURS);
        var epoch = client.subscribe(TO_DEPOT).getString("epoch");
        feed.tell(position(OURS, BUS, 1));
        var offset = client.next().getLong("offset");
        Feed.await(client.socket.close());
        feed.tell(position(OURS, VAN, 2), position(OURS, BUS, 3));
        feed.tell(fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 4), fence(GEOFENCE_EXITED, OURS, BUS, DEPOT, 5));
        feed.tell(position(OURS, VAN, 6), position(OURS, BUS, 7));
        feed.tell(fence(GEOFENCE_EXITED, OURS, VAN, DEPOT, 8));
        feed.tell(position(OURS, VAN, 9), position(OURS, BUS, 10));
        sources.fence(OURS, DEPOT);

        var back = feed.connect(OURS);
        var answer = back.subscribe(new JsonObject(TO_DEPOT)
                .put("resume", new JsonObject().put("epoch", epoch).put("offset", offset))
                .encode());
        assertThat(answer.getBoolean("recovered")).isTrue();
        for (var expected :
                List.of("moved 3", "geofence.entered 4", "geofence.exited 5", "moved 6", "geofence.exited 8")) {
            assertThat(told(back)).isEqualTo(expected);
        }
        feed.tell(position(OURS, VAN, 11));
        feed.tell(fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 12));
        assertThat(told(back)).isEqualTo("geofence.entered 12");
    }

    @Test
    void a_geofence_or_trip_of_another_workspace_is_not_found() throws Exception {
        sources.fence(OURS, DEPOT, VAN);
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "EN_ROUTE"));
        var them = feed.connect(THEIRS);
        assertThat(them.subscribe(TO_DEPOT).getString("code")).isEqualTo("NOT_FOUND");
        assertThat(them.subscribe(TO_TRIP).getString("code")).isEqualTo("NOT_FOUND");

        them.subscribe("{\"id\":\"s1\"}");
        feed.tell(position(OURS, VAN, 1), position(THEIRS, BUS, 2));
        feed.tell(fence(GEOFENCE_EXITED, OURS, VAN, DEPOT, 3));
        feed.publish(progress(OURS, VAN, ROUTE, 100));
        feed.tell(position(THEIRS, BUS, 4));
        assertThat(them.nextStep()).isEqualTo(2);
        assertThat(them.nextStep()).isEqualTo(4);
        var socket = feed.connectForTrip(THEIRS);
        assertThat(socket.subscribe(TO_TRIP).getString("code")).isEqualTo("NOT_FOUND");
        assertThat(socket.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1008);
    }

    @Test
    void a_store_that_cannot_be_had_refuses_the_subscription_and_leaves_the_others() throws Exception {
        sources.fence(OURS, DEPOT, Future.failedFuture("database is gone"));
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s2\"}");
        assertThat(client.subscribe(TO_DEPOT).getString("code")).isEqualTo("UNAVAILABLE");

        feed.tell(position(OURS, VAN, 1));
        assertThat(client.nextStep()).isEqualTo(1);
    }

    @Test
    void a_trip_shows_status_position_and_progress_while_it_is_under_way() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "SCHEDULED"));
        sources.trip(OURS, OTHER_TRIP, new LiveTrip(BUS, ROUTE, "EN_ROUTE"));
        var client = feed.connect(OURS);
        client.subscribe(TO_TRIP);
        assertThat(told(client)).isEqualTo("status SCHEDULED from null");
        feed.tell(position(OURS, VAN, 1), position(OURS, BUS, 2));
        // Another's trip, on the same connection, shows that the first one's progress has been passed over.
        client.subscribe(TO_TRIP.replace("t1", "t2").replace(TRIP.toString(), OTHER_TRIP.toString()));
        assertThat(told(client)).isEqualTo("status EN_ROUTE from null");
        assertThat(told(client)).isEqualTo("moved 2");
        feed.publish(progress(OURS, VAN, ROUTE, 900), progress(OURS, BUS, ROUTE, 800));
        assertThat(client.next().getDouble("remaining_m")).isEqualTo(800);
        client.subscribe("{\"unsubscribe\":\"t2\"}");

        feed.tell(trip(OURS, VAN, TRIP, "SCHEDULED", "EN_ROUTE", 3));
        feed.tell(position(OURS, BUS, 4), position(OURS, VAN, 5));
        assertThat(told(client)).isEqualTo("status EN_ROUTE from SCHEDULED");
        assertThat(told(client)).isEqualTo("moved 5");
        feed.publish(progress(OURS, BUS, ROUTE, 800), progress(OURS, VAN, new UUID(6, 9), 700));
        feed.publish(progress(OURS, VAN, ROUTE, 600));
        var progress = client.next();
        assertThat(progress.getString("type")).isEqualTo("trip_progress");
        assertThat(progress.getString("trip_id")).isEqualTo(TRIP.toString());
        assertThat(progress.getDouble("remaining_m")).isEqualTo(600);
        assertThat(progress.getDouble("distance_from_route_m")).isEqualTo(12.3);
        assertThat(progress.getInstant("eta")).isAfter(progress.getInstant("timestamp"));
        // What else happens to the vehicle is not the trip's.
        feed.tell(overspeed(OURS, VAN, 6, 13, 52), trip(OURS, VAN, new UUID(5, 9), "EN_ROUTE", "CANCELLED", 7));
        feed.tell(trip(OURS, VAN, TRIP, "EN_ROUTE", "ARRIVED", 8));
        feed.tell(position(OURS, VAN, 9));

        assertThat(told(client)).isEqualTo("status ARRIVED from EN_ROUTE");
        assertThat(told(client)).isEqualTo("moved 9");
    }

    @Test
    void a_trip_that_is_over_ends_its_subscription_and_no_other() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "ARRIVED"));
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s2\",\"events\":false,\"vehicles\":[\"" + BUS + "\"]}");
        client.subscribe(TO_TRIP);
        assertThat(told(client)).isEqualTo("status ARRIVED from null");
        feed.tell(trip(OURS, VAN, TRIP, "ARRIVED", "COMPLETED", 1));
        feed.tell(position(OURS, VAN, 2), position(OURS, BUS, 3));

        assertThat(told(client)).isEqualTo("status COMPLETED from ARRIVED");
        var ended = client.next();
        assertThat(ended.getString("type")).isEqualTo("ended");
        assertThat(ended.getString("id")).isEqualTo("t1");
        assertThat(ended.getString("trip_id")).isEqualTo(TRIP.toString());
        assertThat(told(client)).isEqualTo("moved 3");
        assertThat(client.closed).isNotDone();
    }

    @Test
    void the_socket_of_a_trip_is_closed_when_it_ends() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "EN_ROUTE"));
        var client = feed.connectForTrip(OURS);
        client.subscribe(TO_TRIP);
        assertThat(told(client)).isEqualTo("status EN_ROUTE from null");
        feed.tell(trip(OURS, VAN, TRIP, "EN_ROUTE", "CANCELLED", 1));

        assertThat(told(client)).isEqualTo("status CANCELLED from EN_ROUTE");
        assertThat(client.next().getString("type")).isEqualTo("ended");
        assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    void a_trip_that_was_over_before_says_so_and_ends() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "COMPLETED"));
        var client = feed.connectForTrip(OURS);
        client.subscribe(TO_TRIP);

        assertThat(told(client)).isEqualTo("status COMPLETED from null");
        assertThat(client.next().getString("type")).isEqualTo("ended");
        assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    void a_resume_brings_the_end_of_a_trip_that_was_missed() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "EN_ROUTE"));
        var client = feed.connect(OURS);
        var epoch = client.subscribe(TO_TRIP).getString("epoch");
        client.next();
        feed.tell(position(OURS, VAN, 1));
        var offset = client.next().getLong("offset");
        Feed.await(client.socket.close());
        feed.tell(position(OURS, VAN, 2));
        feed.tell(trip(OURS, VAN, TRIP, "EN_ROUTE", "COMPLETED", 3));
        feed.tell(position(OURS, VAN, 4));
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "COMPLETED"));

        var back = feed.connectForTrip(OURS);
        var answer = back.subscribe(new JsonObject(TO_TRIP)
                .put("resume", new JsonObject().put("epoch", epoch).put("offset", offset))
                .encode());
        assertThat(answer.getBoolean("recovered")).isTrue();
        assertThat(told(back)).isEqualTo("moved 2");
        assertThat(told(back)).isEqualTo("status COMPLETED from EN_ROUTE");
        assertThat(back.next().getString("type")).isEqualTo("ended");
        assertThat(back.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
    }

    @Test
    void a_resume_from_before_a_trip_was_made_brings_all_of_it() throws Exception {
        var all = feed.connect(OURS);
        var epoch = all.subscribe("{\"id\":\"s1\"}").getString("epoch");
        feed.tell(position(OURS, VAN, 1));
        var offset = all.next().getLong("offset");
        feed.tell(position(OURS, VAN, 2));
        feed.tell(trip(OURS, VAN, TRIP, null, "SCHEDULED", 3));
        feed.tell(position(OURS, VAN, 4));
        feed.tell(trip(OURS, VAN, TRIP, "SCHEDULED", "EN_ROUTE", 5));
        feed.tell(position(OURS, VAN, 6));
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "EN_ROUTE"));

        var client = feed.connect(OURS);
        client.subscribe(new JsonObject(TO_TRIP)
                .put("resume", new JsonObject().put("epoch", epoch).put("offset", offset))
                .encode());
        for (var expected : List.of("status SCHEDULED from null", "status EN_ROUTE from SCHEDULED", "moved 6")) {
            assertThat(told(client)).isEqualTo(expected);
        }
    }

    @Test
    void two_who_follow_one_trip_and_one_who_stops_are_told_apart() throws Exception {
        sources.trip(OURS, TRIP, new LiveTrip(VAN, ROUTE, "EN_ROUTE"));
        var stays = feed.connect(OURS);
        var goes = feed.connect(OURS);
        for (var client : List.of(stays, goes)) {
            client.subscribe(TO_TRIP);
            client.next();
        }
        assertThat(goes.subscribe("{\"unsubscribe\":\"t1\"}").getString("type")).isEqualTo("unsubscribed");
        feed.publish(progress(OURS, VAN, ROUTE, 500));

        assertThat(stays.next().getDouble("remaining_m")).isEqualTo(500);
        goes.subscribe("{\"id\":\"s1\"}");
        feed.tell(position(OURS, VAN, 1));
        assertThat(goes.nextStep()).isEqualTo(1);
        assertThat(stays.nextStep()).isEqualTo(1);
    }

    /** What the next message says, in short. */
    private static String told(Feed.Client client) throws Exception {
        var message = client.next();
        return switch (message.getString("type")) {
            case "vehicle_moved" -> "moved " + Feed.Client.step(message);
            case "event" ->
                message.getString("event_type") + " "
                        + message.getJsonObject("data").getInteger("speed");
            case "trip_status" -> "status " + message.getString("status") + " from " + message.getString("from");
            default -> message.encode();
        };
    }
}
