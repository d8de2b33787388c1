package io.headway.protocol.gps103;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all; see TeltonikaFuzzTest. */
class Gps103FuzzTest {
    private final Gps103Protocol protocol = new Gps103Protocol();

    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as what follows the IMEI of a message, so that the fields are reached. */
    @FuzzTest
    void fields_behind_an_imei_are_decoded(byte[] bytes) {
        var message = Buffer.buffer("imei:359586015829802,").appendBytes(bytes).appendByte((byte) ';');
        DecoderCheck.frame(protocol, message.getBytes(), true);
    }
}
