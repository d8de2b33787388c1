package io.headway.loadtest;

import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The packaged engine under {@code serve}, on ports and a data folder of its own. Any thread. */
final class EngineProcess implements AutoCloseable {
    private static final int START_SECONDS = 90;

    /**
     * @param jar the packaged engine
     * @param jvmFlags for the engine's JVM, beside {@link ChildProcess#jvmFlags}
     * @param databaseUrl empty: the engine's embedded PostgreSQL in a fresh folder
     */
    record Settings(Path jar, List<String> jvmFlags, Optional<String> databaseUrl) {}

    private final Settings settings;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final int httpPort;
    private final int teltonikaPort;
    private final int databasePort;
    private final ChildProcess process;

    /** Starts the engine and waits until it is ready. */
    EngineProcess(Settings settings, Path folder) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.httpPort = Loopback.freePort();
        this.teltonikaPort = Loopback.freePort();
        this.databasePort = Loopback.freePort();
        Files.createDirectories(folder);
        environment.put("HEADWAY_HTTP_HOST", "127.0.0.1");
        environment.put("HEADWAY_HTTP_PORT", Integer.toString(httpPort));
        environment.put("HEADWAY_TRACKERS_HOST", "127.0.0.1");
        environment.put("HEADWAY_TRACKERS_PORTS", "all=0,teltonika=" + teltonikaPort);
        environment.put("HEADWAY_JSON_LINES_HOST", "127.0.0.1");
        environment.put("HEADWAY_JSON_LINES_PORT", Integer.toString(Loopback.freePort()));
        environment.put("HEADWAY_DEVICES_AUTO_REGISTER", "true");
        environment.put("JWT_SECRET_KEY", UUID.randomUUID() + "-" + UUID.randomUUID());
        if (settings.databaseUrl().isPresent()) {
            environment.put("DATABASE_URL", settings.databaseUrl().get());
        } else {
            environment.put("HEADWAY_DATABASE_DATA_DIR", dataFolder().toString());
            environment.put("HEADWAY_DATABASE_EMBEDDED_PORT", Integer.toString(databasePort));
        }
        var arguments = jvm();
        arguments.add("serve");
        this.process = ChildProcess.start(arguments, environment, folder, folder.resolve("engine.log"));
        process.await(this::ready, START_SECONDS);
    }

    private List<String> jvm() {
        var arguments = new ArrayList<>(ChildProcess.jvmFlags());
        arguments.addAll(settings.jvmFlags());
        arguments.addAll(List.of("-jar", settings.jar().toAbsolutePath().toString()));
        return arguments;
    }

    private boolean ready() {
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet; the caller has the deadline.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    InetSocketAddress web() {
        return Loopback.at(httpPort);
    }

    InetSocketAddress teltonika() {
        return Loopback.at(teltonikaPort);
    }

    long pid() {
        return process.pid();
    }

    /** How to reach the database the engine writes to. */
    PgConnectOptions database() throws IOException {
        if (settings.databaseUrl().isPresent()) {
            return PgConnectOptions.fromUri(settings.databaseUrl().get());
        }
        var options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(databasePort)
                .setDatabase("headway")
                .setUser("postgres");
        var password = dataFolder().resolve("postgres.password");
        return Files.exists(password)
                ? options.setPassword(Files.readString(password).strip())
                : options;
    }

    private Path dataFolder() {
        return folder.resolve("data");
    }

    /** An operator's token, minted by the engine's own command. */
    String operatorToken(UUID workspace) throws IOException, InterruptedException {
        var arguments = jvm();
        arguments.addAll(List.of("token", "--role", "operator", "--workspace", workspace.toString(), "--ttl", "12h"));
        try (var token = ChildProcess.start(arguments, environment, folder, folder.resolve("token.log"))) {
            if (token.exitStatus(30) != 0) {
                throw new IOException("no token: " + token.output());
            }
            return token.output().lines().toList().getLast().strip();
        }
    }

    /** What {@code jcmd} answers, after a full collection where the command is GC.run. */
    String jcmd(String command) throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(
                        ChildProcess.java().resolveSibling("jcmd").toString(), Long.toString(pid()), command)
                .redirectErrorStream(true)
                .start();
        try (var out = jcmd.inputReader()) {
            var text = String.join("\n", out.readAllLines());
            jcmd.waitFor();
            return text;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
