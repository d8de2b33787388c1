package io.headway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * JSON as phones send it, where a number may stand in quotes and an identity without. Each read is of the value that the parser stands on,
 * and leaves it on the value's end, so that the object around it can be read on. Immutable; any thread.
 */
public final class DeviceJson {
    private static final int MAX_NESTING = 16;
    /** Longest text in a message. */
    public static final int MAX_STRING_CHARS = 16 * 1_024;

    private static final int MAX_NAME_CHARS = 1_024;
    private static final int MAX_NUMBER_CHARS = 64;

    /** For all that devices and clients send. Names are not interned: the sender chooses them, and they would stay in the JVM's table. */
    public static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private DeviceJson() {}

    /** A parser before the first token. Its methods throw IOException where the text is no JSON, or nested or long beyond reason. */
    public static JsonParser parser(Buffer text) throws IOException {
        return FACTORY.createParser(text.getBytes());
    }

    /** A finite number, in quotes or without; NaN when the value is none. */
    public static double number(JsonParser in) throws IOException {
        var token = in.currentToken();
        if (token.isNumeric()) {
            var number = in.getDoubleValue();
            return Double.isFinite(number) ? number : Double.NaN;
        }
        if (token == JsonToken.VALUE_STRING) {
            return TextFields.of(in.getText(), '\0').number(0);
        }
        in.skipChildren();
        return Double.NaN;
    }

    /** A string, number or flag as text; empty when the value is null, an array or an object. */
    public static String text(JsonParser in) throws IOException {
        var token = in.currentToken();
        if (token.isStructStart() || token == JsonToken.VALUE_NULL) {
            in.skipChildren();
            return "";
        }
        return in.getText();
    }

    /** True, false, or null when the value is neither. */
    public static Boolean flag(JsonParser in) throws IOException {
        return switch (text(in)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }

    /** Puts the value under the sender's own name; null, arrays and objects are left out. */
    public static void putFree(AttributesWriter attributes, String name, JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case VALUE_STRING -> attributes.putFree(name, in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> attributes.putFree(name, in.getDoubleValue());
            case VALUE_TRUE -> attributes.putFree(name, true);
            case VALUE_FALSE -> attributes.putFree(name, false);
            default -> in.skipChildren();
        }
    }

    /** Does something with one member of an object, on whose value the parser stands. */
    @FunctionalInterface
    public interface Member {
        void read(String name) throws IOException;
    }

    /** Each member of the object that the parser stands on; no object has none. */
    public static void members(JsonParser in, Member member) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            in.nextToken();
            member.read(name);
        }
    }
}
