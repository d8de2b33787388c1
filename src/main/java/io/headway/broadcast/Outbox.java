package io.headway.broadcast;

import io.headway.protocol.json.JsonMessages;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * Owned by its subscriber's event loop. What goes to one sink, in order: while the sink is full, the newest update of each vehicle waits, and
 * every notice; lists (a snapshot, what was missed, a tick) wait whole and are written piece by piece.
 */
final class Outbox {
    /** Positions in one batch message: about 100 KB. */
    private static final int MAX_POSITIONS_A_MESSAGE = 500;

    private final LiveSink sink;
    private final BroadcastMetrics metrics;
    /** At most one per subscription. */
    private final Deque<Run> runs = new ArrayDeque<>();
    /** At most one per vehicle, in order of offsets. */
    private final LinkedHashMap<UUID, Update> held = new LinkedHashMap<>();

    /** In order of offsets. */
    private final Deque<WaitingNotice> notices = new ArrayDeque<>();

    private final int maxNotices;
    private boolean behind;
    private long behindSinceMs;

    /** A list of which a part is written. */
    private static final class Run {
        private final Subscription subscription;
        private final List<? extends FeedItem> items;
        private int next;

        Run(Subscription subscription, List<? extends FeedItem> items) {
            this.subscription = subscription;
            this.items = items;
        }
    }

    private record WaitingNotice(long offset, LiveMessage message) {}

    /** @param maxNotices most notices that wait */
    Outbox(LiveSink sink, int maxNotices, BroadcastMetrics metrics) {
        this.sink = sink;
        this.maxNotices = maxNotices;
        this.metrics = metrics;
    }

    /** True when what is sent now is written now. */
    boolean clear() {
        return !behind && !sink.full();
    }

    /** Small answers go past what waits: they are bounded by what the client sends. */
    void control(Buffer message) {
        sink.send(new LiveMessage(message));
    }

    /** @return messages written: 1, or 0 when the update waits */
    int send(Update update, long nowMs) {
        if (clear()) {
            sink.send(update.message());
            return 1;
        }
        fellBehind(nowMs);
        if (held.remove(update.position().vehicleId()) != null) {
            metrics.conflated();
        }
        held.put(update.position().vehicleId(), update);
        return 0;
    }

    /**
     * @param message of the notice
     * @return false when too many wait already: then it will never be sent
     */
    boolean send(Notice notice, LiveMessage message, long nowMs) {
        if (clear()) {
            sink.send(message);
            return true;
        }
        fellBehind(nowMs);
        return notices.size() < maxNotices && notices.add(new WaitingNotice(notice.offset(), message));
    }

    /**
     * Sends all, in order, piece by piece as the sink takes it; conflates nothing.
     *
     * @return messages written now
     */
    int sendAll(Subscription subscription, List<? extends FeedItem> items, long nowMs) {
        if (items.isEmpty()) {
            return 0;
        }
        // What waits of an earlier time for the same vehicles must not be written after this.
        if (!held.isEmpty()) {
            for (var item : items) {
                if (item instanceof Update update) {
                    held.computeIfPresent(
                            update.position().vehicleId(),
                            (vehicle, waiting) -> waiting.offset() <= update.offset() ? null : waiting);
                }
            }
        }
        runs.add(new Run(subscription, items));
        return writeRuns(nowMs);
    }

    /** Forgets what an ended subscription still had to get. */
    void drop(Subscription subscription) {
        runs.removeIf(run -> run.subscription == subscription);
    }

    /** The sink takes more. @return messages written */
    int drained(long nowMs) {
        // A long list takes as long as it takes; only a subscriber that takes nothing of it is slow.
        if (!runs.isEmpty()) {
            behindSinceMs = nowMs;
        }
        var sent = writeRuns(nowMs);
        while (runs.isEmpty() && !(held.isEmpty() && notices.isEmpty()) && !sink.full()) {
            sink.send(nextWaiting());
            sent++;
        }
        behind = !runs.isEmpty() || !held.isEmpty() || !notices.isEmpty();
        return sent;
    }

    /** Of updates and notices the one that came first. */
    private LiveMessage nextWaiting() {
        var update = held.firstEntry();
        if (update == null
                || (!notices.isEmpty()
                        && notices.peek().offset() < update.getValue().offset())) {
            return notices.remove().message();
        }
        held.remove(update.getKey());
        return update.getValue().message();
    }

    /** A tick found no room: counts as being behind until {@link #drained}. */
    void fellBehind(long nowMs) {
        if (!behind) {
            behind = true;
            behindSinceMs = nowMs;
        }
    }

    /** Milliseconds since the sink was last able to take all; 0 when it is now. */
    long behindForMs(long nowMs) {
        return behind ? nowMs - behindSinceMs : 0;
    }

    private int writeRuns(long nowMs) {
        var sent = 0;
        while (!runs.isEmpty()) {
            if (sink.full()) {
                fellBehind(nowMs);
                return sent;
            }
            var run = runs.peek();
            sink.send(
                    run.subscription.batch() && run.items.get(run.next) instanceof Update
                            ? nextBatch(run)
                            : run.items.get(run.next++).message());
            sent++;
            if (run.next == run.items.size()) {
                runs.remove();
            }
        }
        return sent;
    }

    /** Updates up to the next notice. */
    private static LiveMessage nextBatch(Run run) {
        var end = Math.min(run.items.size(), run.next + MAX_POSITIONS_A_MESSAGE);
        var positions = new ArrayList<Buffer>(end - run.next);
        var offset = 0L;
        while (run.next < end && run.items.get(run.next) instanceof Update update) {
            positions.add(update.item());
            offset = update.offset();
            run.next++;
        }
        return new LiveMessage(JsonMessages.vehiclesMoved(positions, offset));
    }
}
