package io.headway.broadcast;

import static io.headway.broadcast.Drive.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static final UUID OURS = new UUID(1, 1);
    private static final UUID THEIRS = new UUID(2, 2);
    private static final UUID VAN = new UUID(3, 1);
    private static final UUID BUS = new UUID(3, 2);
    private static final String ALL = "{\"id\":\"s1\"}";

    private Feed feed;

    private void start() throws Exception {
        start(Feed.SETTINGS, _ -> Future.succeededFuture(List.of()));
    }

    private void start(Feed.Live settings, Function<UUID, Future<List<Position>>> lastKnown) throws Exception {
        feed = new Feed(settings, new FakeSources(lastKnown));
    }

    @AfterEach
    void stop() throws Exception {
        feed.close();
    }

    @Test
    void a_workspace_never_sees_another_ones_vehicles() throws Exception {
        // The store errs here, on purpose: what it gives for a workspace is checked too.
        start(Feed.SETTINGS, _ -> Future.succeededFuture(List.of(position(OURS, VAN, 1), position(THEIRS, BUS, 1))));
        var us = feed.connect(OURS);
        var them = feed.connect(THEIRS);
        us.subscribe("{\"id\":\"s1\",\"snapshot\":true}");
        them.subscribe("{\"id\":\"s1\",\"snapshot\":true,\"vehicles\":[\"" + VAN + "\",\"" + BUS + "\"]}");
        assertThat(us.next().getString("vehicle_id")).isEqualTo(VAN.toString());
        assertThat(them.next().getString("vehicle_id")).isEqualTo(BUS.toString());

        feed.publish(
                position(THEIRS, BUS, 2), position(OURS, VAN, 3), position(THEIRS, BUS, 4), position(OURS, VAN, 5));

        assertThat(us.nextStep()).isEqualTo(3);
        assertThat(us.nextStep()).isEqualTo(5);
        assertThat(them.nextStep()).isEqualTo(2);
        assertThat(them.nextStep()).isEqualTo(4);
        // A resume reads the history that all workspaces share.
        var resumed = us.subscribe(resume("s2", us.subscribe("{\"id\":\"s3\"}").getString("epoch"), 1));
        assertThat(resumed.getBoolean("recovered")).isTrue();
        assertThat(us.nextStep()).isEqualTo(3);
        assertThat(us.nextStep()).isEqualTo(5);
        feed.publish(position(OURS, VAN, 6));
        assertThat(us.nextStep()).isEqualTo(6);
    }

    @Test
    void live_follows_the_snapshot_without_a_gap_and_without_reordering() throws Exception {
        start();
        var stopped = new AtomicBoolean();
        var lastStep = new CompletableFuture<Integer>();
        var rounds = new CountDownLatch(20);
        var publisher = Thread.ofPlatform().start(() -> {
            var step = 0;
            while (!stopped.get()) {
                step++;
                feed.publish(position(OURS, VAN, step), position(OURS, BUS, step));
                rounds.countDown();
                while (feed.backlog.inFlight() > 200) {
                    Thread.onSpinWait();
                }
            }
            lastStep.complete(step);
        });
        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        var clients = new Feed.Client[8];
        for (var i = 0; i < clients.length; i++) {
            clients[i] = feed.connect(OURS);
            clients[i].send("{\"id\":\"s1\",\"snapshot\":true}");
        }
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (clients[7].received() < 200 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        stopped.set(true);
        publisher.join();

        for (var client : clients) {
            assertThat(client.next().getString("type")).isEqualTo("subscribed");
            assertEveryStepUpTo(lastStep.get(1, TimeUnit.SECONDS), client);
        }
    }

    private static void assertEveryStepUpTo(int last, Feed.Client client) throws Exception {
        var stepByVehicle = new HashMap<String, Integer>();
        while (stepByVehicle.size() < 2 || stepByVehicle.values().stream().anyMatch(step -> step < last)) {
            var moved = client.next();
            var step = Feed.Client.step(moved);
            var before = stepByVehicle.put(moved.getString("vehicle_id"), step);
            if (before != null) {
                assertThat(step).isEqualTo(before + 1);
            }
        }
        assertThat(client.received()).isZero();
    }

    @Test
    void what_comes_live_while_the_snapshot_is_loaded_wins_when_it_is_newer() throws Exception {
        var loading = Promise.<List<Position>>promise();
        var asked = new CompletableFuture<UUID>();
        start(Feed.SETTINGS, workspace -> {
            asked.complete(workspace);
            return loading.future();
        });
        var client = feed.connect(OURS);
        client.send("{\"id\":\"s1\",\"snapshot\":true}");
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(OURS);
        feed.publish(position(OURS, VAN, 7), position(OURS, BUS, 1));
        loading.complete(List.of(position(OURS, VAN, 5), position(OURS, BUS, 9)));

        assertThat(client.next().getString("type")).isEqualTo("subscribed");
        var moves = List.of(client.nextStep(), client.nextStep());
        // The order of the two vehicles is free, and so is whether the live ones came before the load ended.
        assertThat(moves).containsExactlyInAnyOrder(7, 9);
    }

    @Test
    void a_load_that_fails_is_answered_with_what_is_known() throws Exception {
        start(Feed.SETTINGS, _ -> Future.failedFuture("database is gone"));
        var client = feed.connect(OURS);
        client.subscribe(ALL);
        feed.publish(position(OURS, VAN, 1));
        client.nextStep();

        var later = feed.connect(OURS);
        assertThat(later.subscribe("{\"id\":\"s1\",\"snapshot\":true}").getString("type"))
                .isEqualTo("subscribed");
        assertThat(later.nextStep()).isEqualTo(1);
    }

    @Test
    void late_positions_and_those_without_a_fix_move_nothing() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe(ALL);
        feed.publish(
                position(OURS, VAN, 5),
                position(OURS, VAN, 4),
                position(OURS, VAN, 5),
                position(OURS, VAN, 6, 0.1, 0.1, false),
                position(OURS, VAN, 7));

        assertThat(client.nextStep()).isEqualTo(5);
        assertThat(client.nextStep()).isEqualTo(7);
    }

    @Test
    void a_rate_sends_the_newest_of_each_vehicle_only() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\",\"rate_hz\":2}");
        feed.publish(position(OURS, VAN, 1), position(OURS, BUS, 1), position(OURS, VAN, 2));
        var first = System.nanoTime();
        assertThat(List.of(client.nextStep(), client.nextStep())).containsExactly(1, 2);
        for (var step = 3; step <= 50; step++) {
            feed.publish(position(OURS, VAN, step));
        }

        assertThat(client.nextStep()).isEqualTo(50);
        assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
    }

    @Test
    void a_batch_holds_the_newest_of_each_vehicle() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\",\"batch\":true,\"rate_hz\":5}");
        feed.publish(position(OURS, VAN, 1), position(OURS, BUS, 1), position(OURS, VAN, 2));

        var message = client.next();
        assertThat(message.getString("type")).isEqualTo("vehicles_moved");
        assertThat(message.getLong("offset")).isEqualTo(3);
        assertThat(message.getJsonArray("positions").stream().map(item -> Feed.Client.step((JsonObject) item)))
                .containsExactly(1, 2);
    }

    @Test
    void a_batch_snapshot_comes_in_one_message() throws Exception {
        start(Feed.SETTINGS, _ -> Future.succeededFuture(List.of(position(OURS, VAN, 1), position(OURS, BUS, 2))));
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\",\"batch\":true,\"snapshot\":true}");

        assertThat(client.next().getJsonArray("positions")).hasSize(2);
    }

    @Test
    void who_comes_back_in_time_gets_all_it_missed() throws Exception {
        start();
        var client = feed.connect(OURS);
        var epoch = client.subscribe(ALL).getString("epoch");
        feed.publish(position(OURS, VAN, 1));
        var offset = client.next().getLong("offset");
        Feed.await(client.socket.close());
        feed.publish(position(OURS, VAN, 2), position(OURS, BUS, 2), position(OURS, VAN, 3));

        var back = feed.connect(OURS);
        var answer = back.subscribe(resume("s1", epoch, offset));
        assertThat(answer.getBoolean("recovered")).isTrue();
        assertThat(List.of(back.nextStep(), back.nextStep(), back.nextStep())).containsExactly(2, 2, 3);
        feed.publish(position(OURS, VAN, 4));
        assertThat(back.nextStep()).isEqualTo(4);
    }

    @Test
    void who_missed_more_than_is_kept_gets_a_snapshot_and_nothing_partly() throws Exception {
        start(new Feed.Live(2, 60_000, 1_000, 262_144, 15_000, 50, 4, 100), _ -> Future.succeededFuture(List.of()));
        var client = feed.connect(OURS);
        var epoch = client.subscribe(ALL).getString("epoch");
        feed.publish(position(OURS, VAN, 1), position(OURS, VAN, 2), position(OURS, VAN, 3), position(OURS, BUS, 4));
        assertThat(client.nextStep()).isEqualTo(1);

        var back = feed.connect(OURS);
        assertThat(back.subscribe(resume("s1", epoch, 1)).getBoolean("recovered"))
                .isFalse();
        assertThat(List.of(back.nextStep(), back.nextStep())).containsExactly(3, 4);
        assertThat(feed.connect(OURS).subscribe(resume("s1", epoch, 2)).getBoolean("recovered"))
                .isTrue();
    }

    @Test
    void who_breaks_off_right_after_subscribed_loses_nothing_of_what_it_was_promised() throws Exception {
        start();
        var epoch = feed.connect(OURS).subscribe(ALL).getString("epoch");
        feed.publish(position(OURS, VAN, 1), position(OURS, BUS, 2), position(OURS, VAN, 3));

        // Each comes back as if "subscribed" had been the last message it got.
        var snapshot = feed.connect(OURS).subscribe("{\"id\":\"s1\",\"snapshot\":true}");
        var missed = feed.connect(OURS).subscribe(resume("s1", epoch, 1));
        var afterSnapshot = feed.connect(OURS);
        assertThat(afterSnapshot
                        .subscribe(resume("s1", epoch, snapshot.getLong("offset")))
                        .getBoolean("recovered"))
                .isTrue();
        assertThat(List.of(afterSnapshot.nextStep(), afterSnapshot.nextStep())).containsExactly(2, 3);
        var afterMissed = feed.connect(OURS);
        assertThat(afterMissed
                        .subscribe(resume("s1", epoch, missed.getLong("offset")))
                        .getBoolean("recovered"))
                .isTrue();
        assertThat(List.of(afterMissed.nextStep(), afterMissed.nextStep())).containsExactly(2, 3);
        var live = feed.connect(OURS).subscribe(ALL);
        assertThat(live.getLong("offset")).isEqualTo(3);
    }

    @Test
    void who_breaks_off_within_a_snapshot_from_the_store_gets_it_again() throws Exception {
        start(Feed.SETTINGS, _ -> Future.succeededFuture(List.of(position(OURS, VAN, 1), position(OURS, BUS, 2))));
        var client = feed.connect(OURS);
        var subscribed = client.subscribe("{\"id\":\"s1\",\"snapshot\":true}");
        var offset = client.next().getLong("offset");

        var back = feed.connect(OURS);
        assertThat(back.subscribe(resume("s1", subscribed.getString("epoch"), offset))
                        .getBoolean("recovered"))
                .isFalse();
        assertThat(List.of(back.nextStep(), back.nextStep())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void another_epoch_or_an_offset_ahead_is_not_recovered() throws Exception {
        start();
        var client = feed.connect(OURS);
        var epoch = client.subscribe(ALL).getString("epoch");

        assertThat(client.subscribe(resume("s2", "another", 0)).getBoolean("recovered"))
                .isFalse();
        assertThat(client.subscribe(resume("s3", epoch, 1)).getBoolean("recovered"))
                .isFalse();
    }

    @Test
    void a_box_limits_to_what_is_inside() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe("{\"id\":\"s1\",\"bbox\":[13.0,52.0,14.0,53.0]}");
        feed.publish(
                position(OURS, VAN, 1, 13.5, 52.5),
                position(OURS, VAN, 2, 52.5, 13.5),
                position(OURS, BUS, 3, 12.9, 52.5),
                position(OURS, VAN, 4, 14.0, 53.0));

        assertThat(client.nextStep()).isEqualTo(1);
        assertThat(client.nextStep()).isEqualTo(4);
    }

    @Test
    void an_update_comes_once_however_many_subscriptions_match_and_not_after_the_last_ends() throws Exception {
        start();
        var client = feed.connect(OURS);
        client.subscribe(ALL);
        client.subscribe("{\"id\":\"s2\",\"vehicles\":[\"" + VAN + "\"]}");
        feed.publish(position(OURS, VAN, 1), position(OURS, BUS, 2));
        assertThat(List.of(client.nextStep(), client.nextStep())).containsExactly(1, 2);

        assertThat(client.subscribe("{\"unsubscribe\":\"s1\"}").getString("type"))
                .isEqualTo("unsubscribed");
        feed.publish(position(OURS, BUS, 3), position(OURS, VAN, 4));
        assertThat(client.nextStep()).isEqualTo(4);
        client.subscribe("{\"unsubscribe\":\"s2\"}");
        feed.publish(position(OURS, VAN, 5));
        client.subscribe(ALL);
        feed.publish(position(OURS, VAN, 6));
        assertThat(client.nextStep()).isEqualTo(6);
    }

    @Test
    void limits_of_subscriptions_and_rate_are_answered_with_an_error() throws Exception {
        start();
        var client = feed.connect(OURS);
        for (var i = 0; i < Feed.SETTINGS.maxSubscriptions(); i++) {
            assertThat(client.subscribe("{\"id\":\"n" + i + "\"}").getString("type"))
                    .isEqualTo("subscribed");
        }

        assertThat(client.subscribe("{\"id\":\"more\"}").getString("code")).isEqualTo("VALIDATION_ERROR");
        assertThat(client.subscribe("{\"id\":\"n0\",\"rate_hz\":51}").getString("code"))
                .isEqualTo("VALIDATION_ERROR");
        assertThat(client.subscribe("{\"id\":\"n0\"}").getString("type")).isEqualTo("subscribed");
    }

    @Test
    void who_reads_slowly_is_closed_and_costs_the_others_nothing() throws Exception {
        start(new Feed.Live(1_000, 60_000, 1_000, 4_096, 300, 50, 4, 100), _ -> Future.succeededFuture(List.of()));
        var slow = feed.connect(OURS);
        slow.subscribe(ALL);
        var reader = feed.connect(OURS);
        reader.subscribe(ALL);
        slow.socket.pause();

        var step = 0;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (closedSlow() == 0 && System.nanoTime() < deadline) {
            var positions = new Position[20];
            for (var i = 0; i < positions.length; i++) {
                positions[i] = position(OURS, VAN, ++step);
            }
            feed.publish(positions);
            for (var i = positions.length - 1; i >= 0; i--) {
                assertThat(reader.nextStep()).isEqualTo(step - i);
            }
        }
        slow.socket.resume();

        assertThat(slow.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1013);
        assertThat(feed.registry.counter("headway_live_conflated_total").count())
                .isPositive();
        feed.publish(position(OURS, VAN, ++step));
        assertThat(reader.nextStep()).isEqualTo(step);
        assertThat(reader.closed).isNotDone();
    }

    private double closedSlow() {
        return feed.registry.counter("headway_live_closed_slow_total").count();
    }

    @Test
    void who_catches_up_in_time_has_the_newest_of_each_vehicle() throws Exception {
        start(new Feed.Live(1_000, 60_000, 1_000, 4_096, 600_000, 50, 4, 100), _ -> Future.succeededFuture(List.of()));
        var client = feed.connect(OURS);
        client.subscribe(ALL);
        client.socket.pause();
        var step = 0;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (feed.registry.counter("headway_live_conflated_total").count() < 100) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            feed.publish(position(OURS, VAN, ++step), position(OURS, BUS, step));
            while (feed.backlog.inFlight() > 100) {
                Thread.onSpinWait();
            }
        }
        client.socket.resume();

        var stepByVehicle = new HashMap<String, Integer>();
        var last = step;
        while (stepByVehicle.size() < 2 || stepByVehicle.values().stream().anyMatch(seen -> seen < last)) {
            var moved = client.next();
            var now = Feed.Client.step(moved);
            var before = stepByVehicle.put(moved.getString("vehicle_id"), now);
            assertThat(before == null || before < now).isTrue();
        }
    }

    private static String resume(String id, String epoch, long offset) {
        return "{\"id\":\"" + id + "\",\"resume\":{\"epoch\":\"" + epoch + "\",\"offset\":" + offset + "}}";
    }
}
