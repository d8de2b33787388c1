package io.headway.broadcast;

import io.vertx.core.Vertx;
import java.util.List;

/** Owned by its subscriber's event loop. Sends to subscriptions with a rate what has gathered, when it is time. */
final class Ticks {
    private final Vertx vertx;
    private final Outbox outbox;
    private final BroadcastMetrics metrics;

    Ticks(Vertx vertx, Outbox outbox, BroadcastMetrics metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** Keeps what matches, and sends it now if the last tick is long enough ago. */
    void collect(Subscription subscription, List<Update> updates, long nowMs) {
        var slow = !outbox.clear();
        for (var i = 0; i < updates.size(); i++) {
            var update = updates.get(i);
            if (subscription.matches(update) && subscription.await(update) && slow) {
                metrics.conflated();
            }
        }
        if (!subscription.hasWaiting() || subscription.timerId() != -1) {
            return;
        }
        var dueInMs = subscription.dueInMs(nowMs);
        if (dueInMs <= 0) {
            tick(subscription, nowMs);
        } else {
            subscription.timerId(vertx.setTimer(dueInMs, ignored -> {
                subscription.timerId(-1);
                tick(subscription, System.currentTimeMillis());
            }));
        }
    }

    /** The sink takes more. */
    void resume(Subscription subscription, long nowMs) {
        if (subscription.timerId() == -1) {
            tick(subscription, nowMs);
        }
    }

    void end(Subscription subscription) {
        if (subscription.timerId() != -1) {
            vertx.cancelTimer(subscription.timerId());
        }
    }

    private void tick(Subscription subscription, long nowMs) {
        if (!subscription.active() || !subscription.hasWaiting()) {
            return;
        }
        if (!outbox.clear()) {
            // Goes on waiting, and being conflated, until the sink has taken what it has.
            outbox.fellBehind(nowMs);
            return;
        }
        subscription.ticked(nowMs);
        metrics.sent(outbox.sendAll(subscription, subscription.takeWaiting(), nowMs));
    }
}
