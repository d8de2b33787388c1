package io.headway.broadcast;

import static io.headway.broadcast.Drive.position;
import static io.headway.broadcast.Events.deviated;
import static io.headway.broadcast.Events.fence;
import static io.headway.broadcast.Events.overspeed;
import static io.headway.broadcast.Events.trip;
import static io.headway.model.EventType.GEOFENCE_ENTERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events in the live feed, to subscriptions that are not narrowed to a geofence or a trip. */
class BroadcastEventsTest {
    private static final UUID OURS = new UUID(1, 1);
    private static final UUID THEIRS = new UUID(2, 2);
    private static final UUID VAN = new UUID(3, 1);
    private static final UUID BUS = new UUID(3, 2);
    private static final UUID DEPOT = new UUID(4, 1);

    private Feed feed;

    private void start() throws Exception {
        start(Feed.SETTINGS);
    }

    private void start(Feed.Live settings) throws Exception {
        feed = new Feed(settings, new FakeSources());
    }

    @AfterEach
    void stop() throws Exception {
        feed.close();
    }

    @Test
    void an_event_is_told_whole_and_with_its_place_in_the_feed() throws Exception {
        start();
        var client = feed.connect(OURS);
        var before = client.subscribe("{\"id\":\"s1\"}").getLong("offset");
        var entered = fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 3);
        feed.tell(entered);

        var expected = new JsonObject()
                .put("type", "event")
                .put("event_type", "geofence.entered")
                .put("event_id", entered.id().toString())
                .put("vehicle_id", VAN.toString())
                .put("timestamp", "2025-06-15T15:06:43.000Z")
                .put("data", new JsonObject(entered.data()))
                .put("offset", before + 1);
        assertThat(client.next().encode()).isEqualTo(expected.encode());
    }

    @Test
    void leaving_the_route_is_told_in_the_platforms_own_message_too() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\"}");
        feed.tell(deviated(OURS, VAN, 5, 83.5));

        var deviation = client.next();
        assertThat(deviation.getString("type")).isEqualTo("route_deviation");
        assertThat(deviation.getString("vehicle_id")).isEqualTo(VAN.toString());
        assertThat(deviation.getDouble("distance_from_route_m")).isEqualTo(83.5);
        assertThat(deviation.getString("severity")).isEqualTo("warning");
        var event = client.next();
        assertThat(event.getString("event_type")).isEqualTo("vehicle.route_deviated");
        assertThat(event.getString("event_id")).isEqualTo(deviation.getString("event_id"));
        assertThat(event.getLong("offset")).isEqualTo(deviation.getLong("offset") + 1);
    }

    @Test
    void positions_and_events_come_in_the_order_in_which_they_were_published() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\"}");
        for (var step = 1; step < 60; step += 3) {
            feed.tell(position(OURS, VAN, step));
            feed.tell(overspeed(OURS, VAN, step + 1, 13, 52), overspeed(OURS, BUS, step + 2, 13, 52));
        }

        var offset = 0L;
        for (var step = 1; step < 60; step++) {
            var message = client.next();
            assertThat(step(message)).isEqualTo(step);
            assertThat(message.getLong("offset")).isGreaterThan(offset);
            offset = message.getLong("offset");
        }
    }

    @Test
    void a_workspace_never_hears_of_another_ones_events() throws Exception {
        start();
        var us = feed.connect(OURS);
        var them = feed.connect(THEIRS);
        us.subscribe("{\"id\":\"s1\"}");
        // Naming a vehicle of ours does not help.
        them.subscribe("{\"id\":\"s1\",\"vehicles\":[\"" + VAN + "\",\"" + BUS + "\"]}");
        feed.tell(overspeed(OURS, VAN, 1, 13, 52), overspeed(THEIRS, BUS, 2, 13, 52), overspeed(OURS, VAN, 3, 13, 52));

        assertThat(List.of(step(us.next()), step(us.next()))).containsExactly(1, 3);
        assertThat(step(them.next())).isEqualTo(2);
        feed.tell(overspeed(THEIRS, BUS, 4, 13, 52));
        assertThat(step(them.next())).isEqualTo(4);
        assertThat(us.received()).isZero();
    }

    @Test
    void types_vehicles_and_box_choose_among_the_events() throws Exception {
        start();
        var none = subscribed("{\"id\":\"s1\",\"events\":false}");
        var fences = subscribed("{\"id\":\"s1\",\"events\":[\"geofence.*\"]}");
        var bus = subscribed("{\"id\":\"s1\",\"vehicles\":[\"" + BUS + "\"]}");
        var box = subscribed("{\"id\":\"s1\",\"bbox\":[13,52,14,53]}");
        feed.tell(
                overspeed(OURS, VAN, 1, 20, 52),
                fence(GEOFENCE_ENTERED, OURS, VAN, DEPOT, 2),
                overspeed(OURS, BUS, 3, 20, 52),
                // Where it was is not told, so it is in no box.
                trip(OURS, BUS, new UUID(5, 5), "SCHEDULED", "EN_ROUTE", 4));
        feed.tell(position(OURS, BUS, 5));

        assertThat(steps(none)).containsExactly(5);
        assertThat(steps(fences)).containsExactly(2, 5);
        assertThat(steps(bus)).containsExactly(3, 4, 5);
        assertThat(steps(box)).containsExactly(2, 5);
    }

    private Feed.Client subscribed(String request) throws Exception {
        var client = feed.connect(OURS);
        client.subscribe(request);
        return client;
    }

    /** Of all messages up to the position of step 5. */
    private static List<Integer> steps(Feed.Client client) throws Exception {
        var steps = new ArrayList<Integer>();
        do {
            steps.add(step(client.next()));
        } while (steps.getLast() != 5);
        return steps;
    }

    @Test
    void an_event_comes_once_however_many_subscriptions_match() throws Exception {
        start();
        var client = subscribed("{\"id\":\"s1\"}");
        client.subscribe("{\"id\":\"s2\",\"rate_hz\":5}");
        feed.tell(overspeed(OURS, VAN, 1, 13, 52), overspeed(OURS, VAN, 2, 13, 52));

        assertThat(List.of(step(client.next()), step(client.next()))).containsExactly(1, 2);
    }

    @Test
    void who_comes_back_in_time_gets_the_events_it_missed_in_their_places() throws Exception {
        start();
        var client = feed.connect(OURS);
        var epoch = client.subscribe("{\"id\":\"s1\"}").getString("epoch");
        feed.tell(overspeed(OURS, VAN, 1, 13, 52));
        var offset = client.next().getLong("offset");
        Feed.await(client.socket.close());
        feed.tell(position(OURS, VAN, 2));
        feed.tell(overspeed(OURS, VAN, 3, 13, 52), overspeed(THEIRS, BUS, 9, 13, 52));
        feed.tell(position(OURS, VAN, 4));

        for (var batch : new boolean[] {false, true}) {
            var back = feed.connect(OURS);
            var answer =
                    back.subscribe(resume(epoch, offset).put("batch", batch).encode());
            assertThat(answer.getBoolean("recovered")).isTrue();
            var steps = List.of(step(back.next()), step(back.next()), step(back.next()));
            assertThat(steps).containsExactly(2, 3, 4);
        }
        assertThat(subscribed(resume(epoch, offset).put("events", false).encode())
                        .nextStep())
                .isEqualTo(2);
    }

    @Test
    void events_that_are_no_longer_kept_are_not_recovered_in_part() throws Exception {
        start(new Feed.Live(2, 60_000, 1_000, 262_144, 15_000, 50, 4, 100));
        var client = feed.connect(OURS);
        var epoch = client.subscribe("{\"id\":\"s1\"}").getString("epoch");
        feed.tell(overspeed(OURS, VAN, 1, 13, 52), overspeed(OURS, VAN, 2, 13, 52), overspeed(OURS, VAN, 3, 13, 52));
        assertThat(step(client.next())).isEqualTo(1);

        var back = feed.connect(OURS);
        assertThat(back.subscribe(resume(epoch, 0).encode()).getBoolean("recovered"))
                .isFalse();
        feed.tell(overspeed(OURS, VAN, 4, 13, 52));
        assertThat(step(back.next())).isEqualTo(4);
    }

    @Test
    void an_event_overtakes_what_waits_for_a_tick_and_a_resume_from_it_still_brings_that() throws Exception {
        start();
        var client = feed.connect(OURS);
        var epoch = client.subscribe("{\"id\":\"s1\",\"rate_hz\":0.01}").getString("epoch");
        feed.tell(position(OURS, VAN, 1));
        assertThat(client.nextStep()).isEqualTo(1);
        feed.tell(position(OURS, VAN, 2), position(OURS, BUS, 3));
        feed.tell(overspeed(OURS, VAN, 4, 13, 52));
        var event = client.next();
        assertThat(step(event)).isEqualTo(4);
        Feed.await(client.socket.close());

        var back = feed.connect(OURS);
        assertThat(back.subscribe(resume(epoch, event.getLong("offset")).encode())
                        .getBoolean("recovered"))
                .isTrue();
        assertThat(List.of(step(back.next()), step(back.next()), step(back.next())))
                .containsExactly(2, 3, 4);
    }

    @Test
    void who_reads_slowly_misses_no_event_and_gets_them_in_order_between_the_newest_positions() throws Exception {
        start(new Feed.Live(100_000, 60_000, 100_000, 4_096, 600_000, 50, 4, 100_000));
        var client = subscribed("{\"id\":\"s1\"}");
        client.socket.pause();
        var events = 0;
        var step = 0;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (feed.registry.counter("headway_live_conflated_total").count() < 100) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            feed.tell(position(OURS, VAN, ++step), position(OURS, BUS, step));
            feed.tell(overspeed(OURS, VAN, ++events, 13, 52));
            while (feed.backlog.inFlight() > 100) {
                Thread.onSpinWait();
            }
        }
        feed.tell(position(OURS, VAN, ++step));
        client.socket.resume();

        var offset = 0L;
        var seen = 0;
        JsonObject message;
        do {
            message = client.next();
            assertThat(message.getLong("offset")).isGreaterThan(offset);
            offset = message.getLong("offset");
            if (message.getString("type").equals("event")) {
                assertThat(step(message)).isEqualTo(++seen);
            }
        } while (seen < events || step(message) != step);
    }

    @Test
    void more_events_than_may_wait_close_the_subscriber_and_no_other() throws Exception {
        start(new Feed.Live(100_000, 60_000, 100_000, 4_096, 600_000, 50, 4, 10));
        var slow = subscribed("{\"id\":\"s1\"}");
        var reader = subscribed("{\"id\":\"s1\"}");
        slow.socket.pause();
        var overflowed = feed.registry.counter("headway_live_closed_overflow_total");
        var step = 0;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (overflowed.count() == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            feed.tell(overspeed(OURS, VAN, ++step, 13, 52));
            assertThat(step(reader.next())).isEqualTo(step);
        }
        slow.socket.resume();

        assertThat(slow.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1013);
        feed.tell(overspeed(OURS, VAN, ++step, 13, 52));
        assertThat(step(reader.next())).isEqualTo(step);
        assertThat(reader.closed).isNotDone();
    }

    @Test
    void an_event_that_its_producer_got_wrong_keeps_no_other_back() throws Exception {
        start();
        var client = subscribed("{\"id\":\"s1\"}");
        var wrong =
                new Event(new UUID(7, 7), EventType.GEOFENCE_ENTERED, OURS, VAN, null, 0, "{\"geofence_id\":\"x\"}");
        feed.tell(wrong, overspeed(OURS, VAN, 2, 13, 52));

        assertThat(step(client.next())).isEqualTo(2);
        assertThat(feed.registry.counter("headway_live_malformed_events_total").count())
                .isEqualTo(1);
    }

    private static JsonObject resume(String epoch, long offset) {
        return new JsonObject()
                .put("id", "s1")
                .put("resume", new JsonObject().put("epoch", epoch).put("offset", offset));
    }

    /** Of a position, an event, or a batch of one position. */
    private static int step(JsonObject message) {
        return switch (message.getString("type")) {
            case "event" -> message.getJsonObject("data").getInteger("speed");
            case "vehicles_moved" -> {
                assertThat(message.getJsonArray("positions")).hasSize(1);
                yield Feed.Client.step(message.getJsonArray("positions").getJsonObject(0));
            }
            default -> Feed.Client.step(message);
        };
    }
}
