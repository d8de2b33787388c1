package io.headway.protocol.meitrack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all. See TeltonikaFuzzTest for how it runs. */
class MeitrackFuzzTest {
    private final MeitrackProtocol protocol = new MeitrackProtocol();

    /** A stream from its first byte on, and the same bytes as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as the contents of messages whose length and checksum are right. */
    @FuzzTest
    void contents_behind_a_right_checksum_are_decoded_or_refused(byte[] bytes) {
        for (var kind : new String[] {"AAA", "CCC", "CCE"}) {
            DecoderCheck.frame(
                    protocol,
                    MeitrackMessages.binary(kind, Buffer.buffer(bytes)).getBytes(),
                    true);
        }
        // One report of parameters, whose length and count are right too.
        var content = MeitrackMessages.reports(
                Buffer.buffer().appendUnsignedShortLE(0).appendBytes(bytes));
        DecoderCheck.frame(protocol, MeitrackMessages.binary("CCE", content).getBytes(), true);
    }
}
