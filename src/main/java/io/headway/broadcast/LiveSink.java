package io.headway.broadcast;

/** Where one subscriber's messages go. Every method is called on the event loop that {@link Broadcast#open} was called on. */
public interface LiveSink {

    /** Writes the message; without effect once closed. Never blocks, never throws for a closed connection. */
    void send(LiveMessage message);

    /** True when more waits to be written than allowed. False once closed. */
    boolean full();

    /** Calls {@code drained}, on the same event loop, each time the sink has been full and is not any more. Called once. */
    void drainHandler(Runnable drained);

    /** Asks the peer for a sign of life. */
    void ping();

    /**
     * Closes the connection.
     *
     * @param code WebSocket close code (RFC 6455, section 7.4)
     * @param reason for a person, at most 123 bytes
     */
    void close(int code, String reason);
}
