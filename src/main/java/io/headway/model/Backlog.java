package io.headway.model;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what producers have sent to one consumer and it has not yet taken in, because an event loop's queue has no bound of its own.
 * Any thread.
 */
public final class Backlog {
    private final long limit;
    private final AtomicLong inFlight = new AtomicLong();

    /** @param limit positions in flight above which {@link #full()} is true, at least 1 */
    public Backlog(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("backlog limit must be at least 1, was " + limit);
        }
        this.limit = limit;
    }

    /** The producer has sent {@code positions} more. */
    public void sent(int positions) {
        inFlight.addAndGet(positions);
    }

    /** The consumer is done with {@code positions}. */
    public void done(int positions) {
        inFlight.addAndGet(-positions);
    }

    /** True when the producer should conflate instead of sending. */
    public boolean full() {
        return inFlight.get() >= limit;
    }

    public long inFlight() {
        return inFlight.get();
    }
}
