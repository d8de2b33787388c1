package io.headway.protocol.suntech;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * STT and ALT of hidden trackers with a battery, ST410 and its like (vendor document of ST410, section "Status report"): id; software; model,
 * and in some a second number; seven cells of six fields; battery; message type; number; mode; what the model adds; date; time; latitude;
 * longitude; speed, km/h; course; satellites; fix. The position is missing when there is none. Pure; any thread.
 */
final class AssetReport {
    private static final int CELLS = 7;
    private static final int CELL_FIELDS = 6;
    private static final int FIRST_CELL = 4;

    private AssetReport() {}

    /** Whether a report of the family ST4xx is one: others of it have the date near their start, as vehicles' trackers. */
    static boolean is(SuntechHeader header, TextFields fields) {
        var date = SuntechTime.find(fields, 2);
        return header.prefix().startsWith("ST4")
                && fields.count() >= FIRST_CELL + CELLS * CELL_FIELDS
                && (date < 0 || date > FIRST_CELL + CELLS * CELL_FIELDS);
    }

    static Frame frame(SuntechHeader header, TextFields fields, Arrival arrival) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        attributes.put(Attribute.FIRMWARE, fields.text(2));
        // The level of the serving cell is its fourth field and negative: that tells where the cells start.
        var first = fields.charAt(FIRST_CELL + 4, 0) == '-' ? FIRST_CELL + 1 : FIRST_CELL;
        cells(attributes, fields, first);
        var next = first + CELLS * CELL_FIELDS;
        ReportValues.decimal(attributes, Attribute.BATTERY_V, fields, next);
        ReportValues.messageType(attributes, fields, next + 1);
        ReportValues.put(attributes, Attribute.INDEX, fields.integer(next + 2, -1));
        ReportValues.put(attributes, Attribute.STATUS, fields.integer(next + 3, -1));
        var date = SuntechTime.find(fields, next);
        if (date >= 0) {
            fix.at(SuntechTime.of(fields, date, date + 1))
                    .degrees(fields.number(date + 2), fields.number(date + 3))
                    .speedKmh(fields.number(date + 4))
                    .headingDeg(fields.number(date + 5))
                    .satellites(fields.integer(date + 6, -1))
                    .valid(fields.is(date + 7, "1"));
        }
        if (header.kind().equals("ALT")) {
            attributes.put(Alarm.GENERAL);
        }
        var id = fields.text(header.idAt());
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }

    /** The serving cell has level and area, in that order; its neighbours the other way round. A cell of 0 is none. */
    private static void cells(AttributesWriter attributes, TextFields fields, int first) {
        if (fields.integer(first, 0) <= 0) {
            return;
        }
        attributes.openArray(Attribute.CELLS);
        for (var cell = 0; cell < CELLS; cell++) {
            var at = first + cell * CELL_FIELDS;
            if (fields.integer(at, 0) > 0) {
                attributes.openObject();
                attributes.put("mcc", fields.integer(at + 1, 0));
                attributes.put("mnc", fields.integer(at + 2, 0));
                attributes.put("lac", fields.integer(cell == 0 ? at + 4 : at + 3, 0));
                attributes.put("cell_id", fields.integer(at, 0));
                attributes.put("rssi", fields.integer(cell == 0 ? at + 3 : at + 4, 0));
                attributes.close();
            }
        }
        attributes.close();
    }
}
