package io.headway.simulate;

import io.headway.model.Fix;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every real tracker does: keeps each record until it is acknowledged, and after a break connects again and sends again. Owned by the
 * event loop that creates it.
 */
final class Tracker {
    private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);
    private static final long FIRST_RETRY_MS = 500;
    private static final long MAX_RETRY_MS = 30_000;

    private final Vertx vertx;
    private final Supplier<TrackerLink> links;
    private final int maxPending;
    private final Random jitter;
    private final ArrayDeque<Fix> pending = new ArrayDeque<>();
    private TrackerLink link;
    private boolean connected;
    private boolean sending;
    private boolean stopped;
    private long retryMs = FIRST_RETRY_MS;
    private long sent;
    private long acknowledged;
    private long refused;
    private long reconnects;
    private Throwable lastFailure;

    /**
     * @param links makes an unused link for each attempt to connect
     * @param maxPending most records kept; at least 1
     * @param seed of the jitter in the delays between attempts
     */
    Tracker(Vertx vertx, Supplier<TrackerLink> links, int maxPending, long seed) {
        this.vertx = vertx;
        this.links = links;
        this.maxPending = maxPending;
        this.jitter = new Random(seed);
    }

    /** Starts to connect, and to send what is offered. */
    void start() {
        link = links.get();
        link.connect()
                .onSuccess(ready -> {
                    connected = true;
                    if (stopped) {
                        link.close();
                    } else {
                        pump();
                    }
                })
                .onFailure(this::lost);
    }

    /**
     * Takes a record to be sent.
     *
     * @return false when there is no room for it
     */
    boolean offer(Fix fix) {
        if (stopped || pending.size() >= maxPending) {
            return false;
        }
        pending.addLast(fix);
        pump();
        return true;
    }

    /** Records that are not acknowledged. */
    int pending() {
        return pending.size();
    }

    /** Why the last link was lost; null when none was. */
    Throwable lastFailure() {
        return lastFailure;
    }

    TrackerCounts counts() {
        return new TrackerCounts(sent, acknowledged, refused, reconnects);
    }

    /** Closes the connection and tries no more; records that are not acknowledged stay so. */
    Future<Void> stop() {
        stopped = true;
        return connected ? link.close() : Future.succeededFuture();
    }

    private void pump() {
        if (!connected || sending || stopped || pending.isEmpty()) {
            return;
        }
        var batch = head(link.maxBatch());
        sending = true;
        sent += batch.size();
        link.send(batch).onSuccess(this::delivered).onFailure(this::lost);
    }

    private void delivered(TrackerLink.Delivery delivery) {
        sending = false;
        retryMs = FIRST_RETRY_MS;
        acknowledged += delivery.acknowledged();
        refused += delivery.refused();
        for (var i = delivery.acknowledged() + delivery.refused(); i > 0; i--) {
            pending.removeFirst();
        }
        pump();
    }

    private void lost(Throwable reason) {
        lastFailure = reason;
        connected = false;
        sending = false;
        link.close();
        if (stopped) {
            return;
        }
        LOG.debug("connecting again in {} ms: {}", retryMs, reason.toString());
        reconnects++;
        // Spread over half the delay: after a restart of the engine not the whole fleet knocks in the same instant.
        vertx.setTimer(retryMs / 2 + jitter.nextLong(retryMs / 2) + 1, due -> {
            if (!stopped) {
                start();
            }
        });
        retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }

    private List<Fix> head(int limit) {
        var batch = new ArrayList<Fix>(Math.min(limit, pending.size()));
        for (var fix : pending) {
            if (batch.size() == limit) {
                break;
            }
            batch.add(fix);
        }
        return batch;
    }
}
