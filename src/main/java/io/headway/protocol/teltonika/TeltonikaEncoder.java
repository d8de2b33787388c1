package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.protocol.Crc16;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what a device sends: for the simulator, the replay and tests. Pure; any thread. */
public final class TeltonikaEncoder {
    private static final int MAX_RECORDS = 255;
    private static final int TYPICAL_RECORD_BYTES = 64;
    private static final int LENGTH_AT = 4;
    private static final int CONTENT_AT = 8;

    private TeltonikaEncoder() {}

    /**
     * An I/O element of a record.
     *
     * @param id 0 to 255, to 65535 in the codecs 8 Extended and 16
     * @param widthBytes 1, 2, 4 or 8
     * @param value only its low {@code widthBytes} bytes are sent
     */
    public record IoValue(int id, int widthBytes, long value) {
        /** @throws IllegalArgumentException when the width is none of the protocol's */
        public IoValue {
            if (widthBytes != 1 && widthBytes != 2 && widthBytes != 4 && widthBytes != 8) {
                throw new IllegalArgumentException("an I/O element of " + widthBytes + " bytes");
            }
        }
    }

    /**
     * One record.
     *
     * @param fix where and when: coordinates go at 1e-7 degree; altitude, speed and heading as whole numbers, 0 when unknown; its attributes
     *     do not go, {@code io} stands for them
     * @param priority 0 low, 1 high, 2 panic
     * @param event id of the I/O element that caused the record, 0 when none did
     * @param io the I/O elements, in any order
     */
    public record AvlRecord(Fix fix, int priority, int event, List<IoValue> io) {}

    /** The first message of a connection. */
    public static Buffer login(String imei) {
        return Buffer.buffer(2 + imei.length())
                .appendUnsignedShort(imei.length())
                .appendString(imei, StandardCharsets.US_ASCII.name());
    }

    /** A packet of periodic records that all hold the same I/O elements. */
    public static Buffer packet(TeltonikaCodec codec, List<Fix> fixes, IoValue... io) {
        var elements = List.of(io);
        return packetOf(
                codec,
                fixes.stream().map(fix -> new AvlRecord(fix, 0, 0, elements)).toList());
    }

    /**
     * A packet, checksum included.
     *
     * @param records at most 255
     * @throws IllegalArgumentException when there are more, or an id or the number of elements is too wide for the codec
     */
    public static Buffer packetOf(TeltonikaCodec codec, List<AvlRecord> records) {
        if (records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(records.size() + " records, a packet holds " + MAX_RECORDS);
        }
        var out = Buffer.buffer(CONTENT_AT + TYPICAL_RECORD_BYTES * (records.size() + 1));
        out.appendLong(0).appendUnsignedByte((short) codec.number()).appendUnsignedByte((short) records.size());
        for (var avl : records) {
            append(out, codec, avl);
        }
        out.appendUnsignedByte((short) records.size());
        var end = out.length();
        out.setInt(LENGTH_AT, end - CONTENT_AT);
        return out.appendInt(Crc16.ARC.of(out, CONTENT_AT, end));
    }

    private static void append(Buffer out, TeltonikaCodec codec, AvlRecord avl) {
        var fix = avl.fix();
        // 0 satellites would say that there is no fix, so a valid one of unknown count is sent as seen by one.
        var satellites = fix.valid() ? Math.clamp(fix.satellites(), 1, 255) : 0;
        out.appendLong(fix.recordedAtMs())
                .appendUnsignedByte((short) avl.priority())
                .appendInt((int) Math.round(fix.longitude() * 1e7))
                .appendInt((int) Math.round(fix.latitude() * 1e7))
                .appendShort((short) Math.clamp(Math.round(fix.altitudeM()), Short.MIN_VALUE, Short.MAX_VALUE))
                .appendUnsignedShort(Math.clamp(Math.round(fix.headingDeg()), 0, 0xFFFF))
                .appendUnsignedByte((short) satellites)
                .appendUnsignedShort(Math.clamp(Math.round(fix.speedKmh()), 0, 0xFFFF));
        narrow(out, codec.idBytes(), avl.event());
        if (codec.hasGenerationType()) {
            out.appendByte((byte) 0);
        }
        narrow(out, codec.countBytes(), avl.io().size());
        for (var widthBytes = 1; widthBytes <= 8; widthBytes *= 2) {
            group(out, codec, widthBytes, avl.io());
        }
        if (codec.hasVariableElements()) {
            out.appendShort((short) 0);
        }
    }

    private static void group(Buffer out, TeltonikaCodec codec, int widthBytes, List<IoValue> io) {
        var count = 0;
        for (var element : io) {
            count += element.widthBytes() == widthBytes ? 1 : 0;
        }
        number(out, codec.countBytes(), count);
        for (var element : io) {
            if (element.widthBytes() == widthBytes) {
                narrow(out, codec.idBytes(), element.id());
                number(out, widthBytes, element.value());
            }
        }
    }

    private static void narrow(Buffer out, int widthBytes, int value) {
        if (value < 0 || value >>> (8 * widthBytes) != 0) {
            throw new IllegalArgumentException(value + " does not fit into " + widthBytes + " bytes");
        }
        number(out, widthBytes, value);
    }

    private static void number(Buffer out, int widthBytes, long value) {
        for (var i = widthBytes - 1; i >= 0; i--) {
            out.appendByte((byte) (value >>> (8 * i)));
        }
    }
}
