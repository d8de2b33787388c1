package io.headway.loadtest;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * The socket's share of the work and nothing else: finds the packets in the stream and answers each with its count. What a perfect
 * gateway would cost.
 */
final class RawSink extends VerticleBase {
    private static final int LENGTH_AT = 4;
    private static final int COUNT_AT = 9;
    private static final int FRAMING_BYTES = 12;
    private static final int EVENT_LOOPS = 2;

    private final int port;

    RawSink(int port) {
        this.port = port;
    }

    @Override
    public Future<?> start() {
        return vertx.createNetServer(new NetServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setAcceptBacklog(4096))
                .connectHandler(socket -> socket.handler(new Stream(socket)))
                .listen();
    }

    /** One connection. Owned by its event loop. */
    private static final class Stream implements Handler<Buffer> {
        private final NetSocket socket;
        private boolean loggedIn;
        private Buffer rest;

        Stream(NetSocket socket) {
            this.socket = socket;
        }

        @Override
        public void handle(Buffer read) {
            var bytes = rest == null ? read : rest.appendBuffer(read);
            var at = 0;
            if (!loggedIn && bytes.length() >= 2 && bytes.length() >= 2 + bytes.getUnsignedShort(0)) {
                at = 2 + bytes.getUnsignedShort(0);
                loggedIn = true;
                socket.write(Buffer.buffer(new byte[] {1}));
            }
            var counts = Buffer.buffer();
            while (loggedIn && bytes.length() - at >= FRAMING_BYTES) {
                var packetBytes = FRAMING_BYTES + bytes.getInt(at + LENGTH_AT);
                if (bytes.length() - at < packetBytes) {
                    break;
                }
                counts.appendInt(bytes.getUnsignedByte(at + COUNT_AT));
                at += packetBytes;
            }
            if (counts.length() > 0) {
                socket.write(counts);
            }
            rest = at == bytes.length() ? null : Buffer.buffer(bytes.getBytes(at, bytes.length()));
        }
    }

    /** Serves on the port given until the process is ended. */
    static void main(String[] args) throws Exception {
        var port = Integer.parseInt(args[0]);
        Vertx.vertx()
                .deployVerticle(() -> new RawSink(port), new DeploymentOptions().setInstances(EVENT_LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        System.out.println("ready");
    }
}
