package io.headway.protocol.meitrack;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * AAA, a report as text (vendor document, "Device Data Format (General)"): event; latitude; longitude; date and time; A or V; satellites; GSM
 * signal; speed; direction; HDOP; altitude; mileage; run time; base station; ports; analogue inputs; what the event adds; customized data;
 * version; fuel; temperatures. Fields may be missing at its end. Pure; any thread.
 */
final class TextReport {
    private static final int LATITUDE = 1;
    private static final int LONGITUDE = 2;
    private static final int TIME = 3;
    private static final int STATUS = 4;
    private static final int TIME_DIGITS = 12;
    private static final int TEMPERATURE_DIGITS = 6;
    private static final double PER_HUNDREDTH = 100;
    /** From this version on fuel and temperatures are hundredths; before, a byte of whole ones and a byte of hundredths. */
    private static final int HUNDREDTHS_VERSION = 3;

    private static final Attribute[] TEMPERATURES = {
        Attribute.TEMPERATURE,
        Attribute.TEMPERATURE_1,
        Attribute.TEMPERATURE_2,
        Attribute.TEMPERATURE_3,
        Attribute.TEMPERATURE_4
    };

    private TextReport() {}

    /** Whether what stands behind an event is a place, a time, and whether it is a current one. */
    static boolean looksLikeOne(TextFields fields) {
        return fields.isDigits(0)
                && !Double.isNaN(fields.number(LATITUDE))
                && !Double.isNaN(fields.number(LONGITUDE))
                && fields.length(TIME) == TIME_DIGITS
                && fields.isDigits(TIME)
                && (fields.is(STATUS, "A") || fields.is(STATUS, "V"));
    }

    /** @param fields of the content, behind the kind */
    static Frame frame(String imei, TextFields fields, Arrival arrival) {
        var fix = new FixBuilder()
                .at(FixTime.yyMMddHHmmss(fields, TIME, 0))
                .degrees(fields.number(LATITUDE), fields.number(LONGITUDE))
                .valid(fields.is(STATUS, "A"))
                .satellites(fields.integer(5, -1))
                .speedKmh(fields.number(7))
                .headingDeg(fields.number(8))
                .altitudeM(fields.number(10));
        attributes(fix.attributes(), fields);
        return fix.hasLocation()
                ? new Frame.Positions(imei, List.of(fix.build()), _ -> null)
                : fix.status(imei, arrival.atMs(), null);
    }

    private static void attributes(AttributesWriter attributes, TextFields fields) {
        var event = fields.integer(0, -1);
        if (event >= 0) {
            MeitrackEvent.put(attributes, event);
        }
        put(attributes, Attribute.RSSI, fields.integer(6, -1));
        attributes.put(Attribute.HDOP, fields.number(9));
        put(attributes, Attribute.ODOMETER, fields.integer(11, -1));
        runTime(attributes, fields.integer(12, -1));
        cell(attributes, fields.split(13, '|'));
        var ports = fields.hex(14, -1);
        if (ports >= 0) {
            ports(attributes, (int) ports);
        }
        analogInputs(attributes, fields.split(15, '|'));
        if (event == MeitrackEvent.RFID) {
            attributes.put(Attribute.RFID, fields.text(16));
        }
        var inHundredths = fields.integer(18, 0) >= HUNDREDTHS_VERSION;
        var fuel = fields.hex(19, 0);
        if (fuel > 0) {
            attributes.put(Attribute.FUEL_PCT, decimal(fuel, inHundredths));
        }
        temperatures(attributes, fields.split(20, '|'), inHundredths);
    }

    /** Of two bytes. A low one beyond 99 is no part of a whole: then it is hundredths, whatever the version says. */
    private static double decimal(long twoBytes, boolean inHundredths) {
        var part = twoBytes & 0xFF;
        if (inHundredths || part >= PER_HUNDREDTH) {
            return (short) twoBytes / PER_HUNDREDTH;
        }
        var whole = (byte) (twoBytes >> 8);
        return (whole * PER_HUNDREDTH + (whole < 0 ? -part : part)) / PER_HUNDREDTH;
    }

    private static void put(AttributesWriter attributes, Attribute attribute, long value) {
        if (value >= 0) {
            attributes.put(attribute, value);
        }
    }

    /** Seconds that the tracker has run, by its own count. */
    static void runTime(AttributesWriter attributes, long seconds) {
        if (seconds >= 0) {
            attributes.put("meitrack_run_time_s", seconds);
        }
    }

    /** Output ports in the low byte, input ports in the high one, the first port lowest. */
    static void ports(AttributesWriter attributes, int ports) {
        attributes.put(Attribute.OUTPUTS, ports & 0xFFL);
        attributes.put(Attribute.INPUTS, ports >> 8 & 0xFFL);
    }

    /** Country and network in decimal, area and cell in hexadecimal digits; a country of 0 is none. */
    private static void cell(AttributesWriter attributes, TextFields parts) {
        if (parts.integer(0, 0) > 0) {
            put(attributes, Attribute.MCC, parts.integer(0, -1));
            put(attributes, Attribute.MNC, parts.integer(1, -1));
            put(attributes, Attribute.LAC, parts.hex(2, -1));
            put(attributes, Attribute.CELL_ID, parts.hex(3, -1));
        }
    }

    /**
     * What a step is in volts depends on the model, which a message does not say: so they stay as they are. Where the first is a decimal
     * number, it and the second are the volts of the battery and of the supply.
     */
    private static void analogInputs(AttributesWriter attributes, TextFields values) {
        var inVolts = values.count() > 1 && values.hex(0, -1) < 0 && !Double.isNaN(values.number(0));
        if (inVolts) {
            attributes.put(Attribute.BATTERY_V, values.number(0));
            attributes.put(Attribute.POWER_V, values.number(1));
        }
        for (var i = inVolts ? 2 : 0; i < Math.min(values.count(), 8); i++) {
            var name = "meitrack_ad" + (i + 1);
            var steps = values.hex(i, -1);
            if (steps >= 0) {
                attributes.put(name, steps);
            } else {
                attributes.put(name, values.number(i));
            }
        }
    }

    /** Two hexadecimal digits, the sensor's number, 0 where there is one without a number, and four, the temperature with a sign. */
    private static void temperatures(AttributesWriter attributes, TextFields sensors, boolean inHundredths) {
        for (var i = 0; i < sensors.count(); i++) {
            var sensor = sensors.hex(i, 0, 2, -1);
            var value = sensors.hex(i, 2, 4, Long.MIN_VALUE);
            if (sensors.length(i) == TEMPERATURE_DIGITS
                    && sensor >= 0
                    && sensor < TEMPERATURES.length
                    && value != Long.MIN_VALUE) {
                attributes.put(TEMPERATURES[(int) sensor], decimal(value, inHundredths));
            }
        }
    }
}
