package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Owned by the thread that decodes; local to one decode call. Builds the texts of JSON objects, one after the other, in a single growing
 * array: {@code put…}, then {@link #take()}. Bytes and not a StringBuilder, which checks its encoding at each of many short appends: a
 * Teltonika record with five elements took 250 ns with it and takes 183 so.
 *
 * <p>The text is safe for PostgreSQL's jsonb, which refuses U+0000 and lone surrogates (PostgreSQL manual, section "JSON Types"): both
 * become U+FFFD. Keys are the caller's constants and are written as they are, so they must be ASCII that needs no escaping. A key that is
 * put twice stands twice; jsonb keeps the last.
 */
public final class AttributesWriter {
    private static final int INITIAL_BYTES = 256;
    private static final int REPLACEMENT = 0xFFFD;
    /** Quotes, colon and comma, and the longest number: Long.MIN_VALUE, or a double such as -2.2250738585072014E-308. */
    private static final int ENTRY_BYTES = 40;
    /** A character as an escape; UTF-8 takes no more than 4. */
    private static final int WIDEST_CHARACTER_BYTES = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_FREE_NAME = 64;
    /** Below it every whole double is exact. */
    private static final double WHOLE_BELOW = 1L << 53;
    /** A list and an object in it. */
    private static final int MAX_DEPTH = 2;

    private final byte[] closers = new byte[MAX_DEPTH];
    private int depth;
    private byte[] text = new byte[INITIAL_BYTES];
    private int length = 1;
    private boolean ascii = true;

    public AttributesWriter() {
        text[0] = '{';
    }

    public void put(Attribute attribute, long value) {
        put(attribute.key(), value);
    }

    public void put(Attribute attribute, boolean value) {
        put(attribute.key(), value);
    }

    /** Left out when it is not finite. */
    public void put(Attribute attribute, double value) {
        put(attribute.key(), value);
    }

    /** Left out when null or empty. */
    public void put(Attribute attribute, String value) {
        if (value != null && !value.isEmpty()) {
            put(attribute.key(), value);
        }
    }

    /** {@code unscaled / 10^scale}, see {@link #putDecimal(String, long, int)}. */
    public void putDecimal(Attribute attribute, long unscaled, int scale) {
        putDecimal(attribute.key(), unscaled, scale);
    }

    public void put(Alarm alarm) {
        put(Attribute.ALARM.key(), alarm.tag());
    }

    /**
     * What a sender names itself, as phones and scripts do. A name of the vocabulary takes the kind of value that the vocabulary gives it,
     * and where the text is none, the name becomes {@code raw_<name>}: so nobody who reads {@code ignition} finds anything but a flag.
     *
     * @param name any text; cut after 64 characters
     */
    public void putFree(String name, String value) {
        var key = cut(name);
        var known = Attribute.of(key);
        if (known == null) {
            putEscaped(key, value);
        } else if (!putAs(known, value)) {
            putEscaped("raw_" + key, value);
        }
    }

    /**
     * As {@link #putFree(String, String)}, of a number, which stays one under a name of the sender's. A whole one is written without a
     * fraction; one that is not finite is left out.
     */
    public void putFree(String name, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        var isWhole = value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW;
        var number = isWhole ? Long.toString((long) value) : Double.toString(value);
        var known = Attribute.of(name);
        if (known == null || known.kind() == Attribute.Kind.NUMBER || known.kind() == Attribute.Kind.ANY) {
            escapedKey(cut(name));
            literal(number);
            text[length++] = ',';
        } else {
            putFree(name, number);
        }
    }

    /** As {@link #putFree(String, String)}, of a flag, which stays one under a name of the sender's. */
    public void putFree(String name, boolean value) {
        if (Attribute.of(name) != null) {
            putFree(name, value ? "true" : "false");
        } else {
            escapedKey(cut(name));
            literal(value ? "true," : "false,");
        }
    }

    private static String cut(String name) {
        return name.length() > MAX_FREE_NAME ? name.substring(0, MAX_FREE_NAME) : name;
    }

    /** False when the text is no value of the attribute's kind. */
    private boolean putAs(Attribute known, String value) {
        switch (known.kind()) {
            case TEXT, ANY -> put(known, value);
            case ARRAY -> {
                return false;
            }
            case NUMBER -> {
                var number = TextFields.of(value, '\0').number(0);
                if (Double.isNaN(number)) {
                    return false;
                }
                put(known, number);
            }
            case FLAG -> {
                var isTrue = value.equals("1") || value.equalsIgnoreCase("true");
                if (!isTrue && !value.equals("0") && !value.equalsIgnoreCase("false")) {
                    return false;
                }
                put(known, isTrue);
            }
        }
        return true;
    }

    private void putEscaped(String name, String value) {
        escapedKey(name);
        reserve(value.length() * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        characters(value);
        endString();
    }

    /** Leaves room for a number and the comma behind it. */
    private void escapedKey(String name) {
        reserve(name.length() * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        characters(name);
        text[length++] = '"';
        text[length++] = ':';
    }

    /** Begins a list of objects: {@link #openObject}, its values, {@link #close}, and so on, and {@link #close} at its end. */
    public void openArray(Attribute attribute) {
        key(attribute.key());
        open('[', ']');
    }

    /** Begins an object of the list that was opened. */
    public void openObject() {
        reserve(ENTRY_BYTES);
        open('{', '}');
    }

    /** Ends the list or object that was opened last. */
    public void close() {
        if (text[length - 1] == ',') {
            length--;
        }
        reserve(ENTRY_BYTES);
        text[length++] = closers[--depth];
        text[length++] = ',';
    }

    private void open(char opener, char closer) {
        closers[depth++] = (byte) closer;
        text[length++] = (byte) opener;
    }

    /** A whole number. */
    public void put(String key, long value) {
        key(key);
        digits(value);
        text[length++] = ',';
    }

    /** A whole number under {@code prefix} followed by {@code index}, so that numbered names need no string of their own. */
    public void putIndexed(String prefix, int index, long value) {
        key(prefix, index);
        digits(value);
        text[length++] = ',';
    }

    public void put(String key, boolean value) {
        key(key);
        literal(value ? "true," : "false,");
    }

    /** A number as its shortest decimal text; left out when it is not finite, as JSON has no such number. */
    public void put(String key, double value) {
        if (Double.isFinite(value)) {
            key(key);
            literal(Double.toString(value));
            text[length++] = ',';
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

    /** A string, escaped; left out when null. */
    public void put(String key, String value) {
        if (value == null) {
            return;
        }
        key(key);
        reserve(value.length() * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        characters(value);
        endString();
    }

    /** The low {@code bytes} bytes of {@code value} as lower-case hexadecimal text, two digits a byte; 1 to 8. */
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
        reserve(lengthBytes * 2 + ENTRY_BYTES);
        text[length++] = '"';
        for (var i = from; i < from + lengthBytes; i++) {
            hexByte(in.getByte(i));
        }
        endString();
    }

    /** Bytes as ASCII text without the NULs that pad it; a byte that is not ASCII becomes U+FFFD. */
    public void putAscii(String key, Buffer in, int from, int lengthBytes) {
        var end = from + lengthBytes;
        while (end > from && in.getByte(end - 1) == 0) {
            end--;
        }
        key(key);
        reserve(lengthBytes * WIDEST_CHARACTER_BYTES + ENTRY_BYTES);
        text[length++] = '"';
        for (var i = from; i < end; i++) {
            var b = in.getByte(i);
            character(b >= 0 ? b : REPLACEMENT);
        }
        endString();
    }

    /** The object that was put since the last call, {@code "{}"} when nothing was; the writer is empty afterwards. */
    public String take() {
        if (length == 1) {
            return "{}";
        }
        text[length - 1] = '}';
        var object = new String(text, 0, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        length = 1;
        ascii = true;
        return object;
    }

    /** Leaves room for a number and the comma behind it. */
    private void key(String key) {
        reserve(key.length() + ENTRY_BYTES);
        text[length++] = '"';
        literal(key);
        text[length++] = '"';
        text[length++] = ':';
    }

    private void key(String prefix, int index) {
        reserve(prefix.length() + 2 * ENTRY_BYTES);
        text[length++] = '"';
        literal(prefix);
        digits(index);
        text[length++] = '"';
        text[length++] = ':';
    }

    /** This getBytes is deprecated because it drops the high byte of each character, and is a plain copy for that reason: right for ASCII. */
    @SuppressWarnings("deprecation")
    private void literal(String asciiText) {
        asciiText.getBytes(0, asciiText.length(), text, length);
        length += asciiText.length();
    }

    private void digits(long value) {
        if (value == Long.MIN_VALUE) {
            literal("-9223372036854775808");
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

    private void hex(long value, int bytes) {
        text[length++] = '"';
        for (var i = bytes - 1; i >= 0; i--) {
            hexByte((byte) (value >>> (8 * i)));
        }
        endString();
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
            literal("\\u00");
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
