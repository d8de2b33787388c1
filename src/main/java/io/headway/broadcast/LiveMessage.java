package io.headway.broadcast;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * One encoded message, shared by all sinks it is written to. Any thread.
 *
 * <p>Two shapes, because the public WebSocket API takes text frames as String only: a frame made from a String is released by its first
 * write, so it cannot be shared, but the String can. Its bytes are ASCII for the JSON we write, so a socket pays one block copy.
 */
public final class LiveMessage {
    private final Buffer buffer;
    /** Made when first asked for. Two threads may each make one; they are equal, and a String needs no safe publication. */
    private String text;

    public LiveMessage(Buffer buffer) {
        this.buffer = buffer;
    }

    /** UTF-8 JSON without a line end. Not to be changed. */
    public Buffer buffer() {
        return buffer;
    }

    public String text() {
        var made = text;
        if (made == null) {
            made = buffer.toString(StandardCharsets.UTF_8);
            text = made;
        }
        return made;
    }
}
