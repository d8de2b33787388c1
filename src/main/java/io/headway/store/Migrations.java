package io.headway.store;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema to this version. Blocking: call it off the event loop. Several nodes may call at once; Flyway's lock orders them. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final int OLDEST_SERVER = 150_000;
    /** A migration may rewrite a table: it is bounded by silence of the server, not by a query's limit. */
    private static final int SOCKET_TIMEOUT_MS = 1_800_000;

    private Migrations() {}

    /**
     * What a run did.
     *
     * @param applied migrations applied now, 0 when the schema was current
     * @param version version of the schema afterwards
     */
    public record Outcome(int applied, String version) {}

    /**
     * Applies what is missing.
     *
     * @param connectTimeoutMs limit of connecting, milliseconds
     * @throws StoreException when the server cannot be reached, is older than PostgreSQL 15, or a migration fails
     */
    public static Outcome run(DatabaseUrl url, int connectTimeoutMs) {
        var source = url.dataSource(connectTimeoutMs, SOCKET_TIMEOUT_MS);
        source.setOptions("-c lock_timeout=30000");
        try (var connection = source.getConnection()) {
            var version = connection
                    .unwrap(org.postgresql.core.BaseConnection.class)
                    .getQueryExecutor()
                    .getServerVersionNum();
            if (version < OLDEST_SERVER) {
                throw new StoreException("the database at " + url + " is PostgreSQL " + version / 10_000
                        + "; version 15 or newer is needed");
            }
        } catch (SQLException e) {
            throw new StoreException("the database at " + url + " cannot be reached: " + e.getMessage(), e);
        }
        try {
            var result = Flyway.configure()
                    .loggers(FlywayLog.class.getName())
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
            var version = result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
            if (result.migrationsExecuted > 0) {
                LOG.info("schema migrated to version {}", version);
            }
            return new Outcome(result.migrationsExecuted, version);
        } catch (FlywayException e) {
            throw new StoreException("the schema of " + url + " cannot be migrated: " + e.getMessage(), e);
        }
    }
}
