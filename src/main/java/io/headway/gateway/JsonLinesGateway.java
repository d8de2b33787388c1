package io.headway.gateway;

import io.headway.config.HeadwayConfig;
import io.headway.security.Principal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Accepts JSON lines over TCP. Deployed once per event loop; the instances share the port. */
public final class JsonLinesGateway extends VerticleBase {
    private static final String PROTOCOL = "json_lines";

    private final HeadwayConfig.JsonLines settings;
    private final Ingress ingress;
    private final Function<String, Future<Principal>> tokens;
    private final Lines lines;
    private final GatewayMetrics metrics;
    private final Set<JsonLineConnection> connections = new HashSet<>();
    private NetServer server;
    private boolean draining;

    /** What a connection is given besides the loop's parts. */
    record Lines(int maxLineBytes, LiveFeed live) {}

    public JsonLinesGateway(
            HeadwayConfig.JsonLines settings,
            Ingress ingress,
            Function<String, Future<Principal>> tokens,
            LiveFeed live,
            GatewayMetrics metrics) {
        this.settings = settings;
        this.ingress = ingress;
        this.tokens = tokens;
        this.lines = new Lines(settings.maxLineBytes(), live);
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        var parts = ingress.partsFor(context, metrics);
        var access = new JsonSession.JsonAccess(tokens, ingress.limits().loginDeadlineMs(), PROTOCOL);
        server = vertx.createNetServer(new NetServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port() == 0 ? -2 : settings.port())
                        .setTcpNoDelay(true)
                        .setIdleTimeout(Math.toIntExact(ingress.limits().idleTimeoutMs()))
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectHandler(socket -> accept(socket, access, parts));
        return server.listen();
    }

    public int port() {
        return server.actualPort();
    }

    /** Any thread. Reads nothing more; what has been read is still acknowledged. Completes when reading has stopped. */
    public Future<Void> drain() {
        return Future.future(promise -> context.runOnContext(_ -> {
            draining = true;
            connections.forEach(JsonLineConnection::drain);
            promise.complete();
        }));
    }

    private void accept(NetSocket socket, JsonSession.JsonAccess access, GatewayParts parts) {
        if (draining || !parts.admission().enter(socket.remoteAddress().hostAddress())) {
            metrics.closed(GatewayMetrics.CloseReason.LIMIT);
            socket.close();
            return;
        }
        connections.add(new JsonLineConnection(socket, access, parts, lines, connections::remove));
    }
}
