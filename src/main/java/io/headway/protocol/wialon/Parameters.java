package io.headway.protocol.wialon;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Owned by the thread that decodes; local to one record. Additional parameters NAME:TYPE:VALUE with commas between them, where type 1 is a
 * whole number, 2 a number, 3 a text (vendor document, "Data packet", field "params"). The names are the sender's own. Radio cells have the
 * names mcc1, mnc1, lac1, cell_id1, mcc2 and so on.
 */
final class Parameters {
    private static final String[] CELL_NAMES = {"mcc", "mnc", "lac", "cell_id"};
    private static final int MAX_CELLS = 9;
    private static final long UNKNOWN = -1;
    /** A double is exact up to here. */
    private static final int MAX_EXACT_DIGITS = 15;

    private final AttributesWriter attributes;
    /** By cell, then by name; null until there is one. */
    private long[][] cells;

    Parameters(AttributesWriter attributes) {
        this.attributes = attributes;
    }

    /** One that is no parameter is passed over. */
    void read(TextFields parameters) {
        for (var i = 0; i < parameters.count(); i++) {
            var nameEnd = indexOf(parameters, i, 0);
            var typeEnd = nameEnd < 1 ? -1 : indexOf(parameters, i, nameEnd + 1);
            if (typeEnd > 0 && typeEnd + 1 < parameters.length(i)) {
                parameter(
                        parameters.text(i, 0, nameEnd),
                        parameters.charAt(i, nameEnd + 1),
                        parameters.text(i, typeEnd + 1));
            }
        }
        if (cells != null) {
            putCells();
        }
    }

    private void parameter(String name, char type, String value) {
        if (name.equals("SOS")) {
            if (!value.equals("0")) {
                attributes.put(Alarm.SOS);
            }
            return;
        }
        if (type != '3' && isCell(name, value)) {
            return;
        }
        var key = Attribute.ALARM.key().equals(name) ? "raw_alarm" : unicode(name);
        var number = type == '3' || value.length() > MAX_EXACT_DIGITS
                ? Double.NaN
                : TextFields.of(value, '\0').number(0);
        if (Double.isNaN(number)) {
            attributes.putFree(key, unicode(value));
        } else {
            attributes.putFree(key, number);
        }
    }

    /** Whether it is a part of a numbered cell, which is kept then. */
    private boolean isCell(String name, String value) {
        var number = name.charAt(name.length() - 1) - '1';
        if (number < 0 || number >= MAX_CELLS) {
            return false;
        }
        for (var i = 0; i < CELL_NAMES.length; i++) {
            if (name.length() == CELL_NAMES[i].length() + 1 && name.startsWith(CELL_NAMES[i])) {
                if (cells == null) {
                    cells = new long[MAX_CELLS][CELL_NAMES.length];
                    for (var cell : cells) {
                        Arrays.fill(cell, UNKNOWN);
                    }
                }
                cells[number][i] = TextFields.of(value, '\0').integer(0, UNKNOWN);
                return true;
            }
        }
        return false;
    }

    private void putCells() {
        attributes.openArray(Attribute.CELLS);
        for (var cell : cells) {
            if (Arrays.stream(cell).anyMatch(part -> part >= 0)) {
                attributes.openObject();
                for (var i = 0; i < CELL_NAMES.length; i++) {
                    if (cell[i] >= 0) {
                        attributes.put(CELL_NAMES[i], cell[i]);
                    }
                }
                attributes.close();
            }
        }
        attributes.close();
    }

    private static int indexOf(TextFields fields, int field, int from) {
        for (var i = from; i < fields.length(field); i++) {
            if (fields.charAt(field, i) == ':') {
                return i;
            }
        }
        return -1;
    }

    /** Fields are read byte by byte; texts are in UTF-8. */
    static String unicode(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
