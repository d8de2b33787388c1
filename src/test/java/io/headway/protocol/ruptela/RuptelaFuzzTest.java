package io.headway.protocol.ruptela;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all; see DecoderCheck for what must hold. */
class RuptelaFuzzTest {
    private final RuptelaProtocol protocol = new RuptelaProtocol();

    /** A stream from its first byte on, and the same bytes as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as command and payload of a packet whose length and checksum are right, so that the records behind them are reached. */
    @FuzzTest
    void payload_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        var content = Buffer.buffer().appendLong(12_207_007_303_107L).appendBytes(bytes);
        if (content.length() <= 0xFFFF) {
            DecoderCheck.frame(protocol, RuptelaPacket.packet(content).getBytes(), true);
        }
    }
}
