package io.headway.broadcast;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Owned by one event loop: that of all its subscribers' sockets. {@link #offer} and {@link #answer} may be called from any thread. */
final class SubscriberLane {
    private static final long MAX_CHECK_INTERVAL_MS = 1_000;
    /** Writes after which the loop's sockets are served: about 12 ms. Not a time, or a busy processor would mean more pauses. */
    private static final int MAX_TURN = 4_096;

    /** Updates that a filter refuses in the time of one write. */
    private static final int LOOKS_PER_WRITE = 32;

    /** The shortest timer there is. A task that posts itself would go before the sockets, for up to a second. */
    private static final long PAUSE_MS = 1;

    private static final Subscriber[] NOBODY = {};

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

    /** Bounded by the backlog, in which a delivery counts until it is done, and by the subscriptions that wait for an answer. */
    private final Deque<Work> work = new ArrayDeque<>();

    private boolean pausing;
    private int turn;
    private long pingTimerId;
    private long checkTimerId;

    private sealed interface Work permits Delivery, Beginning, Refused, Shedding {}

    private record Beginning(Subscription subscription, Answer answer) implements Work {}

    private record Refused(Subscription subscription, Refusal why) implements Work {}

    private record Shedding(UUID workspaceId) implements Work {}

    /** Updates and notices on their way to the subscribers, of whom the first have got them. */
    private static final class Delivery implements Work {
        private final UUID workspaceId;
        private final List<Update> updates;
        private final List<Notice> notices;
        private final Handover handover;
        /** Those who listen when it begins; null before. Who comes later begins behind it, who leaves takes nothing more. */
        private Subscriber[] subscribers;

        private int next;
        private boolean sent;

        Delivery(UUID workspaceId, List<Update> updates, List<Notice> notices, Handover handover) {
            this.workspaceId = workspaceId;
            this.updates = updates;
            this.notices = notices;
            this.handover = handover;
        }
    }

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

    /** @param forOneTrip the sink is closed when a trip that is subscribed to ends, or cannot be subscribed to */
    LiveSession open(LiveSink sink, UUID workspaceId, boolean forOneTrip) {
        assertOwner();
        if (open.isEmpty()) {
            var slowCloseMs = verticle.settings().slowCloseMs();
            pingTimerId = vertx.setPeriodic(pingIntervalMs, ignored -> ping());
            checkTimerId = vertx.setPeriodic(
                    Math.clamp(slowCloseMs / 4, 10, MAX_CHECK_INTERVAL_MS), ignored -> closeSlow(slowCloseMs));
        }
        var subscriber = new Subscriber(this, sink, workspaceId, forOneTrip);
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

    /** Any thread, in order: hands over what the workspace's vehicles did, updates or notices. */
    void offer(UUID workspaceId, List<Update> updates, List<Notice> notices, Handover handover) {
        context.runOnContext(ignored -> take(new Delivery(workspaceId, updates, notices, handover)));
    }

    /** Any thread, in order with {@link #offer}: notices of the workspace are missing from here on. */
    void shed(UUID workspaceId) {
        context.runOnContext(ignored -> take(new Shedding(workspaceId)));
    }

    /** Any thread, in order with {@link #offer}. */
    void answer(Subscription subscription, Answer answer) {
        context.runOnContext(ignored -> take(new Beginning(subscription, answer)));
    }

    /** Any thread: instead of {@link #answer}. */
    void refuse(Subscription subscription, Refusal why) {
        context.runOnContext(ignored -> take(new Refused(subscription, why)));
    }

    private void take(Work one) {
        assertOwner();
        work.add(one);
        if (!pausing) {
            work();
        }
    }

    /** Does what there is to do, in order; leaves the rest for later when it takes long. */
    private void work() {
        turn = 0;
        while (!work.isEmpty()) {
            if (turn >= MAX_TURN) {
                pausing = true;
                vertx.setTimer(PAUSE_MS, ignored -> {
                    pausing = false;
                    work();
                });
                return;
            }
            if (step(work.peek())) {
                work.remove();
            }
        }
    }

    /** @return false when the work is not done yet */
    private boolean step(Work one) {
        return switch (one) {
            case Beginning(var subscription, var answer) -> {
                begin(subscription, answer);
                yield true;
            }
            case Refused(var subscription, var why) -> {
                subscription.subscriber().refused(subscription, why);
                yield true;
            }
            case Shedding(var workspaceId) -> {
                for (var subscriber : listening.getOrDefault(workspaceId, NOBODY)) {
                    subscriber.shed();
                }
                yield true;
            }
            case Delivery delivery -> {
                var done = deliver(delivery);
                if (done) {
                    delivery.handover.done();
                }
                yield done;
            }
        };
    }

    private void begin(Subscription subscription, Answer answer) {
        if (subscription.ended()) {
            verticle.release(this, subscription);
        } else {
            turn += 1 + subscription.subscriber().begin(subscription, answer);
        }
    }

    /** @return false when there are subscribers left who have not got it */
    private boolean deliver(Delivery delivery) {
        if (delivery.subscribers == null) {
            delivery.subscribers = listening.getOrDefault(delivery.workspaceId, NOBODY);
        }
        var looks = 1 + (delivery.updates.size() + delivery.notices.size()) / LOOKS_PER_WRITE;
        var nowMs = System.currentTimeMillis();
        var sent = 0;
        while (delivery.next < delivery.subscribers.length && turn < MAX_TURN) {
            var subscriber = delivery.subscribers[delivery.next++];
            var sentToOne = subscriber.deliver(delivery.updates, nowMs);
            sent += sentToOne;
            turn += looks + sentToOne;
            if (!delivery.notices.isEmpty()) {
                turn += subscriber.announce(delivery.notices, nowMs);
            }
        }
        metrics.sent(sent);
        delivery.sent |= sent > 0;
        if (delivery.next < delivery.subscribers.length) {
            return false;
        }
        if (delivery.sent) {
            var nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            for (var update : delivery.updates) {
                metrics.written(update.position().receivedAtUs(), nowUs);
            }
        }
        return true;
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
