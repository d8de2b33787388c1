package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/**
 * The contents of the reports that are about something else than a position: device information, diagnostics, access points and cells in
 * reach, versions, data of the serial port (vendor documents, sections "Device information report", "Report GSM/…", "+RESP:GTOBD"). Pure; any
 * thread.
 */
final class QueclinkDetails {
    private static final double MILLIVOLTS_PER_VOLT = 1_000;
    private static final int CELL_FIELDS = 6;
    private static final int CELLS = 7;
    private static final int LBS_HEADER_FIELDS = 8;
    private static final int NO_SIGNAL = 99;

    private QueclinkDetails() {}

    static void read(QueclinkMessage message, AttributesWriter out) {
        var fields = message.fields();
        var body = message.bodyAt();
        switch (message.kind()) {
            case "INF" -> information(message, out);
            case "OBD" -> diagnostics(fields, body, out);
            case "CAN" -> QueclinkCan.read(message, body + 2, out);
            // No device name here, but the kind of report that found no fix.
            case "GSM" -> cells(fields, body, message.sentAt(), out);
            case "LBS" -> {
                QueclinkTail.percent(fields, body + 2, Attribute.BATTERY_PCT, out);
                cells(fields, body + LBS_HEADER_FIELDS, message.sentAt(), out);
            }
            case "WIF" -> {
                QueclinkPositions.accessPoints(fields, body, out);
                QueclinkTail.percent(fields, message.sentAt() - 1, Attribute.BATTERY_PCT, out);
            }
            case "VER" -> {
                out.put(Attribute.MODEL, fields.text(body));
                out.put(Attribute.FIRMWARE, fields.text(body + 1));
            }
            case "BPL" -> QueclinkTail.number(fields, body, Attribute.BATTERY_V, out);
            case "TEM" -> QueclinkTail.number(fields, body + 1, Attribute.TEMPERATURE, out);
            case "IDA" -> out.put(Attribute.DRIVER_ID, fields.text(body + 1));
            case "DAT" -> data(fields, body + 3, out);
            case "DTT" -> data(fields, message.sentAt() - 1, out);
            default -> {}
        }
    }

    private static void data(TextFields fields, int field, AttributesWriter out) {
        if (!fields.isEmpty(field)) {
            out.put("queclink_data", fields.text(field));
        }
    }

    /**
     * State, card, signal, its error rate, external supply, its voltage, reserved, battery voltage, charging, and what differs more (GV300 and
     * GL300, "+RESP:GTINF"). Portable models have the mileage instead of the voltage.
     */
    private static void information(QueclinkMessage message, AttributesWriter out) {
        var fields = message.fields();
        if (message.isFirstGeneration()) {
            out.put(Attribute.ICCID, fields.text(message.idAt() + 1));
            signal(fields, message.idAt() + 2, out);
            return;
        }
        // Some firmware of models at the diagnostic socket leaves out the vehicle's number here.
        var at =
                message.model() == QueclinkModel.DIAGNOSTIC && QueclinkState.of(fields, message.bodyAt() - 1, 0) != null
                        ? message.bodyAt() - 1
                        : message.bodyAt();
        var state = QueclinkState.of(fields, at, 0);
        if (state != null) {
            state.write(out);
        }
        out.put(Attribute.ICCID, fields.text(at + 1));
        signal(fields, at + 2, out);
        // A portable device without its charger is none that was cut off.
        var isPortable = message.model() == QueclinkModel.PORTABLE;
        if (!isPortable && (fields.is(at + 4, "0") || fields.is(at + 4, "1"))) {
            out.put(Attribute.UNPLUGGED, fields.is(at + 4, "0"));
        }
        if (QueclinkTail.isDecimal(fields, at + 5)) {
            QueclinkTail.odometer(fields, at + 5, out);
        } else if (fields.isDigits(at + 5)) {
            out.put(Attribute.POWER_V, fields.integer(at + 5, 0) / MILLIVOLTS_PER_VOLT);
        }
        if (QueclinkTail.isDecimal(fields, at + 7)) {
            QueclinkTail.number(fields, at + 7, Attribute.BATTERY_V, out);
        }
        if (fields.is(at + 8, "0") || fields.is(at + 8, "1")) {
            out.put(Attribute.CHARGING, fields.is(at + 8, "1"));
        }
        if (isPortable && message.isTime(at + 13)) {
            QueclinkTail.percent(fields, at + 14, Attribute.BATTERY_PCT, out);
            if (QueclinkTail.isDecimal(fields, at + 16)) {
                QueclinkTail.number(fields, at + 16, Attribute.TEMPERATURE, out);
            }
        }
    }

    private static void signal(TextFields fields, int field, AttributesWriter out) {
        var rssi = fields.integer(field, NO_SIGNAL);
        if (rssi != NO_SIGNAL) {
            out.put(Attribute.RSSI, rssi);
        }
    }

    /** @param at field of the report type, behind which is the mask */
    private static void diagnostics(TextFields fields, int at, AttributesWriter out) {
        out.put(Attribute.VIN, fields.text(at + 2));
        var millivolts = fields.integer(at + 4, -1);
        if (millivolts >= 0) {
            out.put(Attribute.POWER_V, millivolts / MILLIVOLTS_PER_VOLT);
        }
        QueclinkTail.number(fields, at + 6, Attribute.ENGINE_RPM, out);
        QueclinkTail.number(fields, at + 7, Attribute.VEHICLE_SPEED, out);
        QueclinkTail.number(fields, at + 8, Attribute.COOLANT_TEMPERATURE, out);
        out.put(Attribute.DTCS, codes(fields, at + 14));
        QueclinkTail.percent(fields, at + 15, Attribute.THROTTLE, out);
        QueclinkTail.percent(fields, at + 16, Attribute.ENGINE_LOAD, out);
        QueclinkTail.percent(fields, at + 17, Attribute.FUEL_PCT, out);
    }

    /** Four hexadecimal digits a code, which stand one behind the other. */
    private static String codes(TextFields fields, int field) {
        var digits = fields.length(field);
        if (digits % 4 != 0 || !QueclinkMessage.isHex(fields, field)) {
            return null;
        }
        var codes = new StringBuilder(digits + digits / 4);
        for (var i = 0; i < digits; i += 4) {
            codes.append(i == 0 ? "" : " ").append(fields.text(field, i, i + 4));
        }
        return codes.toString();
    }

    /** Six neighbours and, last in the message and first in the list, the serving cell: country, network, area, cell, signal, reserved. */
    private static void cells(TextFields fields, int at, int end, AttributesWriter out) {
        out.openArray(Attribute.CELLS);
        for (var i = 0; i < CELLS; i++) {
            var cell = at + (i == 0 ? CELLS - 1 : i - 1) * CELL_FIELDS;
            if (cell + 4 < end && QueclinkPositions.isCell(fields, cell)) {
                QueclinkPositions.openCell(fields, cell, out);
                if (fields.isDigits(cell + 4)) {
                    out.put("rssi", fields.integer(cell + 4, 0));
                }
                out.close();
            }
        }
        out.close();
    }
}
