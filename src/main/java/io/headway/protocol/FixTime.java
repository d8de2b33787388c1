package io.headway.protocol;

import java.time.LocalDate;
import java.time.YearMonth;

/** Calendar fields as devices send them, to milliseconds since 1970-01-01T00:00Z. Pure; any thread. */
public final class FixTime {
    /**
     * Stands for a time that is missing or is no date of the calendar. Validation refuses it as too old: the record is kept as rejected and
     * acknowledged, since the device would send it for ever otherwise.
     */
    public static final long UNKNOWN = 0;

    private static final int CENTURY = 2_000;
    private static final long DAY_MS = 86_400_000;
    /** As far ahead as a fix may be by default (validation.max-ahead-ms). */
    public static final long CLOCK_ERROR_MS = 600_000;

    private static final long HALF_DAY_MS = DAY_MS / 2;

    private FixTime() {}

    /**
     * A time in UTC.
     *
     * @param year four digits, or two for those from 2000 on
     * @param month 1 to 12
     * @param second 0 to 60: a leap second is the next minute's first
     * @return {@link #UNKNOWN} when there is no such date or time
     */
    public static long utc(int year, int month, int day, int hour, int minute, int second) {
        var fullYear = year >= 0 && year < 100 ? CENTURY + year : year;
        if (fullYear < 1_970 || fullYear > 9_999 || month < 1 || month > 12 || day < 1 || day > 31) {
            return UNKNOWN;
        }
        var longEnough = day <= 28 || day <= YearMonth.of(fullYear, month).lengthOfMonth();
        return longEnough && isTime(hour, minute, second)
                ? LocalDate.of(fullYear, month, day).toEpochDay() * DAY_MS + timeMs(hour, minute, second)
                : UNKNOWN;
    }

    /**
     * The instant nearest to {@code aroundMs} that has this time of day.
     *
     * @return {@link #UNKNOWN} when there is no such time
     */
    public static long nearest(long aroundMs, int hour, int minute, int second, int millis) {
        return upTo(aroundMs, HALF_DAY_MS, hour, minute, second, millis);
    }

    /**
     * The last instant up to ten minutes after {@code receivedAtMs} that has this time of day: for messages without a date. They are sent
     * as they are made, so a time of day that is farther ahead is yesterday's.
     *
     * @return {@link #UNKNOWN} when there is no such time
     */
    public static long latest(long receivedAtMs, int hour, int minute, int second, int millis) {
        return upTo(receivedAtMs, CLOCK_ERROR_MS, hour, minute, second, millis);
    }

    private static long upTo(long aroundMs, long aheadMs, int hour, int minute, int second, int millis) {
        if (!isTime(hour, minute, second) || millis < 0 || millis > 999) {
            return UNKNOWN;
        }
        var sameDay = aroundMs - Math.floorMod(aroundMs, DAY_MS) + timeMs(hour, minute, second) + millis;
        if (sameDay - aroundMs > aheadMs) {
            return sameDay - DAY_MS;
        }
        return aroundMs - sameDay >= DAY_MS - aheadMs ? sameDay + DAY_MS : sameDay;
    }

    /** Twelve digits {@code yyMMddHHmmss} that start at {@code at} in a field. */
    public static long yyMMddHHmmss(TextFields in, int field, int at) {
        return utc(
                in.digits(field, at, 2),
                in.digits(field, at + 2, 2),
                in.digits(field, at + 4, 2),
                in.digits(field, at + 6, 2),
                in.digits(field, at + 8, 2),
                in.digits(field, at + 10, 2));
    }

    /** Fourteen digits {@code yyyyMMddHHmmss} that start at {@code at} in a field. */
    public static long yyyyMMddHHmmss(TextFields in, int field, int at) {
        return utc(
                in.digits(field, at, 4),
                in.digits(field, at + 4, 2),
                in.digits(field, at + 6, 2),
                in.digits(field, at + 8, 2),
                in.digits(field, at + 10, 2),
                in.digits(field, at + 12, 2));
    }

    /** A field {@code ddMMyy} and one {@code HHmmss}, with a fraction of a second or without (NMEA 0183, sentence RMC). */
    public static long ddMMyy(TextFields in, int dateField, int timeField) {
        var seconds = utc(
                in.digits(dateField, 4, 2),
                in.digits(dateField, 2, 2),
                in.digits(dateField, 0, 2),
                in.digits(timeField, 0, 2),
                in.digits(timeField, 2, 2),
                in.digits(timeField, 4, 2));
        return seconds == UNKNOWN ? UNKNOWN : seconds + in.fractionMs(timeField, 6);
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    }

    private static long timeMs(int hour, int minute, int second) {
        return ((hour * 60L + minute) * 60 + second) * 1_000;
    }
}
