package io.headway.protocol.nmea;

import java.util.Set;

/**
 * Finds who sends. Each maker has its own line; those here are what trackers of the field send. An identity is taken as it is, without what
 * separates it from the rest. Pure; any thread.
 */
final class NmeaIdentity {
    private static final int MAX_CHARACTERS = 64;
    /** A line of nothing but hexadecimal digits: an IMEI has 15, a number of a modem 8 or 12, and what is shorter is no identity. */
    private static final int MIN_ALONE = 6;

    private static final int MAX_ALONE = 20;
    private static final String IMEI = "IMEI";

    /** First field of a sentence whose second is the identity. */
    private static final Set<String> SENTENCES =
            Set.of("CONNECT", "DEVID", "GPFID", "GPSTN", "PCPTI", "PGID", "PSIWMDID");

    private NmeaIdentity() {}

    /** Of a sentence without its dollar and checksum; null when it is no identification. */
    static String of(String content) {
        var imei = afterImei(content);
        if (imei != null) {
            return imei;
        }
        var comma = content.indexOf(',');
        if (comma < 0 || !SENTENCES.contains(content.substring(0, comma))) {
            return null;
        }
        var next = content.indexOf(',', comma + 1);
        return usable(
                content.substring(comma + 1, next < 0 ? content.length() : next).strip());
    }

    /** Of a line without a sentence: {@code IMEI 123…}, {@code imei:123…}, or the identity alone; null when it is none. */
    static String alone(String line) {
        var imei = afterImei(line);
        if (imei != null) {
            return imei;
        }
        if (line.length() < MIN_ALONE || line.length() > MAX_ALONE) {
            return null;
        }
        for (var i = 0; i < line.length(); i++) {
            if (Character.digit(line.charAt(i), 16) < 0) {
                return null;
            }
        }
        return line;
    }

    /**
     * What stands before a sentence: {@code 123…$}, {@code 123…,$}, {@code 4711/123…/$}, {@code imei=123…&rmc=$}, {@code &&ID$}. It is the last
     * run of letters, digits, hyphens, underscores and points; null when there is none.
     *
     * @param end where the sentence starts
     */
    static String before(String line, int end) {
        var imei = imeiBefore(line, end);
        if (imei != null) {
            return imei;
        }
        var to = end;
        while (to > 0 && !isPart(line.charAt(to - 1))) {
            to--;
        }
        var from = to;
        while (from > 0 && isPart(line.charAt(from - 1))) {
            from--;
        }
        return usable(line.substring(from, to));
    }

    /** As {@link #before}, but only an identity that says it is an IMEI; a dollar may stand before the word. */
    static String imeiBefore(String line, int end) {
        return afterImei(line.substring(line.charAt(0) == '$' ? 1 : 0, end));
    }

    /** {@code IMEI} in either case, one separator, digits; null when the text is not so. */
    private static String afterImei(String text) {
        if (!text.regionMatches(true, 0, IMEI, 0, IMEI.length()) || text.length() == IMEI.length()) {
            return null;
        }
        var from = IMEI.length() + (Character.isLetterOrDigit(text.charAt(IMEI.length())) ? 0 : 1);
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        var to = from;
        while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        return usable(text.substring(from, to));
    }

    private static String usable(String identity) {
        return identity.isEmpty() || identity.length() > MAX_CHARACTERS ? null : identity;
    }

    private static boolean isPart(char c) {
        return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || c == '_' || c == '.';
    }
}
