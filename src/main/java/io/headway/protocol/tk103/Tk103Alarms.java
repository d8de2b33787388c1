package io.headway.protocol.tk103;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import java.util.Map;

/** What a command tells beside the place. Pure; any thread. */
final class Tk103Alarms {
    /** BO01, by number. */
    private static final Alarm[] VEHICLE = {
        Alarm.POWER_CUT,
        Alarm.ACCIDENT,
        Alarm.SOS,
        Alarm.VIBRATION,
        Alarm.LOW_SPEED,
        Alarm.OVERSPEED,
        Alarm.GEOFENCE_EXIT,
        Alarm.VIBRATION
    };

    /** BO02 (table of commands, "Alarm for data offset and messages return"), by number from 1 on; 0 tells that the oil was cut off. */
    private static final Alarm[] RETURNED = {
        Alarm.VIBRATION, Alarm.SOS, Alarm.ACCIDENT, Alarm.LOW_SPEED, Alarm.OVERSPEED, Alarm.GEOFENCE_EXIT
    };

    /** BQ81 of trackers with OBD, by number. */
    private static final Alarm[] DRIVING = {
        Alarm.LOW_BATTERY, Alarm.OVERSPEED, Alarm.IDLE, Alarm.HARSH_ACCELERATION, Alarm.HARSH_BRAKING, Alarm.TEMPERATURE
    };

    /** Of the form with commas: with a place (ZC), with the last place or cells and access points (DW3, DW4), with these alone (DW5, DW6). */
    private static final Map<String, Alarm> BY_COMMAND = Map.ofEntries(
            Map.entry("ZC11", Alarm.MOVEMENT),
            Map.entry("DW31", Alarm.MOVEMENT),
            Map.entry("DW51", Alarm.MOVEMENT),
            Map.entry("ZC12", Alarm.LOW_BATTERY),
            Map.entry("DW32", Alarm.LOW_BATTERY),
            Map.entry("DW52", Alarm.LOW_BATTERY),
            Map.entry("ZC13", Alarm.POWER_CUT),
            Map.entry("DW33", Alarm.POWER_CUT),
            Map.entry("DW53", Alarm.POWER_CUT),
            Map.entry("ZC17", Alarm.REMOVED),
            Map.entry("DW37", Alarm.REMOVED),
            Map.entry("DW57", Alarm.REMOVED),
            Map.entry("ZC25", Alarm.SOS),
            Map.entry("DW3E", Alarm.SOS),
            Map.entry("DW5E", Alarm.SOS),
            Map.entry("ZC26", Alarm.TAMPERING),
            Map.entry("DW3F", Alarm.TAMPERING),
            Map.entry("DW5F", Alarm.TAMPERING),
            Map.entry("ZC27", Alarm.LOW_POWER),
            Map.entry("DW40", Alarm.LOW_POWER),
            Map.entry("DW60", Alarm.LOW_POWER));

    private Tk103Alarms() {}

    /** @param beforeDate what stands between command and date; "" when nothing */
    static void writeTo(AttributesWriter attributes, String command, String beforeDate) {
        switch (command) {
            case "BO01" -> put(attributes, VEHICLE, number(beforeDate));
            case "BO02" -> returned(attributes, number(beforeDate));
            case "BQ81" -> put(attributes, DRIVING, number(beforeDate));
            case "ZC15", "DW35", "DW55", "ZC29", "DW42", "DW62" -> attributes.put(Attribute.IGNITION, true);
            case "ZC16", "DW36", "DW56" -> attributes.put(Attribute.IGNITION, false);
            default -> {
                var alarm = BY_COMMAND.get(command);
                if (alarm != null) {
                    attributes.put(alarm);
                }
            }
        }
    }

    /** A digit, or of {@code ALARM,<digit>,…} that one; -1 when there is none. */
    static int number(String beforeDate) {
        var at = beforeDate.startsWith("ALARM,") ? "ALARM,".length() : 0;
        return at < beforeDate.length() && Tk103Message.isDigit(beforeDate.charAt(at))
                ? beforeDate.charAt(at) - '0'
                : -1;
    }

    private static void returned(AttributesWriter attributes, int number) {
        if (number == 0) {
            attributes.put(Attribute.BLOCKED, true);
        } else {
            put(attributes, RETURNED, number - 1);
        }
    }

    private static void put(AttributesWriter attributes, Alarm[] alarms, int number) {
        if (number >= 0 && number < alarms.length) {
            attributes.put(alarms[number]);
        }
    }
}
