package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Teltonika tracker over UDP: the records of a packet of codec 8 Extended behind the two headers of a datagram. Pure; any thread. */
public final class TeltonikaDatagramTracker implements DeviceEncoder {
    /** Preamble and length of a packet over TCP, which a datagram does not have; nor has it the checksum. */
    private static final int PACKET_HEADER_BYTES = 8;

    private static final int CHECKSUM_BYTES = 4;
    private static final int ANSWER_BYTES = 7;

    private final TeltonikaTracker overTcp = new TeltonikaTracker();

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var packet = overTcp.report(uniqueId, serial, fixes);
        var content = packet.getBuffer(PACKET_HEADER_BYTES, packet.length() - CHECKSUM_BYTES);
        return Buffer.buffer()
                .appendUnsignedShort(6 + uniqueId.length() + content.length())
                .appendUnsignedShort(serial & 0xFFFF)
                .appendByte((byte) 1)
                .appendByte((byte) serial)
                .appendUnsignedShort(uniqueId.length())
                .appendString(uniqueId, StandardCharsets.US_ASCII.name())
                .appendBuffer(content);
    }

    @Override
    public int reportAnswers(int fixes) {
        return 1;
    }

    @Override
    public int maxFixes() {
        return overTcp.maxFixes();
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        return to - from < ANSWER_BYTES ? 0 : ANSWER_BYTES;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return in.getByte(from + ANSWER_BYTES - 1) != 0;
    }
}
