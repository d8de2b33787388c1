package io.headway.protocol.tk103;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/** Radio cells and access points that a tracker tells when it has no place. Pure; any thread. */
final class Tk103Network {
    private static final int FIRST_POINT = 5;
    private static final int AREA_DIGITS = 4;

    private Tk103Network() {}

    /** {@code {mcc,mnc,lac,cell}} in decimal, one or more, with line ends between them; nothing when there is none. */
    static void braces(AttributesWriter attributes, String body) {
        var open = body.indexOf('{');
        if (open < 0) {
            return;
        }
        attributes.openArray(Attribute.CELLS);
        while (open >= 0) {
            var close = body.indexOf('}', open);
            var cell = TextFields.of(body.substring(open + 1, close < 0 ? body.length() : close), ',');
            attributes.openObject();
            put(attributes, "mcc", cell.integer(0, -1));
            put(attributes, "mnc", cell.integer(1, -1));
            put(attributes, "lac", cell.integer(2, -1));
            put(attributes, "cell_id", cell.integer(3, -1));
            attributes.close();
            open = close < 0 ? -1 : body.indexOf('{', close);
        }
        attributes.close();
    }

    /** {@code mcc,mnc}, then area and cell in hexadecimal, on some makes each with a strength. */
    static void hexadecimal(AttributesWriter attributes, String body) {
        var in = TextFields.of(body, ',');
        if (in.hex(2, -1) < 0 || in.hex(3, -1) < 0) {
            return;
        }
        // A strength has two digits, an area four.
        var width = in.count() > 4 && in.length(4) < AREA_DIGITS ? 3 : 2;
        attributes.openArray(Attribute.CELLS);
        for (var field = 2; field + 1 < in.count() && in.hex(field + 1, -1) >= 0; field += width) {
            attributes.openObject();
            put(attributes, "mcc", in.integer(0, -1));
            put(attributes, "mnc", in.integer(1, -1));
            put(attributes, "lac", in.hex(field, -1));
            put(attributes, "cell_id", in.hex(field + 1, -1));
            if (width == 3) {
                put(attributes, "rssi", in.integer(field + 2, -1));
            }
            attributes.close();
        }
        attributes.close();
    }

    /**
     * {@code mcc,mnc,lac,cell,count}, so many {@code mac*strength*channel}, date and time.
     *
     * @return the time; {@link FixTime#UNKNOWN} when there is none
     */
    static long surroundings(AttributesWriter attributes, String body) {
        var in = TextFields.of(body, ',');
        attributes.openArray(Attribute.CELLS);
        attributes.openObject();
        put(attributes, "mcc", in.integer(0, -1));
        put(attributes, "mnc", in.integer(1, -1));
        put(attributes, "lac", in.integer(2, -1));
        put(attributes, "cell_id", in.integer(3, -1));
        attributes.close();
        attributes.close();
        var date = in.count() - 2;
        var points = (int) Math.max(0, Math.min(in.integer(FIRST_POINT - 1, 0), date - FIRST_POINT));
        if (points > 0) {
            attributes.openArray(Attribute.WIFI);
            for (var field = FIRST_POINT; field < FIRST_POINT + points; field++) {
                var point = in.split(field, '*');
                attributes.openObject();
                attributes.put("mac", point.text(0));
                attributes.put("rssi", point.number(1));
                attributes.close();
            }
            attributes.close();
        }
        return FixTime.ddMMyy(in, date, date + 1);
    }

    private static void put(AttributesWriter attributes, String key, long value) {
        if (value >= 0) {
            attributes.put(key, value);
        }
    }
}
