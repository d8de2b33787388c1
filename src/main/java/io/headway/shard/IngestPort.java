package io.headway.shard;

import io.headway.model.Ingest;
import io.headway.model.Receipt;
import io.headway.model.Submission;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Owned by one gateway event loop: its way to every shard and back. What one turn of the loop has read goes to a shard in one task, and
 * the receipts of one commit come back in one task, so the cost of a hop is shared by all packets of the turn.
 */
final class IngestPort implements Ingest {
    private final Context context;
    private final List<Shard> shards;
    private final List<List<Submission>> outgoing = new ArrayList<>();
    private final List<ArrayDeque<Runnable>> waiting = new ArrayList<>();
    private boolean handOverScheduled;

    /** A receipt on its way to the gateway. */
    record Delivery(Submission submission, Receipt receipt) {}

    IngestPort(Context context, List<Shard> shards) {
        this.context = context;
        this.shards = shards;
        for (var i = 0; i < shards.size(); i++) {
            outgoing.add(new ArrayList<>());
            waiting.add(new ArrayDeque<>());
        }
    }

    @Override
    public boolean offer(Submission submission) {
        var index = indexOf(submission.source().vehicleId(), shards.size());
        if (!shards.get(index).credits().tryTake(submission.items().size())) {
            return false;
        }
        outgoing.get(index).add(submission);
        if (!handOverScheduled) {
            handOverScheduled = true;
            context.runOnContext(_ -> handOver());
        }
        return true;
    }

    @Override
    public void whenCredits(UUID vehicleId, Runnable resume) {
        var index = indexOf(vehicleId, shards.size());
        waiting.get(index).add(resume);
        shards.get(index).awaitCredits(this, index);
    }

    private void handOver() {
        handOverScheduled = false;
        for (var i = 0; i < outgoing.size(); i++) {
            var submissions = outgoing.get(i);
            if (!submissions.isEmpty()) {
                outgoing.set(i, new ArrayList<>());
                shards.get(i).accept(submissions, this);
            }
        }
    }

    /** Called by a shard, from its own loop. */
    void deliver(List<Delivery> deliveries) {
        context.runOnContext(_ -> {
            for (var delivery : deliveries) {
                delivery.submission().onReceipt().accept(delivery.receipt());
            }
        });
    }

    /** Called by a shard, from its own loop, when it has credits again. */
    void wake(int shardIndex) {
        context.runOnContext(_ -> resumeWaiters(shardIndex));
    }

    private void resumeWaiters(int shardIndex) {
        var queue = waiting.get(shardIndex);
        var credits = shards.get(shardIndex).credits();
        while (!queue.isEmpty() && credits.available()) {
            queue.poll().run();
        }
        if (!queue.isEmpty()) {
            shards.get(shardIndex).awaitCredits(this, shardIndex);
        }
    }

    /** Which of so many shards owns the vehicle. The high bits of a multiplicative hash: random and sequential ids spread alike. */
    static int indexOf(UUID vehicleId, int shards) {
        var hash = vehicleId.hashCode() * 0x9E3779B9;
        return (int) (((hash & 0xFFFFFFFFL) * shards) >>> 32);
    }
}
