package io.headway.protocol.jt808;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Checksums;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/** Any bytes at all; see DecoderCheck for what must hold. */
class Jt808FuzzTest {
    private static final byte[] PLACE =
            HexFormat.of().parseHex("00000000000000030159741206cbfd5001720000000116052709062400");

    private final Jt808Protocol protocol = new Jt808Protocol();

    /** A stream from its first byte on: flags, escapes, brackets, fill. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
    }

    /** The bytes as header and body of a message whose checksum is right, between both kinds of flags. */
    @FuzzTest
    void message_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        for (var marks : Jt808Marks.values()) {
            DecoderCheck.frame(protocol, framed(marks, Buffer.buffer(bytes)).getBytes(), true);
        }
    }

    /** The bytes as the additional items of a position. */
    @FuzzTest
    void items_of_a_position_are_read_or_left(byte[] bytes) {
        var message = Buffer.buffer()
                .appendInt(0x0200_0000)
                .appendInt(0x0123_4567)
                .appendInt(0x8901_0001)
                .appendBytes(PLACE, 0, Jt808Location.BYTES)
                .appendBytes(bytes);
        DecoderCheck.frame(protocol, framed(Jt808Marks.STANDARD, message).getBytes(), true);
    }

    private static Buffer framed(Jt808Marks marks, Buffer message) {
        return marks.frame(message.appendByte((byte) Checksums.xor(message, 0, message.length())));
    }
}
