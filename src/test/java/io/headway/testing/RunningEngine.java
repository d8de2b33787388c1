package io.headway.testing;

import static io.headway.testing.Futures.await;

import io.headway.app.Engine;
import io.headway.config.ConfigLoader;
import io.headway.config.HeadwayConfig;
import io.headway.security.Role;
import io.headway.security.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The engine in the test's own process, on free ports of the loopback address. Owned by the test's thread; every method blocks. */
public final class RunningEngine implements AutoCloseable {
    private static final long TOKEN_TTL_S = 3_600;
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);

    private final HeadwayConfig config;
    private final Engine engine;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningEngine(HeadwayConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
    }

    /**
     * Starts it; devices register themselves.
     *
     * @param databaseUrl as it stands in a configuration
     * @param settings more keys and their values, over the defaults
     */
    public static RunningEngine start(String databaseUrl, Map<String, String> settings) throws Exception {
        var overrides = new HashMap<>(Map.of(
                "http.host", "127.0.0.1",
                "http.port", "0",
                "trackers.host", "127.0.0.1",
                "trackers.ports", "all=0",
                "json-lines.host", "127.0.0.1",
                "json-lines.port", "0",
                "devices.auto-register", "true",
                "jwt.secret-key", "a-key-that-only-this-test-knows-0123456789",
                "database.url", databaseUrl));
        overrides.putAll(settings);
        var config = ConfigLoader.load(null, Map.of(), overrides);
        return new RunningEngine(config, await(Engine.start(config)));
    }

    public Engine engine() {
        return engine;
    }

    public int teltonikaPort() {
        return engine.tcpPort("teltonika");
    }

    public int httpPort() {
        return engine.httpPort();
    }

    /** A driver's token for one vehicle. */
    public String driverToken(UUID workspace, UUID vehicle) {
        return token(Role.DRIVER, workspace, Set.of(vehicle), Set.of());
    }

    /** A token that may subscribe to all vehicles of the workspace. */
    public String operatorToken(UUID workspace) {
        return token(Role.OPERATOR, workspace, Set.of(), Set.of());
    }

    /** A token of any role. */
    public String token(Role role, UUID workspace, Set<UUID> vehicles, Set<UUID> trips) {
        return new TokenMint(engine.vertx(), config.jwt())
                .mint(new TokenMint.Grant("test", Set.of(role), workspace, vehicles, trips, TOKEN_TTL_S));
    }

    /** A socket on {@code /ws/tracking}. */
    public LiveSocket connect(String token) {
        return LiveSocket.open(http, httpPort(), "/ws/tracking", token);
    }

    /** A socket on {@code /ws/trips/{id}}. */
    public LiveSocket follow(UUID trip, String token) {
        return LiveSocket.open(http, httpPort(), "/ws/trips/" + trip, token);
    }

    /** Status of {@code /health/ready}. */
    public int readiness() throws IOException, InterruptedException {
        return get("/health/ready").statusCode();
    }

    /** Sum of a meter's samples over all its tags, as {@code /metrics} says now; 0 when it has none. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
                .timeout(ANSWER_DEADLINE)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Drains it. */
    @Override
    public void close() throws IOException {
        http.shutdownNow();
        try {
            await(engine.stop());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("the engine does not stop in order", e);
        }
    }
}
