package io.headway.protocol.osmand;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/** The alarm that a phone's owner raises: "sos" as a rule. Pure; any thread. */
final class PhoneAlarm {
    private PhoneAlarm() {}

    /** A word of {@link Alarm} in either case as the alarm; any other text as {@code raw_alarm}. */
    static void put(AttributesWriter attributes, String word) {
        for (var alarm : Alarm.values()) {
            if (alarm.tag().equalsIgnoreCase(word)) {
                attributes.put(alarm);
                return;
            }
        }
        attributes.putFree("raw_" + Attribute.ALARM.key(), word);
    }
}
