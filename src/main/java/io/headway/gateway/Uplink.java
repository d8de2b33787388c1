package io.headway.gateway;

import io.headway.model.Fix;
import io.headway.model.Ingest;
import io.headway.model.Item;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.model.StatusReport;
import io.headway.model.Submission;
import java.util.List;
import java.util.function.Consumer;

/**
 * Owned by a connection's event loop: the connection's way to the shards. Validates, counts what is unacknowledged, and says when the
 * connection must not be read any further. Holds at most one submission that found no credits.
 */
final class Uplink {
    private final GatewayParts parts;
    private final Ingest ingest;
    private final GatewayMetrics metrics;
    private final int maxInFlight;
    private final Runnable unblocked;
    private Submission parked;
    private int inFlight;
    private boolean wasBlocked;
    private boolean closed;

    /** @param unblocked told, on the loop, when the connection may be read again */
    Uplink(GatewayParts parts, Runnable unblocked) {
        this.parts = parts;
        this.ingest = parts.ingest();
        this.metrics = parts.metrics();
        this.maxInFlight = parts.limits().maxInFlightPerConnection();
        this.unblocked = unblocked;
    }

    /** @param onReceipt called on the loop, once all are durable; not after {@link #close} */
    void submit(Source source, List<Fix> fixes, Consumer<Receipt> onReceipt) {
        metrics.received(fixes.size());
        offer(source, parts.validated(fixes), onReceipt);
    }

    /** What came without a fix. As {@link #submit}. */
    void submit(Source source, StatusReport report, Consumer<Receipt> onReceipt) {
        offer(source, List.of(report), onReceipt);
    }

    private void offer(Source source, List<Item> items, Consumer<Receipt> onReceipt) {
        inFlight += items.size();
        var submission = new Submission(source, items, System.nanoTime(), receipt -> settle(receipt, onReceipt));
        if (!ingest.offer(submission)) {
            park(submission);
        }
    }

    /** True when nothing more may be read from the connection for now. */
    boolean blocked() {
        var blocked = parked != null || inFlight >= maxInFlight;
        if (blocked && !wasBlocked) {
            metrics.paused();
        }
        wasBlocked = blocked;
        return blocked;
    }

    boolean idle() {
        return inFlight == 0;
    }

    /** What is under way will still be stored; what is parked is not taken, and was not acknowledged. */
    void close() {
        closed = true;
        parked = null;
    }

    private void park(Submission submission) {
        parked = submission;
        ingest.whenCredits(submission.source().vehicleId(), this::offerParked);
    }

    private void offerParked() {
        var submission = parked;
        parked = null;
        if (closed || submission == null) {
            return;
        }
        if (ingest.offer(submission)) {
            releaseIfUnblocked();
        } else {
            park(submission);
        }
    }

    private void settle(Receipt receipt, Consumer<Receipt> onReceipt) {
        inFlight -= receipt.size();
        metrics.settled(receipt);
        if (!closed) {
            onReceipt.accept(receipt);
            releaseIfUnblocked();
        }
    }

    private void releaseIfUnblocked() {
        if (wasBlocked && !blocked()) {
            unblocked.run();
        }
    }
}
