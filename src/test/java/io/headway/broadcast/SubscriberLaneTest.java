package io.headway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.app.ByReference;
import io.headway.model.Backlog;
import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.EventType;
import io.headway.model.PositionBatch;
import io.headway.protocol.json.ClientMessage;
import io.headway.testing.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event loop with many subscribers. */
class SubscriberLaneTest {
    private static final UUID WORKSPACE = new UUID(1, 1);
    private static final UUID VAN = new UUID(3, 1);
    private static final ClientMessage.Subscribe EVERYTHING =
            new ClientMessage.Subscribe("s1", ClientMessage.Selection.ALL, false, 0, false, null);
    private static final int MAX_NOTICES = 5;
    private static final int SUBSCRIBERS = 200;
    private static final int UPDATES = 100;
    private static final int MOVES = SUBSCRIBERS * UPDATES;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Backlog backlog = new Backlog(1_000);
    private final List<Move> moves = new ArrayList<>();
    private final CompletableFuture<Integer> movesWhenTheLoopWasFree = new CompletableFuture<>();
    private final CompletableFuture<List<Move>> allMoves = new CompletableFuture<>();
    private Runnable whenTheLoopIsFree = () -> {};
    private Broadcast broadcast;
    private Context loop;

    @BeforeEach
    void deploy() throws Exception {
        ByReference.install(vertx);
        var verticle = new BroadcastVerticle(
                new Feed.Live(1_000, 60_000, MAX_NOTICES, 262_144, 15_000, 50, 4, 1_000),
                100,
                backlog,
                new FakeSources(_ -> Future.succeededFuture(List.of())),
                new BroadcastMetrics(registry, backlog));
        Feed.await(vertx.deployVerticle(verticle));
        broadcast = new Broadcast(vertx, verticle, 25_000);
        loop = vertx.getOrCreateContext();
    }

    @AfterEach
    void close() throws Exception {
        Feed.await(vertx.close());
    }

    @Test
    void an_update_to_many_subscribers_lets_the_event_loop_do_other_work_meanwhile() throws Exception {
        var subscribed = new CompletableFuture<Void>();
        loop.runOnContext(_ -> subscribe(0, SUBSCRIBERS, subscribed));
        subscribed.get(10, TimeUnit.SECONDS);

        publish(1, UPDATES - 1);
        publish(UPDATES, 1);

        // A turn writes a fifth of them.
        assertThat(movesWhenTheLoopWasFree.get(10, TimeUnit.SECONDS)).isLessThan(MOVES / 2);
        var all = allMoves.get(10, TimeUnit.SECONDS);
        for (var i = 0; i < SUBSCRIBERS; i++) {
            var number = i;
            assertThat(all.stream().filter(move -> move.subscriber() == number).map(Move::step))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, UPDATES).boxed().toList());
        }
    }

    @Test
    void who_leaves_while_an_update_is_being_written_gets_nothing_more() throws Exception {
        var subscribed = new CompletableFuture<Void>();
        loop.runOnContext(_ -> {
            var sessions = subscribe(0, SUBSCRIBERS, subscribed);
            whenTheLoopIsFree = () -> sessions.forEach(LiveSession::close);
        });
        subscribed.get(10, TimeUnit.SECONDS);

        publish(1, UPDATES);

        var written = movesWhenTheLoopWasFree.get(10, TimeUnit.SECONDS);
        assertThat(written).isLessThan(MOVES / 2);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (backlog.inFlight() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        var after = new CompletableFuture<Integer>();
        loop.runOnContext(_ -> after.complete(moves.size()));
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(written);
    }

    @Test
    void a_fault_at_the_start_of_a_subscription_closes_it_and_holds_up_nobody() throws Exception {
        var closedWith = new CompletableFuture<Integer>();
        var subscribed = new CompletableFuture<Void>();
        loop.runOnContext(_ -> {
            var faulty = new RecordingSink(0, new CompletableFuture<>()) {
                @Override
                public void send(LiveMessage message) {
                    throw new IllegalStateException("a fault on purpose");
                }

                @Override
                public void close(int code, String reason) {
                    closedWith.complete(code);
                }
            };
            broadcast.open(faulty, WORKSPACE).subscribe(EVERYTHING);
            subscribe(1, 2, subscribed);
        });

        assertThat(closedWith.get(10, TimeUnit.SECONDS)).isEqualTo(1011);
        subscribed.get(10, TimeUnit.SECONDS);
        publish(1, UPDATES);
        assertThat(movesWhenTheLoopWasFree.get(10, TimeUnit.SECONDS)).isEqualTo(UPDATES);
    }

    @Test
    void a_loop_that_cannot_follow_ends_its_subscribers_instead_of_dropping_events() throws Exception {
        var told = new ArrayList<String>();
        var closedWith = new CompletableFuture<Integer>();
        var subscribed = new CompletableFuture<Void>();
        var sink = new RecordingSink(0, subscribed) {
            @Override
            public void send(LiveMessage message) {
                super.send(message);
                told.add(new JsonObject(message.text()).getString("type"));
            }

            @Override
            public void close(int code, String reason) {
                closedWith.complete(code);
            }
        };
        loop.runOnContext(_ -> broadcast.open(sink, WORKSPACE).subscribe(EVERYTHING));
        subscribed.get(10, TimeUnit.SECONDS);

        var goOn = new CountDownLatch(1);
        loop.runOnContext(_ -> await(goOn));
        for (var step = 1; step <= 2 * MAX_NOTICES; step++) {
            publish(Events.overspeed(WORKSPACE, VAN, step, 13, 52));
        }
        // Of the same address, so what was published before it has been handed over once it is counted.
        publish(new Event(VAN, EventType.VEHICLE_OVERSPEED, WORKSPACE, VAN, null, 0, "no JSON"));
        Eventually.eventually(
                "handed over",
                Duration.ofSeconds(10),
                () -> registry.counter("headway_live_malformed_events_total").count() == 1);
        goOn.countDown();

        assertThat(closedWith.get(10, TimeUnit.SECONDS)).isEqualTo(1013);
        var after = new CompletableFuture<List<String>>();
        loop.runOnContext(_ -> after.complete(List.copyOf(told)));
        assertThat(after.get(10, TimeUnit.SECONDS))
                .containsOnly("subscribed", "event")
                .hasSize(1 + MAX_NOTICES);
        assertThat(registry.counter("headway_live_closed_overflow_total").count())
                .isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Event event) {
        vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(List.of(event)));
    }

    private List<LiveSession> subscribe(int from, int to, CompletableFuture<Void> subscribed) {
        var sessions = new ArrayList<LiveSession>();
        for (var i = from; i < to; i++) {
            var session = broadcast.open(
                    new RecordingSink(i, i == to - 1 ? subscribed : new CompletableFuture<>()), WORKSPACE);
            session.subscribe(EVERYTHING);
            sessions.add(session);
        }
        return sessions;
    }

    private void publish(int firstStep, int count) {
        var positions = IntStream.range(firstStep, firstStep + count)
                .mapToObj(step -> Drive.position(WORKSPACE, VAN, step))
                .toList();
        backlog.sent(count);
        vertx.eventBus().send(PositionBatch.LIVE_ADDRESS, new PositionBatch(positions));
    }

    private record Move(int subscriber, int step) {}

    /** Owned by the test's event loop. */
    private class RecordingSink implements LiveSink {
        private final int number;
        private final CompletableFuture<Void> subscribed;

        RecordingSink(int number, CompletableFuture<Void> subscribed) {
            this.number = number;
            this.subscribed = subscribed;
        }

        @Override
        public void send(LiveMessage message) {
            if (!message.text().startsWith("{\"type\":\"vehicle_moved\"")) {
                subscribed.complete(null);
                return;
            }
            if (moves.isEmpty()) {
                // A timer is served where sockets are: between two runs of the loop's tasks.
                vertx.setTimer(1, _ -> {
                    whenTheLoopIsFree.run();
                    movesWhenTheLoopWasFree.complete(moves.size());
                });
            }
            moves.add(new Move(number, new JsonObject(message.text()).getInteger("speed")));
            if (moves.size() == MOVES) {
                allMoves.complete(List.copyOf(moves));
            }
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void drainHandler(Runnable drained) {}

        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {}
    }
}
