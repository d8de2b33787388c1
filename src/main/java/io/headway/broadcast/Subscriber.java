package io.headway.broadcast;

import io.headway.config.HeadwayConfig;
import io.headway.protocol.json.ClientMessage;
import io.headway.protocol.json.JsonMessages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by its lane's event loop. One connection: its subscriptions, and what is written to it when. */
final class Subscriber implements LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int INTERNAL_ERROR = 1011;
    private static final String VALIDATION_ERROR = "VALIDATION_ERROR";

    private final SubscriberLane lane;
    private final LiveSink sink;
    private final UUID workspaceId;
    private final HeadwayConfig.Live settings;
    private final Outbox outbox;
    private final Map<String, Subscription> byId = new LinkedHashMap<>();
    /** The active ones, by kind: worked out when a subscription comes or goes, not for each update. */
    private Subscription[] immediate = {};

    private Subscription[] ticking = {};
    private boolean wide;
    private boolean closed;

    Subscriber(SubscriberLane lane, LiveSink sink, UUID workspaceId) {
        this.lane = lane;
        this.sink = sink;
        this.workspaceId = workspaceId;
        settings = lane.verticle().settings();
        outbox = new Outbox(sink, lane.metrics());
        sink.drainHandler(this::drained);
    }

    UUID workspaceId() {
        return workspaceId;
    }

    @Override
    public void subscribe(ClientMessage.Subscribe request) {
        lane.assertOwner();
        if (closed) {
            return;
        }
        if (request.rateHz() > settings.maxRateHz()) {
            refuse("rate_hz is at most " + settings.maxRateHz());
            return;
        }
        if (!byId.containsKey(request.id()) && byId.size() >= settings.maxSubscriptions()) {
            refuse("at most " + settings.maxSubscriptions() + " subscriptions on one connection");
            return;
        }
        end(byId.remove(request.id()));
        var subscription = new Subscription(workspaceId, request, this, settings.maxRateHz());
        byId.put(request.id(), subscription);
        lane.verticle().subscribe(lane, subscription);
    }

    @Override
    public void unsubscribe(String id) {
        lane.assertOwner();
        if (closed) {
            return;
        }
        end(byId.remove(id));
        outbox.control(JsonMessages.unsubscribed(id));
    }

    @Override
    public void close() {
        lane.assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        byId.values().forEach(this::end);
        byId.clear();
        lane.closed(this);
    }

    /**
     * The verticle has answered: what is delivered from now on follows the answer's offset.
     *
     * @return messages written
     */
    int begin(Subscription subscription, Answer answer) {
        try {
            // First, so that a fault below gives back to the verticle what it has counted.
            subscription.activate();
            sort();
            outbox.control(
                    JsonMessages.subscribed(subscription.id(), answer.epoch(), answer.offset(), answer.recovered()));
            var sent = outbox.sendAll(subscription, answer.first(), System.currentTimeMillis());
            lane.metrics().sent(sent);
            return sent;
        } catch (RuntimeException fault) {
            fail(fault);
            return 0;
        }
    }

    /**
     * Sends, or keeps for later, what matches.
     *
     * @return messages written for subscriptions that want each update as it comes
     */
    int deliver(List<Update> updates, long nowMs) {
        if (closed) {
            return 0;
        }
        try {
            var sent = 0;
            if (wide) {
                for (var i = 0; i < updates.size(); i++) {
                    sent += outbox.send(updates.get(i), nowMs);
                }
            } else if (immediate.length > 0) {
                sent = deliverMatching(updates, nowMs);
            }
            for (var subscription : ticking) {
                collect(subscription, updates, nowMs);
            }
            return sent;
        } catch (RuntimeException fault) {
            fail(fault);
            return 0;
        }
    }

    void ping() {
        sink.ping();
    }

    void closeIfSlow(long slowCloseMs, long nowMs) {
        if (outbox.behindForMs(nowMs) > slowCloseMs) {
            lane.metrics().closedSlow();
            shut(TRY_AGAIN_LATER, "reads too slowly");
        }
    }

    private int deliverMatching(List<Update> updates, long nowMs) {
        var sent = 0;
        for (var i = 0; i < updates.size(); i++) {
            var update = updates.get(i);
            for (var subscription : immediate) {
                if (subscription.matches(update)) {
                    sent += outbox.send(update, nowMs);
                    break;
                }
            }
        }
        return sent;
    }

    private void collect(Subscription subscription, List<Update> updates, long nowMs) {
        var slow = !outbox.clear();
        for (var i = 0; i < updates.size(); i++) {
            var update = updates.get(i);
            if (subscription.matches(update) && subscription.await(update) && slow) {
                lane.metrics().conflated();
            }
        }
        if (!subscription.hasWaiting() || subscription.timerId() != -1) {
            return;
        }
        var dueInMs = subscription.dueInMs(nowMs);
        if (dueInMs <= 0) {
            tick(subscription, nowMs);
        } else {
            subscription.timerId(lane.vertx().setTimer(dueInMs, ignored -> {
                subscription.timerId(-1);
                tick(subscription, System.currentTimeMillis());
            }));
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
        lane.metrics().sent(outbox.sendAll(subscription, subscription.takeWaiting(), nowMs));
    }

    private void drained() {
        if (closed) {
            return;
        }
        var nowMs = System.currentTimeMillis();
        lane.metrics().sent(outbox.drained(nowMs));
        for (var subscription : ticking) {
            if (subscription.timerId() == -1) {
                tick(subscription, nowMs);
            }
        }
    }

    private void end(Subscription subscription) {
        if (subscription == null) {
            return;
        }
        var answered = subscription.active();
        if (subscription.timerId() != -1) {
            lane.vertx().cancelTimer(subscription.timerId());
        }
        subscription.end();
        outbox.drop(subscription);
        if (answered) {
            sort();
            lane.verticle().release(lane, subscription);
        }
    }

    private void sort() {
        var wasListening = immediate.length + ticking.length > 0;
        immediate = byIdActive(true);
        ticking = byIdActive(false);
        wide = false;
        for (var subscription : immediate) {
            wide |= subscription.wide();
        }
        var listens = immediate.length + ticking.length > 0;
        if (listens && !wasListening) {
            lane.listen(this);
        } else if (!listens && wasListening) {
            lane.unlisten(this);
        }
    }

    private Subscription[] byIdActive(boolean isImmediate) {
        return byId.values().stream()
                .filter(subscription -> subscription.active() && subscription.immediate() == isImmediate)
                .toArray(Subscription[]::new);
    }

    private void refuse(String message) {
        outbox.control(JsonMessages.error(VALIDATION_ERROR, message, null));
    }

    /** One subscriber's fault must not hold up the others of its loop. */
    private void fail(RuntimeException fault) {
        LOG.error("a subscriber is closed because of a fault of ours", fault);
        shut(INTERNAL_ERROR, "internal error");
    }

    private void shut(int code, String reason) {
        close();
        sink.close(code, reason);
    }
}
