package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A stream that arrives in reads of any length. Test thread. */
public final class StreamReads {
    private StreamReads() {}

    /**
     * The frames that a gateway finds; records are compared by their content. Fails when the stream cannot be followed to its end.
     *
     * @param beginsLoggedIn whether the stream begins behind the login
     * @param readBytes lengths of the first reads; the rest comes in one
     */
    public static List<Object> frames(
            DeviceProtocol protocol, boolean beginsLoggedIn, Buffer stream, List<Integer> readBytes) {
        var frames = new ArrayList<Object>();
        var from = 0;
        var to = 0;
        var loggedIn = beginsLoggedIn;
        for (var read = 0; read <= readBytes.size(); read++) {
            to = read == readBytes.size() ? stream.length() : Math.min(stream.length(), to + readBytes.get(read));
            var length = protocol.frameLength(stream, from, to, loggedIn);
            while (from < to && length > 0 && length <= to - from) {
                var frame = protocol.decode(stream, from, length, new Arrival(loggedIn, DecoderCheck.NOW_MS));
                loggedIn |= frame instanceof Frame.Login;
                frames.add(
                        frame instanceof Frame.Positions positions
                                ? List.of(String.valueOf(positions.uniqueId()), positions.fixes())
                                : frame);
                from += length;
                length = protocol.frameLength(stream, from, to, loggedIn);
            }
            assertThat(length).isNotNegative();
        }
        assertThat(from).isEqualTo(stream.length());
        return frames;
    }
}
