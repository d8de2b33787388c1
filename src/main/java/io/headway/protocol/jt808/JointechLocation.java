package io.headway.protocol.jt808;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.EnumSet;
import java.util.List;

/**
 * The positions of Jointech's locks and asset trackers, JT/T 808 in its framing only: 0x5501 with a current fix, 0x5502 without, told from the
 * memory. The layout is known from captured messages and from open decoders: ddMMyyHHmmss in UTC, degrees and minutes in BCD, a half byte of
 * hemispheres, knots, units of two degrees; then signal, satellites, kilometres, battery, cell, product, state, alarms, and further items.
 */
final class JointechLocation {
    static final int CURRENT = 0x5501;
    static final int STORED = 0x5502;

    /** Date to direction. */
    private static final int PLACE_BYTES = 17;
    /** Signal, satellites, kilometres 4, battery, cell 4, area 2, product, state 2, alarms 2. */
    private static final int STATE_BYTES = 18;

    private static final int NORTH = 2;
    private static final int EAST = 4;
    private static final int WANTS_ANSWER = 0x8000;
    private static final int ALTITUDE = 0x02;
    /** In place of a charge in percent, by open decoders. */
    private static final int CHARGING = 0xAA;

    private static final int CHARGED = 0xAB;

    private JointechLocation() {}

    static Frame decode(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        if (message.length() < PLACE_BYTES) {
            return new Frame.Rejected(FrameFault.MALFORMED, "a position has at least 17 bytes");
        }
        var stored = message.id() == STORED;
        var fix = new FixBuilder().at(time(in, at));
        place(fix, in, at + 6);
        fix.valid(!stored);
        if (stored) {
            fix.attributes().put(Attribute.ARCHIVE, true);
        }
        if (message.length() >= PLACE_BYTES + STATE_BYTES) {
            state(fix, in, at + PLACE_BYTES);
            items(fix, in, at + PLACE_BYTES + STATE_BYTES, message.end());
        }
        var answer = (message.attributes() & WANTS_ANSWER) == 0 ? null : Jt808Replies.jointech(message);
        return new Frame.Positions(message.uniqueId(), List.of(fix.build()), _ -> answer);
    }

    /** Day, month, year: the reverse of {@link Bytes#bcdTime}. */
    private static long time(Buffer in, int at) {
        return FixTime.utc(
                (int) Bytes.bcd(in, at + 2, 1),
                (int) Bytes.bcd(in, at + 1, 1),
                (int) Bytes.bcd(in, at, 1),
                (int) Bytes.bcd(in, at + 3, 1),
                (int) Bytes.bcd(in, at + 4, 1),
                (int) Bytes.bcd(in, at + 5, 1));
    }

    /** Latitude ddmmmmmm and longitude dddmmmmmm, ten-thousandths of minutes; the last half byte has the hemispheres. */
    private static void place(FixBuilder fix, Buffer in, int at) {
        var flags = in.getByte(at + 8) & 0xF;
        var latitude = degrees(Bytes.bcd(in, at, 4));
        var upper = Bytes.bcd(in, at + 4, 4);
        var last = in.getUnsignedByte(at + 8) >> 4;
        var longitude = upper < 0 || last > 9 ? Double.NaN : degrees(upper * 10 + last);
        fix.degrees((flags & NORTH) == 0 ? -latitude : latitude, (flags & EAST) == 0 ? -longitude : longitude)
                .speedKnots(in.getUnsignedByte(at + 9))
                .headingDeg(in.getUnsignedByte(at + 10) * 2.0);
    }

    private static double degrees(long digits) {
        if (digits < 0) {
            return Double.NaN;
        }
        var degrees = digits / 1_000_000;
        var minutes = digits % 1_000_000 / 10_000.0;
        return degrees + minutes / 60;
    }

    private static void state(FixBuilder fix, Buffer in, int at) {
        var out = fix.attributes();
        out.put(Attribute.RSSI, in.getUnsignedByte(at));
        fix.satellites(in.getUnsignedByte(at + 1));
        out.put(Attribute.ODOMETER, in.getUnsignedInt(at + 2) * 1_000);
        int battery = in.getUnsignedByte(at + 6);
        if (battery <= 100) {
            out.put(Attribute.BATTERY_PCT, battery);
        } else if (battery == CHARGING || battery == CHARGED) {
            out.put(Attribute.CHARGING, true);
        }
        var cell = in.getUnsignedInt(at + 7);
        if (cell != 0) {
            out.put(Attribute.CELL_ID, cell);
            out.put(Attribute.LAC, in.getUnsignedShort(at + 11));
        }
        int product = in.getUnsignedByte(at + 13);
        out.put("jt808_product", product);
        out.put(Attribute.STATUS, in.getUnsignedShort(at + 14));
        var bits = in.getUnsignedShort(at + 16);
        if (bits != 0) {
            out.put("jt808_alarm", bits);
        }
        var alarms = EnumSet.noneOf(Alarm.class);
        Jt808Alarms.addJointech(product, bits, alarms);
        Jt808Location.putAlarms(fix, alarms);
    }

    private static void items(FixBuilder fix, Buffer in, int from, int end) {
        var at = from;
        while (end - at >= 2) {
            int id = in.getUnsignedByte(at);
            int length = in.getUnsignedByte(at + 1);
            at += 2;
            if (length > end - at) {
                return;
            }
            if (id == ALTITUDE && length == 2) {
                fix.altitudeM(in.getShort(at));
            } else {
                Jt808Items.unknown(fix.attributes(), id, in, at, length);
            }
            at += length;
        }
    }
}
