package io.headway.protocol.h02;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all; see TeltonikaFuzzTest for what counts as a failure. */
class H02FuzzTest {
    private final H02Protocol protocol = new H02Protocol();

    /** A stream from its first byte on, and the same bytes as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as what follows the identity in a text, and as a record. */
    @FuzzTest
    void a_message_of_a_device_is_decoded_or_refused(byte[] bytes) {
        DecoderCheck.frame(
                protocol, Buffer.buffer("*HQ,4106000054,").appendBytes(bytes).getBytes(), true);
        DecoderCheck.frame(
                protocol,
                Buffer.buffer(new byte[] {'$', 0x41, 0x06, 0, 0, 0x54})
                        .appendBytes(bytes)
                        .getBytes(),
                true);
    }
}
