package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/**
 * Finds positions by their shape, which all reports of all models share, and not by their place, which hardly two do: GPS accuracy, speed,
 * azimuth, altitude, longitude, latitude, GPS UTC time, then access points where the model sees some, then the radio cell (vendor documents,
 * section "Position related report"). Pure; any thread.
 */
final class QueclinkPositions {
    static final int NONE = -1;

    private static final int MAX_DEGREES_DIGITS = 3;
    /** Six in every document; nothing else in a message has more than two. */
    private static final int MIN_DECIMALS = 5;

    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final int MAC_DIGITS = 12;
    private static final int ACCESS_POINT_FIELDS = 5;
    private static final int CELL_FIELDS = 4;
    private static final int FULL_CIRCLE = 360;
    private static final int MIN_COUNTRY = 200;
    private static final int MAX_NETWORK = 999;
    private static final int PADDED_CODE_DIGITS = 4;
    private static final int MAX_HEX_DIGITS = 8;

    private QueclinkPositions() {}

    /** Field of the longitude of the first position at or behind {@code from}; {@link #NONE} when there is none. */
    static int next(QueclinkMessage message, int from) {
        var fields = message.fields();
        for (var i = Math.max(from, message.idAt() + 1); i + 2 < fields.count(); i++) {
            if (isDegrees(fields, i, MAX_LONGITUDE)
                    && isDegrees(fields, i + 1, MAX_LATITUDE)
                    && (message.isTime(i + 2) || fields.isEmpty(i + 2))) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean isDegrees(TextFields fields, int field, int max) {
        var at = fields.charAt(field, 0) == '-' ? 1 : 0;
        var digits = 0;
        while (fields.charAt(field, at + digits) >= '0' && fields.charAt(field, at + digits) <= '9') {
            digits++;
        }
        return digits >= 1
                && digits <= MAX_DEGREES_DIGITS
                && fields.charAt(field, at + digits) == '.'
                && fields.length(field) - at - digits - 1 >= MIN_DECIMALS
                && Math.abs(fields.number(field)) <= max;
    }

    /**
     * Reads one position without what is appended to it.
     *
     * @param longitudeAt as {@link #next} said
     * @return the field behind its radio cell
     */
    static int read(QueclinkMessage message, int longitudeAt, FixBuilder fix) {
        var fields = message.fields();
        // The first generation says 0 or 1 for the fix first, and the accuracy last (GL100, section "Position related
        // report").
        var speedAt = longitudeAt - (message.isFirstGeneration() ? 4 : 3);
        var accuracyAt = longitudeAt - (message.isFirstGeneration() ? 1 : 4);
        var fixAt = message.isFirstGeneration() ? longitudeAt - 5 : accuracyAt;
        fix.degrees(fields.number(longitudeAt + 1), fields.number(longitudeAt))
                .at(FixTime.yyyyMMddHHmmss(fields, longitudeAt + 2, 0))
                .speedKmh(before(message, speedAt))
                .headingDeg(heading(before(message, speedAt + 1)))
                .altitudeM(before(message, speedAt + 2));
        var accuracy = before(message, accuracyAt);
        if (accuracy > 0) {
            fix.attributes().put(Attribute.HDOP, accuracy);
        }
        // "0 here means no fix" (GL300, section "Position related report", parameter GPS accuracy), and the coordinates
        // are the last known ones.
        fix.valid(before(message, fixAt) != 0);
        var cellAt = accessPoints(fields, longitudeAt + 3, fix.attributes());
        cell(fields, cellAt, fix.attributes());
        return cellAt + CELL_FIELDS;
    }

    /** A number in front of the coordinates; NaN for a field that belongs to the message's head. */
    private static double before(QueclinkMessage message, int field) {
        return field <= message.idAt() + 1 ? Double.NaN : message.fields().number(field);
    }

    private static double heading(double degrees) {
        return degrees == FULL_CIRCLE ? 0 : degrees >= 0 && degrees < FULL_CIRCLE ? degrees : Double.NaN;
    }

    /**
     * A count, and for each access point its address, signal and three reserved fields.
     *
     * @return the field behind them; {@code at} when there are none
     */
    static int accessPoints(TextFields fields, int at, AttributesWriter out) {
        if (!isMac(fields, at + 1)) {
            return at;
        }
        var next = at + 1;
        out.openArray(Attribute.WIFI);
        for (var left = fields.integer(at, 0); left > 0 && isMac(fields, next); left--) {
            out.openObject();
            out.put("mac", fields.text(next));
            var rssi = fields.integer(next + 1, 0);
            if (rssi != 0) {
                out.put("rssi", rssi);
            }
            out.close();
            next += ACCESS_POINT_FIELDS;
        }
        out.close();
        return next;
    }

    private static boolean isMac(TextFields fields, int field) {
        return fields.length(field) == MAC_DIGITS && QueclinkMessage.isHex(fields, field);
    }

    private static void cell(TextFields fields, int at, AttributesWriter out) {
        if (isCell(fields, at)) {
            out.openArray(Attribute.CELLS);
            openCell(fields, at, out);
            out.close();
            out.close();
        }
    }

    /** Begins the object of a cell: country, network, area, cell. The caller closes it. */
    static void openCell(TextFields fields, int at, AttributesWriter out) {
        out.openObject();
        out.put("mcc", fields.integer(at, 0));
        out.put("mnc", fields.integer(at + 1, 0));
        out.put("lac", fields.hex(at + 2, 0));
        out.put("cell_id", fields.hex(at + 3, 0));
    }

    /** Country and network in decimal digits, area and cell in hexadecimal ones. Models for CDMA have other numbers there, which no country has. */
    static boolean isCell(TextFields fields, int at) {
        return fields.isDigits(at)
                && fields.integer(at, 0) >= MIN_COUNTRY
                && fields.integer(at, 0) <= MAX_NETWORK
                && fields.isDigits(at + 1)
                && fields.integer(at + 1, 0) <= MAX_NETWORK
                && isNumber(fields, at + 2)
                && isNumber(fields, at + 3);
    }

    private static boolean isNumber(TextFields fields, int field) {
        return fields.length(field) <= MAX_HEX_DIGITS && QueclinkMessage.isHex(fields, field);
    }

    /** The radio cell of a message that has no position: the first four fields that are one with codes padded to four digits. */
    static void cellOnly(QueclinkMessage message, AttributesWriter out) {
        var fields = message.fields();
        for (var i = message.bodyAt(); i + CELL_FIELDS < fields.count(); i++) {
            if (fields.length(i) == PADDED_CODE_DIGITS
                    && fields.length(i + 1) == PADDED_CODE_DIGITS
                    && fields.length(i + 2) >= PADDED_CODE_DIGITS
                    && isCell(fields, i)) {
                cell(fields, i, out);
                return;
            }
        }
    }
}
