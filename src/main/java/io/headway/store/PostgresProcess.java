package io.headway.store;

import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server, ours alone, on a folder that outlives it. Every method blocks; one thread at a time.
 *
 * <p>The folder holds {@code pgdata} (the cluster), {@code postgres.password} (of its only role, readable by us only), {@code
 * headway.lock} (held while an engine uses the folder) and the programs. The server is started by pg_ctl, which puts it into a session of
 * its own: Ctrl-C in our terminal must not stop it before we have drained.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
    private static final String DATABASE = "headway";
    private static final String ROLE = "postgres";
    /** Crash recovery replays up to max_wal_size, 4 GB; a minute is not enough for that on a slow disk. */
    private static final int START_TIMEOUT_S = 300;

    private static final long STOP_TIMEOUT_MS = 60_000;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int FREE_PORT_ATTEMPTS = 3;

    private final Path folder;
    private final PostgresTools tools;
    private final FileChannel lock;
    private int port;

    private PostgresProcess(Path folder, PostgresTools tools, FileChannel lock) {
        this.folder = folder;
        this.tools = tools;
        this.lock = lock;
    }

    /**
     * Starts the server and waits until it answers; makes the cluster first if there is none, and stops a server that a killed engine
     * left behind.
     *
     * @param folder made if missing; a second engine on it is refused
     * @param programs folder for the unpacked programs
     * @param port TCP port on the loopback address; 0 takes a free one
     * @throws IOException with a sentence for the operator
     */
    public static PostgresProcess start(Path folder, Path programs, int port) throws IOException {
        var absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        var lock = lock(absolute);
        try {
            var tools = new PostgresTools(
                    PostgresBinaries.unpackedUnder(programs.toAbsolutePath().normalize()));
            var server = new PostgresProcess(absolute, tools, lock);
            server.stopOrphan();
            server.initialize();
            server.launch(port);
            return server;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** How to reach the server that runs on the folder, whoever started it; empty when none does. */
    public static Optional<DatabaseUrl> runningOn(Path folder) throws IOException {
        var cluster = folder.toAbsolutePath().normalize().resolve("pgdata");
        var running = PostmasterPid.read(cluster).filter(file -> file.isPostgresOf(cluster));
        return running.isPresent()
                ? Optional.of(url(running.get().port(), password(cluster.getParent())))
                : Optional.empty();
    }

    public int port() {
        return port;
    }

    /** The database of the engine on this server. */
    public DatabaseUrl url() throws IOException {
        return url(port, password(folder));
    }

    /** Process id of the server; for tests that kill it. */
    public long pid() throws IOException {
        return PostmasterPid.read(cluster())
                .orElseThrow(() -> new IOException("no PostgreSQL runs on " + folder))
                .pid();
    }

    /** Stops the server in its fast mode: sessions are ended, everything committed is on disk. Lets go of the folder in any case. */
    @Override
    public void close() throws IOException {
        try (lock) {
            stopOrphan();
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("headway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            // This very process holds it. The channel stays open on purpose: closing it would drop the other one's lock
            // (POSIX).
            throw inUse(folder, e);
        }
        throw inUse(folder, null);
    }

    private static IOException inUse(Path folder, Throwable cause) {
        return new IOException(
                "another engine is running on " + folder + "; stop it, or choose another data-dir", cause);
    }

    private Path cluster() {
        return folder.resolve("pgdata");
    }

    private void stopOrphan() throws IOException {
        var file = PostmasterPid.read(cluster());
        if (file.isEmpty()) {
            return;
        }
        if (!file.get().isPostgresOf(cluster())) {
            // A process id may have been given to somebody else since a crash, and PostgreSQL would then refuse to
            // start.
            Files.deleteIfExists(cluster().resolve(PostmasterPid.NAME));
            return;
        }
        LOG.info("stopping PostgreSQL, process {}", file.get().pid());
        tools.interrupt(file.get().pid());
        PostmasterPid.awaitGone(cluster(), STOP_TIMEOUT_MS);
    }

    private void initialize() throws IOException {
        if (Files.exists(cluster())) {
            return;
        }
        var unfinished = folder.resolve("pgdata.new");
        if (Files.exists(unfinished)) {
            PostgresBinaries.delete(unfinished);
        }
        writePassword();
        tools.run(
                "initdb",
                List.of(
                        "-D",
                        unfinished.toString(),
                        "-U",
                        ROLE,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + folder.resolve("postgres.password"),
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"),
                START_TIMEOUT_S);
        // A half-made cluster must never be taken for a whole one.
        Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch(int wantedPort) throws IOException {
        for (var attempt = 1; ; attempt++) {
            Files.deleteIfExists(folder.resolve("start.log"));
            port = wantedPort == 0 ? freePort() : wantedPort;
            try {
                tools.run("pg_ctl", startArguments(), START_TIMEOUT_S + 10);
                break;
            } catch (IOException e) {
                // Between choosing a free port and using it another process may take it.
                if (wantedPort != 0 || attempt == FREE_PORT_ATTEMPTS) {
                    throw new IOException(
                            "PostgreSQL does not start on port " + port + ": " + PostgresTools.lastWords(folder), e);
                }
            }
        }
        createDatabase();
        LOG.info("PostgreSQL runs on 127.0.0.1:{}, data in {}", port, folder);
    }

    private List<String> startArguments() {
        var settings = new ArrayList<String>();
        settings.add("-p " + port);
        settings().forEach((name, value) -> settings.add("-c " + name + "=" + value));
        return List.of(
                "-D",
                cluster().toString(),
                "-l",
                folder.resolve("start.log").toString(),
                "-w",
                "-t",
                Integer.toString(START_TIMEOUT_S),
                "-o",
                String.join(" ", settings),
                "start");
    }

    /** For 2 cores and 24 GiB shared with the engine. Durability is our promise, so what it rests on is named, not assumed. */
    private static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", "''"),
                Map.entry("max_connections", "60"),
                Map.entry("shared_buffers", "512MB"),
                Map.entry("max_wal_size", "4GB"),
                Map.entry("min_wal_size", "1GB"),
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("autovacuum", "on"),
                Map.entry("jit", "off"),
                Map.entry("TimeZone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("logging_collector", "on"),
                // One file per weekday, each overwritten a week later: the log cannot fill the disk.
                Map.entry("log_filename", "postgresql-%a.log"),
                Map.entry("log_truncate_on_rotation", "on"),
                Map.entry("log_rotation_size", "0"));
    }

    private void createDatabase() throws IOException {
        var server = new DatabaseUrl("127.0.0.1", port, ROLE, ROLE, password(folder), url().ssl());
        try (var connection = server.dataSource(CONNECT_TIMEOUT_MS, START_TIMEOUT_S * 1000)
                        .getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (!found.next()) {
                    statement.execute("create database " + DATABASE);
                }
            }
            var lz4 =
                    "select from pg_settings where name = 'wal_compression' and setting <> 'lz4' and 'lz4' = any(enumvals)";
            try (var found = statement.executeQuery(lz4)) {
                // Not on the command line: a build without lz4 would refuse to start.
                if (found.next()) {
                    statement.execute("alter system set wal_compression = 'lz4'");
                    statement.execute("select pg_reload_conf()");
                }
            }
        } catch (SQLException e) {
            stopOrphan();
            throw new IOException("PostgreSQL on " + folder + " has started but refuses us: " + e.getMessage(), e);
        }
    }

    private static DatabaseUrl url(int port, String password) {
        return new DatabaseUrl(
                "127.0.0.1", port, DATABASE, ROLE, password, new DatabaseUrl.Ssl(SslMode.DISABLE, Optional.empty()));
    }

    /** Loopback is open to every user of the machine, and the role may run programs: a password keeps them out. */
    private void writePassword() throws IOException {
        var secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        var file = folder.resolve("postgres.password");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
    }

    private static String password(Path folder) throws IOException {
        return Files.readString(folder.resolve("postgres.password")).strip();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
