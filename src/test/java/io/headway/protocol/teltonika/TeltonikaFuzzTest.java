package io.headway.protocol.teltonika;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Crc16;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/**
 * Any bytes at all. With JAZZER_FUZZ=1 in the environment it searches for new inputs; otherwise it runs those under
 * {@code src/test/resources/…/TeltonikaFuzzTestInputs}. An exception of any kind is a failure, and so is a read beyond the frame: it would
 * run out of an exact buffer, or see the bytes around change.
 */
class TeltonikaFuzzTest {
    private final TeltonikaProtocol protocol = new TeltonikaProtocol();

    /** A stream from its first byte on: framing, login, whatever follows. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
    }

    /** The bytes as the content of a packet whose length and checksum are right, so that the records behind them are reached. */
    @FuzzTest
    void content_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        var packet = Buffer.buffer().appendInt(0).appendInt(bytes.length).appendBytes(bytes);
        packet.appendInt(Crc16.ARC.of(packet, 8, packet.length()));
        DecoderCheck.frame(protocol, packet.getBytes(), true);
    }

    /** The bytes as the content of a datagram whose header is right. */
    @FuzzTest
    void a_datagram_is_decoded_or_refused(byte[] bytes) {
        var datagram = Buffer.buffer()
                .appendUnsignedShort(21 + bytes.length)
                .appendInt(0x0001_0100)
                .appendUnsignedShort(15)
                .appendString("356307042441013")
                .appendBytes(bytes);
        DecoderCheck.datagram(new TeltonikaDatagrams(), datagram.getBytes());
        DecoderCheck.datagram(new TeltonikaDatagrams(), bytes);
    }
}
