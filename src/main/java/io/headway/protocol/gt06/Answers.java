package io.headway.protocol.gt06;

import io.headway.protocol.Crc16;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** What the server writes: 78 78, length, protocol number, content, serial number, CRC-ITU, 0D 0A (vendor document, "Packet
 * Structure"). Pure. */
final class Answers {
    static final int STOP = 0x0D0A;
    static final int SHORT_START = 0x7878;
    static final int LONG_START = 0x7979;

    /** Protocol number, serial number and checksum. */
    private static final int OVERHEAD_BYTES = 5;

    private static final int TIME_BYTES = 6;
    private static final int CENTURY = 100;

    private Answers() {}

    /** Protocol number and serial number, and nothing else. */
    static Buffer to(int kind, int serial) {
        return closed(shortStart(0).appendByte((byte) kind), serial);
    }

    /** As {@link #to}, in the frame of 79 79. */
    static Buffer longTo(int kind, int serial) {
        return closed(
                Buffer.buffer()
                        .appendUnsignedShort(LONG_START)
                        .appendUnsignedShort(OVERHEAD_BYTES)
                        .appendByte((byte) kind),
                serial);
    }

    /** The moment in UTC, year of the century to second, a byte each (vendor document, section "Time Calibration Packet"). */
    static Buffer time(int kind, int serial, long atMs) {
        var utc = LocalDateTime.ofEpochSecond(Math.floorDiv(atMs, 1_000), 0, ZoneOffset.UTC);
        return closed(
                shortStart(TIME_BYTES)
                        .appendByte((byte) kind)
                        .appendByte((byte) (utc.getYear() % CENTURY))
                        .appendByte((byte) utc.getMonthValue())
                        .appendByte((byte) utc.getDayOfMonth())
                        .appendByte((byte) utc.getHour())
                        .appendByte((byte) utc.getMinute())
                        .appendByte((byte) utc.getSecond()),
                serial);
    }

    /** Start and length of a packet of so much content, at most 250 bytes. */
    static Buffer shortStart(int contentBytes) {
        return Buffer.buffer(contentBytes + 2 * OVERHEAD_BYTES)
                .appendUnsignedShort(SHORT_START)
                .appendByte((byte) (contentBytes + OVERHEAD_BYTES));
    }

    /** Serial number, checksum and stop behind a packet's content. */
    static Buffer closed(Buffer packet, int serial) {
        packet.appendUnsignedShort(serial);
        return packet.appendUnsignedShort(Crc16.X25.of(packet, 2, packet.length()))
                .appendUnsignedShort(STOP);
    }
}
