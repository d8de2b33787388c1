package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Owned by the thread that decodes; local to one decode call. Builds the texts of JSON objects, one after the other: {@code put…}, then
 * {@link #take()}. Keys are the caller's constants and are written as they are, so they must be ASCII that needs no escaping. A key that is put
 * twice stands twice; jsonb keeps the last.
 *
 * <p>The text is safe for PostgreSQL's jsonb, which refuses U+0000 and lone surrogates (PostgreSQL manual, section "JSON Types"): both become
 * U+FFFD.
 */
public final class AttributesWriter {
    private static final int MAX_FREE_NAME = 64;
    /** Below it every whole double is exact. */
    private static final double WHOLE_BELOW = 1L << 53;

    private static final int EXPECTED_BYTES = 256;
    private static final char REPLACEMENT = '\uFFFD';
    /** A list and an object in it. */
    private static final int MAX_DEPTH = 2;

    private final JsonText json = new JsonText(EXPECTED_BYTES).ascii('{');
    private final char[] closers = new char[MAX_DEPTH];
    private int depth;

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
            freeKey(cut(name));
            json.raw(number).ascii(',');
        } else {
            putFree(name, number);
        }
    }

    /** As {@link #putFree(String, String)}, of a flag, which stays one under a name of the sender's. */
    public void putFree(String name, boolean value) {
        if (Attribute.of(name) != null) {
            putFree(name, value ? "true" : "false");
        } else {
            freeKey(cut(name));
            flag(value);
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
        freeKey(name);
        string(value);
    }

    private void freeKey(String name) {
        json.string(name.replace('\0', REPLACEMENT)).ascii(':');
    }

    private void key(String key) {
        json.ascii('"').raw(key).ascii('"').ascii(':');
    }

    private void key(String prefix, int index) {
        json.ascii('"').raw(prefix).number(index).ascii('"').ascii(':');
    }

    private void string(String value) {
        json.string(value.replace('\0', REPLACEMENT)).ascii(',');
    }

    private void flag(boolean value) {
        json.raw(value ? "true," : "false,");
    }

    /** Begins a list of objects: {@link #openObject}, its values, {@link #close}, and so on, and {@link #close} at its end. */
    public void openArray(Attribute attribute) {
        key(attribute.key());
        json.ascii('[');
        closers[depth++] = ']';
    }

    /** Begins an object of the list that was opened. */
    public void openObject() {
        json.ascii('{');
        closers[depth++] = '}';
    }

    /** Ends the list or object that was opened last. */
    public void close() {
        json.without(',').ascii(closers[--depth]).ascii(',');
    }

    /** A whole number. */
    public void put(String key, long value) {
        key(key);
        json.number(value).ascii(',');
    }

    /** A whole number under {@code prefix} followed by {@code index}, so that numbered names need no string of their own. */
    public void putIndexed(String prefix, int index, long value) {
        key(prefix, index);
        json.number(value).ascii(',');
    }

    public void put(String key, boolean value) {
        key(key);
        flag(value);
    }

    /** A number as its shortest decimal text; left out when it is not finite, as JSON has no such number. */
    public void put(String key, double value) {
        if (Double.isFinite(value)) {
            key(key);
            json.raw(Double.toString(value)).ascii(',');
        }
    }

    /**
     * {@code unscaled / 10^scale}, exact, without trailing zeros: (12340, 3) is 12.34. A double would print 0.30000000000000004 at times.
     *
     * @param scale digits after the point, 0 to 18
     */
    public void putDecimal(String key, long unscaled, int scale) {
        key(key);
        json.decimal(unscaled, scale).ascii(',');
    }

    /** A string, escaped; left out when null. */
    public void put(String key, String value) {
        if (value != null) {
            key(key);
            string(value);
        }
    }

    /** The low {@code bytes} bytes of {@code value} as lower-case hexadecimal text, two digits a byte; 1 to 8. */
    public void putHex(String key, long value, int bytes) {
        key(key);
        json.hexadecimal(value, bytes).ascii(',');
    }

    /** As {@link #putHex(String, long, int)}, under a numbered name. */
    public void putHexIndexed(String prefix, int index, long value, int bytes) {
        key(prefix, index);
        json.hexadecimal(value, bytes).ascii(',');
    }

    /** Bytes as lower-case hexadecimal text under a numbered name. */
    public void putHexIndexed(String prefix, int index, Buffer in, int from, int lengthBytes) {
        key(prefix, index);
        json.hexadecimal(in, from, lengthBytes).ascii(',');
    }

    /** Bytes as ASCII text without the NULs that pad it; a byte that is not ASCII becomes U+FFFD. */
    public void putAscii(String key, Buffer in, int from, int lengthBytes) {
        var end = from + lengthBytes;
        while (end > from && in.getByte(end - 1) == 0) {
            end--;
        }
        key(key);
        string(new String(in.getBytes(from, end), StandardCharsets.US_ASCII));
    }

    /** The object that was put since the last call, {@code "{}"} when nothing was; the writer is empty afterwards. */
    public String take() {
        var object = json.without(',').ascii('}').take();
        json.ascii('{');
        return object;
    }
}
