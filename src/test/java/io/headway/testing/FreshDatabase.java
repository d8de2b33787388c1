package io.headway.testing;

import io.headway.config.HeadwayConfig;
import io.headway.store.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives a test class an empty database on a server that all classes of the run share. Register it as a static field; do not stop the
 * server, for that start a {@link PostgresServer} of your own. Owned by the test's thread.
 */
public final class FreshDatabase implements BeforeAllCallback {
    private static final int TIMEOUT_MS = 10_000;

    private DatabaseUrl url;

    private record Shared(Path folder, PostgresServer server) implements AutoCloseable {
        static Shared start() {
            try {
                var folder = Files.createTempDirectory("headway-it-");
                return new Shared(folder, PostgresServer.start(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        var shared = context.getRoot()
                .getStore(Namespace.create(FreshDatabase.class))
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
        url = shared.server().createDatabase();
    }

    public DatabaseUrl url() {
        return url;
    }

    /** As it stands in a configuration, password and all. */
    public String urlText() {
        return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
                + url.database();
    }

    /** The database part of a configuration that leads here. */
    public HeadwayConfig.Database settings() {
        return new DatabaseSettings(Optional.of(urlText()), "", 0, 4, TIMEOUT_MS, TIMEOUT_MS);
    }

    /** Runs statements as the database's owner. */
    public void execute(String sql) throws SQLException {
        try (var connection = url.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Looks at one row of an answer. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Shows the reader each row that the query answers, in its order. */
    public void rows(String sql, RowReader reader) throws SQLException {
        try (var connection = url.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** The single value that the query answers, as text. */
    public String value(String sql) throws SQLException {
        try (var connection = url.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
