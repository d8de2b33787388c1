package io.headway.protocol.watch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all; see TeltonikaFuzzTest. */
class WatchFuzzTest {
    private final WatchProtocol protocol = new WatchProtocol();

    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.frame(protocol, bytes, true);
    }

    /** The bytes as the content of a message whose length is right, so that the fields behind it are reached. */
    @FuzzTest
    void content_of_the_right_length_is_decoded_or_refused(byte[] bytes) {
        var message = Buffer.buffer(String.format("[3G*8800000015*%04x*", bytes.length & 0xFFFF))
                .appendBytes(bytes)
                .appendByte((byte) ']');
        DecoderCheck.frame(protocol, message.getBytes(), true);
    }
}
