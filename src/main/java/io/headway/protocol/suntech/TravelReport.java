package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;

/**
 * HTE, sums of a travel that has ended (vendor document, section "Travel event report"): where it began and ended, and no fix of its own.
 * Behind date and time: distance; voltage; hour meter; the travel's distance, time, time of stop and of moving; latitude and longitude of its
 * start and end; mean and highest speed; times of over-speed and of ranges of engine speed; driver. Pure; any thread.
 */
final class TravelReport {
    private TravelReport() {}

    static Frame frame(SuntechHeader header, TextFields fields, Arrival arrival) {
        var report = new FixBuilder();
        var attributes = report.attributes();
        var date = SuntechTime.find(fields, 2);
        if (date > 0) {
            var first = date + 2;
            report.at(SuntechTime.of(fields, date, date + 1));
            attributes.put(Attribute.FIRMWARE, fields.text(date - 1));
            ReportValues.put(attributes, Attribute.ODOMETER, fields.integer(first, -1));
            ReportValues.decimal(attributes, Attribute.POWER_V, fields, first + 1);
            ReportValues.hourMeter(attributes, fields, first + 2);
            ReportValues.put(attributes, Attribute.TRIP_ODOMETER, fields.integer(first + 5, -1));
            put(report, "suntech_travel_min", fields, first + 6);
            put(report, "suntech_travel_stop_min", fields, first + 7);
            put(report, "suntech_travel_moving_min", fields, first + 8);
            put(report, "suntech_travel_start_lat", fields, first + 9);
            put(report, "suntech_travel_start_lng", fields, first + 10);
            put(report, "suntech_travel_end_lat", fields, first + 11);
            put(report, "suntech_travel_end_lng", fields, first + 12);
            put(report, "suntech_travel_mean_kmh", fields, first + 13);
            put(report, "suntech_travel_max_kmh", fields, first + 14);
            ReportValues.driver(attributes, fields, fields.count() - 1);
        }
        return report.status(fields.text(header.idAt()), arrival.atMs(), null);
    }

    private static void put(FixBuilder report, String name, TextFields fields, int at) {
        report.attributes().putFree(name, fields.number(at));
    }
}
