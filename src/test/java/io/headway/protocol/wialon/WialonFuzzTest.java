package io.headway.protocol.wialon;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Crc16;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all. See TeltonikaFuzzTest for how it runs. */
class WialonFuzzTest {
    private final WialonProtocol protocol = new WialonProtocol();

    /** A stream from its first byte on, and the same bytes as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as the contents of messages whose checksum is right. */
    @FuzzTest
    void contents_behind_a_right_checksum_are_decoded_or_refused(byte[] bytes) {
        for (var type : new String[] {"#L#", "#SD#", "#D#", "#M#"}) {
            DecoderCheck.frame(protocol, message(type, bytes, ';'), true);
        }
        DecoderCheck.frame(protocol, message("#B#", bytes, '|'), true);
    }

    private static byte[] message(String type, byte[] content, char separator) {
        var message = Buffer.buffer(type).appendBytes(content).appendByte((byte) separator);
        var checksum = Crc16.ARC.of(message, type.length(), message.length());
        return message.appendString(String.format("%04X\r\n", checksum)).getBytes();
    }
}
