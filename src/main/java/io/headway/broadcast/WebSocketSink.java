package io.headway.broadcast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** Owned by the socket's event loop. Writes text messages to a WebSocket. */
public final class WebSocketSink implements LiveSink {
    private static final Buffer EMPTY = Buffer.buffer();

    private final ServerWebSocket socket;

    /** @param maxBufferBytes bytes waiting to be written above which {@link #full()} is true */
    public WebSocketSink(ServerWebSocket socket, int maxBufferBytes) {
        this.socket = socket;
        if (!socket.isClosed()) {
            socket.setWriteQueueMaxSize(maxBufferBytes);
        }
    }

    @Override
    public void send(LiveMessage message) {
        // A write to a closed socket fails its future; the close handler has told, or will tell, the session.
        socket.writeTextMessage(message.text());
    }

    @Override
    public boolean full() {
        // writeQueueFull throws once the socket is closed.
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void drainHandler(Runnable drained) {
        if (!socket.isClosed()) {
            socket.drainHandler(ignored -> drained.run());
        }
    }

    @Override
    public void ping() {
        socket.writePing(EMPTY);
    }

    @Override
    public void close(int code, String reason) {
        socket.close((short) code, reason);
    }
}
