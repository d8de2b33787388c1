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

    private static final Alarm[] TURNS = {Alarm.HARSH_ACCELERATION, Alarm.HARSH_BRAKING, Alarm.CORNERING};

    private static final Alarm[] JOINTECH_LOCK = {
        Alarm.OVERSPEED,
        Alarm.LOW_POWER,
        Alarm.VIBRATION,
        Alarm.LOW_BATTERY,
        null,
        Alarm.GEOFENCE_ENTER,
        Alarm.GEOFENCE_EXIT
    };

    private Jt808Alarms() {}

    static void addStandard(int bits, Set<Alarm> to) {
        add(STANDARD, bits, to);
    }

    static void addDriving(int bits, Set<Alarm> to) {
        add(G10LS, bits, to);
    }

    /** Of Jointech's positions, by product: trackers 1 and 2, locks 3; by open decoders. */
    static void addJointech(int product, int bits, Set<Alarm> to) {
        if (product == 3) {
            add(JOINTECH_LOCK, bits, to);
        } else if ((product == 1 || product == 2) && (bits & 1) != 0) {
            to.add(Alarm.LOW_POWER);
        }
    }

    /** Item 0x57, by open decoders. */
    static void addTurns(int bits, Set<Alarm> to) {
        add(TURNS, bits >> 8, to);
    }

    /** T/JSATL 12, tables of items 0x64 (driver assistance), 0x65 (driver's state) and 0x70 (rough driving). */
    static Alarm ofAssistance(int item, int kind) {
        return switch (item << 8 | kind) {
            case 0x6402, 0x6405 -> Alarm.LANE_CHANGE;
            case 0x6501 -> Alarm.FATIGUE;
            case 0x7001 -> Alarm.HARSH_ACCELERATION;
            case 0x7002 -> Alarm.HARSH_BRAKING;
            case 0x7003 -> Alarm.CORNERING;
            case 0x7016 -> Alarm.ACCIDENT;
            default -> null;
        };
    }

    /** Of transparent messages of type 0xF0, kind 3, by open decoders; null for those that the vocabulary has no word for. */
    static Alarm ofObd(int number) {
        return switch (number) {
            case 0x01 -> Alarm.POWER_RESTORED;
            case 0x02 -> Alarm.POWER_CUT;
            case 0x1A -> Alarm.HARSH_ACCELERATION;
            case 0x1B -> Alarm.HARSH_BRAKING;
            case 0x1C -> Alarm.CORNERING;
            case 0x1D, 0x1E, 0x1F -> Alarm.LANE_CHANGE;
            case 0x23 -> Alarm.FATIGUE;
            case 0x26, 0x27, 0x28 -> Alarm.ACCIDENT;
            case 0x31, 0x32 -> Alarm.DOOR;
            default -> null;
        };
    }

    /** As {@link #ofObd}, of kind 0x15. */
    static Alarm ofDrivingEvent(int event) {
        return switch (event) {
            case 51 -> Alarm.HARSH_ACCELERATION;
            case 52 -> Alarm.HARSH_BRAKING;
            case 53 -> Alarm.CORNERING;
            case 54 -> Alarm.LANE_CHANGE;
            case 56 -> Alarm.ACCIDENT;
            default -> null;
        };
    }

    private static void add(Alarm[] byBit, int bits, Set<Alarm> to) {
        for (var bit = 0; bit < byBit.length; bit++) {
            if (((bits >>> bit) & 1) != 0 && byBit[bit] != null) {
                to.add(byBit[bit]);
            }
        }
    }
}
