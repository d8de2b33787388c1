package io.headway.protocol.osmand;

import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;
import io.headway.protocol.json.Rfc3339;

/** Times as phones write them (vendor document, parameter "timestamp"). Pure; any thread. */
final class OsmandTime {
    /** 1973 as milliseconds, 5138 as seconds: whatever is below is seconds. */
    private static final double SECONDS_BELOW = 1e11;

    private static final double MS_PER_SECOND = 1_000;
    private static final int DATE_AND_TIME_CHARS = "yyyy-MM-dd HH:mm:ss".length();
    /** The longest text with a zone that is still looked at. */
    private static final int MAX_CHARS = 40;

    private OsmandTime() {}

    /**
     * Seconds or milliseconds since 1970, or a date and time by ISO 8601, whose zone is UTC when it names none.
     *
     * @return {@link FixTime#UNKNOWN} when the text is none of them
     */
    static long parse(String text) {
        var number = TextFields.of(text, '\0').number(0);
        if (!Double.isNaN(number)) {
            return ofNumber(number);
        }
        if (text.length() < DATE_AND_TIME_CHARS || text.length() > MAX_CHARS) {
            return FixTime.UNKNOWN;
        }
        var time = Rfc3339.parse(withZone(text));
        return time == Rfc3339.NOT_A_TIME ? FixTime.UNKNOWN : time;
    }

    /** Seconds or milliseconds since 1970. */
    static long ofNumber(double value) {
        var ms = value < SECONDS_BELOW ? value * MS_PER_SECOND : value;
        return ms > 0 && ms <= Long.MAX_VALUE ? Math.round(ms) : FixTime.UNKNOWN;
    }

    /** RFC 3339 wants a zone, and a colon in it. A plus sign of a query that was not escaped has become a space. */
    private static String withZone(String text) {
        var zoneAt = DATE_AND_TIME_CHARS;
        while (zoneAt < text.length() && (text.charAt(zoneAt) == '.' || Character.isDigit(text.charAt(zoneAt)))) {
            zoneAt++;
        }
        var time = text.substring(0, zoneAt);
        var zone = text.substring(zoneAt);
        if (zone.isEmpty()) {
            return time + 'Z';
        }
        var signed = zone.charAt(0) == ' ' ? '+' + zone.substring(1) : zone;
        return switch (signed.length()) {
            case 3 -> time + signed + ":00";
            case 5 -> time + signed.substring(0, 3) + ':' + signed.substring(3);
            default -> time + signed;
        };
    }
}
