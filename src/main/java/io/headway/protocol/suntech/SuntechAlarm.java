package io.headway.protocol.suntech;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/** Numbers of emergencies and alerts: always the event, and the alarm where one stands for it. Pure; any thread. */
final class SuntechAlarm {
    /** A driver's key was held to the reader. */
    static final long DRIVER_KEY = 59;

    /** A byte in binary reports. */
    private static final long MAX_ID = 255;

    private SuntechAlarm() {}

    /** EMG_ID (vendor document, section "Emergency report"). */
    static void emergency(AttributesWriter attributes, long id) {
        put(
                attributes,
                id,
                switch (code(id)) {
                    case 1 -> Alarm.SOS;
                    case 2 -> Alarm.PARKING;
                    case 3 -> Alarm.POWER_CUT;
                    case 5, 6 -> Alarm.TAMPERING;
                    case 7 -> Alarm.MOVEMENT;
                    case 8 -> Alarm.VIBRATION;
                    default -> null;
                });
    }

    /** ALERT_ID (vendor document, section "Alert report", and of the universal format "Alert ID Table"). */
    static void alert(AttributesWriter attributes, long id) {
        put(
                attributes,
                id,
                switch (code(id)) {
                    case 1, 22, 49 -> Alarm.OVERSPEED;
                    case 3 -> Alarm.GNSS_ANTENNA_CUT;
                    case 5 -> Alarm.GEOFENCE_EXIT;
                    case 6 -> Alarm.GEOFENCE_ENTER;
                    case 14 -> Alarm.LOW_POWER;
                    case 15 -> Alarm.VIBRATION;
                    case 16 -> Alarm.ACCIDENT;
                    case 26, 64 -> Alarm.HIGH_RPM;
                    case 27, 47 -> Alarm.HARSH_BRAKING;
                    case 40 -> Alarm.POWER_RESTORED;
                    case 41 -> Alarm.POWER_CUT;
                    case 42 -> Alarm.SOS;
                    case 46 -> Alarm.HARSH_ACCELERATION;
                    case 48 -> Alarm.CORNERING;
                    case 50 -> Alarm.JAMMING;
                    case 61 -> Alarm.IDLE;
                    case 62 -> Alarm.PARKING;
                    case 73 -> Alarm.FUEL_LEAK;
                    case 75 -> Alarm.TEMPERATURE;
                    default -> null;
                });
    }

    private static int code(long id) {
        return id < 0 || id > MAX_ID ? 0 : (int) id;
    }

    private static void put(AttributesWriter attributes, long id, Alarm alarm) {
        if (id >= 0) {
            attributes.put(Attribute.EVENT, id);
        }
        if (id >= 0 && alarm != null) {
            attributes.put(alarm);
        }
    }
}
