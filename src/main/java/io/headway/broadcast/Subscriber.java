package io.headway.broadcast;

import io.headway.config.HeadwayConfig;
import io.headway.protocol.json.ClientMessage;
import io.headway.protocol.json.EventMessages;
import io.headway.protocol.json.JsonMessages;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by its lane's event loop. One connection: its subscriptions, and what is written to it when. */
final class Subscriber implements LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final int NORMAL = 1000;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int INTERNAL_ERROR = 1011;
    private static final String VALIDATION_ERROR = "VALIDATION_ERROR";

    private final SubscriberLane lane;
    private final LiveSink sink;
    private final UUID workspaceId;
    private final HeadwayConfig.Live settings;
    private final Outbox outbox;
    private final boolean forOneTrip;
    private final Ticks ticks;
    private final Subscriptions subscriptions = new Subscriptions();
    private boolean listening;
    private boolean closed;

    Subscriber(SubscriberLane lane, LiveSink sink, UUID workspaceId, boolean forOneTrip) {
        this.lane = lane;
        this.sink = sink;
        this.workspaceId = workspaceId;
        this.forOneTrip = forOneTrip;
        settings = lane.verticle().settings();
        outbox = new Outbox(sink, settings.maxWaitingEvents(), lane.metrics());
        ticks = new Ticks(lane.vertx(), outbox, lane.metrics());
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
        if (!subscriptions.hasRoom(request.id(), settings.maxSubscriptions())) {
            refuse("at most " + settings.maxSubscriptions() + " subscriptions on one connection");
            return;
        }
        end(subscriptions.remove(request.id()));
        var subscription = new Subscription(workspaceId, request, this, settings.maxRateHz());
        subscriptions.add(subscription);
        lane.verticle().subscribe(lane, subscription);
    }

    @Override
    public void unsubscribe(String id) {
        lane.assertOwner();
        if (closed) {
            return;
        }
        end(subscriptions.remove(id));
        outbox.control(JsonMessages.unsubscribed(id));
    }

    @Override
    public void close() {
        lane.assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        subscriptions.removeAll().forEach(this::end);
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
            subscription.activate(answer.scope());
            sort();
            outbox.control(
                    JsonMessages.subscribed(subscription.id(), answer.epoch(), answer.offset(), answer.recovered()));
            if (answer.scope() != null && !Boolean.TRUE.equals(answer.recovered())) {
                answer.scope().opening().ifPresent(status -> outbox.control(EventMessages.at(answer.offset(), status)));
            }
            var sent = outbox.sendAll(subscription, answer.first(), System.currentTimeMillis());
            lane.metrics().sent(sent);
            endWhatIsOver();
            return sent;
        } catch (RuntimeException fault) {
            fail(fault);
            return 0;
        }
    }

    /** The verticle has refused what was asked for. */
    void refused(Subscription subscription, Refusal why) {
        if (closed || !subscriptions.remove(subscription)) {
            return;
        }
        outbox.control(JsonMessages.error(why.name(), subscription.id() + ": " + why.message(), null));
        if (forOneTrip) {
            shut(why.closeCode(), why.name());
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
            if (subscriptions.wide()) {
                for (var i = 0; i < updates.size(); i++) {
                    sent += outbox.send(updates.get(i), nowMs);
                }
            } else if (subscriptions.immediate().length > 0) {
                sent = deliverMatching(updates, nowMs);
            }
            for (var subscription : subscriptions.ticking()) {
                ticks.collect(subscription, updates, nowMs);
            }
            return sent;
        } catch (RuntimeException fault) {
            fail(fault);
            return 0;
        }
    }

    /**
     * Sends each notice that a subscription wants, once; or keeps it for later.
     *
     * @return notices wanted
     */
    int announce(List<Notice> notices, long nowMs) {
        if (closed) {
            return 0;
        }
        try {
            var wanted = 0;
            for (var notice : notices) {
                if (subscriptions.want(notice)) {
                    wanted++;
                    if (!outbox.send(notice, message(notice), nowMs)) {
                        shed();
                        break;
                    }
                }
                subscriptions.apply(notice);
            }
            lane.metrics().noticed(wanted);
            endWhatIsOver();
            return wanted;
        } catch (RuntimeException fault) {
            fail(fault);
            return 0;
        }
    }

    /** Notices can be kept for it no longer. It may come back, and resume. */
    void shed() {
        lane.metrics().closedOverflow();
        shut(TRY_AGAIN_LATER, "too many events wait");
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
            for (var subscription : subscriptions.immediate()) {
                if (subscription.matches(update)) {
                    sent += outbox.send(update, nowMs);
                    break;
                }
            }
        }
        return sent;
    }

    private void drained() {
        if (closed) {
            return;
        }
        var nowMs = System.currentTimeMillis();
        lane.metrics().sent(outbox.drained(nowMs));
        for (var subscription : subscriptions.ticking()) {
            ticks.resume(subscription, nowMs);
        }
        endWhatIsOver();
    }

    /** Notices overtake the updates that wait for a tick; who resumes from one must still get those. */
    private LiveMessage message(Notice notice) {
        var resumable = subscriptions.resumable(notice.offset());
        return resumable == notice.offset() ? notice.message() : notice.messageAt(resumable);
    }

    /** Once all that came before has been written. */
    private void endWhatIsOver() {
        while (!closed && outbox.clear()) {
            var over = subscriptions.over();
            if (over.isEmpty()) {
                return;
            }
            var subscription = over.get();
            outbox.control(EventMessages.ended(
                    subscription.id(), subscription.selection().trip()));
            subscriptions.remove(subscription);
            end(subscription);
            if (forOneTrip) {
                shut(NORMAL, "the trip has ended");
            }
        }
    }

    private void end(Subscription subscription) {
        if (subscription == null) {
            return;
        }
        var answered = subscription.active();
        ticks.end(subscription);
        subscription.end();
        outbox.drop(subscription);
        if (answered) {
            sort();
            lane.verticle().release(lane, subscription);
        }
    }

    private void sort() {
        subscriptions.sort();
        if (subscriptions.anyActive() && !listening) {
            lane.listen(this);
        } else if (!subscriptions.anyActive() && listening) {
            lane.unlisten(this);
        }
        listening = subscriptions.anyActive();
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
