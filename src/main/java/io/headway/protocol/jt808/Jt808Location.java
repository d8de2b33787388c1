package io.headway.protocol.jt808;

import io.headway.model.Fix;
import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

/**
 * A position: alarms, state, place, time, then additional items (vendor document, section "Location information report"). Pure; any thread.
 */
final class Jt808Location {
    /** Without additional items. */
    static final int BYTES = 28;

    private static final double DEGREES = 1e6;
    /** The document's clock is China's: UTC+8, without daylight saving time. */
    static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** All bits of a speed: unknown. */
    private static final int UNKNOWN_SPEED = 0xFFFF;

    private static final int ACC_ON = 1;
    private static final int FIX = 1 << 1;
    private static final int SOUTH = 1 << 2;
    private static final int WEST = 1 << 3;
    /** The supply of fuel is cut, or that of current. */
    private static final int CUT_OFF = 3 << 10;

    private Jt808Location() {}

    /**
     * Reads one.
     *
     * @param to end of its additional items, at least 28 bytes after {@code from}
     * @param stored whether it comes from the terminal's memory
     */
    static Fix read(Buffer in, int from, int to, boolean stored) {
        var fix = new FixBuilder();
        var alarms = EnumSet.noneOf(Alarm.class);
        var out = fix.attributes();
        var alarmBits = in.getInt(from);
        var state = in.getInt(from + 4);
        Jt808Alarms.addStandard(alarmBits, alarms);
        out.put(Attribute.IGNITION, (state & ACC_ON) != 0);
        out.put(Attribute.BLOCKED, (state & CUT_OFF) != 0);
        out.put(Attribute.STATUS, state & 0xFFFF_FFFFL);
        if (alarmBits != 0) {
            out.put("jt808_alarm", alarmBits & 0xFFFF_FFFFL);
        }
        if (stored) {
            out.put(Attribute.ARCHIVE, true);
        }
        place(fix, in, from + 8, state);
        fix.at(timeOf(in, from));
        new Jt808Items(fix, alarms).read(in, from + BYTES, to);
        putAlarms(fix, alarms);
        return fix.build();
    }

    /**
     * Latitude 4, longitude 4, altitude 2, speed 2, direction 2. The hemispheres and whether there is a fix are bits of the state. The altitude
     * has a sign in the makers' software kits.
     */
    static void place(FixBuilder fix, Buffer in, int at, int state) {
        var latitude = in.getUnsignedInt(at) / DEGREES;
        var longitude = in.getUnsignedInt(at + 4) / DEGREES;
        fix.degrees((state & SOUTH) == 0 ? latitude : -latitude, (state & WEST) == 0 ? longitude : -longitude)
                .altitudeM(in.getShort(at + 8))
                .speedKmh(speedKmh(in, at + 10))
                .headingDeg(in.getUnsignedShort(at + 12))
                .valid((state & FIX) != 0);
    }

    /** Tenths; NaN where all bits stand for unknown. */
    static double speedKmh(Buffer in, int at) {
        var tenths = in.getUnsignedShort(at);
        return tenths == UNKNOWN_SPEED ? Double.NaN : tenths / 10.0;
    }

    /** The time of the position that starts at {@code from}. */
    static long timeOf(Buffer in, int from) {
        return time(in, from + 22);
    }

    /** Six bytes yyMMddHHmmss in BCD, by the clock of China. */
    static long time(Buffer in, int at) {
        var local = Bytes.bcdTime(in, at);
        return local == FixTime.UNKNOWN ? FixTime.UNKNOWN : local - CHINA.getTotalSeconds() * 1_000L;
    }

    /** With commas between them. */
    static void putAlarms(FixBuilder fix, Set<Alarm> alarms) {
        if (alarms.size() == 1) {
            fix.attributes().put(alarms.iterator().next());
        } else if (!alarms.isEmpty()) {
            var words = new StringBuilder();
            for (var alarm : alarms) {
                words.append(words.isEmpty() ? "" : ",").append(alarm.tag());
            }
            fix.attributes().put(Attribute.ALARM, words.toString());
        }
    }
}
