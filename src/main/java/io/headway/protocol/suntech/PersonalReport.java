package io.headway.protocol.suntech;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * Location, Emergency and Alert of personal trackers, ST910 and its like (vendor document of ST940, section "Reports"): id; software, or none;
 * date; time; cell, or none; latitude; longitude; speed, km/h; course; fix; battery, or behind a cell the distance. Pure; any thread.
 */
final class PersonalReport {
    private PersonalReport() {}

    static Frame frame(SuntechHeader header, TextFields fields, Arrival arrival) {
        var id = fields.text(header.idAt());
        var isAlarm = header.kind().equals("Emergency") || header.kind().equals("Alert");
        if (!isAlarm && !header.kind().equals("Location")) {
            return new Frame.Heartbeat(id, null);
        }
        var fix = new FixBuilder();
        if (isAlarm) {
            fix.attributes().put(Alarm.GENERAL);
        }
        var date = SuntechTime.find(fields, header.idAt() + 1);
        var latitude = date < 0 ? -1 : VehicleReport.latitude(fields, date + 2);
        if (date > header.idAt() + 1) {
            fix.attributes().put(Attribute.FIRMWARE, fields.text(date - 1));
        }
        if (date >= 0) {
            fix.at(SuntechTime.of(fields, date, date + 1));
        }
        if (latitude >= 0) {
            fix.degrees(fields.number(latitude), fields.number(latitude + 1))
                    .speedKmh(fields.number(latitude + 2))
                    .headingDeg(fields.number(latitude + 3))
                    .valid(fields.is(latitude + 4, "1"));
            if (latitude > date + 2) {
                fix.attributes().put("suntech_cell", fields.text(date + 2));
                ReportValues.put(fix.attributes(), Attribute.ODOMETER, fields.integer(latitude + 5, -1));
            } else if (fields.text(latitude + 5).indexOf('.') > 0) {
                ReportValues.decimal(fix.attributes(), Attribute.BATTERY_V, fields, latitude + 5);
            }
        }
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }
}
