package io.headway.broadcast;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Owned by one event loop: that of all its subscribers' sockets. {@link #offer} and {@link #answer} may be called from any thread. */
final class SubscriberLane {
    private static final long MAX_CHECK_INTERVAL_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final Thread owner = Thread.currentThread();
    private final BroadcastVerticle verticle;
    private final BroadcastMetrics metrics;
    private final long pingIntervalMs;
    /** Walked as a copy: who is closed meanwhile leaves it. */
    private final Set<Subscriber> open = new LinkedHashSet<>();
    /** Replaced, never changed: a subscriber may leave while the array is walked. */
    private final Map<UUID, Subscriber[]> listening = new HashMap<>();

    private long pingTimerId;
    private long checkTimerId;

    /** Called on the event loop that owns it. */
    SubscriberLane(Vertx vertx, Context context, BroadcastVerticle verticle, long pingIntervalMs) {
        this.vertx = vertx;
        this.context = context;
        this.verticle = verticle;
        this.pingIntervalMs = pingIntervalMs;
        metrics = verticle.metrics();
    }

    Vertx vertx() {
        return vertx;
    }

    BroadcastVerticle verticle() {
        return verticle;
    }

    LiveSession open(LiveSink sink, UUID workspaceId) {
        assertOwner();
        if (open.isEmpty()) {
            var slowCloseMs = verticle.settings().slowCloseMs();
            pingTimerId = vertx.setPeriodic(pingIntervalMs, ignored -> ping());
            checkTimerId = vertx.setPeriodic(
                    Math.clamp(slowCloseMs / 4, 10, MAX_CHECK_INTERVAL_MS), ignored -> closeSlow(slowCloseMs));
        }
        var subscriber = new Subscriber(this, sink, workspaceId);
        open.add(subscriber);
        metrics.opened();
        return subscriber;
    }

    void closed(Subscriber subscriber) {
        if (!open.remove(subscriber)) {
            return;
        }
        metrics.closed();
        if (open.isEmpty()) {
            vertx.cancelTimer(pingTimerId);
            vertx.cancelTimer(checkTimerId);
        }
    }

    /** The subscriber has its first active subscription. */
    void listen(Subscriber subscriber) {
        listening.merge(subscriber.workspaceId(), new Subscriber[] {subscriber}, (before, one) -> {
            var after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = subscriber;
            return after;
        });
    }

    /** The subscriber has no active subscription left. */
    void unlisten(Subscriber subscriber) {
        listening.computeIfPresent(subscriber.workspaceId(), (workspace, before) -> {
            var after = Arrays.stream(before)
                    .filter(listener -> listener != subscriber)
                    .toArray(Subscriber[]::new);
            return after.length == 0 ? null : after;
        });
    }

    /** Any thread, in order: hands over what the workspace's vehicles did. */
    void offer(UUID workspaceId, List<Update> updates, Handover handover) {
        context.runOnContext(ignored -> {
            try {
                deliver(workspaceId, updates);
            } finally {
                handover.done();
            }
        });
    }

    /** Any thread, in order with {@link #offer}. */
    void answer(Subscription subscription, Answer answer) {
        context.runOnContext(ignored -> {
            if (subscription.ended()) {
                verticle.release(this, subscription);
                return;
            }
            subscription.subscriber().begin(subscription, answer);
        });
    }

    private void deliver(UUID workspaceId, List<Update> updates) {
        assertOwner();
        var subscribers = listening.get(workspaceId);
        if (subscribers == null) {
            return;
        }
        var nowMs = System.currentTimeMillis();
        var sent = 0;
        for (var subscriber : subscribers) {
            sent += subscriber.deliver(updates, nowMs);
        }
        if (sent > 0) {
            metrics.sent(sent);
            var nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            for (var update : updates) {
                metrics.written(update.position().receivedAtUs(), nowUs);
            }
        }
    }

    private void ping() {
        for (var subscriber : open.toArray(Subscriber[]::new)) {
            subscriber.ping();
        }
    }

    private void closeSlow(long slowCloseMs) {
        var nowMs = System.currentTimeMillis();
        for (var subscriber : open.toArray(Subscriber[]::new)) {
            subscriber.closeIfSlow(slowCloseMs, nowMs);
        }
    }

    BroadcastMetrics metrics() {
        return metrics;
    }

    void assertOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("called on " + Thread.currentThread() + ", owned by " + owner);
        }
    }
}
