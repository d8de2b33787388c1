package io.headway.protocol.meitrack;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/** Event codes (vendor document, section "Event Code"): what caused a report. Pure; any thread. */
final class MeitrackEvent {
    /** A card was held to the reader. */
    static final long RFID = 37;

    private MeitrackEvent() {}

    /** The code, and the alarm if it stands for one. The first input is that of the SOS button. */
    static void put(AttributesWriter attributes, long code) {
        attributes.put(Attribute.EVENT, code);
        var alarm = alarm((int) code);
        if (alarm != null) {
            attributes.put(alarm);
        }
    }

    private static Alarm alarm(int code) {
        return switch (code) {
            case 1 -> Alarm.SOS;
            case 17 -> Alarm.LOW_BATTERY;
            case 18 -> Alarm.LOW_POWER;
            case 19 -> Alarm.OVERSPEED;
            case 20 -> Alarm.GEOFENCE_ENTER;
            case 21 -> Alarm.GEOFENCE_EXIT;
            case 22 -> Alarm.POWER_RESTORED;
            case 23 -> Alarm.POWER_CUT;
            case 28 -> Alarm.GNSS_ANTENNA_CUT;
            case 36 -> Alarm.TOW;
            case 40 -> Alarm.POWER_OFF;
            case 44 -> Alarm.JAMMING;
            case 50, 51 -> Alarm.TEMPERATURE;
            case 54 -> Alarm.FUEL_LEAK;
            case 78 -> Alarm.ACCIDENT;
            case 79 -> Alarm.FALL;
            case 90, 91 -> Alarm.CORNERING;
            case 129 -> Alarm.HARSH_BRAKING;
            case 130 -> Alarm.HARSH_ACCELERATION;
            case 133 -> Alarm.IDLE;
            case 135 -> Alarm.FATIGUE;
            default -> null;
        };
    }
}
