package io.headway.protocol.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Owned by the thread that encodes; local to one encode call. JSON as UTF-8 bytes, put together left to right. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final char REPLACEMENT = '\uFFFD';
    private static final int MAX_LONG_CHARS = 20;

    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private byte[] bytes;
    private int length;

    JsonText(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    JsonText ascii(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Bytes that are JSON already. */
    JsonText raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Bytes that are JSON already. */
    JsonText raw(Buffer json) {
        ensure(json.length());
        json.getBytes(bytes, length);
        length += json.length();
        return this;
    }

    JsonText number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        ensure(MAX_LONG_CHARS);
        if (value < 0) {
            bytes[length++] = '-';
        }
        var rest = Math.abs(value);
        var count = 1;
        for (var limit = rest; limit >= 10; limit /= 10) {
            count++;
        }
        for (var at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    /**
     * Rounded to {@code decimals} digits after the point, trailing zeros dropped; null when not finite, as JSON has no such number.
     *
     * @param decimals 0 to 7; 7 of a degree are 11 mm
     */
    JsonText decimal(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return raw(NULL);
        }
        var power = POWERS_OF_TEN[decimals];
        var scaled = Math.round(Math.abs(value) * power);
        if (scaled == Long.MAX_VALUE) {
            return raw(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        if (value < 0 && scaled != 0) {
            ascii('-');
        }
        number(scaled / power);
        var fraction = scaled % power;
        if (fraction != 0) {
            ensure(decimals + 1);
            bytes[length++] = '.';
            while (fraction != 0) {
                power /= 10;
                bytes[length++] = (byte) ('0' + fraction / power);
                fraction %= power;
            }
        }
        return this;
    }

    /** Exactly {@code count} digits, zeros in front. */
    JsonText digits(int value, int count) {
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
    JsonText uuid(UUID id) {
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
    JsonText string(String value) {
        if (value == null) {
            return raw(NULL);
        }
        ascii('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"' || c == '\\') {
                ascii('\\').ascii(c);
            } else if (c < ' ') {
                ascii('\\').ascii('u');
                ensure(4);
                hex(c, 4);
            } else if (c < 0x80) {
                ascii(c);
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

    Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }

    private void utf8(int codePoint) {
        ensure(4);
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

    /** The lowest {@code count} nibbles; the room is there already. */
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
