package io.headway.gateway;

import io.headway.gateway.JsonSession.JsonAccess;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by its socket's event loop: JSON messages, one a line, over TCP. */
final class JsonLineConnection implements JsonPeer {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLineConnection.class);

    private final NetSocket socket;
    private final GatewayParts parts;
    private final int maxLineBytes;
    private final JsonSession session;
    private final Unread unread = new Unread();
    private boolean proceeding;

    JsonLineConnection(
            NetSocket socket,
            JsonAccess access,
            GatewayParts parts,
            JsonLinesGateway.Lines lines,
            Consumer<JsonLineConnection> onEnded) {
        this.socket = socket;
        this.parts = parts;
        this.maxLineBytes = lines.maxLineBytes();
        this.session =
                new JsonSession(this, access, parts, principal -> lines.live().open(this, principal.workspaceId()));
        socket.handler(this::read)
                .closeHandler(_ -> {
                    session.ended();
                    parts.admission().leave(socket.remoteAddress().hostAddress());
                    onEnded.accept(this);
                })
                .exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
    }

    void drain() {
        session.drain();
    }

    @Override
    public void send(Buffer text) {
        socket.write(text.copy().appendByte((byte) '\n'))
                .onFailure(cause -> LOG.debug("message not sent: {}", cause.toString()));
    }

    @Override
    public boolean full() {
        return socket.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable action) {
        socket.drainHandler(_ -> action.run());
    }

    @Override
    public void close(int code, String reason) {
        socket.close();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        proceed();
    }

    private void read(Buffer bytes) {
        unread.append(bytes);
        proceed();
    }

    /** Gives the session one line after another, until it must wait or there is no whole line. */
    private void proceed() {
        if (proceeding) {
            return;
        }
        proceeding = true;
        var from = 0;
        var end = lineEnd(from);
        while (end >= 0 && end - from <= maxLineBytes && !session.waiting()) {
            if (end > from) {
                session.receive(unread.bytes().slice(from, end));
            }
            from = end + 1;
            end = lineEnd(from);
        }
        unread.drop(from);
        proceeding = false;
        // Whole or not: whether a line is too long must not depend on how it was cut into reads.
        if ((end < 0 ? unread.length() : end - from) > maxLineBytes) {
            parts.metrics().fault(FrameFault.TOO_LARGE);
            socket.close();
        } else if (!session.waiting()) {
            socket.resume();
        }
    }

    private int lineEnd(int from) {
        for (var i = from; i < unread.length(); i++) {
            if (unread.bytes().getByte(i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
