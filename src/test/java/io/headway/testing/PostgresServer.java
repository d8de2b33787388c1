package io.headway.testing;

import io.headway.store.DatabaseUrl;
import io.headway.store.PostgresProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL 18 for tests, on a folder of its own. Owned by the test's thread; every method blocks. The programs are unpacked once
 * under {@code target/}.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("target", "postgresql");
    private static final int TIMEOUT_MS = 30_000;

    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();
    private PostgresProcess process;
    private final int port;

    private PostgresServer(Path folder, PostgresProcess process) {
        this.folder = folder;
        this.process = process;
        this.port = process.port();
    }

    /** Starts a server; a folder that a server has used before keeps its data. */
    public static PostgresServer start(Path folder) throws IOException {
        return new PostgresServer(folder, PostgresProcess.start(folder, PROGRAMS, 0));
    }

    /** A new, empty database without a schema. */
    public DatabaseUrl createDatabase() throws IOException, SQLException {
        var name = "test_" + databases.incrementAndGet();
        try (var connection = process.url().dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        var url = process.url();
        return new DatabaseUrl(url.host(), url.port(), name, url.user(), url.password(), url.ssl());
    }

    public int port() {
        return port;
    }

    /** Ends all sessions and the server. */
    public void stop() throws IOException {
        process.close();
    }

    /** Starts it again on the same port, with the same data. */
    public void restart() throws IOException {
        process = PostgresProcess.start(folder, PROGRAMS, port);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
