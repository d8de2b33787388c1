package io.headway.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes; local to one decode call. Builds the texts of JSON objects, one after the other: {@code put…}, then
 * {@link #take()}. The text is safe for PostgreSQL's jsonb, see {@link JsonBytes}. Keys are the caller's constants and are written as they are,
 * so they must be ASCII that needs no escaping. A key that is put twice stands twice; jsonb keeps the last.
 */
public final class AttributesWriter {
    private static final int MAX_FREE_NAME = 64;
    /** Below it every whole double is exact. */
    private static final double WHOLE_BELOW = 1L << 53;

    private final JsonBytes json = new JsonBytes();

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
            json.escapedKey(cut(name));
            json.literal(number);
        } else {
            putFree(name, number);
        }
    }

    /** As {@link #putFree(String, String)}, of a flag, which stays one under a name of the sender's. */
    public void putFree(String name, boolean value) {
        if (Attribute.of(name) != null) {
            putFree(name, value ? "true" : "false");
        } else {
            json.escapedKey(cut(name));
            json.value(value);
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
        json.escapedKey(name);
        json.value(value);
    }

    /** Begins a list of objects: {@link #openObject}, its values, {@link #close}, and so on, and {@link #close} at its end. */
    public void openArray(Attribute attribute) {
        json.key(attribute.key());
        json.open('[', ']');
    }

    /** Begins an object of the list that was opened. */
    public void openObject() {
        json.open('{', '}');
    }

    /** Ends the list or object that was opened last. */
    public void close() {
        json.close();
    }

    /** A whole number. */
    public void put(String key, long value) {
        json.key(key);
        json.value(value);
    }

    /** A whole number under {@code prefix} followed by {@code index}, so that numbered names need no string of their own. */
    public void putIndexed(String prefix, int index, long value) {
        json.key(prefix, index);
        json.value(value);
    }

    public void put(String key, boolean value) {
        json.key(key);
        json.value(value);
    }

    /** A number as its shortest decimal text; left out when it is not finite, as JSON has no such number. */
    public void put(String key, double value) {
        if (Double.isFinite(value)) {
            json.key(key);
            json.literal(Double.toString(value));
        }
    }

    /**
     * {@code unscaled / 10^scale}, exact, without trailing zeros: (12340, 3) is 12.34. A double would print 0.30000000000000004 at times.
     *
     * @param scale digits after the point, 0 to 18
     */
    public void putDecimal(String key, long unscaled, int scale) {
        json.key(key);
        json.decimal(unscaled, scale);
    }

    /** A string, escaped; left out when null. */
    public void put(String key, String value) {
        if (value != null) {
            json.key(key);
            json.value(value);
        }
    }

    /** The low {@code bytes} bytes of {@code value} as lower-case hexadecimal text, two digits a byte; 1 to 8. */
    public void putHex(String key, long value, int bytes) {
        json.key(key);
        json.hex(value, bytes);
    }

    /** As {@link #putHex(String, long, int)}, under a numbered name. */
    public void putHexIndexed(String prefix, int index, long value, int bytes) {
        json.key(prefix, index);
        json.hex(value, bytes);
    }

    /** Bytes as lower-case hexadecimal text under a numbered name. */
    public void putHexIndexed(String prefix, int index, Buffer in, int from, int lengthBytes) {
        json.key(prefix, index);
        json.hex(in, from, lengthBytes);
    }

    /** Bytes as ASCII text without the NULs that pad it; a byte that is not ASCII becomes U+FFFD. */
    public void putAscii(String key, Buffer in, int from, int lengthBytes) {
        json.key(key);
        json.ascii(in, from, lengthBytes);
    }

    /** The object that was put since the last call, {@code "{}"} when nothing was; the writer is empty afterwards. */
    public String take() {
        return json.take();
    }
}
