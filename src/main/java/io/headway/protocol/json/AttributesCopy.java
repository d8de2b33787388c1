package io.headway.protocol.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.headway.protocol.DeviceJson;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Owned by the thread that decodes; local to one object. Gathers members of a message in one JSON object, token by token, so that what is
 * unknown costs no tree. A key that comes twice stands twice; jsonb keeps the last. Text keeps U+0000 as its JSON escape: whether it can be
 * stored is not for a decoder to say. A lone surrogate, which UTF-8 cannot say, becomes U+FFFD.
 */
final class AttributesCopy implements AutoCloseable {
    private static final int MAX_CHARS = 16 * 1_024;
    private static final int EXPECTED_CHARS = 128;
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonParser parser;
    private StringWriter text;
    private JsonGenerator generator;

    AttributesCopy(JsonParser parser) {
        this.parser = parser;
    }

    /** The member whose name the parser stands on; it stands on the end of the value afterwards. */
    void member() throws IOException {
        if (generator == null) {
            text = new StringWriter(EXPECTED_CHARS);
            generator = DeviceJson.FACTORY.createGenerator(text);
            generator.writeStartObject();
        }
        generator.copyCurrentStructure(parser);
    }

    /** All members of the object whose start the parser stands on; it stands on the object's end afterwards. */
    void members() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member();
        }
    }

    /** The whole object; nothing can be added afterwards. */
    String take() throws IOException {
        if (generator == null) {
            return "{}";
        }
        generator.writeEndObject();
        generator.close();
        // Jackson's own limit of a string holds only where its buffer has to grow, which depends on the messages
        // before.
        if (text.getBuffer().length() > MAX_CHARS) {
            throw new StreamConstraintsException("attributes are longer than " + MAX_CHARS + " characters");
        }
        return withoutLoneSurrogates(text.toString());
    }

    @Override
    public void close() throws IOException {
        if (generator != null) {
            generator.close();
        }
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder mended = null;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (mended == null) {
                mended = new StringBuilder(text);
            }
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended == null ? text : mended.toString();
    }
}
