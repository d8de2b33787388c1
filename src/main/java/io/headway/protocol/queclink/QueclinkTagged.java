package io.headway.protocol.queclink;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * The frames of the models that came with or after GL601: a plus sign, or a minus for what comes from memory, and a zero byte; length of the whole;
 * flags; IMEI; model; versions; records; count number; checksum; a dollar sign (GL601, section "Report and its Configuration Command"). Pure; any
 * thread. The checksum is CRC-8 (x^8 + x^5 + x^4 + 1, start 0xFF) of all bytes before it; the document names no kind, but its examples verify so.
 * The device waits for no acknowledgement unless it is told to ("AT@ACK", parameter "SACK Mode"), and the form of one is not known here.
 */
final class QueclinkTagged {
    private static final int LENGTH_AT = 2;
    private static final int FLAGS_AT = 4;
    private static final int SEVERAL = 0x80;
    private static final int ID_BYTES = 8;
    /** Model, version of the protocol, version of the customer. */
    private static final int VERSION_BYTES = 5;
    /** Count number, checksum, dollar sign. */
    private static final int TAIL_BYTES = 4;

    private static final int MIN_BYTES = FLAGS_AT + 1 + ID_BYTES + VERSION_BYTES + 1 + TAIL_BYTES;
    private static final int CANNOT_FOLLOW = -1;
    private static final int POLYNOMIAL = 0x31;

    private QueclinkTagged() {}

    static boolean startsAt(Buffer in, int from, int to) {
        return to - from >= LENGTH_AT && isHeader(in.getByte(from)) && in.getByte(from + 1) == 0;
    }

    private static boolean isHeader(byte b) {
        return b == '+' || b == '-';
    }

    /** As {@link io.headway.protocol.DeviceProtocol#frameLength}. */
    static int frameLength(Buffer in, int from, int to) {
        if (to - from < FLAGS_AT) {
            return 0;
        }
        int length = in.getUnsignedShort(from + LENGTH_AT);
        return length < MIN_BYTES ? CANNOT_FOLLOW : length;
    }

    static Frame decode(Buffer in, int from, int to, Arrival arrival) {
        if (to - from < MIN_BYTES || frameLength(in, from, to) != to - from) {
            return QueclinkProtocol.malformed("the length does not agree with a frame of " + (to - from) + " bytes");
        }
        if (checksum(in, from, to - 2) != in.getUnsignedByte(to - 2)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the frame's CRC-8 does not verify");
        }
        var end = to - TAIL_BYTES;
        var idAt = from + FLAGS_AT + 1 + ((in.getUnsignedByte(from + FLAGS_AT) & SEVERAL) != 0 ? 2 : 0);
        var reservedAt = idAt + ID_BYTES + VERSION_BYTES;
        if (reservedAt >= end || Bytes.bcd(in, idAt, ID_BYTES) < 0) {
            return QueclinkProtocol.malformed("no identity");
        }
        // Sixteen digits, of which the first is none of the IMEI.
        var uniqueId = Bytes.hex(in, idAt, ID_BYTES).substring(1);
        var recordsAt = reservedAt + 1 + in.getUnsignedByte(reservedAt);
        return new QueclinkTaggedRecords(in, end, in.getByte(from) == '-').read(recordsAt, uniqueId, arrival);
    }

    static int checksum(Buffer in, int from, int to) {
        var crc = 0xFF;
        for (var i = from; i < to; i++) {
            crc ^= in.getUnsignedByte(i);
            for (var bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            crc &= 0xFF;
        }
        return crc;
    }
}
