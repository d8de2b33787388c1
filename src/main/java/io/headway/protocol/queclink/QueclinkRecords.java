package io.headway.protocol.queclink;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Location and event reports in bytes, +RSP, +EVT and what is sent later, +BSP, +BVT (GV200, sections "Location report +RSP" and "Event
 * report +EVT"). What stands in front of the positions differs by model, report and mask; a position itself does not, and is found by its
 * shape: accuracy, speed, azimuth, altitude, longitude, latitude, and a time of the calendar. Pure; any thread.
 */
final class QueclinkRecords {
    private static final int WITH_SPEED = 1;
    private static final int WITH_AZIMUTH = 1 << 1;
    private static final int WITH_ALTITUDE = 1 << 2;
    private static final int WITH_SEND_TIME = 1 << 4;
    private static final int WITH_COUNT = 1 << 5;
    private static final int IS_NAME = 1 << 6;
    private static final int WITH_DEVICE_TYPE = 1 << 8;
    private static final int WITH_PROTOCOL_VERSION = 1 << 9;
    private static final int WITH_FIRMWARE_VERSION = 1 << 10;
    static final int EVERYTHING = WITH_SPEED
            | WITH_AZIMUTH
            | WITH_ALTITUDE
            | WITH_SEND_TIME
            | WITH_COUNT
            | WITH_DEVICE_TYPE
            | WITH_PROTOCOL_VERSION
            | WITH_FIRMWARE_VERSION;
    private static final int ID_BYTES = 8;
    private static final int TIME_BYTES = 7;
    /** Time of sending, count number, checksum, 0D 0A. */
    private static final int TAIL_BYTES = 13;

    private static final int MIN_TAIL_BYTES = 4;
    private static final int COORDINATE_BYTES = 8;
    private static final int COMPRESSED = 100;
    private static final int MAX_BEFORE_COMPRESSED = 24;

    private static final double DEGREES = 1e6;
    private static final double TENTHS = 10;
    private static final int SPEED_END = 1_000;
    private static final int MAX_ACCURACY = 50;
    private static final int FULL_CIRCLE = 360;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private QueclinkRecords() {}

    /**
     * @param maskedAt end of the frame's head: the first of what the mask leaves in or out
     * @param mask which components there are (GV200, "AT+GTHRM", parameter "+RSP Mask")
     */
    static Frame read(Buffer in, int from, int maskedAt, int to, int mask, String header, Arrival arrival) {
        var idAt = maskedAt
                + ((mask & WITH_DEVICE_TYPE) != 0 ? 1 : 0)
                + ((mask & WITH_PROTOCOL_VERSION) != 0 ? 2 : 0)
                + ((mask & WITH_FIRMWARE_VERSION) != 0 ? 2 : 0);
        var uniqueId = QueclinkBinary.identity(in, idAt, to, (mask & IS_NAME) != 0);
        if (uniqueId == null) {
            return QueclinkProtocol.malformed("no identity");
        }
        var answer = (mask & WITH_COUNT) == 0 ? null : QueclinkBinary.answer(in, to);
        var end = to - ((mask & WITH_SEND_TIME) != 0 ? TAIL_BYTES : MIN_TAIL_BYTES);
        var type = in.getUnsignedByte(from + 4);
        var kind = new Kind(header, type, QueclinkNumber.name(header, type));
        var fix = new FixBuilder();
        var fixes = new ArrayList<Fix>();
        var values = new QueclinkMasked(in, idAt + ID_BYTES, end, mask);
        if (type == COMPRESSED && header.endsWith("SP")) {
            var at = compressedAt(in, values.end(), idAt + ID_BYTES, end);
            if (at < 0) {
                return new Frame.Rejected(FrameFault.UNKNOWN_KIND, "compressed positions of an unknown form");
            }
            QueclinkCompressed.read(in, at, end, fix, kind::write, fixes);
        } else {
            positions(in, idAt + ID_BYTES, end, mask, fix, kind, values, fixes);
        }
        if (fixes.isEmpty()) {
            kind.write(fix);
            QueclinkKind.write(kind.name, fix.attributes());
            values.write(fix);
            return fix.status(uniqueId, arrival.atMs(), answer);
        }
        return new Frame.Positions(uniqueId, fixes, _ -> answer);
    }

    /** Header and number, and the name that the report has as text; null when it is not known. */
    private record Kind(String header, int type, String name) {
        void write(FixBuilder fix) {
            fix.attributes().put(Attribute.EVENT, name == null ? header.substring(1) + type : name);
            if (header.charAt(1) == 'B') {
                fix.attributes().put(Attribute.ARCHIVE, true);
            }
        }
    }

    private static void positions(
            Buffer in, int from, int end, int mask, FixBuilder fix, Kind kind, QueclinkMasked values, List<Fix> fixes) {
        var beforeCoordinates = 1
                + ((mask & WITH_SPEED) != 0 ? 3 : 0)
                + ((mask & WITH_AZIMUTH) != 0 ? 2 : 0)
                + ((mask & WITH_ALTITUDE) != 0 ? 2 : 0);
        var bytes = beforeCoordinates + COORDINATE_BYTES + TIME_BYTES;
        for (var at = next(in, from, end, mask, beforeCoordinates); at >= 0; ) {
            kind.write(fix);
            position(in, at, mask, beforeCoordinates, fix);
            var following = next(in, at + bytes, end, mask, beforeCoordinates);
            if (following < 0) {
                // The last position is the latest: it takes what the message says once.
                QueclinkKind.write(kind.name, fix.attributes());
                values.write(fix);
                values.writeBehind(at + bytes, fix.attributes());
            }
            fixes.add(fix.build());
            at = following;
        }
    }

    /** Place of the first position at or behind {@code from}; negative when there is none. */
    private static int next(Buffer in, int from, int end, int mask, int beforeCoordinates) {
        var last = end - beforeCoordinates - COORDINATE_BYTES - TIME_BYTES;
        for (var at = from; at <= last; at++) {
            if (isPosition(in, at, mask, beforeCoordinates)) {
                return at;
            }
        }
        return -1;
    }

    /** Where the mask says, or near: no document says what a model puts in front. */
    private static int compressedAt(Buffer in, int masked, int from, int end) {
        if (QueclinkCompressed.startsAt(in, masked, end)) {
            return masked;
        }
        for (var at = from; at <= from + MAX_BEFORE_COMPRESSED; at++) {
            if (QueclinkCompressed.startsAt(in, at, end)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isPosition(Buffer in, int at, int mask, int beforeCoordinates) {
        var longitude = in.getInt(at + beforeCoordinates) / DEGREES;
        var latitude = in.getInt(at + beforeCoordinates + 4) / DEGREES;
        var timeAt = at + beforeCoordinates + COORDINATE_BYTES;
        int year = in.getUnsignedShort(timeAt);
        if (year < FIRST_YEAR || year > LAST_YEAR || in.getUnsignedByte(at) > MAX_ACCURACY) {
            return false;
        }
        var azimuthAt = at + 1 + ((mask & WITH_SPEED) != 0 ? 3 : 0);
        return ((mask & WITH_SPEED) == 0 || speedKmh(in, at + 1) < SPEED_END)
                && ((mask & WITH_AZIMUTH) == 0 || in.getUnsignedShort(azimuthAt) <= FULL_CIRCLE)
                && Math.abs(longitude) <= 180
                && Math.abs(latitude) <= 90
                && (longitude != 0 || latitude != 0)
                && time(in, timeAt) != FixTime.UNKNOWN;
    }

    private static void position(Buffer in, int at, int mask, int beforeCoordinates, FixBuilder fix) {
        int accuracy = in.getUnsignedByte(at);
        if (accuracy > 0) {
            fix.attributes().put(Attribute.HDOP, accuracy);
        }
        // As in text: 0 says that there is no fix, and the coordinates are the last known ones.
        fix.valid(accuracy > 0);
        var next = at + 1;
        if ((mask & WITH_SPEED) != 0) {
            fix.speedKmh(speedKmh(in, next));
            next += 3;
        }
        if ((mask & WITH_AZIMUTH) != 0) {
            fix.headingDeg(in.getUnsignedShort(next) % FULL_CIRCLE);
            next += 2;
        }
        if ((mask & WITH_ALTITUDE) != 0) {
            fix.altitudeM(in.getShort(next));
        }
        var longitudeAt = at + beforeCoordinates;
        fix.degrees(in.getInt(longitudeAt + 4) / DEGREES, in.getInt(longitudeAt) / DEGREES)
                .at(time(in, longitudeAt + COORDINATE_BYTES));
    }

    /**
     * Two bytes before the decimal point, one for the digit behind it (GV200, section "Location report +RSP", parameter "Speed"). Where the last
     * is no digit, the three are tenths as one number, as an open-source server (Traccar) reads them.
     */
    private static double speedKmh(Buffer in, int at) {
        var digit = in.getUnsignedByte(at + 2);
        return digit <= 9 ? in.getUnsignedShort(at) + digit / TENTHS : in.getUnsignedMedium(at) / TENTHS;
    }

    /** Year in two bytes, then month, day, hour, minute, second in one each. */
    private static long time(Buffer in, int at) {
        return FixTime.utc(
                in.getUnsignedShort(at),
                in.getUnsignedByte(at + 2),
                in.getUnsignedByte(at + 3),
                in.getUnsignedByte(at + 4),
                in.getUnsignedByte(at + 5),
                in.getUnsignedByte(at + 6));
    }
}
