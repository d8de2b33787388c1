package io.headway.protocol.json;

import io.headway.protocol.JsonText;

/**
 * Times of RFC 3339, section 5.6, read and written by hand: java.time's formatter allocates a dozen objects for each. Pure; any thread.
 * The calendar arithmetic counts days in 400-year cycles that begin on 1 March, so that the leap day is a cycle's last.
 */
public final class Rfc3339 {
    /** What {@link #parse} returns for text that is not a time of the years 1 to 9999. */
    public static final long NOT_A_TIME = Long.MIN_VALUE;

    /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z, the range that four digits of year can say, in milliseconds. */
    static final long MIN_MS = -62_135_596_800_000L;

    static final long MAX_MS = 253_402_300_799_999L;

    private static final int SHORTEST_CHARS = "2026-01-02T03:04:05Z".length();
    private static final int FRACTION_AT = SHORTEST_CHARS - 1;
    private static final int DAYS_PER_CYCLE = 146_097;
    private static final int DAYS_PER_YEAR = 365;
    private static final int DAYS_FROM_MARCH_0000_TO_1970 = 719_468;
    private static final long MS_PER_DAY = 86_400_000;

    private Rfc3339() {}

    /** Milliseconds since 1970-01-01T00:00Z, finer digits cut off; {@link #NOT_A_TIME} when {@code text} is none. A leap second is the next. */
    public static long parse(String text) {
        if (text.length() < SHORTEST_CHARS || !hasSeparators(text)) {
            return NOT_A_TIME;
        }
        var year = number(text, 0, 4);
        var month = number(text, 5, 2);
        var day = number(text, 8, 2);
        var hour = number(text, 11, 2);
        var minute = number(text, 14, 2);
        var second = number(text, 17, 2);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(month, year)) {
            return NOT_A_TIME;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NOT_A_TIME;
        }
        var zoneAt = FRACTION_AT;
        var millis = 0;
        if (text.charAt(zoneAt) == '.') {
            var weight = 100;
            for (zoneAt++; zoneAt < text.length() && isDigit(text.charAt(zoneAt)); zoneAt++) {
                millis += (text.charAt(zoneAt) - '0') * weight;
                weight /= 10;
            }
            if (zoneAt == FRACTION_AT + 1) {
                return NOT_A_TIME;
            }
        }
        var offsetMinutes = offsetMinutes(text, zoneAt);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return NOT_A_TIME;
        }
        var seconds = ((hour * 60L) + minute - offsetMinutes) * 60 + second;
        var ms = daysSince1970(year, month, day) * MS_PER_DAY + seconds * 1_000 + millis;
        return ms < MIN_MS || ms > MAX_MS ? NOT_A_TIME : ms;
    }

    /** Appends {@code 2026-01-02T03:04:05.678Z} without quotes; a time outside the years 1 to 9999 as the nearest inside. */
    static void append(JsonText out, long ms) {
        var within = Math.clamp(ms, MIN_MS, MAX_MS);
        var days = Math.floorDiv(within, MS_PER_DAY) + DAYS_FROM_MARCH_0000_TO_1970;
        var dayOfCycle = (int) (days % DAYS_PER_CYCLE);
        var yearOfCycle =
                (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / DAYS_PER_YEAR;
        var dayOfYear = dayOfCycle - (DAYS_PER_YEAR * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        var monthFromMarch = (5 * dayOfYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = (int) (days / DAYS_PER_CYCLE) * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
        var msOfDay = (int) Math.floorMod(within, MS_PER_DAY);
        out.digits(year, 4).ascii('-').digits(month, 2).ascii('-');
        out.digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2).ascii('T');
        out.digits(msOfDay / 3_600_000, 2).ascii(':').digits(msOfDay / 60_000 % 60, 2);
        out.ascii(':')
                .digits(msOfDay / 1_000 % 60, 2)
                .ascii('.')
                .digits(msOfDay % 1_000, 3)
                .ascii('Z');
    }

    private static boolean hasSeparators(String text) {
        var t = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (t == 'T' || t == 't' || t == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** Minutes east of UTC of what stands from {@code at} to the end, {@code Integer.MIN_VALUE} when that is no zone. */
    private static int offsetMinutes(String text, int at) {
        var left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (left != 6 || text.charAt(at + 3) != ':' || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return Integer.MIN_VALUE;
        }
        var hours = number(text, at + 1, 2);
        var minutes = number(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (text.charAt(at) == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static int number(String text, int from, int digits) {
        var number = 0;
        for (var i = from; i < from + digits; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int daysOf(int month, int year) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static long daysSince1970(int year, int month, int day) {
        var yearFromMarch = month <= 2 ? year - 1 : year;
        var yearOfCycle = yearFromMarch % 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        var dayOfCycle = yearOfCycle * DAYS_PER_YEAR + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return (long) (yearFromMarch / 400) * DAYS_PER_CYCLE + dayOfCycle - DAYS_FROM_MARCH_0000_TO_1970;
    }
}
