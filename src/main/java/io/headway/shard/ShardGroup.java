package io.headway.shard;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Ingest;
import io.headway.model.StoredFeed;
import io.headway.store.PositionStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All shards of this process. Made once by the Engine; {@link #portFor} is called by each gateway on its own loop. */
public final class ShardGroup {
    private final List<ShardVerticle> verticles;
    private final List<Shard> shards;

    private ShardGroup(List<ShardVerticle> verticles, ShardMetrics metrics) {
        this.verticles = verticles;
        this.shards = verticles.stream().map(verticle -> verticle.shard).toList();
        metrics.observe(shards);
    }

    /**
     * Starts the shards, each on its own event loop.
     *
     * @param stores makes the store of one shard; called on that shard's loop
     * @param live positions under way to the broadcast side, all shards together
     * @param feeds stages that see every stored position
     */
    public static Future<ShardGroup> start(
            Vertx vertx,
            HeadwayConfig.Shards settings,
            Function<Context, PositionStore> stores,
            Backlog live,
            List<StoredFeed> feeds,
            ShardMetrics metrics) {
        var verticles = new ArrayList<ShardVerticle>();
        var deployments = new ArrayList<Future<String>>();
        for (var i = 0; i < count(settings); i++) {
            var verticle = new ShardVerticle(settings, stores, live, feeds, metrics);
            verticles.add(verticle);
            deployments.add(vertx.deployVerticle(verticle));
        }
        return Future.all(deployments).map(_ -> new ShardGroup(verticles, metrics));
    }

    /** Shards that {@code shards.count} stands for on this machine. */
    public static int count(HeadwayConfig.Shards settings) {
        return settings.count() > 0
                ? settings.count()
                : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    /** The way to all shards for the gateway that owns {@code context}. */
    public Ingest portFor(Context context) {
        return new IngestPort(context, shards);
    }

    /** Completes when every shard has written and acknowledged all it took. New submissions postpone it: stop the gateways' reading first. */
    public Future<Void> whenIdle() {
        return Future.all(verticles.stream().map(ShardVerticle::whenIdle).toList())
                .mapEmpty();
    }

    private static final class ShardVerticle extends VerticleBase {
        private final HeadwayConfig.Shards settings;
        private final Function<Context, PositionStore> stores;
        private final Backlog backlog;
        private final List<StoredFeed> feeds;
        private final ShardMetrics metrics;
        private GroupCommit commit;
        private Shard shard;

        ShardVerticle(
                HeadwayConfig.Shards settings,
                Function<Context, PositionStore> stores,
                Backlog backlog,
                List<StoredFeed> feeds,
                ShardMetrics metrics) {
            this.settings = settings;
            this.stores = stores;
            this.backlog = backlog;
            this.feeds = feeds;
            this.metrics = metrics;
        }

        @Override
        public Future<?> start() {
            var publisher = new CommittedPublisher(vertx.eventBus(), feeds);
            commit = new GroupCommit(context, stores.apply(context), settings.maxRowsPerFlush(), publisher, metrics);
            var live = new LivePublisher(vertx.eventBus(), backlog, metrics);
            shard = new Shard(context, settings, InstantSource.system(), commit, publisher, live);
            return Future.succeededFuture();
        }

        Future<Void> whenIdle() {
            return Future.future(
                    promise -> context.runOnContext(_ -> commit.whenIdle().onComplete(promise)));
        }
    }
}
