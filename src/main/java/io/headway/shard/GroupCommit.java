package io.headway.shard;

import io.headway.model.Derived;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.Rejection;
import io.headway.store.PositionStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Owned by the shard's event loop. Writes whatever has gathered as soon as the previous batch has committed: at low load a submission
 * commits at once, at high load batches grow by themselves. A batch that the database does not take is written again, for ever, with a
 * pause of at most a second; the credits bound what gathers meanwhile.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long MAX_PAUSE_MS = 1_000;

    private final Context context;
    private final PositionStore store;
    private final int maxRows;
    private final CommittedPublisher publisher;
    private final ShardMetrics metrics;
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private IntConsumer committed = _ -> {};
    private boolean writing;
    private long committedSequence = -1;
    private long pauseMs = FIRST_PAUSE_MS;
    private int failuresInARow;
    private Promise<Void> idle;

    /** What goes to the database in one transaction. */
    private record Batch(
            List<Pending> submissions, List<Position> positions, List<Rejection> rejections, Derived derived) {
        int rows() {
            return positions.size() + rejections.size() + derived.reports().size();
        }
    }

    GroupCommit(Context context, PositionStore store, int maxRows, CommittedPublisher publisher, ShardMetrics metrics) {
        this.context = context;
        this.store = store;
        this.maxRows = maxRows;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** @param listener told after each commit how many items it held */
    void onCommitted(IntConsumer listener) {
        committed = listener;
    }

    /** Every submission up to and including this sequence is durable. */
    long committedSequence() {
        return committedSequence;
    }

    void add(Pending pending) {
        queue.add(pending);
    }

    void flushIfIdle() {
        if (!writing && !queue.isEmpty()) {
            writing = true;
            write(nextBatch());
        }
    }

    /** Completes on the shard's loop when nothing is waiting or under way. */
    Future<Void> whenIdle() {
        if (!writing && queue.isEmpty()) {
            return Future.succeededFuture();
        }
        if (idle == null) {
            idle = Promise.promise();
        }
        return idle.future();
    }

    private Batch nextBatch() {
        var batch = new Batch(
                new ArrayList<>(), new ArrayList<>(Math.min(maxRows, 1024)), new ArrayList<>(), Derived.empty());
        while (!queue.isEmpty()
                && (batch.rows() == 0 || batch.rows() + queue.peek().rows() <= maxRows)) {
            var pending = queue.poll();
            batch.submissions().add(pending);
            batch.positions().addAll(pending.positions());
            batch.rejections().addAll(pending.rejections());
            batch.derived().addAll(pending.derived());
        }
        return batch;
    }

    private void write(Batch batch) {
        var startedNanos = System.nanoTime();
        store.write(batch.positions(), batch.rejections(), batch.derived()).onComplete(written -> {
            if (written.succeeded()) {
                metrics.flushed(batch.rows(), System.nanoTime() - startedNanos);
                complete(batch, written.result());
            } else {
                writeAgain(batch, written.cause());
            }
        });
    }

    private void writeAgain(Batch batch, Throwable cause) {
        metrics.writeFailed();
        var waitMs = ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs + 1);
        // The first of an outage, then ever more rarely.
        LOG.atLevel(Integer.bitCount(++failuresInARow) == 1 ? Level.WARN : Level.DEBUG)
                .log(
                        "{} positions wait for the database, try {} in {} ms: {}",
                        batch.positions().size(),
                        failuresInARow + 1,
                        waitMs,
                        cause.toString());
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
        context.owner().setTimer(waitMs, _ -> write(batch));
    }

    private void complete(Batch batch, List<Outcome> written) {
        pauseMs = FIRST_PAUSE_MS;
        failuresInARow = 0;
        committedSequence = batch.submissions().getLast().sequence();
        sendReceipts(batch, written);
        publisher.publish(batch.positions(), written, batch.derived().events());
        writing = false;
        flushIfIdle();
        if (!writing && idle != null) {
            idle.complete();
            idle = null;
        }
    }

    private void sendReceipts(Batch batch, List<Outcome> written) {
        var now = System.nanoTime();
        Map<IngestPort, List<IngestPort.Delivery>> deliveries = new HashMap<>();
        var items = 0;
        var stored = 0;
        var duplicates = 0;
        var from = 0;
        for (var pending : batch.submissions()) {
            if (pending.submission() == null) {
                continue;
            }
            var receipt = pending.receipt(written, from);
            from += pending.positions().size();
            items += receipt.size();
            // A report without a fix is stored, and is no position.
            var storedHere = receipt.stored() - pending.statusReports();
            stored += storedHere;
            duplicates += storedHere == receipt.size() ? 0 : receipt.duplicates();
            metrics.receipt(now - pending.submission().readAtNanos());
            deliveries
                    .computeIfAbsent(pending.port(), _ -> new ArrayList<>())
                    .add(new IngestPort.Delivery(pending.submission(), receipt));
        }
        metrics.committed(stored, duplicates);
        deliveries.forEach(IngestPort::deliver);
        committed.accept(items);
    }
}
