package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The open database: embedded or at a URL, migrated, with partitions ready. Immutable; any thread. Futures complete on the caller's
 * context.
 */
public final class Database {
    /** More waiting queries than that are refused: a reconnecting fleet of the default connection limit fits. */
    private static final int MAX_WAITING_QUERIES = 20_000;
    /** A connection on which nothing has moved for a statement's time and this is dead. */
    private static final int SILENCE_GRACE_MS = 5_000;

    private static final int POOL_CLEANING_MS = 1_000;

    private final Optional<EmbeddedDatabase> embedded;
    private final DatabaseUrl url;
    private final HeadwayConfig.Database settings;
    private final Pool pool;
    private final Pool relayPool;
    private final Statements statements;
    private final Partitions partitions;

    private Database(
            Vertx vertx, Optional<EmbeddedDatabase> embedded, DatabaseUrl url, HeadwayConfig.Database settings) {
        this.embedded = embedded;
        this.url = url;
        this.settings = settings;
        this.pool = PgBuilder.pool()
                .with(poolOptions(settings))
                .with(netClientOptions(settings))
                .connectingTo(url.connectOptions(settings.statementTimeoutMs()))
                .using(vertx)
                .build();
        this.relayPool = PgBuilder.pool()
                .with(poolOptions(settings).setMaxSize(1).setMaxWaitQueueSize(1))
                .with(netClientOptions(settings))
                .connectingTo(Outbox.options(url.connectOptions(settings.statementTimeoutMs())))
                .using(vertx)
                .build();
        this.statements = new Statements(pool, settings.statementTimeoutMs());
        this.partitions = new Partitions(vertx, statements);
    }

    /**
     * Starts the embedded server where no URL is configured, migrates the schema, opens the pool and makes the partitions of the coming
     * days.
     *
     * @return fails with an IOException, a {@link StoreException} or an IllegalArgumentException whose message is meant for the operator;
     *     nothing is left running then
     */
    public static Future<Database> open(Vertx vertx, HeadwayConfig config) {
        return open(vertx, config.database(), config.retention().daysAhead());
    }

    /**
     * As {@link #open(Vertx, HeadwayConfig)}, from its parts.
     *
     * @param daysAhead days from tomorrow on whose partitions are made
     */
    public static Future<Database> open(Vertx vertx, HeadwayConfig.Database settings, int daysAhead) {
        var address = settings.url().filter(text -> !text.isBlank());
        if (address.isPresent()) {
            DatabaseUrl url;
            try {
                url = DatabaseUrl.parse(address.get());
            } catch (IllegalArgumentException e) {
                return Future.failedFuture(e);
            }
            return open(vertx, settings, daysAhead, Optional.empty(), url);
        }
        return EmbeddedDatabase.start(vertx, Path.of(settings.dataDir()), settings.embeddedPort())
                .compose(server -> open(vertx, settings, daysAhead, Optional.of(server), server.url()));
    }

    private static Future<Database> open(
            Vertx vertx,
            HeadwayConfig.Database settings,
            int daysAhead,
            Optional<EmbeddedDatabase> embedded,
            DatabaseUrl url) {
        var database = new Database(vertx, embedded, url, settings);
        return vertx.executeBlocking(() -> Migrations.run(url, settings.connectTimeoutMs()), false)
                .compose(_ -> database.partitions.ensureAhead(Partitions.today(Instant.now()), daysAhead))
                .map(database)
                .recover(failure -> database.close().transform(_ -> Future.failedFuture(failure)));
    }

    /** Connections for queries. */
    public Pool pool() {
        return pool;
    }

    /** The one connection of the {@link Outbox}: it keeps a transaction open while others take what it reads, and no query may wait for that. */
    Pool relayPool() {
        return relayPool;
    }

    /** For a connection of one's own, as the batch writers have; a copy. */
    public PgConnectOptions connectOptions() {
        return url.connectOptions(settings.statementTimeoutMs());
    }

    /** Timeouts of the socket for a connection of one's own; a copy. */
    public NetClientOptions netClientOptions() {
        return netClientOptions(settings);
    }

    /** Where the database is; prints without its password. */
    public DatabaseUrl url() {
        return url;
    }

    /** The time partitions of {@code positions}. */
    public Partitions partitions() {
        return partitions;
    }

    /** Succeeds when the database answers a query within the statement timeout. */
    public Future<Void> ping() {
        return statements.run("select 1", Tuple.tuple()).mapEmpty();
    }

    /** Closes the pools, then stops the embedded server. Call it last: nothing can be written afterwards. */
    public Future<Void> close() {
        return relayPool
                .close()
                .transform(_ -> pool.close())
                .transform(closed -> embedded.map(EmbeddedDatabase::stop)
                        .orElse(Future.succeededFuture())
                        .compose(
                                _ -> closed.failed() ? Future.failedFuture(closed.cause()) : Future.succeededFuture()));
    }

    /** For blocking work on a worker thread. */
    DataSource dataSource(int socketTimeoutMs) {
        return url.dataSource(settings.connectTimeoutMs(), socketTimeoutMs);
    }

    Statements statements() {
        return statements;
    }

    private static PoolOptions poolOptions(HeadwayConfig.Database settings) {
        return new PoolOptions()
                .setMaxSize(settings.poolSize())
                .setMaxWaitQueueSize(MAX_WAITING_QUERIES)
                .setConnectionTimeout(settings.connectTimeoutMs())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                // Sooner than the socket's own limit, so that no query is ever given a connection that is just being
                // closed.
                .setIdleTimeout(settings.statementTimeoutMs() / 2)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(POOL_CLEANING_MS);
    }

    private static NetClientOptions netClientOptions(HeadwayConfig.Database settings) {
        return new NetClientOptions()
                .setConnectTimeout(settings.connectTimeoutMs())
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setIdleTimeout(settings.statementTimeoutMs() + SILENCE_GRACE_MS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
