package io.headway.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.app.ByReference;
import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Fix;
import io.headway.model.Ingest;
import io.headway.model.Item;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.Receipt;
import io.headway.model.RejectedFix;
import io.headway.model.Rejection;
import io.headway.model.RejectionReason;
import io.headway.model.Source;
import io.headway.model.Submission;
import io.headway.store.PositionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardGroupTest {
    private static final Source SOURCE = new Source(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), "test");

    private Vertx vertx;
    private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final BlockingQueue<PositionBatch> accepted = new LinkedBlockingQueue<>();
    private Context gateway;
    private Ingest ingest;
    private ShardGroup shards;

    /** One write that the shard has begun; the test decides how it ends. */
    private record Write(List<Position> positions, List<Rejection> rejections, Promise<List<Outcome>> end) {
        void commit() {
            end.complete(Collections.nCopies(positions.size(), Outcome.Kept.STORED));
        }
    }

    @BeforeEach
    void start() throws Exception {
        start(new Settings(1, 10, 100, 4, 100));
    }

    private void start(HeadwayConfig.Shards settings) throws Exception {
        vertx = Vertx.vertx();
        ByReference.install(vertx);
        vertx.eventBus()
                .<PositionBatch>localConsumer(PositionBatch.LIVE_ADDRESS, message -> accepted.add(message.body()));
        PositionStore store = (positions, rejections, _) -> {
            var end = Promise.<List<Outcome>>promise();
            writes.add(new Write(List.copyOf(positions), List.copyOf(rejections), end));
            return end.future();
        };
        shards = await(ShardGroup.start(
                vertx,
                settings,
                _ -> store,
                new Backlog(1_000),
                List.of(),
                new ShardMetrics(new SimpleMeterRegistry())));
        gateway = vertx.getOrCreateContext();
        ingest = shards.portFor(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void acknowledges_only_after_the_commit() throws Exception {
        var receipt = submit(fix(1), fix(2));
        var write = nextWrite();
        assertThat(receipt).isNotDone();
        write.commit();
        assertThat(get(receipt).outcomes()).containsExactly(Outcome.Kept.STORED, Outcome.Kept.STORED);
    }

    @Test
    void writes_again_what_the_database_did_not_take_and_acknowledges_it_then() throws Exception {
        var receipt = submit(fix(1));
        nextWrite().end().fail("connection lost");
        var second = nextWrite();
        assertThat(second.positions()).hasSize(1);
        assertThat(receipt).isNotDone();
        second.commit();
        assertThat(get(receipt).stored()).isEqualTo(1);
    }

    @Test
    void answers_a_retransmission_of_what_is_committed_without_the_database() throws Exception {
        var first = submit(fix(1));
        nextWrite().commit();
        get(first);
        var again = submit(fix(1));
        var write = nextWrite();
        assertThat(write.positions()).isEmpty();
        write.commit();
        assertThat(get(again).outcomes()).containsExactly(Outcome.Kept.DUPLICATE);
    }

    @Test
    void leaves_a_copy_of_what_is_not_committed_yet_to_the_primary_key() throws Exception {
        var receipt = submit(fix(1), fix(1));
        var write = nextWrite();
        assertThat(write.positions()).hasSize(2);
        assertThat(receipt).isNotDone();
        write.end().complete(List.of(Outcome.Kept.STORED, Outcome.Kept.DUPLICATE));
        assertThat(get(receipt).outcomes()).containsExactly(Outcome.Kept.STORED, Outcome.Kept.DUPLICATE);
    }

    @Test
    void keeps_two_different_records_of_one_instant() throws Exception {
        var other = new Fix(1, 49.2, 11.0, Float.NaN, Float.NaN, Float.NaN, Float.NaN, -1, true, "{}");
        var receipt = submit(fix(1), other);
        var write = nextWrite();
        assertThat(write.positions()).hasSize(2);
        write.commit();
        assertThat(get(receipt).stored()).isEqualTo(2);
    }

    @Test
    void what_gathers_during_a_write_goes_in_one_batch_of_bounded_rows() throws Exception {
        await(vertx.close());
        start(new Settings(1, 1_000, 5, 4, 100));
        var receipts = new ArrayList<CompletableFuture<Receipt>>();
        receipts.add(submit(fix(0)));
        var first = nextWrite();
        for (var i = 1; i <= 7; i++) {
            receipts.add(submit(fix(i)));
        }
        awaitAccepted(8);
        first.commit();
        var second = nextWrite();
        assertThat(second.positions()).hasSize(5);
        second.commit();
        var third = nextWrite();
        assertThat(third.positions()).hasSize(2);
        third.commit();
        for (var receipt : receipts) {
            assertThat(get(receipt).stored()).isEqualTo(1);
        }
    }

    @Test
    void refuses_work_without_credits_and_calls_back_when_there_are_some() throws Exception {
        var receipt = submit(items(10));
        var write = nextWrite();
        assertThat(onGateway(() -> ingest.offer(submission(_ -> {}, fix(99))))).isFalse();
        var resumed = new CompletableFuture<Boolean>();
        onGateway(() -> {
            ingest.whenCredits(SOURCE.vehicleId(), () -> resumed.complete(ingest.offer(submission(_ -> {}, fix(99)))));
            return true;
        });
        assertThat(resumed).isNotDone();
        write.commit();
        get(receipt);
        assertThat(get(resumed)).isTrue();
        nextWrite().commit();
    }

    @Test
    void keeps_rejected_records_and_says_so_in_their_place() throws Exception {
        var refused = new RejectedFix(fix(2), RejectionReason.TOO_OLD, "old");
        var receipt = submit(fix(1), refused, fix(3));
        var write = nextWrite();
        assertThat(write.positions()).hasSize(2);
        assertThat(write.rejections()).hasSize(1);
        write.commit();
        assertThat(get(receipt).outcomes())
                .containsExactly(
                        Outcome.Kept.STORED, new Outcome.Rejected(RejectionReason.TOO_OLD, "old"), Outcome.Kept.STORED);
    }

    @Test
    void stamps_rise_strictly() throws Exception {
        var receipt = submit(items(10));
        var write = nextWrite();
        assertThat(write.positions())
                .extracting(Position::receivedAtUs)
                .isSorted()
                .doesNotHaveDuplicates();
        write.commit();
        assertThat(get(receipt).stored()).isEqualTo(10);
    }

    @Test
    void is_idle_only_when_everything_is_acknowledged() throws Exception {
        var receipt = submit(fix(1));
        var write = nextWrite();
        var idle = shards.whenIdle().toCompletionStage().toCompletableFuture();
        assertThat(idle).isNotDone();
        write.commit();
        get(receipt);
        idle.get(5, TimeUnit.SECONDS);
    }

    private CompletableFuture<Receipt> submit(Item... items) throws Exception {
        var receipt = new CompletableFuture<Receipt>();
        assertThat(onGateway(() -> ingest.offer(submission(receipt::complete, items))))
                .isTrue();
        return receipt;
    }

    private static Submission submission(Consumer<Receipt> onReceipt, Item... items) {
        return new Submission(SOURCE, List.of(items), System.nanoTime(), onReceipt);
    }

    private static Item[] items(int count) {
        var items = new Item[count];
        for (var i = 0; i < count; i++) {
            items[i] = fix(i);
        }
        return items;
    }

    private static Fix fix(long recordedAtMs) {
        return new Fix(recordedAtMs, 49.1, 11.0, Float.NaN, 50, 90, Float.NaN, 9, true, "{}");
    }

    private <T> T onGateway(Supplier<T> action) throws Exception {
        var result = new CompletableFuture<T>();
        gateway.runOnContext(_ -> result.complete(action.get()));
        return get(result);
    }

    /** The shard publishes what it has taken before it writes it. */
    private void awaitAccepted(int positions) throws InterruptedException {
        for (var seen = 0; seen < positions; ) {
            var batch = accepted.poll(5, TimeUnit.SECONDS);
            assertThat(batch).as("positions accepted within 5 s").isNotNull();
            seen += batch.positions().size();
        }
    }

    private Write nextWrite() throws InterruptedException {
        var write = writes.poll(5, TimeUnit.SECONDS);
        assertThat(write).as("a write within 5 s").isNotNull();
        return write;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(5, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private record Settings(int count, int credits, int maxRowsPerFlush, int dedupWindow, int maxVehicles)
            implements HeadwayConfig.Shards {}
}
