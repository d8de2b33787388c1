package io.headway.protocol.gt06;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** Any bytes at all: see TeltonikaFuzzTest. */
class Gt06FuzzTest {
    private static final int MOST_SHORT_CONTENT_BYTES = 250;

    private final Gt06Protocol protocol = new Gt06Protocol();

    /** A stream from its first byte on: framing, login, whatever follows. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
    }

    /** Protocol number and content in packets of either start whose length and checksum are right. */
    @FuzzTest
    void content_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        var longPacket = Buffer.buffer()
                .appendUnsignedShort(Answers.LONG_START)
                .appendUnsignedShort(Math.min(bytes.length, 0xFFFF - 4) + 4)
                .appendBytes(Arrays.copyOf(bytes, Math.min(bytes.length, 0xFFFF - 4)));
        DecoderCheck.frame(protocol, Answers.closed(longPacket, 1).getBytes(), true);
        var content = Arrays.copyOfRange(bytes, 1, Math.min(bytes.length, MOST_SHORT_CONTENT_BYTES + 1));
        var shortPacket =
                Answers.shortStart(content.length).appendByte(bytes[0]).appendBytes(content);
        DecoderCheck.frame(protocol, Answers.closed(shortPacket, 1).getBytes(), false);
        DecoderCheck.frame(protocol, shortPacket.getBytes(), true);
    }
}
