package io.headway.protocol.gt06;

import io.headway.protocol.Alarm;

/** What a packet's number of an alarm means; null for those that the vocabulary has no word for. Pure; any thread. */
final class AlarmCode {
    private AlarmCode() {}

    /**
     * The first byte of "Alarm and Language" (vendor document, section "Alarm Packet", "Alert Types"); 0x26, 0x27 and what is above 0xFF
     * by the common reading.
     */
    static Alarm of(int code) {
        return switch (code) {
            case 0x01 -> Alarm.SOS;
            case 0x02 -> Alarm.POWER_CUT;
            case 0x03 -> Alarm.VIBRATION;
            case 0x04 -> Alarm.GEOFENCE_ENTER;
            case 0x05 -> Alarm.GEOFENCE_EXIT;
            case 0x06 -> Alarm.OVERSPEED;
            case 0x09 -> Alarm.MOVEMENT;
            case 0x0C -> Alarm.POWER_ON;
            case 0x0E, 0x0F -> Alarm.LOW_POWER;
            case 0x11, 0x15 -> Alarm.POWER_OFF;
            case 0x13 -> Alarm.TAMPERING;
            case 0x14 -> Alarm.DOOR;
            case 0x18, 0x32 -> Alarm.REMOVED;
            case 0x19 -> Alarm.LOW_BATTERY;
            case 0x23 -> Alarm.FALL;
            case 0x26, 0x29 -> Alarm.HARSH_ACCELERATION;
            case 0x27, 0x30 -> Alarm.HARSH_BRAKING;
            case 0x2A, 0x2B -> Alarm.CORNERING;
            case 0x2C -> Alarm.ACCIDENT;
            case 0x107, 0x10B -> Alarm.JAMMING;
            default -> null;
        };
    }

    /** Events of cameras but for the first, packet 0x95 (common reading). */
    static Alarm ofCamera(int event) {
        return switch (event) {
            case 0x0E -> Alarm.LOW_POWER;
            case 0x76 -> Alarm.TEMPERATURE;
            case 0x80 -> Alarm.VIBRATION;
            case 0x87 -> Alarm.OVERSPEED;
            case 0x88 -> Alarm.POWER_CUT;
            case 0x90 -> Alarm.HARSH_ACCELERATION;
            case 0x91 -> Alarm.HARSH_BRAKING;
            case 0x92 -> Alarm.CORNERING;
            case 0x93 -> Alarm.ACCIDENT;
            default -> null;
        };
    }

    /** Events of module 0x34 in packet 0x70 (common reading). */
    static Alarm ofModule(int event) {
        return switch (event) {
            case 0x10 -> Alarm.DOOR;
            case 0x12 -> Alarm.REMOVED;
            case 0x14 -> Alarm.GEOFENCE_ENTER;
            case 0x15 -> Alarm.GEOFENCE_EXIT;
            case 0x16 -> Alarm.TEMPERATURE;
            case 0x1A -> Alarm.LOW_BATTERY;
            case 0x1B -> Alarm.OVERSPEED;
            case 0x1C -> Alarm.POWER_ON;
            case 0x1D -> Alarm.POWER_OFF;
            case 0x20 -> Alarm.VIBRATION;
            case 0x21 -> Alarm.POWER_CUT;
            case 0x23 -> Alarm.TAMPERING;
            default -> null;
        };
    }
}
