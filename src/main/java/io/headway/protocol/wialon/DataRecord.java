package io.headway.protocol.wialon;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/**
 * Owned by the thread that decodes; local to one record: date; time; latitude; N or S; longitude; E or W; speed; course; height;
 * satellites; and in extended ones HDOP; inputs; outputs; analogue inputs; key; parameters (vendor document, "Short data packet" and "Data
 * packet"). A field that is unknown is "NA", or empty.
 */
final class DataRecord {
    /** Those of a short one. */
    static final int MIN_FIELDS = 10;

    private static final Attribute[] ANALOG_INPUTS = {
        Attribute.ANALOG_INPUT_1, Attribute.ANALOG_INPUT_2, Attribute.ANALOG_INPUT_3, Attribute.ANALOG_INPUT_4
    };
    private static final int MINUTES_PER_DEGREE = 60;
    /** With fewer a receiver knows at most its last place: two coordinates and the time are three unknowns. */
    private static final int FEWEST_SATELLITES = 3;

    private final TextFields fields;
    private final int count;
    private final Arrival arrival;
    private final FixBuilder fix = new FixBuilder();

    /** @param count of the fields that are the record's own */
    DataRecord(TextFields fields, int count, Arrival arrival) {
        this.fields = fields;
        this.count = count;
        this.arrival = arrival;
    }

    /** Whether the record leaves out where it was made, and does not just say it wrongly. */
    boolean saysNowhere() {
        return isUnknown(2) || isUnknown(4);
    }

    FixBuilder read() {
        fix.at(isUnknown(0) || isUnknown(1) ? arrival.atMs() : time());
        fix.degrees(degrees(2, 'N', 'S'), degrees(4, 'E', 'W'));
        fix.speedKmh(fields.number(6));
        fix.headingDeg(fields.number(7));
        fix.altitudeM(fields.number(8));
        var satellites = fields.integer(9, -1);
        fix.satellites(satellites).valid(satellites < 0 || satellites >= FEWEST_SATELLITES);
        if (count > MIN_FIELDS) {
            extended();
        }
        return fix;
    }

    private void extended() {
        var attributes = fix.attributes();
        attributes.put(Attribute.HDOP, number(10));
        bits(Attribute.INPUTS, 11);
        bits(Attribute.OUTPUTS, 12);
        if (has(13)) {
            analogInputs();
        }
        if (has(14)) {
            attributes.put(Attribute.DRIVER_ID, fields.text(14));
        }
        if (has(15)) {
            new Parameters(attributes).read(fields.split(15, ','));
        }
    }

    private void analogInputs() {
        var values = fields.split(13, ',');
        for (var i = 0; i < values.count() && i < ANALOG_INPUTS.length; i++) {
            fix.attributes().put(ANALOG_INPUTS[i], values.number(i));
        }
    }

    private void bits(Attribute attribute, int field) {
        var value = has(field) ? fields.integer(field, -1) : -1;
        if (value >= 0) {
            fix.attributes().put(attribute, value);
        }
    }

    private double number(int field) {
        return field < count ? fields.number(field) : Double.NaN;
    }

    private boolean has(int field) {
        return field < count && !isUnknown(field);
    }

    private boolean isUnknown(int field) {
        return fields.isEmpty(field) || fields.is(field, "NA");
    }

    private long time() {
        return fields.length(0) == 6 ? FixTime.ddMMyy(fields, 0, 1) : FixTime.UNKNOWN;
    }

    /**
     * Degrees and minutes as one number, DDMM.MM, and the hemisphere in the next field. Some firmware lets the minutes run up to 99: they are
     * still minutes.
     */
    private double degrees(int field, char positive, char negative) {
        var value = fields.number(field);
        var hemisphere = fields.charAt(field + 1, 0);
        if (!(value >= 0) || (hemisphere != positive && hemisphere != negative)) {
            return Double.NaN;
        }
        var whole = Math.floor(value / 100);
        var degrees = whole + (value - whole * 100) / MINUTES_PER_DEGREE;
        return hemisphere == negative ? -degrees : degrees;
    }
}
