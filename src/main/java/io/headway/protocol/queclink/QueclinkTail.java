package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.TextFields;

/**
 * What stands around the last position of a report: in front of it the supply voltage, behind it mileage, engine hours, inputs, battery and
 * device status, by the family of the model (vendor documents, "+RESP:GTFRI" and "+RESP:GTERI"). Pure; any thread.
 */
final class QueclinkTail {
    private static final int METRES_PER_KM = 1_000;
    private static final double MILLIVOLTS_PER_VOLT = 1_000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3_600;
    /** {@code HHHHH:MM:SS}; newer models write seven digits for the hours. */
    private static final int CLOCK_CHARACTERS = 6;

    private static final int FULL_PCT = 100;
    private static final int MAX_ANALOG_INPUTS = 3;
    private static final int MAX_MASK_BITS = 8;
    private static final Attribute[] ANALOG = {
        Attribute.ANALOG_INPUT_1, Attribute.ANALOG_INPUT_2, Attribute.ANALOG_INPUT_3
    };

    private QueclinkTail() {}

    /**
     * What is appended to one position: the mask of two hexadecimal digits, and a field for each of its bits, of which the lowest is the
     * number of satellites (GV310LAU, "+RESP:GTERI", parameter "Position append mask"). Older models write 00 there.
     *
     * @return the field behind; {@code at} when there is no such mask
     */
    static int appended(QueclinkMessage message, int at, FixBuilder fix) {
        var fields = message.fields();
        if (!message.model().hasAppendMask() || isDecimal(fields, at)) {
            return at;
        }
        var mask = fields.length(at) == 2 ? fields.hex(at, 0) : 0;
        if ((mask & 1) != 0) {
            fix.satellites(fields.integer(at + 1, -1));
        }
        return at + 1 + Math.min(Long.bitCount(mask), MAX_MASK_BITS);
    }

    /**
     * @param longitudeAt of the first position
     * @param at the field behind the last position and what is appended to it
     */
    static void read(QueclinkMessage message, int longitudeAt, int at, AttributesWriter out) {
        var fields = message.fields();
        var sentAt = message.sentAt();
        switch (message.model()) {
            case PORTABLE -> portable(message, at, out);
            case SLEEPING -> sleeping(message, out);
            case SLEEPING_M -> {
                if (sentAt - 4 >= at) {
                    percent(fields, sentAt - 4, Attribute.BATTERY_PCT, out);
                    out.put(Attribute.TEMPERATURE, fields.number(sentAt - 1));
                }
            }
            case VEHICLE, DIAGNOSTIC, PORTS, UNKNOWN -> {
                var next = distanceAndHours(fields, at, sentAt, out);
                var isExtended = message.kind().equals("ERI");
                if (isExtended || message.kind().equals("FRI")) {
                    supply(fields, longitudeAt, out);
                    vehicle(message, next, isExtended, out);
                }
            }
        }
    }

    /** The same of a report whose position is empty: its fields are all there, so they can be counted from the front. */
    static void readWithoutPosition(QueclinkMessage message, FixBuilder status) {
        if (message.model() == QueclinkModel.SLEEPING) {
            sleeping(message, status.attributes());
            return;
        }
        var isExtended = message.kind().equals("ERI");
        var longitudeAt = message.bodyAt() + (isExtended ? 8 : 7);
        if (message.model().hasAppendMask()
                && message.fields().length(longitudeAt - 6) == 2
                && message.fields().is(longitudeAt - 5, "1")
                && (isExtended || message.kind().equals("FRI"))) {
            read(message, longitudeAt, appended(message, longitudeAt + 7, status), status.attributes());
        }
    }

    private static void sleeping(QueclinkMessage message, AttributesWriter out) {
        if (message.kind().equals("STR") || message.kind().equals("CTN")) {
            out.put(Attribute.TEMPERATURE, message.fields().number(message.bodyAt() + 3));
            percent(message.fields(), message.bodyAt() + 4, Attribute.BATTERY_PCT, out);
        }
    }

    /** Mileage in kilometres with a fraction and hours with colons, in either order; the first may be left out. */
    private static int distanceAndHours(TextFields fields, int at, int end, AttributesWriter out) {
        var next = at;
        for (; next < at + 2 && next < end; next++) {
            if (isClock(fields, next)) {
                out.put(Attribute.ENGINE_HOURS, seconds(fields, next));
            } else if (isDecimal(fields, next)) {
                odometer(fields, next, out);
            } else if (!fields.isEmpty(next)) {
                break;
            }
        }
        return next;
    }

    private static void portable(QueclinkMessage message, int at, AttributesWriter out) {
        var fields = message.fields();
        if (isDecimal(fields, at)) {
            odometer(fields, at, out);
        }
        var last = message.sentAt() - 1;
        if (message.kind().equals("ERI")) {
            // Behind the battery is what the mask adds, a temperature last.
            percent(fields, at + 1, Attribute.BATTERY_PCT, out);
            if (last > at + 1 && isDecimal(fields, last)) {
                number(fields, last, Attribute.TEMPERATURE, out);
            }
        } else if (last > at) {
            // The field behind the cell is never the battery: it is the mileage, or reserved.
            percent(fields, last, Attribute.BATTERY_PCT, out);
        }
    }

    /** Two fields in front of the first position are report type and number of positions, and before them is the voltage. */
    private static void supply(TextFields fields, int longitudeAt, AttributesWriter out) {
        var millivolts = fields.integer(longitudeAt - 7, -1);
        if (fields.length(longitudeAt - 6) == 2 && millivolts >= 0) {
            out.put(Attribute.POWER_V, millivolts / MILLIVOLTS_PER_VOLT);
        }
    }

    /** @param at the field behind the engine hours */
    private static void vehicle(QueclinkMessage message, int at, boolean isExtended, AttributesWriter out) {
        var fields = message.fields();
        if (message.model() == QueclinkModel.PORTS) {
            analog(fields, at, MAX_ANALOG_INPUTS, out);
            hex(fields, at + 3, Attribute.INPUTS, out);
            hex(fields, at + 4, Attribute.OUTPUTS, out);
            if (isExtended) {
                QueclinkExtension.read(message, at + 5, out);
            }
            return;
        }
        var found = firstStatus(message, at);
        // Some devices send the state alone, which only its place tells from other numbers.
        var statusAt = found != QueclinkPositions.NONE || isExtended ? found : message.sentAt() - 4;
        if (statusAt <= at) {
            return;
        }
        analog(fields, at, Math.min(statusAt - 1 - at, MAX_ANALOG_INPUTS), out);
        percent(fields, statusAt - 1, Attribute.BATTERY_PCT, out);
        QueclinkState.writeStatus(fields, statusAt, out);
        if (isExtended) {
            QueclinkExtension.read(message, statusAt + 1, out);
        } else if (statusAt + 3 < message.sentAt()) {
            // Models without a diagnostic socket leave these empty, or out.
            number(fields, statusAt + 1, Attribute.ENGINE_RPM, out);
            percent(fields, statusAt + 3, Attribute.FUEL_PCT, out);
        }
    }

    /** The analogue inputs, two or three by the model, and the battery stand between: the status is the first field of its shape. */
    private static int firstStatus(QueclinkMessage message, int at) {
        for (var i = at + 1; i <= at + MAX_ANALOG_INPUTS + 1 && i < message.sentAt(); i++) {
            if (QueclinkState.isStatus(message.fields(), i)) {
                return i;
            }
        }
        return QueclinkPositions.NONE;
    }

    /** Millivolts, or a share of a fuel tank in percent behind an F. */
    private static void analog(TextFields fields, int at, int count, AttributesWriter out) {
        for (var i = 0; i < count; i++) {
            var millivolts = fields.integer(at + i, -1);
            if (millivolts >= 0) {
                out.put(ANALOG[i], millivolts / MILLIVOLTS_PER_VOLT);
            } else if (fields.charAt(at + i, 0) == 'F') {
                var share = fields.number(at + i, 1, fields.length(at + i));
                if (share >= 0 && share <= FULL_PCT) {
                    out.put("queclink_analog" + (i + 1) + "_fuel_pct", share);
                }
            }
        }
    }

    static void percent(TextFields fields, int field, Attribute attribute, AttributesWriter out) {
        var value = fields.integer(field, -1);
        if (value >= 0 && value <= FULL_PCT) {
            out.put(attribute, value);
        }
    }

    static void number(TextFields fields, int field, Attribute attribute, AttributesWriter out) {
        out.put(attribute, fields.number(field));
    }

    private static void hex(TextFields fields, int field, Attribute attribute, AttributesWriter out) {
        var value = fields.hex(field, -1);
        if (value >= 0) {
            out.put(attribute, value);
        }
    }

    static void odometer(TextFields fields, int field, AttributesWriter out) {
        var km = fields.number(field);
        if (km >= 0) {
            out.put(Attribute.ODOMETER, Math.round(km * METRES_PER_KM));
        }
    }

    static boolean isDecimal(TextFields fields, int field) {
        for (var i = 0; i < fields.length(field); i++) {
            if (fields.charAt(field, i) == '.') {
                return !Double.isNaN(fields.number(field));
            }
        }
        return false;
    }

    private static boolean isClock(TextFields fields, int field) {
        var hours = fields.length(field) - CLOCK_CHARACTERS;
        return hours > 0 && fields.charAt(field, hours) == ':' && fields.charAt(field, hours + 3) == ':';
    }

    private static long seconds(TextFields fields, int field) {
        var at = fields.length(field) - CLOCK_CHARACTERS;
        var hours = at > 9 ? 0 : fields.digits(field, 0, at);
        return Math.max(hours, 0) * SECONDS_PER_HOUR
                + Math.max(fields.digits(field, at + 1, 2), 0) * SECONDS_PER_MINUTE
                + Math.max(fields.digits(field, at + 4, 2), 0);
    }
}
