package io.headway.protocol.jt808;

import io.headway.protocol.Alarm;
import java.util.Set;

/**
 * What the bits of an alarm word mean. Bits that the document reserves, and that each maker uses as it likes (15 to 17 above all), have no
 * word; they stay in the number. Pure; any thread.
 */
final class Jt808Alarms {
    /** Vendor document, section "Alarm flag bits"; null where the vocabulary has no word: faults of a display, a camera and the like. */
    private static final Alarm[] STANDARD = {
        Alarm.SOS,
        Alarm.OVERSPEED,
        Alarm.FATIGUE,
        Alarm.GENERAL,
        null,
        Alarm.GNSS_ANTENNA_CUT,
        null,
        Alarm.LOW_POWER,
        Alarm.POWER_CUT,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Alarm.FATIGUE,
        Alarm.PARKING,
        Alarm.GEOFENCE,
        null,
        null,
        null,
        null,
        Alarm.FUEL_LEAK,
        null,
        null,
        Alarm.MOVEMENT,
        Alarm.ACCIDENT,
        Alarm.ACCIDENT,
        Alarm.DOOR
    };

    /** "JT/T808 Protocol for G10LS", table 20, item 0xF4: acceleration, deceleration, hard braking, turn, collision, rollover. */
    private static final Alarm[] G10LS = {
        Alarm.HARSH_ACCELERATION,
        Alarm.HARSH_BRAKING,
        Alarm.HARSH_BRAKING,
        Alarm.CORNERING,
        Alarm.ACCIDENT,
        Alarm.ACCIDENT
    };

    private Jt808Alarms() {}

    static void addStandard(int bits, Set<Alarm> to) {
        add(STANDARD, bits, to);
    }

    static void addDriving(int bits, Set<Alarm> to) {
        add(G10LS, bits, to);
    }

    private static void add(Alarm[] byBit, int bits, Set<Alarm> to) {
        for (var bit = 0; bit < byBit.length; bit++) {
            if (((bits >>> bit) & 1) != 0 && byBit[bit] != null) {
                to.add(byBit[bit]);
            }
        }
    }
}
