package io.headway.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes; local to one decode call. Builds the text of a JSON object, one after the other, with a single growing
 * buffer: {@code put…}, then {@link #take()}.
 *
 * <p>The text is safe for PostgreSQL's jsonb, which refuses U+0000 and lone surrogates (PostgreSQL manual, section 8.14): both become
 * U+FFFD. Keys are the caller's constants and are written as they are, so they must not need escaping. A key that is put twice stands twice;
 * jsonb keeps the last.
 */
public final class AttributesWriter {
    private static final char REPLACEMENT = '\uFFFD';
    private static final String HEX = "0123456789abcdef";
    private static final int INITIAL_CHARS = 256;

    private final StringBuilder text = new StringBuilder(INITIAL_CHARS).append('{');

    /** A whole number. */
    public void put(String key, long value) {
        key(key);
        text.append(value);
    }

    /** A whole number under {@code prefix} followed by {@code index}, so that numbered names need no string of their own. */
    public void putIndexed(String prefix, int index, long value) {
        key(prefix, index);
        text.append(value);
    }

    public void put(String key, boolean value) {
        key(key);
        text.append(value);
    }

    /** A number as its shortest decimal text; left out when it is not finite, as JSON has no such number. */
    public void put(String key, double value) {
        if (Double.isFinite(value)) {
            key(key);
            text.append(value);
        }
    }

    /**
     * {@code unscaled / 10^scale}, exact, without trailing zeros: (12340, 3) is 12.34. A double would print 0.30000000000000004 at times.
     *
     * @param scale digits after the point, 0 to 18
     */
    public void putDecimal(String key, long unscaled, int scale) {
        key(key);
        var divisor = 1L;
        for (var i = 0; i < scale; i++) {
            divisor *= 10;
        }
        var whole = unscaled / divisor;
        var fraction = Math.abs(unscaled % divisor);
        if (unscaled < 0 && whole == 0) {
            text.append('-');
        }
        text.append(whole);
        if (fraction != 0) {
            text.append('.');
            while (fraction != 0) {
                divisor /= 10;
                text.append((char) ('0' + fraction / divisor));
                fraction %= divisor;
            }
        }
    }

    /** A string, escaped; left out when null. */
    public void put(String key, String value) {
        if (value == null) {
            return;
        }
        key(key);
        text.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                escape(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
            } else {
                text.append(REPLACEMENT);
            }
        }
        text.append('"');
    }

    /** The low {@code bytes} bytes of {@code value} as lower-case hexadecimal text, two digits a byte. */
    public void putHex(String key, long value, int bytes) {
        key(key);
        hex(value, bytes);
    }

    /** As {@link #putHex(String, long, int)}, under a numbered name. */
    public void putHexIndexed(String prefix, int index, long value, int bytes) {
        key(prefix, index);
        hex(value, bytes);
    }

    /** Bytes as lower-case hexadecimal text under a numbered name. */
    public void putHexIndexed(String prefix, int index, Buffer in, int from, int lengthBytes) {
        key(prefix, index);
        text.append('"');
        for (var i = from; i < from + lengthBytes; i++) {
            hexByte(in.getByte(i));
        }
        text.append('"');
    }

    /** Bytes as ASCII text without the NULs that pad it; a byte that is not ASCII becomes U+FFFD. */
    public void putAscii(String key, Buffer in, int from, int lengthBytes) {
        var end = from + lengthBytes;
        while (end > from && in.getByte(end - 1) == 0) {
            end--;
        }
        key(key);
        text.append('"');
        for (var i = from; i < end; i++) {
            var b = in.getByte(i);
            escape(b >= 0 ? (char) b : REPLACEMENT);
        }
        text.append('"');
    }

    /** The object that was put since the last call, {@code "{}"} when nothing was; the writer is empty afterwards. */
    public String take() {
        if (text.length() == 1) {
            return "{}";
        }
        var object = text.append('}').toString();
        text.setLength(1);
        return object;
    }

    private void key(String key) {
        text.append(text.length() == 1 ? "\"" : ",\"").append(key).append("\":");
    }

    private void key(String prefix, int index) {
        text.append(text.length() == 1 ? "\"" : ",\"")
                .append(prefix)
                .append(index)
                .append("\":");
    }

    private void hex(long value, int bytes) {
        text.append('"');
        for (var i = bytes - 1; i >= 0; i--) {
            hexByte((byte) (value >>> (8 * i)));
        }
        text.append('"');
    }

    private void hexByte(byte b) {
        text.append(HEX.charAt((b >> 4) & 0xF)).append(HEX.charAt(b & 0xF));
    }

    private void escape(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c >= ' ') {
            text.append(c);
        } else if (c == 0) {
            text.append(REPLACEMENT);
        } else {
            text.append("\\u00");
            hexByte((byte) c);
        }
    }
}
