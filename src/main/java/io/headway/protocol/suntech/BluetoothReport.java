package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * What is near by Bluetooth, in the universal format. BLE, tags: id; model; software; date; time; latitude; longitude; count; and of each tag
 * its level, lowest and highest level, address, samples, major and minor. BSA, sensors: id; map; model; software; message type; date; time;
 * latitude; longitude; count; and of each sensor level, address, and a value of each further bit of the map. Pure; any thread.
 */
final class BluetoothReport {
    private static final int FIRST_TAG = 9;
    private static final int TAG_FIELDS = 7;

    private static final int SENSOR_COUNT = 10;
    /** Bits of the map below those of a sensor. */
    private static final int SENSOR_BIT = 9;

    private static final int MIN_SENSOR_FIELDS = 2;

    private BluetoothReport() {}

    static Frame tags(SuntechHeader header, TextFields fields, Arrival arrival) {
        var fix = new FixBuilder().at(SuntechTime.of(fields, 4, 5)).degrees(fields.number(6), fields.number(7));
        var attributes = fix.attributes();
        attributes.put(Attribute.FIRMWARE, fields.text(3));
        var count = fields.integer(FIRST_TAG - 1, 0);
        for (var tag = 1; tag <= count; tag++) {
            var at = FIRST_TAG + (tag - 1) * TAG_FIELDS;
            if (at + TAG_FIELDS > fields.count()) {
                break;
            }
            var name = "suntech_tag" + tag;
            attributes.put(name + "_mac", fields.text(at + 3));
            attributes.putFree(name + "_rssi", fields.number(at));
            attributes.putFree(name + "_samples", fields.number(at + 4));
            attributes.putFree(name + "_major", fields.number(at + 5));
            attributes.putFree(name + "_minor", fields.number(at + 6));
        }
        var id = fields.text(header.idAt());
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }

    /** It does not say whether its coordinates are of now, so it is no fix. */
    static Frame sensors(SuntechHeader header, TextFields fields, Arrival arrival) {
        var report = new FixBuilder().at(SuntechTime.of(fields, 6, 7));
        var attributes = report.attributes();
        attributes.put(Attribute.FIRMWARE, fields.text(4));
        ReportValues.messageType(attributes, fields, 5);
        var width = Long.bitCount(fields.hex(2, 0) >> SENSOR_BIT);
        var count = width < MIN_SENSOR_FIELDS ? 0 : fields.integer(SENSOR_COUNT, 0);
        for (var sensor = 1; sensor <= count; sensor++) {
            var at = SENSOR_COUNT + 1 + (sensor - 1) * width;
            if (at + width > fields.count()) {
                break;
            }
            var name = "suntech_sensor" + sensor;
            attributes.putFree(name + "_rssi", fields.number(at));
            attributes.put(name + "_mac", fields.text(at + 1));
            for (var value = MIN_SENSOR_FIELDS; value < width; value++) {
                attributes.put(name + "_value" + (value - 1), fields.text(at + value));
            }
        }
        return report.status(fields.text(header.idAt()), arrival.atMs(), null);
    }
}
