package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message's text, divided into fields by one separator; nothing becomes a String before it is asked for. Bytes are read as ISO-8859-1. A
 * field that is not there reads as an empty one, and an empty one as an unknown number, so a decoder asks without looking first. Immutable;
 * any thread.
 */
public final class TextFields {
    /** Longest number that is parsed; the widest double that devices send has fewer than 25 characters. */
    private static final int MAX_NUMBER_CHARACTERS = 40;
    /** 10^18 is the last power of ten that a long holds with room for one more digit. */
    private static final int MAX_LONG_DIGITS = 18;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    /** Whole numbers up to here are exact in a double: the quotient of two of them is rounded once, and so correctly. */
    private static final long EXACT = 1L << 53;

    private final byte[] text;
    private final int[] starts;
    private final int count;

    private TextFields(byte[] text, int from, int to, char separator) {
        this.text = text;
        var fields = 1;
        for (var i = from; i < to; i++) {
            fields += text[i] == separator ? 1 : 0;
        }
        // One more: the end of a field is the start of the next less the separator.
        starts = new int[fields + 1];
        starts[0] = from;
        var next = 1;
        for (var i = from; i < to; i++) {
            if (text[i] == separator) {
                starts[next++] = i + 1;
            }
        }
        starts[next] = to + 1;
        count = fields;
    }

    /** The bytes of {@code in} from {@code from} to {@code to}, exclusive, copied once. */
    public static TextFields of(Buffer in, int from, int to, char separator) {
        var bytes = in.getBytes(from, to);
        return new TextFields(bytes, 0, bytes.length, separator);
    }

    /** A text. */
    public static TextFields of(String text, char separator) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new TextFields(bytes, 0, bytes.length, separator);
    }

    /** One field divided further, without a copy. */
    public TextFields split(int field, char separator) {
        return new TextFields(text, start(field), end(field), separator);
    }

    /** At least 1: an empty text is one empty field. */
    public int count() {
        return count;
    }

    public int length(int field) {
        return end(field) - start(field);
    }

    public boolean isEmpty(int field) {
        return length(field) == 0;
    }

    /** A character of a field; 0 beyond its end. */
    public char charAt(int field, int index) {
        var at = start(field) + index;
        return index >= 0 && at < end(field) ? (char) (text[at] & 0xFF) : 0;
    }

    /** Whether a field is exactly this text. */
    public boolean is(int field, String ascii) {
        return length(field) == ascii.length() && startsWith(field, ascii);
    }

    public boolean startsWith(int field, String ascii) {
        if (length(field) < ascii.length()) {
            return false;
        }
        var start = start(field);
        for (var i = 0; i < ascii.length(); i++) {
            if ((text[start + i] & 0xFF) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A field as text, "" when it is not there. */
    public String text(int field) {
        return new String(text, start(field), length(field), StandardCharsets.ISO_8859_1);
    }

    /** A field from its character {@code from} on, "" when it ends before. */
    public String text(int field, int from) {
        return text(field, from, length(field));
    }

    /** The characters {@code from} to {@code to}, exclusive, of a field; fewer when it ends before. */
    public String text(int field, int from, int to) {
        var end = Math.min(to, length(field));
        return from >= end ? "" : new String(text, start(field) + from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** Whether a field has at least one character and only decimal digits. */
    public boolean isDigits(int field) {
        for (var i = start(field); i < end(field); i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return !isEmpty(field);
    }

    /** The number that {@code width} decimal digits of a field make, from its character {@code from} on, at most 9; -1 when they are not all digits. */
    public int digits(int field, int from, int width) {
        if (from < 0 || length(field) < from + width) {
            return -1;
        }
        var value = 0;
        for (var i = start(field) + from; i < start(field) + from + width; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    /** Milliseconds of the fraction ".123…" that starts at a field's character {@code from}; 0 when there is none. */
    public int fractionMs(int field, int from) {
        if (charAt(field, from) != '.') {
            return 0;
        }
        var millis = 0;
        for (var i = 1; i <= 3; i++) {
            var digit = charAt(field, from + i);
            millis = millis * 10 + (digit >= '0' && digit <= '9' ? digit - '0' : 0);
        }
        return millis;
    }

    /** A whole decimal number with a sign or without; {@code otherwise} when a field is none, or has more than 18 digits. */
    public long integer(int field, long otherwise) {
        var from = start(field);
        var to = end(field);
        var negative = from < to && text[from] == '-';
        var at = from < to && (negative || text[from] == '+') ? from + 1 : from;
        if (at == to || to - at > MAX_LONG_DIGITS) {
            return otherwise;
        }
        var value = 0L;
        for (; at < to; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return otherwise;
            }
            value = value * 10 + text[at] - '0';
        }
        return negative ? -value : value;
    }

    /** A hexadecimal number of at most 16 digits, in either case; {@code otherwise} when a field is none. */
    public long hex(int field, long otherwise) {
        return hex(field, 0, length(field), otherwise);
    }

    /** As {@link #hex(int, long)}, of {@code width} digits from a field's character {@code from} on. */
    public long hex(int field, int from, int width, long otherwise) {
        if (from < 0 || width < 1 || width > 16 || length(field) < from + width) {
            return otherwise;
        }
        var value = 0L;
        for (var i = start(field) + from; i < start(field) + from + width; i++) {
            var digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return otherwise;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** A decimal number with or without a sign, a fraction and an exponent, correctly rounded; NaN when a field is none. */
    public double number(int field) {
        return number(start(field), end(field));
    }

    /** As {@link #number(int)}, of the characters {@code from} to {@code to}, exclusive, of a field. */
    public double number(int field, int from, int to) {
        var start = start(field);
        return from < 0 || to > length(field) || from > to ? Double.NaN : number(start + from, start + to);
    }

    /**
     * Degrees and minutes {@code [d…]dmm.mmmm} as degrees (NMEA 0183, field "Latitude"); NaN when a field is none.
     *
     * @return never negative: the hemisphere is another field
     */
    public double degreesMinutes(int field) {
        return degreesMinutes(field, 0, length(field));
    }

    /** As {@link #degreesMinutes(int)}, of the characters {@code from} to {@code to}, exclusive, of a field. */
    public double degreesMinutes(int field, int from, int to) {
        var value = number(field, from, to);
        if (!(value >= 0)) {
            return Double.NaN;
        }
        var degrees = Math.floor(value / 100);
        var minutes = value - degrees * 100;
        return minutes < 60 ? degrees + minutes / 60 : Double.NaN;
    }

    private double number(int from, int to) {
        if (from == to || to - from > MAX_NUMBER_CHARACTERS) {
            return Double.NaN;
        }
        var negative = text[from] == '-';
        var mantissa = 0L;
        var digits = 0;
        var decimals = -1;
        for (var at = negative || text[from] == '+' ? from + 1 : from; at < to; at++) {
            var character = text[at];
            if (character == '.' && decimals < 0) {
                decimals = 0;
            } else if (character >= '0' && character <= '9') {
                digits++;
                decimals += decimals < 0 ? 0 : 1;
                if (digits <= MAX_LONG_DIGITS) {
                    mantissa = mantissa * 10 + character - '0';
                }
            } else if (digits > 0 && (character == 'e' || character == 'E') && isExponent(at + 1, to)) {
                return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
            } else {
                return Double.NaN;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (digits > MAX_LONG_DIGITS || mantissa > EXACT) {
            // Digits, one point and a sign: nothing that the library could refuse.
            return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        var value = decimals <= 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
        return negative ? -value : value;
    }

    /** A sign or none, and one to three digits: what programs write for very small and very large numbers. */
    private boolean isExponent(int from, int to) {
        var first = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        if (first >= to || to - first > 3) {
            return false;
        }
        for (var i = first; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private int start(int field) {
        return field >= 0 && field < count ? starts[field] : 0;
    }

    private int end(int field) {
        return field >= 0 && field < count ? starts[field + 1] - 1 : 0;
    }

    @Override
    public String toString() {
        return count == 0
                ? ""
                : new String(Arrays.copyOfRange(text, starts[0], starts[count] - 1), StandardCharsets.ISO_8859_1);
    }
}
