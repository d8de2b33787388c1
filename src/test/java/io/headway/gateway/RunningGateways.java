package io.headway.gateway;

import static io.headway.testing.Futures.await;

import io.headway.config.HeadwayConfig;
import io.headway.model.Fix;
import io.headway.model.Validation;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.security.Principal;
import io.headway.security.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Gateways on one event loop, on free ports of the loopback, with shards, directory and feed in memory. Test thread. */
final class RunningGateways {
    static final String HOST = "127.0.0.1";
    static final int MAX_MESSAGE_BYTES = 1_024;
    static final Limits LIMITS = new Limits(60_000, 60_000, 100, 100, 3, 1_000);
    static final Sockets SOCKETS = new Sockets(Optional.empty(), MAX_MESSAGE_BYTES, 60_000, 25_000);
    static final int MAX_BAD_FRAMES = 3;
    static final int MAX_FRAME_BYTES = 2_048;

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    final FakeShards shards = new FakeShards();
    final FakeDirectory directory = new FakeDirectory();
    final FakeFeed feed = new FakeFeed();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final GatewayMetrics metrics = new GatewayMetrics(registry, "test");
    private final Ingress ingress;

    record Limits(
            long loginDeadlineMs,
            long idleTimeoutMs,
            int maxConnections,
            int maxConnectionsPerAddress,
            int maxConnectionsPerDevice,
            int maxInFlightPerConnection)
            implements HeadwayConfig.Gateway {
        Limits withLoginDeadlineMs(long value) {
            return new Limits(value, idleTimeoutMs, maxConnections, maxConnectionsPerAddress, 3, 1_000);
        }

        Limits withConnections(int total, int perAddress) {
            return new Limits(loginDeadlineMs, idleTimeoutMs, total, perAddress, 3, 1_000);
        }

        Limits withInFlight(int positions) {
            return new Limits(loginDeadlineMs, idleTimeoutMs, 100, 100, 3, positions);
        }
    }

    record Sockets(Optional<List<String>> allowedOrigins, int maxMessageBytes, long authDeadlineMs, long pingIntervalMs)
            implements HeadwayConfig.Websocket {
        Sockets withAuthDeadlineMs(long value) {
            return new Sockets(allowedOrigins, maxMessageBytes, value, pingIntervalMs);
        }

        Sockets withAllowedOrigins(String... origins) {
            return new Sockets(Optional.of(List.of(origins)), maxMessageBytes, authDeadlineMs, pingIntervalMs);
        }
    }

    private record Lines(boolean enabled, String host, int port, int maxLineBytes) implements HeadwayConfig.JsonLines {}

    RunningGateways(Limits limits) {
        var validation = new Validation(
                Duration.ofDays(90).toMillis(), Duration.ofMinutes(10).toMillis());
        ingress = new Ingress(vertx, shards::portFor, directory, new Admission(limits), validation, limits);
    }

    void close() throws Exception {
        await(vertx.close());
    }

    Ingress ingress() {
        return ingress;
    }

    TcpGateway teltonika() throws Exception {
        var gateway = new TcpGateway(
                new TeltonikaProtocol(),
                new TcpGateway.Listener(HOST, -1, MAX_FRAME_BYTES, MAX_BAD_FRAMES),
                ingress,
                new GatewayMetrics(registry, "teltonika"));
        await(vertx.deployVerticle(gateway));
        return gateway;
    }

    /** @return the port */
    int jsonLines() throws Exception {
        var gateway = new JsonLinesGateway(
                new Lines(true, HOST, 0, MAX_MESSAGE_BYTES),
                ingress,
                this::verify,
                feed,
                new GatewayMetrics(registry, "json_lines"));
        await(vertx.deployVerticle(gateway));
        return gateway.port();
    }

    /** @return the port; the options are those that the engine gives its server */
    int webSocket(Sockets settings) throws Exception {
        var socketMetrics = new GatewayMetrics(registry, "websocket");
        return await(onLoop(context -> {
            var router = Router.router(vertx);
            var gateway = new WebSocketGateway(settings, context, ingress, this::verify, feed, socketMetrics);
            router.get("/ws/tracking").handler(gateway);
            router.get("/ws/trips/:" + WebSocketGateway.TRIP_PARAMETER).handler(gateway);
            var options = new HttpServerOptions()
                    .setMaxWebSocketMessageSize(settings.maxMessageBytes())
                    .setMaxWebSocketFrameSize(settings.maxMessageBytes())
                    .addWebSocketSubProtocol(WebSocketGateway.BEARER_PROTOCOL);
            return vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen(0, HOST)
                    .map(server -> server.actualPort());
        }));
    }

    /** Its own loop's way in by POST; to be used by {@link #onLoop}. */
    HttpIngress http() throws Exception {
        return await(onLoop(context ->
                Future.succeededFuture(new HttpIngress(context, ingress, new GatewayMetrics(registry, "http")))));
    }

    /** What a gateway's connection is given. */
    GatewayParts parts(Context context) {
        return ingress.partsFor(context, metrics);
    }

    /** Runs on the loop that all gateways share. */
    <T> Future<T> onLoop(Function<Context, Future<T>> action) {
        var result = Promise.<T>promise();
        vertx.runOnContext(_ -> action.apply(Vertx.currentContext()).onComplete(result));
        return result.future();
    }

    /** The loop has finished what it was at, and what that made it do: nothing is on its way that no socket or promise brings. */
    void settle() throws Exception {
        for (var turn = 0; turn < 5; turn++) {
            await(onLoop(_ -> Future.<Void>succeededFuture()));
        }
    }

    /** A token of our workspace that is good for an hour. */
    String token(Role role, UUID... vehicles) {
        return token(Duration.ofHours(1), role, vehicles);
    }

    String token(Duration life, Role role, UUID... vehicles) {
        var token = role.claim() + principals.size();
        principals.put(
                token,
                new Principal(
                        token,
                        Set.of(role),
                        FakeDirectory.OURS,
                        Set.of(vehicles),
                        Set.of(),
                        System.currentTimeMillis() + life.toMillis()));
        return token;
    }

    /** Of a rider who may follow these trips. */
    String viewerToken(UUID... trips) {
        var token = "viewer" + principals.size();
        principals.put(
                token,
                new Principal(
                        token,
                        Set.of(Role.VIEWER),
                        FakeDirectory.OURS,
                        Set.of(),
                        Set.of(trips),
                        System.currentTimeMillis() + Duration.ofHours(1).toMillis()));
        return token;
    }

    private Future<Principal> verify(String token) {
        var principal = principals.get(token);
        return principal == null ? Future.failedFuture("no such token") : Future.succeededFuture(principal);
    }

    /** All counters of that name that have those tags, together. */
    double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double connections(String protocol) {
        return registry.get("headway_connections")
                .tag("protocol", protocol)
                .gauge()
                .value();
    }

    /** Waits, turn of the loop after turn of the loop, until it is so. */
    void until(String what, BooleanSupplier condition) throws Exception {
        var deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 10 s: " + what);
            }
            settle();
        }
    }

    /** A fix of now; its speed is {@code step}, by which a test knows it again. */
    static Fix fix(int step) {
        return new Fix(System.currentTimeMillis(), 52.5, 13.4, 30, step, 90, Float.NaN, 8, true, "{}");
    }
}
