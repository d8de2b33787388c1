package io.headway.protocol.h02;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import java.util.EnumSet;
import java.util.stream.Collectors;

/**
 * The four bytes vehicle_status (vendor document, section "vehicle_status"), the first one highest. A bit of 0 says that what it stands for is
 * so. Pure; any thread.
 */
final class VehicleStatus {
    private static final int ARMED = 9;
    private static final int ACC_OFF = 10;
    private static final int OIL_CUT = 27;

    /** Bits that raise an alarm, with the alarm at the same place. */
    private static final int[] ALARM_BITS = {0, 1, 2, 4, 5, 7, 17, 18, 19, 20, 21, 23, 25, 28};

    private static final Alarm[] ALARMS = {
        Alarm.VIBRATION,
        Alarm.SOS,
        Alarm.OVERSPEED,
        Alarm.GEOFENCE_ENTER,
        Alarm.GNSS_ANTENNA_CUT,
        Alarm.GEOFENCE_EXIT,
        Alarm.VIBRATION,
        Alarm.SOS,
        Alarm.POWER_CUT,
        Alarm.POWER_CUT,
        Alarm.GNSS_ANTENNA_CUT,
        Alarm.LOW_BATTERY,
        Alarm.MOVEMENT,
        Alarm.POWER_CUT
    };

    private VehicleStatus() {}

    /** @param status 32 bits */
    static void write(AttributesWriter attributes, long status) {
        attributes.put(Attribute.STATUS, status);
        attributes.put(Attribute.IGNITION, !says(status, ACC_OFF));
        attributes.put(Attribute.ARMED, says(status, ARMED));
        attributes.put(Attribute.BLOCKED, says(status, OIL_CUT));
        attributes.put(Attribute.ALARM, alarms(status));
    }

    /** Each once, commas between them. */
    private static String alarms(long status) {
        var raised = EnumSet.noneOf(Alarm.class);
        for (var i = 0; i < ALARMS.length; i++) {
            if (says(status, ALARM_BITS[i])) {
                raised.add(ALARMS[i]);
            }
        }
        return raised.stream().map(Alarm::tag).collect(Collectors.joining(","));
    }

    private static boolean says(long status, int bit) {
        return ((status >> bit) & 1) == 0;
    }
}
