package io.headway.protocol.gps103;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;
import java.util.Map;

/** The word behind the IMEI: why the message was sent (vendor document, section "Description of keywords"). Pure; any thread. */
final class Gps103Keyword {
    static final String SOS = "help me";
    private static final String ACC_ON = "acc on";
    private static final String ACC_OFF = "acc off";

    private static final Map<String, Alarm> ALARMS = Map.ofEntries(
            Map.entry(SOS, Alarm.SOS),
            Map.entry("low battery", Alarm.LOW_BATTERY),
            Map.entry("stockade", Alarm.GEOFENCE),
            Map.entry("move", Alarm.MOVEMENT),
            Map.entry("speed", Alarm.OVERSPEED),
            Map.entry("door alarm", Alarm.DOOR),
            Map.entry("ac alarm", Alarm.POWER_CUT),
            Map.entry("accident alarm", Alarm.ACCIDENT),
            Map.entry("sensor alarm", Alarm.VIBRATION),
            Map.entry("bonnet alarm", Alarm.BONNET),
            Map.entry("oil1", Alarm.FUEL_LEAK),
            Map.entry("oil2", Alarm.FUEL_LEAK));

    private Gps103Keyword() {}

    /** @param field the one with the word */
    static void writeTo(AttributesWriter attributes, TextFields in, int field) {
        if (saysTemperature(in, field)) {
            attributes.put(Alarm.TEMPERATURE);
            attributes.put(Attribute.TEMPERATURE, in.number(field, 2, in.length(field)));
        } else if (saysFuel(in, field)) {
            attributes.put(Alarm.FUEL_LEAK);
            attributes.put(Attribute.FUEL_PCT, in.number(field, 4, in.length(field)));
        } else {
            word(attributes, in.text(field));
        }
    }

    static boolean saysIgnition(TextFields in, int field) {
        return in.is(field, ACC_ON) || in.is(field, ACC_OFF);
    }

    /** {@code T:<degrees>}. */
    static boolean saysTemperature(TextFields in, int field) {
        return in.startsWith(field, "T:");
    }

    /** {@code oil <per cent>}. */
    static boolean saysFuel(TextFields in, int field) {
        return in.startsWith(field, "oil ");
    }

    private static void word(AttributesWriter attributes, String word) {
        var alarm = ALARMS.get(word);
        if (alarm != null) {
            attributes.put(alarm);
            return;
        }
        switch (word) {
            // The plain report.
            case "tracker", "" -> {}
            case ACC_ON -> attributes.put(Attribute.IGNITION, true);
            case ACC_OFF -> attributes.put(Attribute.IGNITION, false);
            default -> attributes.put(Attribute.EVENT, word);
        }
    }
}
