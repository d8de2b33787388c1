package io.headway.protocol.h02;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The binary record (vendor document, section "GPRS agreement"): dollar, identity, time, date, latitude, battery, longitude and flags, speed
 * and heading, vehicle status, alarm flag, reserved, number. What makers put behind the status ends it at other lengths. In X mode an X stands
 * for the dollar, the mileage for the identity, and a temperature for the battery. Decimal digits two a byte throughout. No acknowledgement.
 * Pure; any thread.
 */
final class H02Record {
    /** Shortest first. */
    private static final int[] LENGTHS = {32, 37, 42, 45, 46, 47};
    /** Without that of a record with an IMEI. */
    private static final int[] LENGTHS_WITH_NUMBER = {32, 37, 45, 46, 47};

    static final int SHORTEST_BYTES = 32;
    static final int LONGEST_USUAL_BYTES = 47;
    /** Records with a radio cell, whose number has two bytes, and in newer networks four. */
    static final int WITH_CELL_BYTES = 45;
    /** With cells or access points. */
    static final int LONGEST_BYTES = 128;

    /** What some trackers put behind the vehicle status: a byte for the kind, one for the count. */
    private static final int KIND = 30;

    private static final int CELLS = 1;
    private static final int CELL_BYTES = 8;
    private static final int ACCESS_POINTS = 2;
    private static final int ACCESS_POINT_BYTES = 7;
    /** Records with an IMEI of 15 digits in place of a number of 10. */
    private static final int WITH_IMEI_BYTES = 42;

    static final int NUMBER_BYTES = 5;
    private static final int IMEI_BYTES = 8;
    private static final int TIME_BYTES = 6;
    private static final int IMEI_DIGITS = 15;
    /** From the time up to the vehicle status. */
    private static final int CONTENT_BYTES = 23;

    /** More are never in use: some firmware has two counts in the two halves of the byte. */
    private static final int MAX_SATELLITES = 31;

    private static final double METRES_PER_HOUR_AT_A_KNOT = 1_852;
    private static final double SECONDS_PER_HOUR = 3_600;

    private static final int FLAG_FIX = 0x02;
    private static final int FLAG_NORTH = 0x04;
    private static final int FLAG_EAST = 0x08;

    private H02Record() {}

    static Frame decode(Buffer in, int from, int length) {
        var hasImei = length == WITH_IMEI_BYTES && !hasNumber(in, from, from + length);
        var identityBytes = hasImei ? IMEI_BYTES : NUMBER_BYTES;
        var time = from + 1 + identityBytes;
        if (length < 1 + identityBytes + CONTENT_BYTES) {
            return H02Protocol.malformed("a record of " + length + " bytes");
        }
        var hasMileage = in.getByte(from) == H02Protocol.MILEAGE_RECORD;
        var identity = Bytes.hex(in, from + 1, identityBytes);
        var uniqueId = hasImei ? identity.substring(0, IMEI_DIGITS) : identity;
        var latitude = time + 6;
        var battery = latitude + 4;
        var longitude = battery + 1;
        var speed = longitude + 5;
        var status = speed + 3;
        int flags = in.getUnsignedByte(speed - 1) & 0xF;
        var degreesNorth = degrees(in, latitude, 2);
        var degreesEast = degrees(in, longitude, 3);
        var fix = new FixBuilder()
                .at(time(in, time))
                .degrees(
                        (flags & FLAG_NORTH) == 0 ? -degreesNorth : degreesNorth,
                        (flags & FLAG_EAST) == 0 ? -degreesEast : degreesEast)
                .valid((flags & FLAG_FIX) != 0)
                .speedKnots(digits(in, speed, 0, 3))
                .headingDeg(digits(in, speed, 3, 3));
        var attributes = fix.attributes();
        if (hasMileage) {
            mileage(attributes, (double) Bytes.bcd(in, from + 1, NUMBER_BYTES));
        } else {
            H02Battery.write(attributes, in.getUnsignedByte(battery));
        }
        VehicleStatus.write(attributes, in.getUnsignedInt(status));
        var isCounted = countedBytes(in, from, from + length) == length;
        if (length >= WITH_CELL_BYTES && length <= LONGEST_USUAL_BYTES && !isCounted) {
            radio(fix, attributes, in, status + 4, length == LONGEST_USUAL_BYTES ? 4 : 2);
        }
        if (fix.hasLocation()) {
            return new Frame.Positions(hasMileage ? null : uniqueId, List.of(fix.build()), _ -> null);
        }
        return hasMileage
                ? new Frame.Heartbeat(null, null)
                : H02Protocol.malformed("the coordinates are no decimal digits");
    }

    /** @param knotSeconds how far one comes in so many seconds at a knot (vendor document, section "Mileage Command S32") */
    static void mileage(AttributesWriter attributes, double knotSeconds) {
        if (knotSeconds >= 0) {
            attributes.put(Attribute.ODOMETER, Math.round(knotSeconds * METRES_PER_HOUR_AT_A_KNOT / SECONDS_PER_HOUR));
        }
    }

    /** The usual lengths of the record that starts here; not to be changed. */
    static int[] lengths(Buffer in, int from, int to) {
        return hasNumber(in, from, to) ? LENGTHS_WITH_NUMBER : LENGTHS;
    }

    /** Whether the time stands where it does behind a number, and not where it does behind an IMEI. */
    private static boolean hasNumber(Buffer in, int from, int to) {
        return isTime(in, from + 1 + NUMBER_BYTES, to) && !isTime(in, from + 1 + IMEI_BYTES, to);
    }

    private static boolean isTime(Buffer in, int at, int to) {
        return at + TIME_BYTES <= to && time(in, at) != FixTime.UNKNOWN;
    }

    /** How many bytes a record with cells or access points has, by their count; -1 when it is none, or that is not known yet. */
    static int countedBytes(Buffer in, int from, int to) {
        if (to - from <= KIND + 1) {
            return -1;
        }
        int count = in.getUnsignedByte(from + KIND + 1);
        var length = switch (in.getUnsignedByte(from + KIND)) {
            case CELLS -> SHORTEST_BYTES + 1 + count * CELL_BYTES;
            case ACCESS_POINTS -> SHORTEST_BYTES + 1 + count * ACCESS_POINT_BYTES;
            default -> -1;
        };
        return length <= LONGEST_BYTES ? length : -1;
    }

    /** Whether the record at {@code other} has the identity of that at {@code from}, as far as it is there. */
    static boolean isOfSameDevice(Buffer in, int from, int other, int to) {
        for (var i = 1; i <= NUMBER_BYTES && other + i < to; i++) {
            if (in.getByte(from + i) != in.getByte(other + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a record with a time and date of the calendar starts at {@code at}, behind an identity of either length. */
    static boolean hasTime(Buffer in, int at, int to) {
        return (isTime(in, at + 1 + NUMBER_BYTES, to) || isTime(in, at + 1 + IMEI_BYTES, to))
                && Bytes.bcd(in, at + 1, NUMBER_BYTES) >= 0;
    }

    /** Time before date, and the day first. */
    private static long time(Buffer in, int at) {
        return FixTime.utc(
                (int) Bytes.bcd(in, at + 5, 1),
                (int) Bytes.bcd(in, at + 4, 1),
                (int) Bytes.bcd(in, at + 3, 1),
                (int) Bytes.bcd(in, at, 1),
                (int) Bytes.bcd(in, at + 1, 1),
                (int) Bytes.bcd(in, at + 2, 1));
    }

    /** Degrees of so many digits and minutes of six, the last four decimals. */
    private static double degrees(Buffer in, int at, int degreeDigits) {
        var minutes = digits(in, at, degreeDigits, 6) / 10_000;
        return minutes < 60 ? digits(in, at, 0, degreeDigits) + minutes / 60 : Double.NaN;
    }

    /** The number that {@code count} half bytes from the {@code first} on make; NaN when one is no digit. */
    private static double digits(Buffer in, int at, int first, int count) {
        var value = 0;
        for (var i = first; i < first + count; i++) {
            int pair = in.getUnsignedByte(at + i / 2);
            var digit = i % 2 == 0 ? pair >> 4 : pair & 0xF;
            if (digit > 9) {
                return Double.NaN;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** What the longer record has behind the alarm flag and a reserved byte: signal, satellites, distance, cell. */
    private static void radio(FixBuilder fix, AttributesWriter attributes, Buffer in, int at, int cellBytes) {
        attributes.put(Attribute.RSSI, in.getUnsignedByte(at + 2));
        int satellites = in.getUnsignedByte(at + 3);
        fix.satellites(satellites <= MAX_SATELLITES ? satellites : -1);
        int mcc = in.getUnsignedShort(at + 8);
        if (mcc >= H02Cells.LOWEST_MCC && mcc <= H02Cells.HIGHEST_MCC) {
            attributes.put(Attribute.MCC, mcc);
            attributes.put(Attribute.MNC, in.getUnsignedByte(at + 10));
            int lac = in.getUnsignedShort(at + 11);
            var cell = cellBytes == 2 ? in.getUnsignedShort(at + 13) : in.getUnsignedInt(at + 13);
            if (lac != 0 || cell != 0) {
                attributes.put(Attribute.LAC, lac);
                attributes.put(Attribute.CELL_ID, cell);
            }
        }
    }
}
