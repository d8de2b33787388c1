package io.headway.protocol.nmea;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Any bytes at all; see TeltonikaFuzzTest for what counts as a failure. */
class NmeaFuzzTest {
    private final NmeaProtocol protocol = new NmeaProtocol();

    /** A stream from its first byte on, and the same bytes as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(new NmeaDatagrams(), bytes);
    }

    /** The bytes as a sentence whose checksum is right. */
    @FuzzTest
    void a_sentence_behind_a_right_checksum_is_decoded_or_refused(byte[] bytes) {
        var content = new String(bytes, StandardCharsets.ISO_8859_1).replace("*", "");
        var sentence = Buffer.buffer("$").appendBytes(content.getBytes(StandardCharsets.ISO_8859_1));
        var sum = 0;
        for (var i = 1; i < sentence.length(); i++) {
            sum ^= sentence.getUnsignedByte(i);
        }
        sentence.appendString(String.format("*%02X", sum));
        DecoderCheck.frame(protocol, sentence.getBytes(), true);
    }
}
