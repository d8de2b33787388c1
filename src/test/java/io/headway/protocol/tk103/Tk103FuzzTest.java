package io.headway.protocol.tk103;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;

/** Any bytes at all; see TeltonikaFuzzTest. */
class Tk103FuzzTest {
    private final Tk103Protocol protocol = new Tk103Protocol();

    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(DatagramProtocol.of(protocol), bytes);
    }

    /** The bytes as what follows the id of a message, in both forms, so that the fields are reached. */
    @FuzzTest
    void fields_behind_an_id_are_decoded(byte[] bytes) {
        for (var id : new String[] {"(013612345678", "(864768011069660,"}) {
            var message = Buffer.buffer(id).appendBytes(bytes).appendByte((byte) ')');
            DecoderCheck.frame(protocol, message.getBytes(), true);
        }
    }
}
