package io.headway.protocol.gt06;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/**
 * The state of the device as heartbeats and alarms carry it (vendor document, sections "Alarm Packet" and "Heartbeat Packet"): a byte of
 * bits, battery, signal, alarm and language. Pure; any thread.
 */
final class Terminal {
    private static final int ARMED = 1;
    private static final int IGNITION = 1 << 1;
    private static final int CHARGING = 1 << 2;
    private static final int ALARM_SHIFT = 3;
    private static final int BLOCKED = 1 << 7;

    /** The battery is full; below it there are six steps. */
    private static final int BATTERY_STEPS = 6;

    private static final int PERCENT = 100;
    /** Highest signal that 3GPP TS 27.007 has, +CSQ; the document's own measure ends at 4. */
    private static final int HIGHEST_SIGNAL = 31;
    /** Voltages of a vehicle of 12 or 24 V, hundredths. */
    private static final int LEAST_SUPPLY = 600;

    private static final int MOST_SUPPLY = 3_600;

    private Terminal() {}

    /**
     * A heartbeat's: state, battery, signal, and a word that later models use for their ports; it is an alarm and a language where its second
     * byte is a language.
     */
    static void heartbeat(Content in, AttributesWriter out) {
        var state = in.u8();
        bits(out, state);
        if (in.left() >= 2) {
            var level = in.u8();
            var signal = in.u8();
            var supply = level << 8 | signal;
            var undocumented = level > BATTERY_STEPS || signal > HIGHEST_SIGNAL;
            if (undocumented && supply >= LEAST_SUPPLY && supply <= MOST_SUPPLY) {
                // No such level or signal: this firmware has the supply's voltage in both bytes, and the signal behind
                // (captured packets).
                out.putDecimal(Attribute.POWER_V, supply, 2);
                out.put(Attribute.RSSI, in.u8());
                in.skip(in.left());
            } else {
                battery(out, level);
                out.put(Attribute.RSSI, signal);
            }
        }
        var code = in.u8();
        var language = in.u8();
        var isAlarm = language == 1 || language == 2;
        alarms(out, state, isAlarm ? AlarmCode.of(code) : null, isAlarm ? code : 0);
    }

    /** An alarm's: state, battery, signal, alarm and language, as far as they are there. */
    static void read(Content in, AttributesWriter out) {
        var state = in.u8();
        bits(out, state);
        if (in.left() >= 2) {
            battery(out, in.u8());
            out.put(Attribute.RSSI, in.u8());
        }
        if (in.left() > 0) {
            var code = in.u8();
            // The upper half of the byte of language carries on the alarm (common reading); languages are 0 to 2.
            var language = in.u8();
            alarms(out, state, AlarmCode.of(((language >> 4) << 8) | code), code);
        }
    }

    static void bits(AttributesWriter out, int state) {
        out.put(Attribute.STATUS, state);
        out.put(Attribute.ARMED, (state & ARMED) != 0);
        out.put(Attribute.IGNITION, (state & IGNITION) != 0);
        out.put(Attribute.CHARGING, (state & CHARGING) != 0);
        out.put(Attribute.BLOCKED, (state & BLOCKED) != 0);
    }

    /** What the byte of bits raises, and what the code does; both when they differ. */
    static void alarms(AttributesWriter out, int state, Alarm byCode, int code) {
        if (code != 0) {
            out.put(Attribute.EVENT, code);
        }
        var byState = byState(state);
        if (byState == null || byState == byCode) {
            if (byCode != null) {
                out.put(byCode);
            }
        } else if (byCode == null) {
            out.put(byState);
        } else {
            out.put(Attribute.ALARM, byState.tag() + ',' + byCode.tag());
        }
    }

    private static Alarm byState(int state) {
        return switch (state >> ALARM_SHIFT & 7) {
            case 1 -> Alarm.VIBRATION;
            // Not while it is supplied: models that use these bits otherwise set both.
            case 2 -> (state & CHARGING) == 0 ? Alarm.POWER_CUT : null;
            case 3 -> Alarm.LOW_BATTERY;
            case 4 -> Alarm.SOS;
            default -> null;
        };
    }

    /** In six steps by the vendor document; above them in percent (captured packets of later models). */
    static void battery(AttributesWriter out, int level) {
        if (level <= BATTERY_STEPS) {
            out.put(Attribute.BATTERY_PCT, level * PERCENT / BATTERY_STEPS);
        } else if (level <= PERCENT) {
            out.put(Attribute.BATTERY_PCT, level);
        }
    }
}
