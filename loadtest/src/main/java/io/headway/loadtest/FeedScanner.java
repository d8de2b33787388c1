package io.headway.loadtest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Finds vehicle ids and timestamps in messages of the live feed without building objects for the rest; works on {@code vehicle_moved} and
 * on {@code vehicles_moved} alike. Owned by the thread that reads.
 */
final class FeedScanner {
    private static final byte[] VEHICLE = "\"vehicle_id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIMESTAMP = "\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_CHARS = 36;
    /** {@code 2026-11-21T}: the date is the same for nearly all, so its milliseconds are kept. */
    private static final int DATE_CHARS = 11;

    private byte[] date = new byte[DATE_CHARS];
    private long dateMs;
    private int hint;

    /** Where a vehicle id's first character is, at or after {@code from}; -1 when there is none. */
    int vehicleAt(byte[] bytes, int from, int to) {
        var at = find(VEHICLE, bytes, from, to - VEHICLE.length - UUID_CHARS);
        return at < 0 ? -1 : at + VEHICLE.length;
    }

    /** Where a timestamp's first character is, at or after {@code from}; -1 when there is none. */
    int timestampAt(byte[] bytes, int from, int to) {
        // Messages of one shape hold it at one place.
        if (hint > 0 && matches(TIMESTAMP, bytes, from + hint, to)) {
            return from + hint + TIMESTAMP.length;
        }
        var at = find(TIMESTAMP, bytes, from, to - TIMESTAMP.length);
        if (at < 0) {
            return -1;
        }
        hint = at - from;
        return at + TIMESTAMP.length;
    }

    static UUID uuid(byte[] bytes, int at) {
        var high = 0L;
        var low = 0L;
        for (var i = 0; i < UUID_CHARS; i++) {
            var c = bytes[at + i];
            if (c != '-') {
                var digit = Character.digit(c, 16);
                if (i < 18) {
                    high = high << 4 | digit;
                } else {
                    low = low << 4 | digit;
                }
            }
        }
        return new UUID(high, low);
    }

    /** Epoch milliseconds of an RFC 3339 UTC time; digits beyond milliseconds are dropped. */
    long epochMs(byte[] bytes, int at) {
        if (!Arrays.equals(date, 0, DATE_CHARS, bytes, at, at + DATE_CHARS)) {
            date = Arrays.copyOfRange(bytes, at, at + DATE_CHARS);
            dateMs = Instant.parse(new String(date, StandardCharsets.US_ASCII) + "00:00:00Z")
                    .toEpochMilli();
        }
        var ms = dateMs + (two(bytes, at + 11) * 3600L + two(bytes, at + 14) * 60L + two(bytes, at + 17)) * 1000;
        if (bytes[at + 19] == '.') {
            var weight = 100;
            for (var i = at + 20; weight > 0 && bytes[i] >= '0' && bytes[i] <= '9'; i++, weight /= 10) {
                ms += (long) (bytes[i] - '0') * weight;
            }
        }
        return ms;
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }

    private static boolean matches(byte[] wanted, byte[] bytes, int at, int to) {
        return at + wanted.length <= to && Arrays.equals(wanted, 0, wanted.length, bytes, at, at + wanted.length);
    }

    private static int find(byte[] wanted, byte[] bytes, int from, int last) {
        // The third character is rarer than the quote before it.
        for (var at = from; at <= last; at++) {
            if (bytes[at + 2] == wanted[2] && Arrays.equals(wanted, 0, wanted.length, bytes, at, at + wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
