package io.headway.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs. Every method blocks; any thread. */
final class PostgresTools {
    private static final int SHORT_TIMEOUT_S = 10;
    private static final int LAST_LINES = 4;

    private final Path home;
    private final List<String> prefix;

    /**
     * @param home folder with {@code bin/}
     * @throws IOException when we are root and cannot stop being it: PostgreSQL refuses to run as root
     */
    PostgresTools(Path home) throws IOException {
        this.home = home;
        this.prefix = prefix();
    }

    /** Runs a program to its end; fails with its output when its exit code is not 0. */
    void run(String program, List<String> arguments, int timeoutS) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        execute(command, timeoutS);
    }

    /** SIGINT is PostgreSQL's fast shutdown; Java itself can send only SIGTERM, which would wait for every client to leave. */
    void interrupt(long pid) throws IOException {
        execute(List.of("sh", "-c", "kill -INT " + pid), SHORT_TIMEOUT_S);
    }

    /** The last lines that a server wrote before it gave up: to {@code start.log}, or to its own log once it had opened that. */
    static String lastWords(Path folder) throws IOException {
        try (var logs = Files.find(folder, 3, (path, _) -> path.toString().endsWith(".log"))) {
            var newest = logs.max(Comparator.comparingLong(path -> path.toFile().lastModified()));
            var lines = newest.isEmpty() ? List.<String>of() : Files.readAllLines(newest.get());
            return String.join(" ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        }
    }

    private static List<String> prefix() throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        // In a user namespace of its own root is nobody in particular, which satisfies PostgreSQL.
        var namespace = List.of("unshare", "-U");
        try {
            execute(List.of("unshare", "-U", "true"), SHORT_TIMEOUT_S);
            return namespace;
        } catch (IOException e) {
            throw new IOException(
                    "the embedded PostgreSQL cannot run as root here, because user namespaces are not allowed; start the engine"
                            + " as another user, or give it a DATABASE_URL",
                    e);
        }
    }

    private static void execute(List<String> command, int timeoutS) throws IOException {
        // A file instead of a pipe: a server that outlives its starter keeps what it inherited open, and a pipe would
        // never end.
        var output = File.createTempFile("headway-", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .redirectInput(new File("/dev/null"))
                    .start();
            if (!process.waitFor(timeoutS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " has not ended within " + timeoutS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("exit code " + process.exitValue() + ": "
                        + Files.readString(output.toPath()).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }
}
