package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Owned by the thread that makes it, and local to one call. JSON as UTF-8 bytes, put together left to right in a growing array. Bytes and not a
 * StringBuilder, which checks its encoding at each of many short appends: a Teltonika record with five elements took 250 ns with it and takes
 * 183 so.
 */
public final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final char REPLACEMENT = '\uFFFD';
    private static final int MAX_LONG_CHARS = 20;
    /** A control character as an escape; UTF-8 takes no more than 4. */
    private static final int WIDEST_CHARACTER_BYTES = 6;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private byte[] bytes;
    private int length;
    private boolean isAscii = true;

    public JsonText(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    public JsonText ascii(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Bytes that are JSON already. */
    public JsonText raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Bytes that are JSON already. */
    public JsonText raw(Buffer json) {
        ensure(json.length());
        json.getBytes(bytes, length);
        length += json.length();
        return this;
    }

    /**
     * JSON already, of ASCII. This getBytes is deprecated because it drops the high byte of each character, and is a plain copy for that
     * reason: right for ASCII.
     */
    @SuppressWarnings("deprecation")
    public JsonText raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    public JsonText number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value));
        }
        ensure(MAX_LONG_CHARS);
        if (value < 0) {
            bytes[length++] = '-';
        }
        var rest = Math.abs(value);
        var count = 1;
        for (var power = 10L; count < 19 && rest >= power; power *= 10) {
            count++;
        }
        for (var at = length + count - 1; at >= length; at--) {
            var tenth = rest / 10;
            bytes[at] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
        length += count;
        return this;
    }

    /**
     * {@code unscaled / 10^scale}, exact, without trailing zeros: (12340, 3) is 12.34. A double would print 0.30000000000000004 at times.
     *
     * @param scale digits after the point, 0 to 18
     */
    public JsonText decimal(long unscaled, int scale) {
        var divisor = 1L;
        for (var i = 0; i < scale; i++) {
            divisor *= 10;
        }
        var whole = unscaled / divisor;
        if (unscaled < 0 && whole == 0) {
            ascii('-');
        }
        return number(whole).fraction(Math.abs(unscaled % divisor), divisor);
    }

    /**
     * Rounded to {@code decimals} digits after the point, trailing zeros dropped; null when not finite, as JSON has no such number.
     *
     * @param decimals 0 to 7; 7 of a degree are 11 mm
     */
    public JsonText decimal(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return raw(NULL);
        }
        var power = POWERS_OF_TEN[decimals];
        var scaled = Math.round(Math.abs(value) * power);
        if (scaled == Long.MAX_VALUE) {
            return raw(Double.toString(value));
        }
        if (value < 0 && scaled != 0) {
            ascii('-');
        }
        return number(scaled / power).fraction(scaled % power, power);
    }

    /** The digits of {@code rest / power} behind the point, as far as there are any. */
    private JsonText fraction(long rest, long power) {
        if (rest == 0) {
            return this;
        }
        ensure(MAX_LONG_CHARS);
        bytes[length++] = '.';
        var unit = power;
        for (var left = rest; left != 0; left %= unit) {
            unit /= 10;
            bytes[length++] = (byte) ('0' + left / unit);
        }
        return this;
    }

    /** Exactly {@code count} digits, zeros in front. */
    public JsonText digits(int value, int count) {
        ensure(count);
        var rest = value;
        for (var at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    /** In its canonical form, quoted. */
    public JsonText uuid(UUID id) {
        ensure(38);
        bytes[length++] = '"';
        hex(id.getMostSignificantBits() >>> 32, 8);
        bytes[length++] = '-';
        hex(id.getMostSignificantBits() >>> 16, 4);
        bytes[length++] = '-';
        hex(id.getMostSignificantBits(), 4);
        bytes[length++] = '-';
        hex(id.getLeastSignificantBits() >>> 48, 4);
        bytes[length++] = '-';
        hex(id.getLeastSignificantBits(), 12);
        bytes[length++] = '"';
        return this;
    }

    /** Quoted and escaped (RFC 8259, section 7); a lone surrogate, which UTF-8 cannot say, becomes U+FFFD. Null is {@code null}. */
    public JsonText string(String value) {
        if (value == null) {
            return raw(NULL);
        }
        ensure(value.length() * WIDEST_CHARACTER_BYTES + 2);
        bytes[length++] = '"';
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < ' ') {
                bytes[length++] = '\\';
                bytes[length++] = 'u';
                hex(c, 4);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (!Character.isSurrogate(c)) {
                utf8(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                utf8(REPLACEMENT);
            }
        }
        return ascii('"');
    }

    /** The low {@code count} bytes of {@code value} as lower-case hexadecimal text, quoted; 1 to 8. */
    public JsonText hexadecimal(long value, int count) {
        ensure(2 * count + 2);
        bytes[length++] = '"';
        hex(value, 2 * count);
        bytes[length++] = '"';
        return this;
    }

    /** Bytes as lower-case hexadecimal text, quoted. */
    public JsonText hexadecimal(Buffer in, int from, int lengthBytes) {
        ensure(2 * lengthBytes + 2);
        bytes[length++] = '"';
        for (var i = from; i < from + lengthBytes; i++) {
            hex(in.getByte(i), 2);
        }
        bytes[length++] = '"';
        return this;
    }

    /** Takes the last character back if it is this one, of ASCII. */
    public JsonText without(char last) {
        if (length > 0 && bytes[length - 1] == last) {
            length--;
        }
        return this;
    }

    /** What was put since the last call; empty afterwards, with the same room. */
    public String take() {
        var text = new String(bytes, 0, length, isAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        length = 0;
        isAscii = true;
        return text;
    }

    public Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }

    private void utf8(int codePoint) {
        isAscii = false;
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    /** The lowest {@code count} half bytes; the room is there already. */
    private void hex(long value, int count) {
        for (var shift = 4 * (count - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 0xF];
        }
    }

    private void ensure(int moreBytes) {
        if (bytes.length - length < moreBytes) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + moreBytes));
        }
    }
}
