package io.headway.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.UUID;

/**
 * Owned by the thread that decodes; local to one object. Reads the value the parser stands on as the type its field must have. A value of
 * another type is skipped and noted, so that the rest of the message, its seq above all, can still be read. {@code null} is as if the field
 * were missing.
 */
final class FieldReader {
    private static final int UUID_CHARS = 36;

    private final JsonParser parser;
    private String fault;

    FieldReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The first thing noted as wrong, null when nothing was. */
    String fault() {
        return fault;
    }

    void fail(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    /** A finite number; NaN when missing or, noted, anything else. */
    double number(String field) throws IOException {
        var token = parser.currentToken();
        if (token.isNumeric()) {
            var number = parser.getDoubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        }
        wrong(field, "a finite number");
        return Double.NaN;
    }

    /** A number as near as a finite float comes to it; NaN when missing or, noted, anything else. */
    float measure(String field) throws IOException {
        return (float) Math.clamp(number(field), -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** A whole number of 64 bits; null when missing or, noted, anything else. */
    Long whole(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        wrong(field, "a whole number of 64 bits");
        return null;
    }

    boolean bool(String field) throws IOException {
        var token = parser.currentToken();
        if (!token.isBoolean()) {
            wrong(field, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** A string of 1 to {@code maxChars} characters; null when missing or, noted, anything else. */
    String text(String field, int maxChars) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            var text = parser.getText();
            if (!text.isEmpty() && text.length() <= maxChars) {
                return text;
            }
        }
        wrong(field, "a string of 1 to " + maxChars + " characters");
        return null;
    }

    /** A UUID in its canonical form; null when missing or, noted, anything else. */
    UUID uuid(String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            var uuid = uuidOf(parser.getText());
            if (uuid != null) {
                return uuid;
            }
        }
        wrong(field, "a UUID");
        return null;
    }

    /** Milliseconds since 1970-01-01T00:00Z; {@link Rfc3339#NOT_A_TIME} when missing or, noted, anything else. */
    long time(String field) throws IOException {
        var ms = Rfc3339.NOT_A_TIME;
        var token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            ms = Rfc3339.parse(parser.getText());
        } else if (token.isNumeric()) {
            var number = parser.getDoubleValue();
            if (number >= Rfc3339.MIN_MS && number <= Rfc3339.MAX_MS) {
                ms = (long) Math.floor(number);
            }
        }
        if (ms == Rfc3339.NOT_A_TIME) {
            wrong(field, "an RFC 3339 time or milliseconds since 1970");
        }
        return ms;
    }

    /** Skips the value and notes what it should have been, unless it is null. */
    void wrong(String field, String expected) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            fail(field + " must be " + expected);
        }
        parser.skipChildren();
    }

    /** By hand, as UUID.fromString accepts short groups and signs. */
    private static UUID uuidOf(String text) {
        if (text.length() != UUID_CHARS) {
            return null;
        }
        var high = 0L;
        var low = 0L;
        for (var i = 0; i < UUID_CHARS; i++) {
            var c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            var nibble = c < 0x80 ? Character.digit(c, 16) : -1;
            if (nibble < 0) {
                return null;
            }
            if (i < 18) {
                high = high << 4 | nibble;
            } else {
                low = low << 4 | nibble;
            }
        }
        return new UUID(high, low);
    }
}
