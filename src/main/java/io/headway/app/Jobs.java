package io.headway.app;

import io.headway.app.cli.EvaluateDeviationCommand;
import io.headway.app.cli.MigrateCommand;
import io.headway.app.cli.ReplayCommand;
import io.headway.app.cli.ServeCommand;
import io.headway.app.cli.SimulateCommand;
import io.headway.config.ConfigException;
import io.headway.config.HeadwayConfig;
import io.headway.config.TrackerPorts;
import io.headway.deviation.DeviationEvaluation;
import io.headway.protocol.Protocols;
import io.headway.security.Role;
import io.headway.security.TokenMint;
import io.headway.simulate.FleetSettings;
import io.headway.simulate.FleetSimulator;
import io.headway.simulate.JsonLink;
import io.headway.simulate.Replay;
import io.headway.simulate.ReplaySettings;
import io.headway.simulate.TrackerLink;
import io.headway.simulate.TrackerLinks;
import io.headway.store.DatabaseUrl;
import io.headway.store.Migrations;
import io.headway.store.Workspaces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the commands do. Each runs on the main thread. */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private static final long FLEET_SEED = 1;
    private static final long TOKEN_TTL_S = 3_600;
    private static final long REPLAY_STALL_MS = 30_000;

    private Jobs() {}

    /** Runs the engine until a signal. */
    public static int serve(ServeCommand command) throws Exception {
        var config = command.config();
        var engine = await(Engine.start(config));
        LOG.info("listening: {}", addresses(engine));
        return exitOnSignal(engine, config).await();
    }

    /** Brings the schema of {@code database.url} up to date. */
    public static int migrate(MigrateCommand command) {
        var settings = command.config().database();
        var url = settings.url()
                .orElseThrow(() -> new ConfigException(
                        "database.url", "", "is needed: the embedded PostgreSQL is migrated when the engine starts"));
        var outcome = Migrations.run(DatabaseUrl.parse(url), settings.connectTimeoutMs());
        LOG.info("{} migrations applied, the schema is at version {}", outcome.applied(), outcome.version());
        return 0;
    }

    /** Prints how well the detection of deviations does on recorded drives. */
    public static int evaluateDeviation(EvaluateDeviationCommand command) throws Exception {
        command.print(DeviationEvaluation.table(command.file(), command.config().deviation()));
        return 0;
    }

    /** Drives a fleet against an engine that runs, until the time is up or a signal. */
    public static int simulate(SimulateCommand command) throws Exception {
        var config = command.config();
        var vertx = Vertx.vertx();
        var fleet = new FleetSimulator(
                vertx,
                new FleetSettings(
                        target(command.host(), command.protocol(), config, OptionalInt.empty(), command.overUdp()),
                        command.phones()
                                ? Optional.of(new FleetSettings.Phones(
                                        command.host(),
                                        config.http().port(),
                                        vehicleTokens(new TokenMint(vertx, config.jwt()), Workspaces.DEFAULT_ID)))
                                : Optional.empty(),
                        command.vehicles(),
                        FLEET_SEED,
                        Map.of()));
        await(fleet.start());
        LOG.info("{} vehicles drive", command.vehicles());
        var exit = new ExitOnSignal(() -> report(fleet), config.shutdown().drainDeadlineMs()).install();
        command.duration().ifPresent(time -> vertx.setTimer(time.toMillis(), _ -> exit.end(0)));
        return exit.await();
    }

    private static Future<Void> report(FleetSimulator fleet) {
        return fleet.counts()
                .onSuccess(counts -> LOG.info(
                        "{} sent, {} acknowledged, {} refused, {} waiting",
                        counts.trackers().sent(),
                        counts.trackers().acknowledged(),
                        counts.trackers().refused(),
                        counts.pending()))
                .mapEmpty();
    }

    /** Streams a recorded drive; 1 when a fix was refused. */
    public static int replay(ReplayCommand command) throws Exception {
        var config = command.config();
        var vertx = Vertx.vertx();
        var speed = command.speed() == 0 ? Double.POSITIVE_INFINITY : command.speed();
        var settings = new ReplaySettings(
                command.file(), links(command, config, vertx), speed, command.originalTimes(), REPLAY_STALL_MS);
        var report = await(Replay.run(vertx, settings));
        LOG.info(report.summary());
        return report.counts().refused() == 0 ? 0 : 1;
    }

    private static Supplier<TrackerLink> links(ReplayCommand command, HeadwayConfig config, Vertx vertx) {
        if (!command.isJson()) {
            var links = new TrackerLinks(
                    vertx, target(command.host(), command.protocol(), config, command.port(), command.overUdp()));
            return () -> links.link(command.device());
        }
        var client = vertx.createWebSocketClient();
        var port = command.port().orElse(config.http().port());
        var vehicle = command.vehicle()
                .orElseGet(() -> UUID.nameUUIDFromBytes(command.device().getBytes(StandardCharsets.UTF_8)));
        var tokens = command.token()
                .<Function<UUID, String>>map(token -> _ -> token)
                .orElseGet(() -> vehicleTokens(
                        new TokenMint(vertx, config.jwt()), command.workspace().orElse(Workspaces.DEFAULT_ID)));
        return () -> new JsonLink(client, command.host(), port, vehicle, tokens);
    }

    /** @param port instead of the configuration's */
    private static TrackerLinks.Target target(
            String host, String protocol, HeadwayConfig config, OptionalInt port, boolean overUdp) {
        var service = Protocols.byName().get(protocol);
        int configured = TrackerPorts.of(config.trackers()).getOrDefault(service, service.port());
        return new TrackerLinks.Target(host, port.orElse(configured), service, overUdp);
    }

    /** Signs, for each vehicle, the token of a driver who may send for it and nothing else. */
    static Function<UUID, String> vehicleTokens(TokenMint mint, UUID workspace) {
        return vehicle -> mint.mint(new TokenMint.Grant(
                "driver of " + vehicle, Set.of(Role.DRIVER), workspace, Set.of(vehicle), Set.of(), TOKEN_TTL_S));
    }

    static ExitOnSignal exitOnSignal(Engine engine, HeadwayConfig config) {
        return new ExitOnSignal(engine::stop, config.shutdown().drainDeadlineMs() + 1_500).install();
    }

    static String addresses(Engine engine) {
        return "HTTP and WebSocket %d, JSON lines %d, trackers: %s"
                .formatted(engine.httpPort(), engine.jsonLinesPort(), engine.trackerPorts());
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
