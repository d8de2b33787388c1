package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Owned by the thread that decodes. The text of one JSON object after the other in a single growing array: keys and values in turns, then
 * {@link #take()}. Bytes and not a StringBuilder, which checks its encoding at each of many short appends: a Teltonika record with five
 * elements took 250 ns with it and takes 183 so.
 *
 * <p>The text is safe for PostgreSQL's jsonb, which refuses U+0000 and lone surrogates (PostgreSQL manual, section "JSON Types"): both become
 * U+FFFD.
 */
final class JsonBytes {
    private static final int INITIAL_BYTES = 256;
    private static final int REPLACEMENT = 0xFFFD;
    /** Quotes, colon and comma, and the longest number: Long.MIN_VALUE, or a double such as -2.2250738585072014E-308. */
    private static final int ENTRY_BYTES = 40;
    /** A character as an escape; UTF-8 takes no more than 4. */
    private static final int WIDEST_CHARACTER_BYTES = 6;
    /** A list and an object in it. */
    private static final int MAX_DEPTH = 2;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] closers = new byte[MAX_DEPTH];
    private int depth;
    private byte[] text = new byte[INITIAL_BYTES];
    private int length = 1;
    private boolean ascii = true;

    JsonBytes() {
        text[0] = '{';
    }

    /**
     * Leaves room for a number behind it, as every key does.
     *
     * @param key ASCII that needs no escaping
     */
    void key(String key) {
        reserve(key.length() + ENTRY_BYTES);
        text[length++] = '"';
        append(key);
        text[length++] = '"';
        text[length++] = ':';
    }

    /** {@code prefix}, ASCII that needs no escaping, followed by {@code index}. */
    void key(String prefix, int index) {
        reserve(prefix.length() + 2 * ENTRY_BYTES);
        text[length++] = '"';
        append(prefix);
        digits(index);
        text[length++] = '"';
        text[length++] = ':';
    }

    /** Any text as a key. */
    void escapedKey(String name) {
        reserve(name.length() * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        characters(name);
        text[length++] = '"';
        text[length++] = ':';
    }

    void value(long value) {
        digits(value);
        text[length++] = ',';
    }

    void value(boolean value) {
        append(value ? "true," : "false,");
    }

    /** A string, escaped. */
    void value(String value) {
        reserve(value.length() * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        characters(value);
        endString();
    }

    /** A value as JSON writes it, no longer than a number is. */
    void literal(String asciiText) {
        append(asciiText);
        text[length++] = ',';
    }

    /** {@code unscaled / 10^scale}, without trailing zeros. */
    void decimal(long unscaled, int scale) {
        var divisor = 1L;
        for (var i = 0; i < scale; i++) {
            divisor *= 10;
        }
        var whole = unscaled / divisor;
        var fraction = Math.abs(unscaled % divisor);
        if (unscaled < 0 && whole == 0) {
            text[length++] = '-';
        }
        digits(whole);
        if (fraction != 0) {
            text[length++] = '.';
            while (fraction != 0) {
                divisor /= 10;
                text[length++] = (byte) ('0' + fraction / divisor);
                fraction %= divisor;
            }
        }
        text[length++] = ',';
    }

    /** The low {@code bytes} bytes of {@code value}. */
    void hex(long value, int bytes) {
        text[length++] = '"';
        for (var i = bytes - 1; i >= 0; i--) {
            hexByte((byte) (value >>> (8 * i)));
        }
        endString();
    }

    void hex(Buffer in, int from, int lengthBytes) {
        reserve(lengthBytes * 2 + ENTRY_BYTES);
        text[length++] = '"';
        for (var i = from; i < from + lengthBytes; i++) {
            hexByte(in.getByte(i));
        }
        endString();
    }

    /** Without the NULs at the end; a byte that is not ASCII becomes U+FFFD. */
    void ascii(Buffer in, int from, int lengthBytes) {
        var end = from + lengthBytes;
        while (end > from && in.getByte(end - 1) == 0) {
            end--;
        }
        reserve(lengthBytes * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        for (var i = from; i < end; i++) {
            var b = in.getByte(i);
            character(b >= 0 ? b : REPLACEMENT);
        }
        endString();
    }

    /** Begins a list as a value, or an object in a list. */
    void open(char opener, char closer) {
        reserve(ENTRY_BYTES);
        closers[depth++] = (byte) closer;
        text[length++] = (byte) opener;
    }

    /** Ends what was opened last. */
    void close() {
        if (text[length - 1] == ',') {
            length--;
        }
        reserve(ENTRY_BYTES);
        text[length++] = closers[--depth];
        text[length++] = ',';
    }

    /** The object since the last call, {@code "{}"} when nothing was put into it; empty afterwards. */
    String take() {
        if (length == 1) {
            return "{}";
        }
        text[length - 1] = '}';
        var object = new String(text, 0, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        length = 1;
        ascii = true;
        return object;
    }

    /** This getBytes is deprecated because it drops the high byte of each character, and is a plain copy for that reason: right for ASCII. */
    @SuppressWarnings("deprecation")
    private void append(String asciiText) {
        asciiText.getBytes(0, asciiText.length(), text, length);
        length += asciiText.length();
    }

    private void digits(long value) {
        if (value == Long.MIN_VALUE) {
            append("-9223372036854775808");
            return;
        }
        var rest = value;
        if (rest < 0) {
            text[length++] = '-';
            rest = -rest;
        }
        var count = 1;
        for (var power = 10L; count < 19 && rest >= power; power *= 10) {
            count++;
        }
        length += count;
        for (var at = length - 1; count > 0; at--, count--) {
            var tenth = rest / 10;
            text[at] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
    }

    private void endString() {
        text[length++] = '"';
        text[length++] = ',';
    }

    private void hexByte(byte b) {
        text[length++] = HEX[(b >> 4) & 0xF];
        text[length++] = HEX[b & 0xF];
    }

    /** One code point that is no surrogate, escaped where JSON wants it, in UTF-8. */
    private void character(int character) {
        if (character >= 0x80) {
            utf8(character);
        } else if (character == '"' || character == '\\') {
            text[length++] = '\\';
            text[length++] = (byte) character;
        } else if (character >= ' ') {
            text[length++] = (byte) character;
        } else if (character == 0) {
            utf8(REPLACEMENT);
        } else {
            append("\\u00");
            hexByte((byte) character);
        }
    }

    private void characters(String value) {
        for (var i = 0; i < value.length(); i++) {
            var character = value.codePointAt(i);
            if (character > 0xFFFF) {
                i++;
                character(character);
            } else {
                character(Character.isSurrogate((char) character) ? REPLACEMENT : character);
            }
        }
    }

    private void utf8(int character) {
        ascii = false;
        if (character < 0x800) {
            text[length++] = (byte) (0xC0 | character >> 6);
        } else {
            if (character < 0x10000) {
                text[length++] = (byte) (0xE0 | character >> 12);
            } else {
                text[length++] = (byte) (0xF0 | character >> 18);
                text[length++] = (byte) (0x80 | (character >> 12 & 0x3F));
            }
            text[length++] = (byte) (0x80 | (character >> 6 & 0x3F));
        }
        text[length++] = (byte) (0x80 | (character & 0x3F));
    }

    private void reserve(int moreBytes) {
        if (text.length - length < moreBytes) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + moreBytes));
        }
    }
}
