package io.headway.protocol.watch;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/**
 * Owned by the thread that decodes. The radio cells and access points that end a position: count of cells, timing advance, country, network,
 * then area, cell and strength of each; count of access points, then name, address and strength of each; accuracy in metres.
 */
final class WatchSurroundings {
    private static final int MAC_CHARACTERS = 11;

    private final TextFields in;
    private final int firstCell;
    private final int cells;
    private final int firstPoint;
    private final int points;
    private final double accuracyM;

    /** @param at field of the count of cells */
    WatchSurroundings(TextFields in, int at) {
        this.in = in;
        var counted = in.integer(at, 0);
        // With no cell some makes leave the country and network out, and some empty.
        var named = counted > 0 || in.isEmpty(at + 2);
        firstCell = at + (named ? 4 : 2);
        cells = count(counted, firstCell);
        var pointCount = firstCell + 3 * cells;
        firstPoint = pointCount + 1;
        points = count(in.integer(pointCount, 0), firstPoint);
        accuracyM = in.number(firstPoint + 3 * points);
    }

    /** No more than there are fields for, whatever a message says. */
    private int count(long said, int first) {
        return (int) Math.max(0, Math.min(said, (in.count() - first) / 3));
    }

    /** NaN when there is none; 0 stands for unknown. */
    double accuracyM() {
        return accuracyM > 0 ? accuracyM : Double.NaN;
    }

    void writeTo(AttributesWriter attributes) {
        if (cells > 0) {
            writeCells(attributes);
        }
        if (points > 0) {
            writePoints(attributes);
        }
    }

    private void writeCells(AttributesWriter attributes) {
        var hexadecimal = isHexadecimal();
        attributes.openArray(Attribute.CELLS);
        for (var field = firstCell; field < firstCell + 3 * cells; field += 3) {
            attributes.openObject();
            put(attributes, "mcc", in.integer(firstCell - 2, -1));
            put(attributes, "mnc", in.integer(firstCell - 1, -1));
            put(attributes, "lac", hexadecimal ? in.hex(field, -1) : in.integer(field, -1));
            put(attributes, "cell_id", hexadecimal ? in.hex(field + 1, -1) : in.integer(field + 1, -1));
            put(attributes, "rssi", in.integer(field + 2, -1));
            attributes.close();
        }
        attributes.close();
    }

    /** Decimal numbers as a rule; some makes send hexadecimal ones, and a letter gives them away. */
    private boolean isHexadecimal() {
        for (var field = firstCell; field < firstCell + 3 * cells; field += 3) {
            if (!in.isDigits(field) || !in.isDigits(field + 1)) {
                return true;
            }
        }
        return false;
    }

    private void writePoints(AttributesWriter attributes) {
        attributes.openArray(Attribute.WIFI);
        for (var field = firstPoint; field < firstPoint + 3 * points; field += 3) {
            // A comma in a network's name shifts all that follows.
            if (in.length(field + 1) >= MAC_CHARACTERS && in.integer(field + 2, 1) <= 0) {
                attributes.openObject();
                attributes.put("mac", in.text(field + 1));
                attributes.put("rssi", in.integer(field + 2, 0));
                attributes.close();
            }
        }
        attributes.close();
    }

    private static void put(AttributesWriter attributes, String key, long value) {
        if (value >= 0) {
            attributes.put(key, value);
        }
    }
}
