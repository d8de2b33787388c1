package io.headway.protocol.jt808;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * Transparent messages, 0x0900: a type, and what its maker puts behind it. Types are the makers' own, and one means different things to two of
 * them: where a place is told by its layout alone, it is taken only when the length, the calendar and the globe allow it. Pure; any thread.
 */
final class Jt808Transparent {
    /** Readings of an OBD terminal, by captured messages and open decoders. */
    private static final int OBD = 0xF0;
    /** A position with Bluetooth beacons, by captured messages. */
    private static final int BEACONS = 0x53;
    /** "4G Wireless Air Protocol", sections 3.69 and 3.73. */
    private static final int TROUBLE_CODES = 0xF2;

    private static final int COLLISION = 0xF7;
    /** A position as of a collision or of rough driving, by open decoders. */
    private static final int DRIVING = 0xFF;

    /** Type, state 4, latitude 4, longitude 4, altitude 2, speed 2, direction 2, time 6. */
    private static final int BEACONS_BYTES = 25;
    /** Type, time 6, from memory, kind of vehicle, kind of readings, how many. */
    private static final int OBD_BYTES = 11;
    /** Type, time 6, latitude 4, longitude 4, count. */
    private static final int TROUBLE_CODES_BYTES = 16;

    private static final int TROUBLE_CODE_BYTES = 4;
    /** Type, time 6, latitude 4, longitude 4, interval 4, level; then three axes and speed, as often as measured. */
    private static final int COLLISION_BYTES = 20;

    private static final int MEASUREMENT_BYTES = 7;
    /** Type, time 6, latitude 4, longitude 4, altitude 2, speed 2, direction 2. */
    private static final int DRIVING_BYTES = 21;

    private static final double DEGREES = 1e6;
    private static final int VIN_BYTES = 17;

    private Jt808Transparent() {}

    static Frame decode(Jt808Message message, Arrival arrival) {
        var length = message.length();
        var type = length == 0 ? 0 : message.bytes().getUnsignedByte(message.body());
        if (type == OBD && length >= OBD_BYTES) {
            return readings(message, arrival);
        }
        if (type == BEACONS && length >= BEACONS_BYTES) {
            return beacons(message);
        }
        var placed = switch (type) {
            case DRIVING -> length >= DRIVING_BYTES ? driving(message) : null;
            case TROUBLE_CODES -> length >= TROUBLE_CODES_BYTES ? troubleCodes(message) : null;
            case COLLISION -> isCollision(length) ? collision(message) : null;
            default -> null;
        };
        return placed != null ? placed : Jt808Notices.text(message, message.body() + 1, arrival);
    }

    private static Frame position(Jt808Message message, FixBuilder fix) {
        var answer = Jt808Notices.answer(message);
        return new Frame.Positions(message.uniqueId(), List.of(fix.build()), _ -> answer);
    }

    private static Frame beacons(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        var state = in.getInt(at + 1);
        var fix = new FixBuilder().at(Jt808Location.time(in, at + 19));
        Jt808Location.place(fix, in, at + 5, state);
        fix.attributes().put(Attribute.STATUS, state & 0xFFFF_FFFFL);
        var beacons = message.length() - BEACONS_BYTES;
        if (beacons > 0) {
            fix.attributes().putHexIndexed("jt808_beacons", BEACONS, in, at + BEACONS_BYTES, beacons);
        }
        return position(message, fix);
    }

    /** Time and a place whose coordinates have a sign. Measurements and further places behind it are not read. */
    private static Frame driving(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        var fix = placed(in, at + 1, in.getInt(at + 7) / DEGREES, in.getInt(at + 11) / DEGREES);
        if (fix == null) {
            return null;
        }
        fix.altitudeM(in.getShort(at + 15))
                .speedKmh(Jt808Location.speedKmh(in, at + 17))
                .headingDeg(in.getUnsignedShort(at + 19));
        return position(message, fix);
    }

    /** Where the vehicle was when it found the codes, each of four bytes. */
    private static Frame troubleCodes(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        int count = in.getUnsignedByte(at + TROUBLE_CODES_BYTES - 1);
        if (message.length() != TROUBLE_CODES_BYTES + count * TROUBLE_CODE_BYTES) {
            return null;
        }
        var fix = placed(in, at + 1, signed(in, at + 7), signed(in, at + 11));
        if (fix == null) {
            return null;
        }
        var codes = new StringJoiner(" ");
        for (var code = at + TROUBLE_CODES_BYTES; code < message.end(); code += TROUBLE_CODE_BYTES) {
            codes.add(String.format("%08x", in.getInt(code)));
        }
        fix.attributes().put(Attribute.DTCS, codes.toString());
        return position(message, fix);
    }

    private static boolean isCollision(int length) {
        return length >= COLLISION_BYTES && (length - COLLISION_BYTES) % MEASUREMENT_BYTES == 0;
    }

    private static Frame collision(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        var fix = placed(in, at + 1, signed(in, at + 7), signed(in, at + 11));
        if (fix == null) {
            return null;
        }
        fix.attributes().put(Attribute.CRASH, in.getUnsignedByte(at + COLLISION_BYTES - 1));
        fix.attributes().put(Alarm.ACCIDENT);
        return position(message, fix);
    }

    /** Null when there is no such date, or no such place. */
    private static FixBuilder placed(Buffer in, int timeAt, double latitude, double longitude) {
        var time = Jt808Location.time(in, timeAt);
        var isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return time == FixTime.UNKNOWN || !isPlace
                ? null
                : new FixBuilder().at(time).degrees(latitude, longitude);
    }

    /** Millionths of a degree; the highest bit stands for south or west. */
    private static double signed(Buffer in, int at) {
        var bits = in.getInt(at);
        var degrees = (bits & Integer.MAX_VALUE) / DEGREES;
        return bits < 0 ? 0 - degrees : degrees;
    }

    /** A place behind the readings is not read: the terminal sends its positions apart. */
    private static Frame readings(Jt808Message message, Arrival arrival) {
        var in = message.bytes();
        var at = message.body();
        var time = Jt808Location.time(in, at + 1);
        var status = new FixBuilder().at(time == FixTime.UNKNOWN ? arrival.atMs() : time);
        if (in.getByte(at + 7) != 0) {
            status.attributes().put(Attribute.ARCHIVE, true);
        }
        var from = at + OBD_BYTES - 1;
        switch (in.getUnsignedByte(at + 9)) {
            case 0x01 -> values(status, in, from, message.end());
            case 0x02 -> faults(status, in, from, message.end());
            case 0x03 -> alarms(status, in, from, message.end());
            case 0x0B -> {
                if (in.getByte(from) != 0 && message.end() - from > VIN_BYTES) {
                    status.attributes().putAscii(Attribute.VIN.key(), in, from + 1, VIN_BYTES);
                }
            }
            case 0x15 -> event(status, in, from, message.end());
            default -> {}
        }
        return status.status(message.uniqueId(), arrival.atMs(), Jt808Notices.answer(message));
    }

    /** How many, and each behind a number of two bytes and a length. */
    private static void values(FixBuilder status, Buffer in, int from, int end) {
        int count = in.getUnsignedByte(from);
        var next = from + 1;
        for (var i = 0; i < count && end - next >= 3; i++) {
            int valueBytes = in.getUnsignedByte(next + 2);
            if (valueBytes > end - next - 3) {
                return;
            }
            Jt808Item.write(
                    status.attributes(), Jt808Item.Source.F0, in.getUnsignedShort(next), in, next + 3, valueBytes);
            next += 3 + valueBytes;
        }
    }

    /** How many systems, and of each: its number 4, how many codes, and of each: number 4, state 4, its text behind a length of two bytes. */
    private static void faults(FixBuilder status, Buffer in, int from, int end) {
        var codes = new StringJoiner(" ");
        var next = from + 2;
        for (var systems = end - from < 2 ? 0 : in.getUnsignedShort(from); systems > 0 && end - next >= 6; systems--) {
            var count = in.getUnsignedShort(next + 4);
            next += 6;
            for (; count > 0 && end - next >= 10; count--) {
                var textBytes = in.getUnsignedShort(next + 8);
                next += 10;
                if (textBytes > end - next) {
                    break;
                }
                codes.add(in.getString(next, next + textBytes, StandardCharsets.ISO_8859_1.name())
                        .trim());
                next += textBytes;
            }
            if (count > 0) {
                break;
            }
        }
        status.attributes().put(Attribute.DTCS, codes.toString());
    }

    /** How many, and each behind a number and a length of one byte. */
    private static void alarms(FixBuilder status, Buffer in, int from, int end) {
        var alarms = EnumSet.noneOf(Alarm.class);
        int count = in.getUnsignedByte(from);
        var next = from + 1;
        for (var i = 0; i < count && end - next >= 2; i++) {
            var alarm = Jt808Alarms.ofObd(in.getUnsignedByte(next));
            if (alarm != null) {
                alarms.add(alarm);
            }
            next += 2 + in.getUnsignedByte(next + 1);
        }
        Jt808Location.putAlarms(status, alarms);
    }

    private static void event(FixBuilder status, Buffer in, int from, int end) {
        if (end - from < 4) {
            return;
        }
        var event = in.getInt(from);
        status.attributes().put(Attribute.EVENT, event);
        var alarm = Jt808Alarms.ofDrivingEvent(event);
        if (alarm != null) {
            status.attributes().put(alarm);
        }
    }
}
