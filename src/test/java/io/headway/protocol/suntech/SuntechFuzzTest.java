package io.headway.protocol.suntech;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.DecoderCheck;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Any bytes at all; see {@code TeltonikaFuzzTest} for what a failure is. */
class SuntechFuzzTest {
    private static final int MAX_BODY_BYTES = 60_000;
    private static final String[] HEADS = {
        "STT;0560001616;",
        "ALT;0560001616;",
        "UEX;1610020241;",
        "BLE;0820012345;",
        "BSA;0820012345;",
        "ST300STT;100850000;01;010;20081017;07:41:56;",
        "ST300UEX;100850000;01;010;20081017;07:41:56;2F100;+37.478519;+126.886819;000.012;000.00;9;1;0;15.30;001100;",
        "ST300HTE;100850000;07;248;20110101;00:13:52;",
        "ST410STT;007638094;426;01;",
        "ST910;Location;205576803;"
    };

    private final SuntechProtocol protocol = new SuntechProtocol();

    /** A stream from its first byte on, and the same as a datagram. */
    @FuzzTest
    void a_stream_is_followed_or_given_up(byte[] bytes) {
        DecoderCheck.stream(protocol, bytes);
        DecoderCheck.datagram(SuntechProtocol.overUdp(), bytes);
    }

    /** The first byte chooses a head that is right, the others follow it; from 128 on they follow the length of a binary report. */
    @FuzzTest
    void fields_behind_a_right_head_are_decoded(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BODY_BYTES) {
            return;
        }
        var choice = bytes[0] & 0xFF;
        var frame = Buffer.buffer();
        if (choice >= 0x80) {
            frame.appendByte((byte) (0x81 + (choice & 1)))
                    .appendUnsignedShort(5 + bytes.length - 1)
                    .appendBytes(new byte[5]);
        } else {
            frame.appendString(HEADS[choice % HEADS.length], StandardCharsets.ISO_8859_1.name());
        }
        frame.appendBytes(bytes, 1, bytes.length - 1);
        DecoderCheck.frame(protocol, frame.getBytes(), false);
        DecoderCheck.stream(protocol, frame.appendByte((byte) '\r').getBytes());
    }
}
