package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Any bytes at all. With JAZZER_FUZZ=1 in the environment it searches for new inputs; otherwise it runs those under
 * {@code src/test/resources/…/TeltonikaFuzzTestInputs}. An exception of any kind is a failure, and so is a read beyond the frame: it would
 * run out of an exact buffer, or see the bytes around change.
 */
class TeltonikaFuzzTest {
    private static final int MAX_FRAME_BYTES = 4_096;
    private static final int AROUND_BYTES = 64;

    private final TeltonikaProtocol protocol = new TeltonikaProtocol(MAX_FRAME_BYTES);

    /** A stream from its first byte on: framing, login, whatever follows. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        var stream = Buffer.buffer(bytes);
        var loggedIn = false;
        var from = 0;
        while (true) {
            var length = protocol.frameLength(stream, from, stream.length(), loggedIn);
            assertThat(length).isLessThanOrEqualTo(MAX_FRAME_BYTES);
            if (length <= 0 || length > stream.length() - from) {
                return;
            }
            loggedIn |= decode(Arrays.copyOfRange(bytes, from, from + length), loggedIn) instanceof Frame.Login;
            from += length;
        }
    }

    /** The bytes as the content of a packet whose length and checksum are right, so that the records behind them are reached. */
    @FuzzTest
    void content_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        var packet = Buffer.buffer().appendInt(0).appendInt(bytes.length).appendBytes(bytes);
        packet.appendInt(Crc16.of(packet, 8, packet.length()));
        decode(packet.getBytes(), true);
    }

    private Frame decode(byte[] frame, boolean loggedIn) {
        var exact = protocol.decode(Buffer.buffer(frame), 0, frame.length, loggedIn);
        for (var around : new byte[] {0, (byte) 0xFF}) {
            var padding = new byte[AROUND_BYTES];
            Arrays.fill(padding, around);
            var within = Buffer.buffer().appendBytes(padding).appendBytes(frame).appendBytes(padding);
            var again = protocol.decode(within, AROUND_BYTES, frame.length, loggedIn);
            assertThat(comparable(again)).isEqualTo(comparable(exact));
        }
        if (exact instanceof Frame.Positions positions) {
            assertThat(positions.fixes()).isNotEmpty();
            positions.fixes().forEach(fix -> isStorable(fix.attributes()));
        }
        return exact;
    }

    private static void isStorable(String attributes) {
        assertThat(new JsonObject(attributes)).isNotNull();
        assertThat(attributes).doesNotContain("\0").doesNotContain("\\u0000");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(attributes)).isTrue();
    }

    private static Object comparable(Frame frame) {
        return frame instanceof Frame.Positions positions ? positions.fixes() : frame;
    }
}
