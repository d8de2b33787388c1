package io.headway.gateway;

import io.vertx.core.buffer.Buffer;

/** The transport under a JSON session: a WebSocket or lines over TCP. Used on its event loop; every call is harmless once it is closed. */
public interface JsonPeer {

    /** Sends one message; {@code text} may be shared with other peers and is not changed. */
    void send(Buffer text);

    /** True when the other side does not read as fast as we write. */
    boolean full();

    /** Calls {@code action} when a full peer can take more. */
    void onDrain(Runnable action);

    /** Ends the connection; the code is WebSocket's (RFC 6455, section 7.4.1). */
    void close(int code, String reason);

    void pause();

    void resume();
}
