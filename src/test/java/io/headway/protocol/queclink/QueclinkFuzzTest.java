package io.headway.protocol.queclink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Any bytes at all; see {@code TeltonikaFuzzTest} for what a failure is. */
class QueclinkFuzzTest {
    private static final int MAX_BODY_BYTES = 60_000;

    private final QueclinkProtocol protocol = new QueclinkProtocol();

    /** A stream from its first byte on, and the same as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as the fields behind a kind of report, a version and an identity that are right: {@code FRI,6E,…}. */
    @FuzzTest
    void fields_behind_a_right_head_are_decoded(byte[] bytes) {
        if (bytes.length < 6) {
            return;
        }
        var text = new String(bytes, StandardCharsets.ISO_8859_1).replace('$', '.');
        DecoderCheck.frame(
                protocol,
                ("+RESP:GT" + text.substring(0, 3) + "," + text.substring(4, 6) + "0100,135790246811220,"
                                + text.substring(6) + "$")
                        .getBytes(StandardCharsets.ISO_8859_1),
                false);
    }

    /** The first byte chooses the kind of frame, the others are what follows its length; the checksum is right. */
    @FuzzTest
    void bytes_behind_a_right_checksum_are_decoded(byte[] bytes) {
        if (bytes.length < 5 || bytes.length > MAX_BODY_BYTES) {
            return;
        }
        var frame = switch (bytes[0] & 3) {
            case 0 -> Buffer.buffer("+RSP").appendBytes(bytes, 0, 5).setByte(8, (byte) (bytes[4] | 0x80));
            case 1 -> Buffer.buffer("+EVT").appendBytes(bytes, 0, 5).setByte(8, (byte) (bytes[4] | 0x80));
            case 2 -> Buffer.buffer("+INF").appendBytes(bytes, 0, 3).setByte(6, (byte) (bytes[2] | 1));
            default -> Buffer.buffer("+HBD").appendByte((byte) (bytes[1] | 1));
        };
        var lengthAt = frame.length();
        var isShort = (bytes[0] & 3) == 3;
        frame.appendBytes(isShort ? new byte[1] : new byte[2]).appendBytes(bytes, 5, bytes.length - 5);
        var length = frame.length() + 4;
        if (isShort && length > 255) {
            return;
        }
        if (isShort) {
            frame.setByte(lengthAt, (byte) length);
        } else {
            frame.setShort(lengthAt, (short) length);
        }
        frame.appendUnsignedShort(QueclinkBinary.checksum(frame, 4, frame.length()))
                .appendString("\r\n");
        DecoderCheck.frame(protocol, frame.getBytes(), false);
    }

    /** The bytes as what follows the length in a frame of items; the checksum is right. */
    @FuzzTest
    void items_behind_a_right_checksum_are_decoded(byte[] bytes) {
        if (bytes.length < 18 || bytes.length > MAX_BODY_BYTES) {
            return;
        }
        var frame = Buffer.buffer()
                .appendByte((byte) '+')
                .appendByte((byte) 0)
                .appendUnsignedShort(bytes.length + 6)
                .appendBytes(bytes);
        frame.appendUnsignedByte((short) QueclinkTagged.checksum(frame, 0, frame.length()))
                .appendString("$");
        DecoderCheck.frame(protocol, frame.getBytes(), false);
    }
}
