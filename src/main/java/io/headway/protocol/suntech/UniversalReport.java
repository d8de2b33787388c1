package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * STT, ALT and UEX of the universal format as text (vendor document, sections 1.2 "Normal (ASCII)" and 2.2): header; id; map; and of each
 * bit of the map that is set, from the lowest, a field. Bit 0 is the id. Owned by the thread that decodes.
 */
final class UniversalReport {
    private static final int MAP = 2;
    private static final int FIRST = 3;
    private static final int LAST_COMMON_BIT = 18;
    private static final int MAP_DIGITS = 6;
    private static final int DATE_BIT = 4;
    private static final int LATITUDE_BIT = 11;
    /** Date, time, latitude, longitude. */
    private static final long POSITION = 3L << DATE_BIT | 3L << LATITUDE_BIT;

    private static final int ASSIGN_BIT = 23;
    private static final int ASSIGNED_BITS = 32;
    private static final int MAX_PORTS = 16;

    private final TextFields fields;
    private final long map;
    private final FixBuilder fix = new FixBuilder();
    private final AttributesWriter attributes = fix.attributes();
    private int next = FIRST;

    private UniversalReport(TextFields fields) {
        this.fields = fields;
        map = fields.hex(MAP, 0);
    }

    /** Number of the field of the length of a UEX: bit 19; -1 when the map says that there is none. */
    static int lengthField(TextFields fields) {
        var map = fields.hex(MAP, 0);
        var common = map & ((1L << (LAST_COMMON_BIT + 1)) - 2);
        return (map >> (LAST_COMMON_BIT + 1) & 1) == 0 ? -1 : FIRST + Long.bitCount(common);
    }

    /** Whether a report of a kind that is not known has a map, and date, time and position where that says. */
    static boolean hasPosition(TextFields fields) {
        var map = fields.hex(MAP, 0);
        var date = FIRST + Long.bitCount(map & ((1L << DATE_BIT) - 2));
        var latitude = FIRST + Long.bitCount(map & ((1L << LATITUDE_BIT) - 2));
        return fields.length(MAP) >= MAP_DIGITS
                && (map & POSITION) == POSITION
                && SuntechTime.find(fields, date) == date
                && !Double.isNaN(fields.number(latitude))
                && !Double.isNaN(fields.number(latitude + 1));
    }

    /** @param external of a UEX, whose fields end with the length; null otherwise */
    static Frame frame(SuntechHeader header, TextFields fields, VehicleReport.External external, Arrival arrival) {
        return fields.hex(MAP, -1) < 0
                ? new Frame.Rejected(FrameFault.MALFORMED, "a report without the map of its fields")
                : new UniversalReport(fields).read(header, external, arrival);
    }

    /** Number of the field of a bit, -1 when it is not set: such a field reads as an empty one. To be called bit by bit. */
    private int field(int bit) {
        return (map >> bit & 1) == 0 ? -1 : next++;
    }

    private Frame read(SuntechHeader header, VehicleReport.External external, Arrival arrival) {
        var id = fields.text(header.idAt());
        common();
        switch (header.kind()) {
            case "STT" -> {
                ReportValues.put(attributes, Attribute.STATUS, fields.integer(field(19), -1));
                ReportValues.put(attributes, Attribute.EVENT, fields.integer(field(20), -1));
                ReportValues.put(attributes, Attribute.INDEX, fields.integer(field(21), -1));
                assigned();
            }
            case "ALT" -> {
                alert();
                assigned();
            }
            default -> {
                if (external != null) {
                    external.data().accept(attributes);
                }
            }
        }
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }

    /** Bits 1 to 18, which every kind has. */
    private void common() {
        field(1);
        attributes.put(Attribute.FIRMWARE, fields.text(field(2)));
        ReportValues.messageType(attributes, fields, field(3));
        fix.at(SuntechTime.of(fields, field(4), field(5)));
        ReportValues.cell(attributes, fields, field(6), field(7), field(8), field(9));
        ReportValues.rssi(attributes, fields, field(10));
        fix.degrees(fields.number(field(11)), fields.number(field(12)))
                .speedKmh(fields.number(field(13)))
                .headingDeg(fields.number(field(14)))
                .satellites(fields.integer(field(15), -1));
        var fixed = field(16);
        fix.valid(fixed < 0 || fields.is(fixed, "1"));
        var inputs = bits(field(17));
        if (inputs >= 0) {
            attributes.put(Attribute.IGNITION, (inputs & 1) != 0);
            attributes.put(Attribute.INPUTS, inputs >> 1);
        }
        ReportValues.put(attributes, Attribute.OUTPUTS, bits(field(18)));
    }

    /** Eight binary digits, the lowest bit last: of inputs the ignition. -1 when they are none. */
    private long bits(int field) {
        var bits = 0L;
        for (var i = 0; i < fields.length(field); i++) {
            var digit = fields.charAt(field, i);
            if ((digit != '0' && digit != '1') || i >= MAX_PORTS) {
                return -1;
            }
            bits = bits << 1 | (digit - '0');
        }
        return fields.isEmpty(field) ? -1 : bits;
    }

    private void alert() {
        var alert = fields.integer(field(19), -1);
        SuntechAlarm.alert(attributes, alert);
        ReportValues.modifier(attributes, fields.integer(field(20), -1));
        var data = field(21);
        if (alert == SuntechAlarm.DRIVER_KEY) {
            attributes.put(Attribute.DRIVER_ID, fields.text(data));
        } else if (!fields.isEmpty(data)) {
            attributes.put("suntech_alert_data", fields.text(data));
        }
    }

    /** Bit 23, a second map of values that the owner chose, a field each from its lowest bit on. */
    private void assigned() {
        field(22);
        var assigned = fields.hex(field(ASSIGN_BIT), 0);
        for (var bit = 0; bit < ASSIGNED_BITS; bit++) {
            if ((assigned >> bit & 1) == 0) {
                continue;
            }
            var at = next++;
            switch (bit) {
                case 0 -> ReportValues.decimal(attributes, Attribute.BATTERY_V, fields, at);
                case 1 -> ReportValues.decimal(attributes, Attribute.POWER_V, fields, at);
                default -> other(bit + 1, at);
            }
        }
    }

    private void other(int number, int at) {
        var value = fields.number(at);
        if (!Double.isNaN(value)) {
            attributes.putFree("io" + number, value);
        } else if (!fields.isEmpty(at)) {
            attributes.put("io" + number, fields.text(at));
        }
    }
}
