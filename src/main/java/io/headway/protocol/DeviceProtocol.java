package io.headway.protocol;

import io.vertx.core.buffer.Buffer;

/** A protocol of trackers over a byte stream. Stateless and pure; any thread. */
public interface DeviceProtocol {

    /** Lower-case name: configuration key, metric tag, command-line argument. */
    String name();

    /**
     * Length of the first frame of {@code in} that starts at byte {@code from}. A frame that only separates others (an empty line, padding)
     * is a frame too, and decodes to a {@link Frame.Heartbeat} without reply. The caller bounds the length: a decoder has no limit of its
     * own to keep.
     *
     * @param to end of the bytes that have arrived, exclusive
     * @param loggedIn whether the connection's device is known
     * @return bytes in the frame, which may be more than have arrived; 0 when not enough has arrived to tell; negative when no frame can
     *     start here and the stream cannot be followed any further
     */
    int frameLength(Buffer in, int from, int to, boolean loggedIn);

    /**
     * Decodes one whole frame. Never throws on any content.
     *
     * @param length what {@link #frameLength} said
     */
    Frame decode(Buffer in, int from, int length, Arrival arrival);
}
