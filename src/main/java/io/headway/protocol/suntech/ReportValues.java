package io.headway.protocol.suntech;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/** Fields that several kinds of report have. An empty field puts nothing. Pure; any thread. */
final class ReportValues {
    private static final int DRIVER_DIGITS = 14;
    private static final long SECONDS_PER_MINUTE = 60;
    /** No voltage or count of these devices has as many digits. */
    private static final int MAX_DIGITS = 12;

    private ReportValues() {}

    static void put(AttributesWriter attributes, Attribute attribute, long value) {
        if (value >= 0) {
            attributes.put(attribute, value);
        }
    }

    /** A decimal number. */
    static void decimal(AttributesWriter attributes, Attribute attribute, TextFields fields, int at) {
        if (fields.length(at) <= MAX_DIGITS) {
            attributes.put(attribute, fields.number(at));
        }
    }

    /** MSG_TYPE: 0 from the memory, 1 at once. */
    static void messageType(AttributesWriter attributes, TextFields fields, int at) {
        if (fields.is(at, "0")) {
            attributes.put(Attribute.ARCHIVE, true);
        }
    }

    /** ALERT_MOD, which means something else for each alert. */
    static void modifier(AttributesWriter attributes, long value) {
        if (value >= 0) {
            attributes.put("suntech_alert_modifier", value);
        }
    }

    /** Cell and area in hexadecimal digits, country and network in decimal ones. */
    static void cell(AttributesWriter attributes, TextFields fields, int cell, int mcc, int mnc, int lac) {
        put(attributes, Attribute.CELL_ID, fields.hex(cell, -1));
        put(attributes, Attribute.MCC, fields.integer(mcc, -1));
        put(attributes, Attribute.MNC, fields.integer(mnc, -1));
        put(attributes, Attribute.LAC, fields.hex(lac, -1));
    }

    /** In the device's own measure, dBm when negative. */
    static void rssi(AttributesWriter attributes, TextFields fields, int at) {
        var level = fields.integer(at, Long.MIN_VALUE);
        if (level != Long.MIN_VALUE) {
            attributes.put(Attribute.RSSI, level);
        }
    }

    /** Whether a field has the fourteen hexadecimal digits of a driver's key. */
    static boolean isDriver(TextFields fields, int at) {
        return fields.length(at) == DRIVER_DIGITS && fields.hex(at, -1) >= 0;
    }

    /** A driver's key, of zeros when there is none. */
    static void driver(AttributesWriter attributes, TextFields fields, int at) {
        if (isDriver(fields, at) && fields.hex(at, 0) != 0) {
            attributes.put(Attribute.DRIVER_ID, fields.text(at));
        }
    }

    /** H_METER, minutes that the vehicle was driven; BCK_VOLT; MSG_TYPE. */
    static void hourMeter(AttributesWriter attributes, TextFields fields, int at) {
        var minutes = fields.length(at) <= MAX_DIGITS ? fields.integer(at, -1) : -1;
        if (minutes >= 0) {
            attributes.put(Attribute.ENGINE_HOURS, minutes * SECONDS_PER_MINUTE);
        }
        decimal(attributes, Attribute.BATTERY_V, fields, at + 1);
        messageType(attributes, fields, at + 2);
    }

    /** Whether {@link #hourMeter} starts at a field; devices send it only where they are told to (parameter HBM_STT). */
    static boolean hasHourMeter(TextFields fields, int at) {
        return fields.isDigits(at)
                && fields.text(at + 1).indexOf('.') > 0
                && (fields.is(at + 2, "0") || fields.is(at + 2, "1"));
    }
}
