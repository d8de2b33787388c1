package io.headway.protocol.h02;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/** The battery as these devices say it: a level from 1 to 6, or a share of 100. Pure; any thread. */
final class H02Battery {
    /** By level, 1 first. From devices of the field; the vendor document has no table. */
    private static final int[] LEVELS_PCT = {0, 10, 20, 60, 80, 100};

    private H02Battery() {}

    /** @param value nothing is known when it is 0 or above 100 */
    static void write(AttributesWriter attributes, int value) {
        if (value >= 1 && value <= 100) {
            attributes.put(Attribute.BATTERY_PCT, value <= LEVELS_PCT.length ? LEVELS_PCT[value - 1] : value);
        }
    }
}
