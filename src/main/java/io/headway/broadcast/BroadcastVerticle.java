package io.headway.broadcast;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.protocol.json.ClientMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its own event loop; one instance. Knows the newest position of every vehicle, numbers the updates, keeps the recent ones, and
 * hands each batch to the event loops whose subscribers may want it. Deploy once, then make one {@link Broadcast} of it.
 */
public final class BroadcastVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastVerticle.class);
    private static final long LOAD_DEADLINE_MS = 5_000;

    private final HeadwayConfig.Live settings;
    private final int maxVehicles;
    private final Backlog backlog;
    private final Function<UUID, Future<List<Position>>> lastKnown;
    private final BroadcastMetrics metrics;
    private final History history;
    private final String epoch = UUID.randomUUID().toString();
    private final Map<UUID, WorkspaceFeed> feeds = new HashMap<>();
    private final Map<UUID, Future<Void>> loads = new HashMap<>();
    private final List<WorkspaceFeed> touched = new ArrayList<>();
    private MessageConsumer<PositionBatch> consumer;
    private int vehicles;
    private long offset;

    /**
     * @param maxVehicles last-known positions kept, of all workspaces together; above it the one heard from longest ago goes
     * @param backlog the one that shards count up
     * @param lastKnown loads a workspace's last-known positions from the store; asked when somebody first subscribes to it, and again at
     *     the next subscription when it fails
     */
    public BroadcastVerticle(
            HeadwayConfig.Live settings,
            int maxVehicles,
            Backlog backlog,
            Function<UUID, Future<List<Position>>> lastKnown,
            BroadcastMetrics metrics) {
        this.settings = settings;
        this.maxVehicles = maxVehicles;
        this.backlog = backlog;
        this.lastKnown = lastKnown;
        this.metrics = metrics;
        history = new History(settings.historySize(), settings.resumeWindowMs());
    }

    /** Succeeds when batches are taken. */
    @Override
    public Future<?> start() {
        consumer = vertx.eventBus().localConsumer(PositionBatch.LIVE_ADDRESS, message -> publish(message.body()));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return consumer.unregister();
    }

    HeadwayConfig.Live settings() {
        return settings;
    }

    BroadcastMetrics metrics() {
        return metrics;
    }

    /** Any thread. Answers on the lane's event loop, ahead of every update after the answer's offset. */
    void subscribe(SubscriberLane lane, Subscription subscription) {
        Context own = context;
        own.runOnContext(
                ignored -> loaded(subscription.workspaceId()).onComplete(loading -> answer(lane, subscription)));
    }

    /** Any thread. Once for each answer. */
    void release(SubscriberLane lane, Subscription subscription) {
        Context own = context;
        own.runOnContext(ignored -> {
            var feed = feeds.get(subscription.workspaceId());
            feed.release(lane, subscription.wide(), System.currentTimeMillis());
            if (feed.isEmpty()) {
                feeds.remove(subscription.workspaceId());
                loads.remove(subscription.workspaceId());
            }
        });
    }

    private void publish(PositionBatch batch) {
        var handover = new Handover(backlog, batch.positions().size());
        try {
            var nowMs = System.currentTimeMillis();
            history.expire(nowMs);
            WorkspaceFeed feed = null;
            for (var position : batch.positions()) {
                if (feed == null || !feed.workspaceId().equals(position.workspaceId())) {
                    feed = feed(position.workspaceId());
                }
                accept(feed, position, nowMs);
            }
            for (var moved : touched) {
                moved.deliver(handover);
            }
        } finally {
            touched.clear();
            handover.done();
        }
    }

    private void accept(WorkspaceFeed feed, Position position, long nowMs) {
        if (!feed.moves(position)) {
            return;
        }
        var update = new Update(position, ++offset);
        remember(feed, update);
        if (feed.recording(nowMs, settings.resumeWindowMs())) {
            history.add(position, offset, nowMs);
        }
        if (feed.hasListeners() && feed.add(update)) {
            touched.add(feed);
        }
    }

    private void remember(WorkspaceFeed feed, Update update) {
        if (!feed.put(update)) {
            return;
        }
        if (vehicles < maxVehicles) {
            vehicles++;
            return;
        }
        // The newcomer's own workspace pays: one with many vehicles cannot push out another's.
        feed.forgetEldest();
        metrics.forgotten();
    }

    private WorkspaceFeed feed(UUID workspaceId) {
        return feeds.computeIfAbsent(workspaceId, WorkspaceFeed::new);
    }

    /** Completes when the workspace's last-known positions are here; fails when they cannot be had now. On this verticle's loop. */
    private Future<Void> loaded(UUID workspaceId) {
        var running = loads.get(workspaceId);
        if (running != null) {
            return running;
        }
        var load = ask(workspaceId).<Void>map(positions -> {
            merge(workspaceId, positions);
            return null;
        });
        loads.put(workspaceId, load);
        return load.onFailure(failure -> {
            LOG.warn("last-known positions of workspace {} cannot be loaded", workspaceId, failure);
            loads.remove(workspaceId);
        });
    }

    /** The store may answer on any context, or not at all; this completes on the verticle's, and in time. */
    private Future<List<Position>> ask(UUID workspaceId) {
        return Future.future(promise -> {
            var timer = vertx.setTimer(
                    LOAD_DEADLINE_MS, ignored -> promise.tryFail("no answer within " + LOAD_DEADLINE_MS + " ms"));
            lastKnown
                    .apply(workspaceId)
                    .onComplete(result -> context.runOnContext(ignored -> {
                        vertx.cancelTimer(timer);
                        if (result.succeeded()) {
                            promise.tryComplete(result.result());
                        } else {
                            promise.tryFail(result.cause());
                        }
                    }));
        });
    }

    private void merge(UUID workspaceId, List<Position> positions) {
        var feed = feed(workspaceId);
        for (var position : positions) {
            // What has come live meanwhile stays when it is newer.
            if (position.workspaceId().equals(workspaceId) && feed.moves(position)) {
                remember(feed, new Update(position, 0));
                feed.markLoaded();
            }
        }
    }

    private void answer(SubscriberLane lane, Subscription subscription) {
        var feed = feed(subscription.workspaceId());
        history.expire(System.currentTimeMillis());
        var resume = subscription.resume();
        var recovered = resume == null ? null : recoverable(feed, resume);
        feed.acquire(lane, subscription.wide(), offset);
        var first = first(feed, subscription, recovered);
        // Not the feed's own offset while older messages follow: a client that broke off before them would never get
        // them.
        var before = first.isEmpty() ? offset : Math.max(0, first.getFirst().offset() - 1);
        lane.answer(subscription, new Answer(epoch, before, recovered, first));
    }

    private List<Update> first(WorkspaceFeed feed, Subscription subscription, Boolean recovered) {
        if (Boolean.TRUE.equals(recovered)) {
            return history.after(subscription.resume().offset(), feed.workspaceId(), subscription.filter());
        }
        // Who could not resume has gaps of unknown size: it gets the snapshot whether it asked for one or not.
        return subscription.snapshot() || recovered != null ? feed.snapshot(subscription.filter()) : List.of();
    }

    private boolean recoverable(WorkspaceFeed feed, ClientMessage.Resume resume) {
        return epoch.equals(resume.epoch())
                && resume.offset() <= offset
                // All that was loaded has offset 0, so it cannot tell how much of a snapshot a client has.
                && (resume.offset() > 0 || !feed.hasLoaded())
                && feed.recordedAllAfter(resume.offset())
                && history.holdsAllAfter(resume.offset());
    }
}
