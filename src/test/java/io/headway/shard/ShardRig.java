package io.headway.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.app.ByReference;
import io.headway.config.HeadwayConfig;
import io.headway.geofence.FenceIndex;
import io.headway.model.Backlog;
import io.headway.model.Derived;
import io.headway.model.EventBatch;
import io.headway.model.Fix;
import io.headway.model.Ingest;
import io.headway.model.Item;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.Receipt;
import io.headway.model.Rejection;
import io.headway.model.Source;
import io.headway.model.StoredFeed;
import io.headway.model.Submission;
import io.headway.model.VehicleStatus;
import io.headway.store.PositionStore;
import io.headway.store.SpeedLimits;
import io.headway.store.VehicleState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shards with a gateway before them and a store behind them that the test plays. Owned by the test's thread. */
final class ShardRig {
    static final Source SOURCE = new Source(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "test");
    static final long NOW_MS = 1_795_262_400_000L;
    static final int OFFLINE_AFTER_MS = 60_000;
    private static final String STORED_ADDRESS = "test.stored";

    final Vertx vertx = Vertx.vertx();
    final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    final BlockingQueue<PositionBatch> accepted = new LinkedBlockingQueue<>();
    final BlockingQueue<PositionBatch> stored = new LinkedBlockingQueue<>();
    final BlockingQueue<EventBatch> events = new LinkedBlockingQueue<>();
    final AtomicLong nowMs = new AtomicLong(NOW_MS);
    final Backlog storedBacklog = new Backlog(1_000);
    /** What is stored of vehicles; changed by a test before the first submission. */
    volatile Function<Collection<UUID>, Future<List<VehicleState>>> states = _ -> Future.succeededFuture(List.of());

    volatile Function<UUID, FenceIndex> fences = _ -> FenceIndex.empty();
    volatile SpeedLimits limits = SpeedLimits.NONE;
    Context gateway;
    Ingest ingest;
    ShardGroup shards;

    /** One write that the shard has begun; the test decides how it ends. */
    record Write(List<Position> positions, List<Rejection> rejections, Derived derived, Promise<List<Outcome>> end) {
        void commit() {
            end.complete(Collections.nCopies(positions.size(), Outcome.Kept.STORED));
        }
    }

    record Settings(int count, int credits, int maxRowsPerFlush, int dedupWindow, int maxVehicles)
            implements HeadwayConfig.Shards {}

    private record VehicleSettings(long offlineAfterMs, int overspeedToleranceKmh) implements HeadwayConfig.Vehicles {}

    ShardRig() throws Exception {
        this(new Settings(1, 10, 100, 4, 100), List.of());
    }

    ShardRig(Settings settings, List<VehicleStatus> online) throws Exception {
        ByReference.install(vertx);
        var bus = vertx.eventBus();
        bus.<PositionBatch>localConsumer(PositionBatch.LIVE_ADDRESS, message -> accepted.add(message.body()));
        bus.<PositionBatch>localConsumer(STORED_ADDRESS, message -> stored.add(message.body()));
        bus.<EventBatch>localConsumer(EventBatch.ADDRESS, message -> events.add(message.body()));
        PositionStore store = (positions, rejections, derived) -> {
            var end = Promise.<List<Outcome>>promise();
            writes.add(new Write(List.copyOf(positions), List.copyOf(rejections), derived, end));
            return end.future();
        };
        InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
        var parts = new ShardParts(
                settings,
                new VehicleSettings(OFFLINE_AFTER_MS, 3),
                () -> 10,
                _ -> store,
                vehicles -> states.apply(vehicles),
                workspace -> fences.apply(workspace),
                _ -> limits,
                new Backlog(1_000),
                List.of(new StoredFeed(STORED_ADDRESS, storedBacklog)),
                new ShardMetrics(new SimpleMeterRegistry()),
                clock);
        shards = await(ShardGroup.start(vertx, parts, online));
        gateway = vertx.getOrCreateContext();
        ingest = shards.portFor(gateway);
    }

    void close() throws Exception {
        await(vertx.close());
    }

    CompletableFuture<Receipt> submit(Item... items) throws Exception {
        var receipt = new CompletableFuture<Receipt>();
        assertThat(offer(submission(receipt::complete, items))).isTrue();
        return receipt;
    }

    boolean offer(Submission submission) throws Exception {
        return onGateway(() -> ingest.offer(submission));
    }

    static Submission submission(Consumer<Receipt> onReceipt, Item... items) {
        return new Submission(SOURCE, List.of(items), System.nanoTime(), onReceipt);
    }

    static Fix fix(long recordedAtMs) {
        return fix(recordedAtMs, 50);
    }

    static Fix fix(long recordedAtMs, float speedKmh) {
        return new Fix(recordedAtMs, 49.1, 11.0, Float.NaN, speedKmh, 90, Float.NaN, 9, true, "{}");
    }

    <T> T onGateway(Supplier<T> action) throws Exception {
        var result = new CompletableFuture<T>();
        gateway.runOnContext(_ -> result.complete(action.get()));
        return get(result);
    }

    /** The shard publishes what it has taken before it writes it. */
    void awaitAccepted(int positions) throws InterruptedException {
        for (var seen = 0; seen < positions; ) {
            seen += next(accepted).positions().size();
        }
    }

    /** The next write with positions, duplicates or rejections. */
    Write nextWrite() throws InterruptedException {
        return next(writes);
    }

    /** Submits, lets it be stored, and returns what was derived from it. */
    Derived store(Item... items) throws Exception {
        var receipt = submit(items);
        var write = nextWrite();
        write.commit();
        get(receipt);
        return write.derived();
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(5, TimeUnit.SECONDS);
        assertThat(next).as("something within 5 s").isNotNull();
        return next;
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(5, TimeUnit.SECONDS);
    }

    static <T> T await(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }
}
