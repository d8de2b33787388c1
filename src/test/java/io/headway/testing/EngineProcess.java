package io.headway.testing;

import io.headway.store.DatabaseUrl;
import io.headway.store.PostgresProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged engine in a process of its own, as a user starts it: {@code java -jar headway.jar serve} in a folder, with the embedded
 * database there. It comes back on the same ports. Owned by the test's thread; every method blocks.
 */
public final class EngineProcess implements AutoCloseable {
    private static final Path JAR =
            Path.of(System.getProperty("headway.jar", "target/headway.jar")).toAbsolutePath();
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration END_DEADLINE = Duration.ofSeconds(30);
    private static final int LOOK_AGAIN_MS = 50;

    private final Path folder;
    private final int httpPort = FreePort.next();
    private final int teltonikaPort = FreePort.next();
    private final Map<String, String> settings = new HashMap<>();
    private Process process;

    /** How it ended. */
    public record Ending(int status, Duration took) {}

    /** Starts nothing yet. */
    public EngineProcess(Path folder) {
        this.folder = folder;
        settings.put("PORT", Integer.toString(httpPort));
        settings.put("JWT_SECRET_KEY", "a-key-that-only-this-test-knows-0123456789");
        settings.put("HEADWAY_HTTP_HOST", "127.0.0.1");
        settings.put("HEADWAY_TRACKERS_HOST", "127.0.0.1");
        settings.put("HEADWAY_TRACKERS_PORTS", "all=0,teltonika=" + teltonikaPort);
        settings.put("HEADWAY_JSON_LINES_ENABLED", "false");
        settings.put("HEADWAY_DEVICES_AUTO_REGISTER", "true");
        settings.put("HEADWAY_DATABASE_DATA_DIR", data().toString());
        settings.put("HEADWAY_DATABASE_EMBEDDED_PORT", Integer.toString(FreePort.next()));
    }

    /** One more environment variable for every start from now on. */
    public EngineProcess set(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    public int teltonikaPort() {
        return teltonikaPort;
    }

    /** Returns when the engine says that it is ready. */
    public void start() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(java.toString(), "-Xmx512m", "-jar", JAR.toString(), "serve")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .keySet()
                .removeIf(
                        name -> name.startsWith("HEADWAY_") || name.startsWith("JWT_") || name.equals("DATABASE_URL"));
        builder.environment().putAll(settings);
        process = builder.start();
        awaitReady();
    }

    private void awaitReady() throws IOException, InterruptedException {
        var end = System.nanoTime() + START_DEADLINE.toNanos();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client, request)) {
                if (process.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("the engine ended with " + process.exitValue() + ":\n" + log(40));
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("the engine is not ready within " + START_DEADLINE + ":\n" + log(40));
                }
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    /** SIGKILL; the embedded PostgreSQL is not told and lives on. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("process " + process.pid() + " survives SIGKILL");
        }
    }

    /** SIGTERM; returns when it has ended. */
    public Ending terminate() throws IOException, InterruptedException {
        var from = System.nanoTime();
        process.destroy();
        if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the engine has not ended within " + END_DEADLINE + ":\n" + log(40));
        }
        return new Ending(process.exitValue(), Duration.ofNanos(System.nanoTime() - from));
    }

    /** Where its embedded PostgreSQL is now. */
    public DatabaseUrl database() throws IOException {
        return PostgresProcess.runningOn(data())
                .orElseThrow(() -> new AssertionError("no PostgreSQL runs on " + data()));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("engine.log");
    }

    /** The last lines it has written. */
    public String log(int lines) throws IOException {
        var all = Files.readAllLines(log());
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /** Ends the engine, and the PostgreSQL that a kill has left. */
    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        try {
            process.destroy();
            if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            // The test's time is up.
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (PostgresProcess.runningOn(data()).isPresent()) {
            PostgresProcess.start(data(), data(), 0).close();
        }
    }
}
