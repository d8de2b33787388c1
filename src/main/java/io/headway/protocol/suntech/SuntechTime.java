package io.headway.protocol.suntech;

import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/** Dates {@code yyyyMMdd} and times {@code HH:mm:ss} in two fields, UTC (vendor document, section "Status report"). Pure; any thread. */
final class SuntechTime {
    private static final int CHARACTERS = 8;

    private SuntechTime() {}

    /** Of the field of the date and the one behind it; {@link FixTime#UNKNOWN} when they are none. */
    static long of(TextFields fields, int date, int time) {
        return FixTime.utc(
                fields.digits(date, 0, 4),
                fields.digits(date, 4, 2),
                fields.digits(date, 6, 2),
                fields.digits(time, 0, 2),
                fields.digits(time, 3, 2),
                fields.digits(time, 6, 2));
    }

    /** Number of the first field from {@code from} on that looks like a date with a time behind it; -1 when none does. */
    static int find(TextFields fields, int from) {
        for (var at = from; at < fields.count() - 1; at++) {
            if (fields.length(at) == CHARACTERS
                    && fields.isDigits(at)
                    && fields.length(at + 1) == CHARACTERS
                    && fields.charAt(at + 1, 2) == ':'
                    && fields.charAt(at + 1, 5) == ':') {
                return at;
            }
        }
        return -1;
    }
}
