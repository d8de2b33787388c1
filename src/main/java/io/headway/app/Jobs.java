package io.headway.app;

import io.headway.app.cli.MigrateCommand;
import io.headway.app.cli.ServeCommand;
import io.headway.config.ConfigException;
import io.headway.config.HeadwayConfig;
import io.headway.store.DatabaseUrl;
import io.headway.store.Migrations;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the commands do. Each runs on the main thread. */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

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

    static ExitOnSignal exitOnSignal(Engine engine, HeadwayConfig config) {
        return new ExitOnSignal(engine::stop, config.shutdown().drainDeadlineMs() + 1_500).install();
    }

    static String addresses(Engine engine) {
        return "HTTP and WebSocket %d, Teltonika %d, JSON lines %d"
                .formatted(engine.httpPort(), engine.teltonikaPort(), engine.jsonLinesPort());
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
