package io.headway.broadcast;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.EventBatch;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.RouteProgressBatch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its own event loop; one instance. Knows the newest position of every vehicle, numbers updates and notices, keeps the recent
 * ones, and hands each batch to the event loops whose subscribers may want it. Deploy once, then make one {@link Broadcast} of it.
 */
public final class BroadcastVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastVerticle.class);

    private final HeadwayConfig.Live settings;
    private final int maxVehicles;
    private final Backlog backlog;
    private final FeedSources sources;
    private final BroadcastMetrics metrics;
    private final History history;
    private final String epoch = UUID.randomUUID().toString();
    /** One of each workspace that has moved or was subscribed to: it may be needed for a resume, so it stays. */
    private final Map<UUID, WorkspaceFeed> feeds = new HashMap<>();

    private final Map<UUID, Future<Void>> loads = new HashMap<>();
    private final TripWatchers tripWatchers = new TripWatchers();
    private final List<WorkspaceFeed> touched = new ArrayList<>();
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private final Offsets offsets = new Offsets();
    private Lookups lookups;
    private Announcer announcer;
    private int vehicles;

    /**
     * @param maxVehicles last-known positions kept, of all workspaces together; above it the one heard from longest ago goes
     * @param backlog the one that shards count up
     */
    public BroadcastVerticle(
            HeadwayConfig.Live settings,
            int maxVehicles,
            Backlog backlog,
            FeedSources sources,
            BroadcastMetrics metrics) {
        this.settings = settings;
        this.maxVehicles = maxVehicles;
        this.backlog = backlog;
        this.sources = sources;
        this.metrics = metrics;
        history = new History(settings.historySize(), settings.resumeWindowMs());
    }

    /** Succeeds when batches are taken. */
    @Override
    public Future<?> start() {
        lookups = new Lookups(vertx, context, sources);
        announcer =
                new Announcer(settings, new Announcer.Stream(feeds, offsets, history), lookups, tripWatchers, metrics);
        var bus = vertx.eventBus();
        consumers.add(bus.<PositionBatch>localConsumer(PositionBatch.LIVE_ADDRESS, message -> publish(message.body())));
        consumers.add(bus.<EventBatch>localConsumer(EventBatch.ADDRESS, message -> announcer.announce(message.body())));
        consumers.add(bus.<RouteProgressBatch>localConsumer(
                RouteProgressBatch.ADDRESS, message -> announcer.announce(message.body())));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
    }

    HeadwayConfig.Live settings() {
        return settings;
    }

    BroadcastMetrics metrics() {
        return metrics;
    }

    /** Any thread. Answers or refuses on the lane's event loop, ahead of everything after the answer's offset. */
    void subscribe(SubscriberLane lane, Subscription subscription) {
        Context own = context;
        own.runOnContext(ignored -> loaded(subscription.workspaceId()).onComplete(loading -> {
            if (subscription.scoped()) {
                answerScoped(lane, subscription);
            } else {
                answer(lane, subscription, null);
            }
        }));
    }

    /** Any thread. Once for each answer. */
    void release(SubscriberLane lane, Subscription subscription) {
        Context own = context;
        own.runOnContext(ignored -> {
            tripWatchers.remove(subscription);
            feeds.get(subscription.workspaceId()).release(lane, subscription.wide(), System.currentTimeMillis());
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
        var update = new Update(position, offsets.next());
        remember(feed, update);
        if (feed.recording(nowMs, settings.resumeWindowMs())) {
            history.add(position, update.offset(), nowMs);
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
        var load = lookups.lastKnown(workspaceId).<Void>map(positions -> {
            merge(workspaceId, positions);
            return null;
        });
        loads.put(workspaceId, load);
        return load.onFailure(failure -> {
            LOG.warn("last-known positions of workspace {} cannot be loaded", workspaceId, failure);
            loads.remove(workspaceId);
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

    private void answerScoped(SubscriberLane lane, Subscription subscription) {
        lookups.scope(subscription.workspaceId(), subscription.selection())
                .onSuccess(found -> found.ifPresentOrElse(
                        scope -> answer(lane, subscription, scope), () -> lane.refuse(subscription, Refusal.NOT_FOUND)))
                .onFailure(failure -> {
                    LOG.warn("what a subscription is to cannot be looked up: {}", failure.toString());
                    lane.refuse(subscription, Refusal.UNAVAILABLE);
                });
    }

    /** @param scope as it is now; null when the subscription has none */
    private void answer(SubscriberLane lane, Subscription subscription, Scope scope) {
        var feed = feed(subscription.workspaceId());
        history.expire(System.currentTimeMillis());
        var resume = subscription.resume();
        var recovered = resume == null ? null : recoverable(feed, resume);
        feed.acquire(lane, subscription.wide(), offsets.last());
        if (scope instanceof TripScope trip) {
            tripWatchers.add(subscription, trip);
        }
        var first = first(feed, subscription, scope, recovered);
        // Not the feed's own offset while older messages follow: a client that broke off before them would never get
        // them.
        var before =
                first.isEmpty() ? offsets.last() : Math.max(0, first.getFirst().offset() - 1);
        lane.answer(subscription, new Answer(epoch, before, recovered, scope, first));
    }

    private List<? extends FeedItem> first(
            WorkspaceFeed feed, Subscription subscription, Scope scope, Boolean recovered) {
        var wanted = new Wanted(subscription.filter(), scope);
        if (Boolean.TRUE.equals(recovered)) {
            return history.after(subscription.resume().offset(), feed.workspaceId(), wanted);
        }
        // Who could not resume has gaps of unknown size: it gets the snapshot whether it asked for one or not.
        return subscription.snapshot() || recovered != null ? feed.snapshot(wanted) : List.of();
    }

    private boolean recoverable(WorkspaceFeed feed, ClientMessage.Resume resume) {
        return epoch.equals(resume.epoch())
                && resume.offset() <= offsets.last()
                // All that was loaded has offset 0, so it cannot tell how much of a snapshot a client has.
                && (resume.offset() > 0 || !feed.hasLoaded())
                && feed.recordedAllAfter(resume.offset())
                && history.holdsAllAfter(resume.offset());
    }
}
