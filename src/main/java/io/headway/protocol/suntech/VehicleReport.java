package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;
import java.util.function.Consumer;

/**
 * STT, EMG, EVT, ALT and UEX of trackers for vehicles (vendor document, sections "Status report" to "Report of external device's data"): id;
 * model; software; date; time; cell; latitude; longitude; speed, km/h; course; satellites; fix; distance, m; voltage; ports; what the kind adds;
 * hour meter; what the model adds. Some families have no model, no cell, or five fields for the cell: the date and the first decimal numbers
 * behind the time show which. Pure; any thread.
 */
final class VehicleReport {
    private static final int MAX_CELL_FIELDS = 6;
    private static final int LONG_CELL_FIELDS = 5;

    private static final int MIN_PORTS = 6;
    private static final int WIDE_PORTS = 8;
    private static final int MAX_ANALOG_INPUTS = 3;
    /** Of a temperature sensor's serial number, before a colon. */
    private static final int SENSOR_DIGITS = 16;

    private static final Attribute[] ANALOG_INPUTS = {
        Attribute.ANALOG_INPUT_1, Attribute.ANALOG_INPUT_2, Attribute.ANALOG_INPUT_3
    };
    private static final Attribute[] TEMPERATURES = {
        Attribute.TEMPERATURE_1, Attribute.TEMPERATURE_2, Attribute.TEMPERATURE_3
    };

    private final TextFields fields;
    private final int date;
    private final int latitude;
    private final FixBuilder fix = new FixBuilder();
    private final AttributesWriter attributes = fix.attributes();

    private VehicleReport(TextFields fields) {
        this.fields = fields;
        date = SuntechTime.find(fields, 2);
        latitude = date < 0 ? -1 : latitude(fields, date + 2);
    }

    /** Number of the first of three fields with a decimal point, latitude, longitude and speed, from {@code from} on; -1 when there are none. */
    static int latitude(TextFields fields, int from) {
        for (var at = from; at < Math.min(fields.count(), from + MAX_CELL_FIELDS); at++) {
            if (isDecimal(fields, at) && isDecimal(fields, at + 1) && isDecimal(fields, at + 2)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isDecimal(TextFields fields, int at) {
        return fields.text(at).indexOf('.') >= 0;
    }

    /** Number of the first field behind the ports; -1 when the report has no position. */
    static int lengthField(TextFields fields) {
        var date = SuntechTime.find(fields, 2);
        var latitude = date < 0 ? -1 : latitude(fields, date + 2);
        return latitude < 0 ? -1 : latitude + 9;
    }

    /** Whether a report of a kind that is not known has date, time, cell, position and fix just where those that are known have them. */
    static boolean hasPosition(TextFields fields) {
        var date = SuntechTime.find(fields, 2);
        var latitude = date < 0 ? -1 : latitude(fields, date + 2);
        var cellFields = latitude - (date + 2);
        return latitude >= 0
                && (cellFields <= 1 || cellFields == LONG_CELL_FIELDS)
                && (fields.is(latitude + 5, "0") || fields.is(latitude + 5, "1"));
    }

    /** @param external of a UEX, whose fields end with the length; null otherwise */
    static Frame frame(SuntechHeader header, TextFields fields, External external, Arrival arrival) {
        return new VehicleReport(fields).read(header, external, arrival);
    }

    /**
     * The end of a UEX.
     *
     * @param data puts what the device on the port said
     * @param behind from the checksum on
     */
    record External(Consumer<AttributesWriter> data, TextFields behind) {}

    private Frame read(SuntechHeader header, External external, Arrival arrival) {
        var id = fields.text(header.idAt());
        if (date < 0) {
            return fix.status(id, arrival.atMs(), null);
        }
        fix.at(SuntechTime.of(fields, date, date + 1));
        attributes.put(Attribute.FIRMWARE, fields.text(date - 1));
        if (latitude < 0) {
            return fix.status(id, arrival.atMs(), null);
        }
        cell();
        fix.degrees(fields.number(latitude), fields.number(latitude + 1))
                .speedKmh(fields.number(latitude + 2))
                .headingDeg(fields.number(latitude + 3))
                .satellites(fields.integer(latitude + 4, -1))
                .valid(fields.is(latitude + 5, "1"));
        ReportValues.put(attributes, Attribute.ODOMETER, fields.integer(latitude + 6, -1));
        ReportValues.decimal(attributes, Attribute.POWER_V, fields, latitude + 7);
        ports(latitude + 8);
        contents(header.kind(), external);
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }

    /** What the kind adds behind the ports. */
    private void contents(String kind, External external) {
        var next = latitude + 9;
        switch (kind) {
            case "STT" -> {
                ReportValues.put(attributes, Attribute.STATUS, fields.integer(next, -1));
                ReportValues.put(attributes, Attribute.INDEX, fields.integer(next + 1, -1));
                models(fields, next + 2);
            }
            case "EMG" -> {
                SuntechAlarm.emergency(attributes, fields.integer(next, -1));
                models(fields, next + 1);
            }
            case "ALT" -> {
                SuntechAlarm.alert(attributes, fields.integer(next, -1));
                models(fields, next + 1);
            }
            case "EVT" -> {
                ReportValues.put(attributes, Attribute.EVENT, fields.integer(next, -1));
                models(fields, next + 1);
            }
            default -> {
                if (external != null) {
                    external.data().accept(attributes);
                    models(external.behind(), 1);
                }
            }
        }
    }

    private void cell() {
        var first = date + 2;
        if (latitude - first == LONG_CELL_FIELDS) {
            ReportValues.cell(attributes, fields, first, first + 1, first + 2, first + 3);
            ReportValues.rssi(attributes, fields, first + 4);
        } else if (latitude - first == 1) {
            attributes.put("suntech_cell", fields.text(first));
        }
    }

    /** Ignition, three inputs, two outputs; of eight characters, ignition, four inputs, three outputs. Otherwise only the first is known. */
    private void ports(int at) {
        var length = fields.length(at);
        if (length < MIN_PORTS) {
            return;
        }
        attributes.put(Attribute.IGNITION, fields.charAt(at, 0) == '1');
        if (length == MIN_PORTS) {
            attributes.put(Attribute.INPUTS, bits(at, 1, 4));
            attributes.put(Attribute.OUTPUTS, bits(at, 4, 6));
        } else if (length == WIDE_PORTS) {
            attributes.put(Attribute.INPUTS, bits(at, 1, 5));
            attributes.put(Attribute.OUTPUTS, bits(at, 5, 8));
        }
    }

    private long bits(int field, int from, int to) {
        var bits = 0L;
        for (var i = from; i < to; i++) {
            bits |= fields.charAt(field, i) == '1' ? 1L << (i - from) : 0;
        }
        return bits;
    }

    /** The hour meter, and behind it what can be told apart: analogue inputs or the engine's speed, the driver, temperatures. */
    private void models(TextFields in, int from) {
        if (!ReportValues.hasHourMeter(in, from)) {
            return;
        }
        ReportValues.hourMeter(attributes, in, from);
        var at = from + 3;
        if (in.isDigits(at) && ReportValues.isDriver(in, at + 1)) {
            ReportValues.put(attributes, Attribute.ENGINE_RPM, in.integer(at++, -1));
        }
        for (var input = 0; input < MAX_ANALOG_INPUTS && isAnalog(in, at); input++) {
            ReportValues.decimal(attributes, ANALOG_INPUTS[input], in, at++);
        }
        while (at < in.count() && in.isEmpty(at)) {
            at++;
        }
        if (ReportValues.isDriver(in, at) && in.length(at + 1) == 1) {
            ReportValues.driver(attributes, in, at);
            temperatures(in, at + 2);
        }
    }

    private static boolean isAnalog(TextFields in, int at) {
        return !Double.isNaN(in.number(at)) && in.text(at).indexOf('.') > 0;
    }

    /** Sensors as {@code <serial number>:<degrees>}; a missing one as a colon. */
    private void temperatures(TextFields in, int from) {
        for (var sensor = 0; sensor < TEMPERATURES.length; sensor++) {
            var at = from + sensor;
            if (in.charAt(at, SENSOR_DIGITS) == ':') {
                attributes.put(TEMPERATURES[sensor], in.number(at, SENSOR_DIGITS + 1, in.length(at)));
            }
        }
    }
}
