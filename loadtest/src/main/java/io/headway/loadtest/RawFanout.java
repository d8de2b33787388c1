package io.headway.loadtest;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Fan-out and nothing else: a position comes in, its text goes to every WebSocket. Each event loop has sockets of its own and writes one
 * frame, encoded once, to all of them.
 */
final class RawFanout extends VerticleBase {
    private static final int EVENT_LOOPS = 2;
    private static final int LOGIN_BYTES = 2 + 15;
    private static final int TIMESTAMP_AT = 10;
    private static final int PACKET_BYTES = 47 + 12;

    private final int webPort;
    private final int devicePort;
    private final List<RawFanout> loops;
    private final List<ServerWebSocket> sockets = new ArrayList<>();
    private Context owner;

    RawFanout(int webPort, int devicePort, List<RawFanout> loops) {
        this.webPort = webPort;
        this.devicePort = devicePort;
        this.loops = loops;
    }

    @Override
    public Future<?> start() {
        owner = context;
        loops.add(this);
        var web = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(webPort)
                        .setAcceptBacklog(4096)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false))
                .webSocketHandler(this::accept)
                .listen();
        var devices = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(devicePort))
                .connectHandler(this::device)
                .listen();
        return Future.all(web, devices);
    }

    private void accept(ServerWebSocket socket) {
        sockets.add(socket);
        socket.closeHandler(ignored -> sockets.remove(socket));
    }

    /** Packets of one size, as {@link Fanout} sends them; the login comes first. */
    private void device(NetSocket socket) {
        var packets = RecordParser.newFixed(LOGIN_BYTES);
        packets.handler(login -> {
            socket.write(Buffer.buffer(new byte[] {1}));
            packets.fixedSizeMode(PACKET_BYTES);
            packets.handler(packet -> {
                var text = text(packet.getLong(TIMESTAMP_AT));
                socket.write(Buffer.buffer().appendInt(1));
                for (var loop : loops) {
                    loop.owner.runOnContext(ignored -> loop.broadcast(text));
                }
            });
        });
        socket.handler(packets);
    }

    private void broadcast(String text) {
        for (var socket : sockets) {
            socket.writeTextMessage(text);
        }
    }

    /** 170 bytes, as the engine writes them. */
    private static String text(long timestampMs) {
        return "{\"type\":\"vehicle_moved\",\"vehicle_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\",\"position\":"
                + "[11.5765123,49.9456789],\"speed\":54.0,\"heading\":127.0,\"timestamp\":\""
                + Instant.ofEpochMilli(timestampMs) + "\"}";
    }

    /** Serves on the two ports given, dashboards and devices, until the process is ended. */
    static void main(String[] args) throws Exception {
        var webPort = Integer.parseInt(args[0]);
        var devicePort = Integer.parseInt(args[1]);
        var loops = new CopyOnWriteArrayList<RawFanout>();
        Vertx.vertx()
                .deployVerticle(
                        () -> new RawFanout(webPort, devicePort, loops),
                        new DeploymentOptions().setInstances(EVENT_LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        System.out.println("ready");
    }
}
