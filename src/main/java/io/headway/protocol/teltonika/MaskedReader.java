package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Owned by the thread that decodes; lives for one packet. Records of codec 7, that of the personal trackers GH1201, GH1202 and GH3000 ("GH3000
 * Protocol", as open servers read it): priority in 2 bits and seconds since 2007 in 30, a mask, and what it says: bit 0 a place, bits 1 to 3
 * elements of 1, 2 and 4 bytes. A place has a mask of its own: coordinates, altitude, angle, speed, satellites, cell, signal, operator. Each
 * read is preceded by a check that the bytes are there.
 */
final class MaskedReader {
    /** 2007-01-01T00:00Z, as seconds since 1970. */
    private static final long START_S = 1_167_609_600;

    private static final int SECONDS_BITS = 30;
    private static final long SECONDS_MASK = (1L << SECONDS_BITS) - 1;
    private static final long MS_PER_SECOND = 1_000;
    /** Time and mask. */
    private static final int MIN_BYTES = 5;

    private static final double DEGREES_PER_STEP = 360.0 / 256;
    /** Of what each bit of a place's mask announces, the lowest first. */
    private static final int[] PLACE_BYTES = {8, 2, 1, 1, 1, 4, 1, 4};

    private static final int[] WIDTHS = {1, 2, 4};

    private final Buffer in;
    private final int end;
    private final FixBuilder fix = new FixBuilder();
    private int at;

    /**
     * @param from the first record's first byte
     * @param end the byte after the last record
     */
    MaskedReader(Buffer in, int from, int end) {
        this.in = in;
        this.at = from;
        this.end = end;
    }

    /** The {@code count} records, or none when the bytes are not exactly that many. */
    List<Fix> read(int count) {
        if (count * MIN_BYTES > end - at) {
            return List.of();
        }
        var fixes = new ArrayList<Fix>(count);
        for (var i = 0; i < count; i++) {
            if (!record()) {
                return List.of();
            }
            fixes.add(fix.build());
        }
        return at == end ? fixes : List.of();
    }

    private boolean record() {
        if (end - at < MIN_BYTES) {
            return false;
        }
        var time = in.getUnsignedInt(at);
        int mask = in.getUnsignedByte(at + 4);
        at += MIN_BYTES;
        fix.at((START_S + (time & SECONDS_MASK)) * MS_PER_SECOND);
        if (time >> SECONDS_BITS != 0) {
            fix.attributes().put(Attribute.PRIORITY, time >> SECONDS_BITS);
        }
        if (isSet(mask, 0) && !place()) {
            return false;
        }
        for (var i = 0; i < WIDTHS.length; i++) {
            if (isSet(mask, i + 1) && !group(WIDTHS[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean place() {
        if (at == end) {
            return false;
        }
        int mask = in.getUnsignedByte(at++);
        for (var bit = 0; bit < PLACE_BYTES.length; bit++) {
            if (isSet(mask, bit)) {
                if (end - at < PLACE_BYTES[bit]) {
                    return false;
                }
                placePart(bit);
                at += PLACE_BYTES[bit];
            }
        }
        return true;
    }

    private void placePart(int bit) {
        var attributes = fix.attributes();
        switch (bit) {
            case 0 -> fix.degrees(in.getFloat(at), in.getFloat(at + 4));
            case 1 -> fix.altitudeM(in.getShort(at));
            case 2 -> fix.headingDeg(in.getUnsignedByte(at) * DEGREES_PER_STEP);
            case 3 -> fix.speedKmh(in.getUnsignedByte(at));
            case 4 -> fix.satellites(in.getUnsignedByte(at)).valid(in.getByte(at) != 0);
            case 5 -> {
                attributes.put(Attribute.LAC, in.getUnsignedShort(at));
                attributes.put(Attribute.CELL_ID, in.getUnsignedShort(at + 2));
            }
            case 6 -> attributes.put(Attribute.RSSI, in.getUnsignedByte(at));
            default -> attributes.put(Attribute.OPERATOR, in.getUnsignedInt(at));
        }
    }

    private boolean group(int widthBytes) {
        if (at == end) {
            return false;
        }
        int count = in.getUnsignedByte(at++);
        if (end - at < count * (1 + widthBytes)) {
            return false;
        }
        for (var i = 0; i < count; i++) {
            int id = in.getUnsignedByte(at);
            element(
                    id,
                    switch (widthBytes) {
                        case 1 -> in.getUnsignedByte(at + 1);
                        case 2 -> in.getUnsignedShort(at + 1);
                        default -> in.getUnsignedInt(at + 1);
                    });
            at += 1 + widthBytes;
        }
        return true;
    }

    /** These trackers number their elements in their own way. */
    private void element(int id, long value) {
        var attributes = fix.attributes();
        switch (id) {
            case 1 -> attributes.put(Attribute.BATTERY_PCT, value);
            case 20 -> attributes.putDecimal(Attribute.HDOP, value, 1);
            case 21 -> attributes.putDecimal(Attribute.VDOP, value, 1);
            case 22 -> attributes.putDecimal(Attribute.PDOP, value, 1);
            case 67 -> attributes.putDecimal(Attribute.BATTERY_V, value, 3);
            case 222 -> {
                if (value == 1) {
                    attributes.put(Alarm.SOS);
                }
            }
            case 240 -> attributes.put(Attribute.MOTION, value != 0);
            case 244 -> attributes.put(Attribute.ROAMING, value != 0);
            default -> attributes.putIndexed("io", id, value);
        }
    }

    private static boolean isSet(int mask, int bit) {
        return (mask >> bit & 1) != 0;
    }
}
