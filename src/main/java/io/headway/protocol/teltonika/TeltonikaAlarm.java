package io.headway.protocol.teltonika;

import io.headway.protocol.Alarm;

/**
 * What an element of one byte raises an alarm for when it is the one that caused the record (vendor's pages "… Teltonika Data Sending
 * Parameters ID", group "Eventual I/O elements"). Without having caused it, its value is a state and no alarm. Pure; any thread.
 */
final class TeltonikaAlarm {
    private static final int FIRST_GEOFENCE = 155;
    private static final int LAST_GEOFENCE = 159;
    private static final int AUTO_GEOFENCE = 175;

    private TeltonikaAlarm() {}

    /** Null when it is none. */
    static Alarm of(int id, long value) {
        if ((id >= FIRST_GEOFENCE && id <= LAST_GEOFENCE) || id == AUTO_GEOFENCE) {
            return geofence((int) value);
        }
        return switch (id) {
            case 236 -> value == 1 ? Alarm.GENERAL : null;
            case 242 -> value == 1 ? Alarm.FALL : null;
            case 246 -> value == 1 ? Alarm.TOW : null;
            case 247 -> value > 0 ? Alarm.ACCIDENT : null;
            case 249 -> value == 1 ? Alarm.JAMMING : null;
            case 251 -> value == 1 ? Alarm.IDLE : null;
            case 252 -> value == 1 ? Alarm.POWER_CUT : Alarm.POWER_RESTORED;
            case 253 -> greenDriving((int) value);
            // The value is a speed.
            case 255 -> Alarm.OVERSPEED;
            default -> null;
        };
    }

    private static Alarm geofence(int value) {
        return switch (value) {
            case 0 -> Alarm.GEOFENCE_EXIT;
            case 1 -> Alarm.GEOFENCE_ENTER;
            case 3 -> Alarm.OVERSPEED;
            default -> null;
        };
    }

    private static Alarm greenDriving(int value) {
        return switch (value) {
            case 1 -> Alarm.HARSH_ACCELERATION;
            case 2 -> Alarm.HARSH_BRAKING;
            case 3 -> Alarm.CORNERING;
            default -> null;
        };
    }
}
