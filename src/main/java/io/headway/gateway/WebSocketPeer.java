package io.headway.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by its socket's event loop. */
final class WebSocketPeer implements JsonPeer {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketPeer.class);

    private static final Buffer EMPTY = Buffer.buffer(0);

    private final ServerWebSocket socket;

    WebSocketPeer(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void send(Buffer text) {
        if (!socket.isClosed()) {
            socket.writeFrame(WebSocketFrame.textFrame(text.toString(), true))
                    .onFailure(cause -> LOG.debug("message not sent: {}", cause.toString()));
        }
    }

    @Override
    public boolean full() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable action) {
        if (!socket.isClosed()) {
            socket.drainHandler(_ -> action.run());
        }
    }

    /** Asks the other side for a sign of life. */
    void ping() {
        if (!socket.isClosed()) {
            socket.writePing(EMPTY).onFailure(cause -> LOG.debug("ping not sent: {}", cause.toString()));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason).onFailure(cause -> LOG.debug("not closed: {}", cause.toString()));
        }
    }

    @Override
    public void pause() {
        if (!socket.isClosed()) {
            socket.pause();
        }
    }

    @Override
    public void resume() {
        if (!socket.isClosed()) {
            socket.resume();
        }
    }
}
