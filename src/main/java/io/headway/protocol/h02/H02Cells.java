package io.headway.protocol.h02;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/** Radio cells as the message kinds of the family write them. Pure; any thread. */
final class H02Cells {
    /** Country codes of land (ITU-T E.212). */
    static final int LOWEST_MCC = 200;

    static final int HIGHEST_MCC = 799;
    private static final int MCC_DIGITS = 3;

    private H02Cells() {}

    /** The cell in use: country, network, area and cell in four fields, decimal when the first reads so, hexadecimal otherwise. */
    static void serving(AttributesWriter attributes, TextFields fields, int field) {
        var decimal = isDecimalMcc(fields, field);
        var mcc = number(fields, field, decimal);
        var mnc = number(fields, field + 1, decimal);
        var lac = number(fields, field + 2, decimal);
        var cell = number(fields, field + 3, decimal);
        if (mcc >= LOWEST_MCC && mcc <= HIGHEST_MCC && mnc >= 0 && lac >= 0 && cell >= 0) {
            attributes.put(Attribute.MCC, mcc);
            attributes.put(Attribute.MNC, mnc);
            if (lac != 0 || cell != 0) {
                attributes.put(Attribute.LAC, lac);
                attributes.put(Attribute.CELL_ID, cell);
            }
        }
    }

    /**
     * Cells in reach, each some fields long: area, cell, then a signal; all as decimal numbers, or all as hexadecimal but the signal.
     *
     * @param step fields from one to the next
     * @param signal the signal's place behind the area, 2 or more
     * @param to the field behind the last
     */
    static void inReach(
            AttributesWriter attributes,
            TextFields fields,
            long mcc,
            long mnc,
            int from,
            int to,
            int step,
            int signal,
            boolean hexadecimal) {
        attributes.openArray(Attribute.CELLS);
        for (var i = from; i + 1 < Math.min(to, fields.count()); i += step) {
            var lac = number(fields, i, !hexadecimal);
            var cell = number(fields, i + 1, !hexadecimal);
            if (lac > 0 && cell > 0) {
                attributes.openObject();
                if (mcc > 0) {
                    attributes.put("mcc", mcc);
                    attributes.put("mnc", mnc);
                }
                attributes.put("lac", lac);
                attributes.put("cell_id", cell);
                var strength = signal < step ? fields.integer(i + signal, Long.MIN_VALUE) : Long.MIN_VALUE;
                if (strength != Long.MIN_VALUE) {
                    attributes.put("rssi", strength);
                }
                attributes.close();
            }
        }
        attributes.close();
    }

    private static boolean isDecimalMcc(TextFields fields, int field) {
        var mcc = fields.length(field) == MCC_DIGITS ? fields.integer(field, -1) : -1;
        return mcc >= LOWEST_MCC && mcc <= HIGHEST_MCC;
    }

    /** Some senders fill with spaces. */
    private static long number(TextFields fields, int field, boolean decimal) {
        var from = 0;
        while (fields.charAt(field, from) == ' ') {
            from++;
        }
        return decimal ? fields.integer(field, -1) : fields.hex(field, from, fields.length(field) - from, -1);
    }
}
