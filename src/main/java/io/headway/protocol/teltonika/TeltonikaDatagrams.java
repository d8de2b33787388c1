package io.headway.protocol.teltonika;

import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Teltonika over UDP (vendor document, section "Communication with server over UDP"). Stateless and pure; any thread. A datagram is a channel
 * header (length, packet id, packet type), an AVL header (AVL packet id, IMEI) and records as in TCP, without preamble and checksum. The
 * answer repeats both ids behind a length of 5, and ends with the number of records.
 */
public final class TeltonikaDatagrams implements DatagramProtocol {
    private static final int LENGTH_BYTES = 2;
    private static final int PACKET_ID_AT = 2;
    private static final int AVL_PACKET_ID_AT = 5;
    private static final int IMEI_LENGTH_AT = 6;
    private static final int IMEI_AT = 8;
    private static final int MIN_CONTENT_BYTES = 3;
    private static final int ANSWER_BYTES = 5;
    /** "Not usable byte" of the answer. */
    private static final int PACKET_TYPE = 1;

    @Override
    public String name() {
        return TeltonikaProtocol.NAME;
    }

    @Override
    public List<Frame> decode(Buffer datagram, Arrival arrival) {
        return List.of(packet(datagram, arrival));
    }

    private static Frame packet(Buffer in, Arrival arrival) {
        if (in.length() == 1 && in.getUnsignedByte(0) == TeltonikaProtocol.KEEP_ALIVE) {
            return new Frame.Heartbeat(null, null);
        }
        if (in.length() < IMEI_AT || in.getUnsignedShort(0) != in.length() - LENGTH_BYTES) {
            return TeltonikaProtocol.malformed(
                    "the length does not agree with a datagram of " + in.length() + " bytes");
        }
        var imeiEnd = IMEI_AT + in.getUnsignedShort(IMEI_LENGTH_AT);
        if (imeiEnd + MIN_CONTENT_BYTES > in.length() || !TeltonikaProtocol.isImei(in, IMEI_AT, imeiEnd)) {
            return TeltonikaProtocol.malformed("no IMEI");
        }
        var imei = in.getString(IMEI_AT, imeiEnd, StandardCharsets.US_ASCII.name());
        return switch (TeltonikaProtocol.content(in, imeiEnd, in.length(), arrival)) {
            case Frame.Positions positions ->
                new Frame.Positions(imei, positions.fixes(), receipt -> answer(in, receipt.size()));
            case Frame.Status status ->
                new Frame.Status(
                        imei, status.reportedAtMs(), status.attributes(), answer(in, in.getByte(in.length() - 1)));
            case Frame.Heartbeat _ -> new Frame.Heartbeat(imei, answer(in, 0));
            case Frame other -> other;
        };
    }

    private static Buffer answer(Buffer in, int records) {
        return Buffer.buffer(LENGTH_BYTES + ANSWER_BYTES)
                .appendUnsignedShort(ANSWER_BYTES)
                .appendUnsignedShort(in.getUnsignedShort(PACKET_ID_AT))
                .appendByte((byte) PACKET_TYPE)
                .appendByte(in.getByte(AVL_PACKET_ID_AT))
                .appendByte((byte) records);
    }
}
