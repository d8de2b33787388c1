package io.headway.protocol.h02;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/**
 * The position in a text message: time, validity, latitude, N or S, longitude, E or W, knots, heading, date, status, and what a variant adds.
 * It is found by its two hemispheres, since answers to commands put any number of fields before it. Owned by the thread that decodes.
 */
final class H02Place {
    private static final int NOT_THERE = -1;
    private static final int FIRST = 3;
    private static final int DATE_DIGITS = 6;
    private static final int ALARM_DIGITS = 2;
    private static final int TIME_DIGITS = 6;
    private static final int STATUS_DIGITS = 8;
    private static final int ACCESS_POINTS = 3;
    /** Degrees and minutes without a point: the last four digits are decimals. */
    private static final int IMPLIED_DECIMALS = 4;

    private final TextFields fields;
    private final long arrivedAtMs;
    /** The field of N or S. */
    private final int north;

    H02Place(TextFields fields, long arrivedAtMs) {
        this.fields = fields;
        this.arrivedAtMs = arrivedAtMs;
        this.north = find(fields);
    }

    boolean isThere() {
        return north != NOT_THERE;
    }

    private static int find(TextFields fields) {
        for (var i = FIRST + 2; i + 2 < fields.count(); i++) {
            var hemispheres =
                    (fields.is(i, "N") || fields.is(i, "S")) && (fields.is(i + 2, "E") || fields.is(i + 2, "W"));
            if (hemispheres || hasNeverHadAFix(fields, i)) {
                return i;
            }
        }
        return NOT_THERE;
    }

    /** Zeros stand for the hemispheres until the receiver has had a fix. */
    private static boolean hasNeverHadAFix(TextFields fields, int i) {
        return fields.is(i, "0") && fields.is(i + 2, "0") && fields.is(i - 2, "V");
    }

    void write(FixBuilder fix) {
        var latitude = degrees(north - 1);
        var longitude = degrees(north + 1);
        var date = north + 5;
        if (!isDate(date) && isDate(date + 1)) {
            H02Battery.write(fix.attributes(), (int) Math.min(fields.integer(date, -1), 255));
            date++;
        }
        fix.at(time(date, north - 3))
                .degrees(
                        fields.is(north, "S") ? -latitude : latitude,
                        fields.is(north + 2, "W") ? -longitude : longitude)
                .valid(hasFix(north - 2))
                .speedKnots(number(north + 3))
                .headingDeg(number(north + 4));
        if (fields.is(2, "V4")) {
            fix.attributes().put(Attribute.TEXT, joined(fields, FIRST, north - 3));
            if (fields.is(FIRST, "S32")) {
                H02Record.mileage(fix.attributes(), fields.number(FIRST + 1));
            }
        }
        added(fix, date + 1);
    }

    /** What follows the date: the status, in V19 behind number and card, then a cell, sensors, or something of the maker's. */
    private void added(FixBuilder fix, int from) {
        var attributes = fix.attributes();
        var status = from;
        if (!isStatus(fields, from) && isStatus(fields, from + 3)) {
            status = from + 3;
            attributes.put(Attribute.PHONE, fields.text(from + 1));
            attributes.put(Attribute.ICCID, card(from + 2));
        }
        if (!isStatus(fields, status)) {
            return;
        }
        VehicleStatus.write(attributes, fields.hex(status, 0));
        var next = status + 1;
        if (fields.is(2, "V6")) {
            H02Cells.serving(attributes, fields, next);
            attributes.put(Attribute.ICCID, card(next + 4));
        } else if (fields.is(2, "V8")) {
            H02Cells.serving(attributes, fields, next);
            surroundings(attributes, next + 4);
        } else if (isSensors(next)) {
            attributes.put(Attribute.ODOMETER, fields.integer(next, 0));
            attributes.put(Attribute.TEMPERATURE, fields.integer(next + 1, 0));
            attributes.put("h02_fuel", fields.number(next + 2));
            fix.altitudeM(fields.number(next + 3));
            attributes.put(Attribute.LAC, fields.hex(next + 4, 0));
            attributes.put(Attribute.CELL_ID, fields.hex(next + 5, 0));
        } else if (next + 3 < fields.count()) {
            H02Cells.serving(attributes, fields, next);
            rest(attributes, next + 4);
        } else {
            rest(attributes, next);
        }
    }

    /** V8 ("SinoTrack Protocol"): three access points with their signals; satellites, signal of the network, voltage, battery in per cent. */
    private void surroundings(AttributesWriter attributes, int from) {
        var end = from + 2 * ACCESS_POINTS;
        attributes.openArray(Attribute.WIFI);
        for (var i = from; i < end; i += 2) {
            if (!fields.isEmpty(i)) {
                attributes.openObject();
                attributes.put("mac", fields.text(i));
                var strength = fields.integer(i + 1, 0);
                if (strength != 0) {
                    attributes.put("rssi", strength);
                }
                attributes.close();
            }
        }
        attributes.close();
        if (fields.isDigits(end + 1)) {
            attributes.put(Attribute.RSSI, fields.integer(end + 1, 0));
        }
        var battery = fields.integer(end + 3, -1);
        if (battery >= 0 && battery <= 100) {
            attributes.put(Attribute.BATTERY_PCT, battery);
        }
        rest(attributes, end);
    }

    private void rest(AttributesWriter attributes, int from) {
        var text = joined(fields, from, fields.count());
        if (!text.isBlank()) {
            attributes.put("h02_data", text);
        }
    }

    /** Distance, temperature, fuel with a fraction, altitude, area and cell in hexadecimal digits. */
    private boolean isSensors(int field) {
        return fields.isDigits(field)
                && fields.integer(field + 1, Long.MIN_VALUE) != Long.MIN_VALUE
                && fields.text(field + 2).indexOf('.') > 0
                && !Double.isNaN(fields.number(field + 2))
                && fields.integer(field + 3, Long.MIN_VALUE) != Long.MIN_VALUE
                && fields.hex(field + 4, -1) >= 0
                && fields.hex(field + 5, -1) >= 0;
    }

    /** A card's number as digits; a filler or check letter at its end is left out. */
    private String card(int field) {
        var end = fields.length(field);
        while (end > 0 && !Character.isDigit(fields.charAt(field, end - 1))) {
            end--;
        }
        return fields.text(field, 0, end);
    }

    /** {@code ddmm.mmmm}, {@code ddmmmmmm}, or {@code -dd-mm.mmmm}; never negative, since the hemisphere says that. */
    private double degrees(int field) {
        if (fields.is(field + 1, "0")) {
            return Double.NaN;
        }
        if (fields.charAt(field, 0) == '-') {
            for (var i = 2; i < fields.length(field); i++) {
                if (fields.charAt(field, i) == '-') {
                    var minutes = fields.number(field, i + 1, fields.length(field));
                    var degrees = fields.number(field, 1, i);
                    return degrees >= 0 && minutes >= 0 && minutes < 60 ? degrees + minutes / 60 : Double.NaN;
                }
            }
            return fields.degreesMinutes(field, 1, fields.length(field));
        }
        if (fields.isDigits(field) && fields.length(field) > DATE_DIGITS) {
            var split = fields.length(field) - IMPLIED_DECIMALS;
            return TextFields.of(fields.text(field, 0, split) + "." + fields.text(field, split), ',')
                    .degreesMinutes(0);
        }
        return fields.degreesMinutes(field);
    }

    /** Some senders fill with spaces. */
    private double number(int field) {
        var from = 0;
        while (fields.charAt(field, from) == ' ') {
            from++;
        }
        return fields.number(field, from, fields.length(field));
    }

    private boolean isDate(int field) {
        return fields.isDigits(field) && fields.length(field) == DATE_DIGITS;
    }

    /** A digit is a coding scheme, which only a fix has; VP1 has cells in place of coordinates when there is no fix. */
    private boolean hasFix(int validity) {
        return fields.is(validity, "A")
                || fields.isDigits(validity)
                || (fields.is(2, "VP1") && fields.is(validity, "B"));
    }

    /**
     * Until its clock is set, a device leaves out the date, and mostly the time too: such a message is of its arrival. VP1 and alarms have a
     * date alone, the latter behind the alarm's number, and its first second stands in.
     */
    private long time(int date, int time) {
        var hasTime = time >= FIRST && fields.digits(time, 0, TIME_DIGITS) >= 0;
        if (fields.isEmpty(date) && (time < FIRST || fields.isEmpty(time))) {
            return arrivedAtMs;
        }
        if (fields.isEmpty(date) && hasTime) {
            return FixTime.latest(
                    arrivedAtMs,
                    fields.digits(time, 0, 2),
                    fields.digits(time, 2, 2),
                    fields.digits(time, 4, 2),
                    fields.fractionMs(time, TIME_DIGITS));
        }
        var hasDateAlone = time < FIRST || (!fields.isEmpty(time) && fields.length(time) <= ALARM_DIGITS);
        return hasDateAlone
                ? FixTime.utc(fields.digits(date, 4, 2), fields.digits(date, 2, 2), fields.digits(date, 0, 2), 0, 0, 0)
                : FixTime.ddMMyy(fields, date, time);
    }

    static boolean isStatus(TextFields fields, int field) {
        return fields.length(field) == STATUS_DIGITS && fields.hex(field, -1) >= 0;
    }

    /** Some fields as they were sent, with the commas between them. */
    static String joined(TextFields fields, int from, int to) {
        var text = new StringBuilder();
        for (var i = from; i < to; i++) {
            text.append(i == from ? "" : ",").append(fields.text(i));
        }
        return text.toString();
    }
}
