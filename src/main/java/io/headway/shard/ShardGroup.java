package io.headway.shard;

import io.headway.config.HeadwayConfig;
import io.headway.model.Ingest;
import io.headway.model.VehicleStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

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
     * @param online vehicles that were online when the last process ended
     */
    public static Future<ShardGroup> start(Vertx vertx, ShardParts parts, List<VehicleStatus> online) {
        var verticles = new ArrayList<ShardVerticle>();
        var deployments = new ArrayList<Future<String>>();
        var count = count(parts.settings());
        for (var i = 0; i < count; i++) {
            var index = i;
            var own = online.stream()
                    .filter(status -> IngestPort.indexOf(status.vehicleId(), count) == index)
                    .toList();
            var verticle = new ShardVerticle(parts, own);
            verticles.add(verticle);
            deployments.add(vertx.deployVerticle(verticle));
        }
        return Future.all(deployments).map(_ -> new ShardGroup(verticles, parts.metrics()));
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
        private final ShardParts parts;
        private final List<VehicleStatus> online;
        private Shard shard;

        ShardVerticle(ShardParts parts, List<VehicleStatus> online) {
            this.parts = parts;
            this.online = online;
        }

        @Override
        public Future<?> start() {
            var publisher = new CommittedPublisher(vertx.eventBus(), parts.feeds());
            var store = parts.stores().apply(context);
            var commit =
                    new GroupCommit(context, store, parts.settings().maxRowsPerFlush(), publisher, parts.metrics());
            var live = new LivePublisher(vertx.eventBus(), parts.live(), parts.metrics());
            shard = new Shard(context, parts, commit, publisher, live);
            shard.watchSilence(online);
            return Future.succeededFuture();
        }

        Future<Void> whenIdle() {
            return Future.future(
                    promise -> context.runOnContext(_ -> shard.whenIdle().onComplete(promise)));
        }
    }
}
