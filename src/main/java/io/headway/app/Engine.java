package io.headway.app;

import io.headway.broadcast.Broadcast;
import io.headway.broadcast.BroadcastMetrics;
import io.headway.broadcast.BroadcastVerticle;
import io.headway.config.HeadwayConfig;
import io.headway.deviation.DeviationMetrics;
import io.headway.deviation.DeviationVerticle;
import io.headway.gateway.Admission;
import io.headway.gateway.GatewayMetrics;
import io.headway.gateway.Ingress;
import io.headway.model.Backlog;
import io.headway.model.Deployment;
import io.headway.model.PositionBatch;
import io.headway.model.StoredFeed;
import io.headway.model.Validation;
import io.headway.ops.EventLoopLag;
import io.headway.ops.Health;
import io.headway.ops.Metrics;
import io.headway.ops.NotReady;
import io.headway.relay.RelayMetrics;
import io.headway.relay.RelayStage;
import io.headway.relay.RouteDeployments;
import io.headway.security.Tokens;
import io.headway.shard.ShardGroup;
import io.headway.shard.ShardMetrics;
import io.headway.shard.ShardParts;
import io.headway.store.ChangeFeed;
import io.headway.store.Database;
import io.headway.store.Deployments;
import io.headway.store.Devices;
import io.headway.store.PartitionKeeper;
import io.headway.store.PartitionMetrics;
import io.headway.store.PositionWriter;
import io.headway.store.RouteProgressStore;
import io.headway.store.TripProgress;
import io.headway.store.VehicleStates;
import io.headway.store.Vehicles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The whole engine of one process, wired in the order in which the data flows. Made by {@link #start}; {@link #stop} drains it. Called from
 * the main thread.
 */
public final class Engine {
    /** Beyond the server's own statement timeout, so that its error arrives first. */
    private static final long ANSWER_GRACE_MS = 1_000;

    private static final long HEALTH_DEADLINE_MS = 2_000;

    private final HeadwayConfig config;
    private final Vertx vertx;
    private final Metrics metrics = new Metrics();
    private final EachLoop eachLoop;
    private final Drain drain;
    private final List<StoredFeed> storedFeeds = new ArrayList<>();
    private Database database;
    private ChangeFeed changes;
    private Copies copies;
    private ShardGroup shards;
    private Broadcast broadcast;
    private Ingress ingress;
    private DeviceGateways devices;
    private int httpPort;

    private Engine(HeadwayConfig config) {
        this.config = config;
        var eventLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
        this.eachLoop = new EachLoop(vertx, eventLoops);
        this.drain = new Drain(vertx, config.shutdown().drainDeadlineMs());
    }

    /** @return fails, with nothing left running, when a port is taken or the database cannot be opened or migrated */
    public static Future<Engine> start(HeadwayConfig config) {
        var engine = new Engine(config);
        // A promise of its own: the wiring's future belongs to an event loop, and could not fail any more once stop()
        // has ended the loops.
        return Future.future(end -> engine.wire().onComplete(wired -> {
            if (wired.succeeded()) {
                end.complete(engine);
            } else {
                engine.stop().onComplete(_ -> end.fail(wired.cause()));
            }
        }));
    }

    private Future<?> wire() {
        var tokens = new Tokens(vertx, config.jwt());
        var liveBacklog = new Backlog(config.live().maxBacklog());
        return Database.open(vertx, config)
                .onSuccess(opened -> {
                    database = opened;
                    drain.lastly(opened::close);
                })
                .compose(_ -> startPartitionKeeper())
                .compose(_ -> loadCopies())
                .compose(_ -> startBroadcast(liveBacklog))
                .compose(_ -> startDeviation())
                .compose(_ -> startRelay())
                .compose(_ -> startShards(liveBacklog))
                .compose(_ -> startDeviceGateways(tokens))
                .compose(_ -> startHttp(tokens))
                .compose(_ -> EventLoopLag.deploy(vertx, metrics.registry(), eachLoop.loops()));
    }

    private Future<?> startPartitionKeeper() {
        var keeperMetrics = new PartitionMetrics(metrics.registry());
        return vertx.deployVerticle(
                new PartitionKeeper(database, config.retention(), keeperMetrics, InstantSource.system()));
    }

    private Future<?> loadCopies() {
        changes = new ChangeFeed(database);
        return vertx.deployVerticle(changes)
                .compose(_ -> Copies.load(vertx, database, changes))
                .onSuccess(loaded -> copies = loaded);
    }

    private Future<?> startBroadcast(Backlog backlog) {
        ByReference.install(vertx);
        var verticle = new BroadcastVerticle(
                config.live(),
                config.shards().maxVehicles(),
                backlog,
                new StoredFeedSources(database, config.shards().maxVehicles()),
                new BroadcastMetrics(metrics.registry(), backlog));
        broadcast = new Broadcast(vertx, verticle, config.websocket().pingIntervalMs());
        return vertx.deployVerticle(verticle);
    }

    /** The feed listens before anything is loaded that it tells of. */
    private Future<?> startDeviation() {
        var backlog = new Backlog(config.deviation().maxBacklog());
        var verticle = new DeviationVerticle(
                config.deviation(),
                new RouteProgressStore(database),
                backlog,
                new DeviationMetrics(metrics.registry(), backlog));
        changes.onChange(Set.of("routes", "route_deployments", "workspaces"), verticle::changed);
        storedFeeds.add(new StoredFeed(PositionBatch.STORED_ADDRESS, backlog));
        return vertx.deployVerticle(verticle);
    }

    private Future<?> startRelay() {
        var relay = new RelayStage(config);
        relay.positions().ifPresent(storedFeeds::add);
        return relay.start(
                vertx,
                database,
                List.of(new TripProgress(config.trips())),
                deployments(),
                new RelayMetrics(metrics.registry()));
    }

    private RouteDeployments deployments() {
        var deployments = new Deployments(database);
        return (workspaceId, routeId, vehicleId, actorId) -> deployments
                .deploy(workspaceId, routeId, vehicleId, actorId)
                .map(outcome -> outcome instanceof Deployment.Outcome.Deployed);
    }

    private Future<?> startShards(Backlog backlog) {
        var answerTimeoutMs = config.database().statementTimeoutMs() + ANSWER_GRACE_MS;
        var states = new VehicleStates(database);
        var parts = new ShardParts(
                config.shards(),
                config.vehicles(),
                config.geofences(),
                _ -> new PositionWriter(vertx, database.connectOptions(), answerTimeoutMs, database.partitions()),
                states::load,
                copies::fences,
                copies::limits,
                backlog,
                storedFeeds,
                new ShardMetrics(metrics.registry()),
                InstantSource.system());
        return states.online()
                .compose(online -> ShardGroup.start(vertx, parts, online))
                .onSuccess(started -> {
                    shards = started;
                    drain.then("shards", started::whenIdle);
                });
    }

    private Future<?> startDeviceGateways(Tokens tokens) {
        var validation = new Validation(
                TimeUnit.DAYS.toMillis(config.validation().maxAgeDays()),
                config.validation().maxAheadMs());
        var directory = new StoredDirectory(
                new Devices(database, config.devices().autoRegister()),
                new Vehicles(database),
                config.devices().autoRegister());
        ingress = new Ingress(
                vertx, shards::portFor, directory, new Admission(config.gateway()), validation, config.gateway());
        devices = new DeviceGateways(config, ingress, tokens, liveFeed(), metrics, eachLoop, drain);
        return devices.start();
    }

    private Future<?> startHttp(Tokens tokens) {
        var parts = new WebServer.Parts(
                config, ingress, tokens, liveFeed(), new StoredApi(vertx, database, config), health(), metrics);
        var websocket = new GatewayMetrics(metrics.registry(), "websocket");
        var http = new GatewayMetrics(metrics.registry(), "http");
        return eachLoop.listen("http.port", config.http().port(), () -> new WebServer(parts, websocket, http))
                .onSuccess(servers -> {
                    httpPort = servers.getFirst().port();
                    servers.forEach(server -> drain.first(server::drain));
                });
    }

    private BroadcastFeed liveFeed() {
        return new BroadcastFeed(broadcast, config.live().maxSubscriberBufferBytes());
    }

    private Health health() {
        var databaseAnswers = new Health.Check("database", () -> database.ping().map("ok"));
        var partitionsAhead = new Health.Check(
                "partitions",
                () -> database.partitions().ready(Instant.now())
                        ? Future.succeededFuture("ok")
                        : Future.failedFuture(new NotReady("today's or tomorrow's partition is missing")));
        // The engine listens only after the migrations, so whoever gets this answer knows that they have run.
        var migrated = new Health.Check("migrations", () -> Future.succeededFuture("ok"));
        return new Health(vertx, HEALTH_DEADLINE_MS, List.of(migrated), List.of(databaseAnswers, partitionsAhead));
    }

    /** Stops reading, writes and acknowledges what was read, then ends everything. At most the configured deadline and a second. */
    public Future<Void> stop() {
        return drain.run().onComplete(_ -> metrics.close());
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Every protocol that is on and its port, for a person to read. */
    public String trackerPorts() {
        return devices.ports();
    }

    /** Where trackers of a protocol connect, or send requests; 0 when it is off. */
    public int tcpPort(String protocol) {
        return devices.tcpPort(protocol);
    }

    /** Where trackers of a protocol send datagrams; 0 when it has none or is off. */
    public int udpPort(String protocol) {
        return devices.udpPort(protocol);
    }

    /** 0 when off. */
    public int jsonLinesPort() {
        return devices.jsonLinesPort();
    }

    public int httpPort() {
        return httpPort;
    }

    /** For the demo's own vehicles. */
    public Database database() {
        return database;
    }
}
