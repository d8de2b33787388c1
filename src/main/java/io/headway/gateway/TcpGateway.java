package io.headway.gateway;

import io.headway.protocol.DeviceProtocol;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Accepts trackers of one protocol. Deployed once per event loop; the instances share the port. */
public final class TcpGateway extends VerticleBase {
    private final DeviceProtocol protocol;
    private final Listener listener;
    private final Ingress ingress;
    private final GatewayMetrics metrics;
    private final Set<DeviceConnection> connections = new HashSet<>();
    private NetServer server;
    private boolean draining;

    /**
     * Where a protocol listens.
     *
     * @param port below 0 takes a free one: the same for all instances that were given the same number, and no others
     * @param maxFrameBytes the longest frame followed, or datagram or body taken
     * @param maxBadFrames bad frames before a connection is closed
     */
    public record Listener(String host, int port, int maxFrameBytes, int maxBadFrames) {}

    public TcpGateway(DeviceProtocol protocol, Listener listener, Ingress ingress, GatewayMetrics metrics) {
        this.protocol = protocol;
        this.listener = listener;
        this.ingress = ingress;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        var parts = ingress.partsFor(context, metrics);
        server = vertx.createNetServer(new NetServerOptions()
                        .setHost(listener.host())
                        .setPort(listener.port())
                        .setTcpNoDelay(true)
                        .setIdleTimeout(Math.toIntExact(ingress.limits().idleTimeoutMs()))
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setAcceptBacklog(4_096))
                .connectHandler(socket -> accept(socket, parts));
        return server.listen();
    }

    /** The port in use, once started. */
    public int port() {
        return server.actualPort();
    }

    /** Any thread. Reads nothing more; what has been read is still acknowledged. Completes when reading has stopped. */
    public Future<Void> drain() {
        return Future.future(promise -> context.runOnContext(_ -> {
            draining = true;
            connections.forEach(DeviceConnection::drain);
            promise.complete();
        }));
    }

    private void accept(NetSocket socket, GatewayParts parts) {
        if (draining) {
            socket.close();
            return;
        }
        if (!parts.admission().enter(socket.remoteAddress().hostAddress())) {
            metrics.closed(GatewayMetrics.CloseReason.LIMIT);
            socket.close();
            return;
        }
        connections.add(new DeviceConnection(socket, protocol, parts, listener, connections::remove));
    }
}
