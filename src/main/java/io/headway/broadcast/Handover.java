package io.headway.broadcast;

import io.headway.model.Backlog;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A batch counts against the backlog until the slowest event loop has written it: otherwise a busy loop's queue would grow without bound
 * behind a verticle that keeps up. Any thread.
 */
final class Handover {
    private final Backlog backlog;
    private final int positions;
    /** The verticle itself is one holder, so that an early lane cannot end the handover before all have it. */
    private final AtomicInteger holders = new AtomicInteger(1);

    Handover(Backlog backlog, int positions) {
        this.backlog = backlog;
        this.positions = positions;
    }

    void take() {
        holders.incrementAndGet();
    }

    void done() {
        if (holders.decrementAndGet() == 0) {
            backlog.done(positions);
        }
    }
}
