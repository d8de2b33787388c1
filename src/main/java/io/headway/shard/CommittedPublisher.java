package io.headway.shard;

import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.StoredFeed;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;

/** Owned by the shard. Tells the stages behind the database what a transaction has committed: each new position once, and each event. */
final class CommittedPublisher {
    private final EventBus eventBus;
    private final List<StoredFeed> feeds;

    CommittedPublisher(EventBus eventBus, List<StoredFeed> feeds) {
        this.eventBus = eventBus;
        this.feeds = feeds;
    }

    /** True while a stage has more under way than it may. */
    boolean behind() {
        for (var feed : feeds) {
            if (feed.backlog().full()) {
                return true;
            }
        }
        return false;
    }

    /** @param outcomes one per position */
    void publish(List<Position> positions, List<Outcome> outcomes, List<Event> events) {
        if (!feeds.isEmpty()) {
            publish(stored(positions, outcomes));
        }
        if (!events.isEmpty()) {
            eventBus.publish(EventBatch.ADDRESS, new EventBatch(events));
        }
    }

    private void publish(List<Position> stored) {
        if (stored.isEmpty()) {
            return;
        }
        var batch = new PositionBatch(stored);
        for (var feed : feeds) {
            feed.backlog().sent(stored.size());
            eventBus.send(feed.address(), batch);
        }
    }

    /** The list itself in the usual case, that all are new. */
    private static List<Position> stored(List<Position> positions, List<Outcome> outcomes) {
        var stored = new ArrayList<Position>();
        for (var i = 0; i < positions.size(); i++) {
            if (outcomes.get(i) == Outcome.Kept.STORED) {
                stored.add(positions.get(i));
            }
        }
        return stored.size() == positions.size() ? positions : stored;
    }
}
