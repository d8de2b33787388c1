package io.headway.protocol.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.json.ClientMessage.Invalid;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JSON of clients to {@link ClientMessage}. Pure; any thread. No input throws: what cannot be understood is {@link Invalid}. */
public final class JsonMessageDecoder {
    private static final String VALIDATION_ERROR = "VALIDATION_ERROR";
    private static final int MAX_SHOWN_CHARS = 200;

    private JsonMessageDecoder() {}

    /**
     * One message: an object whose {@code type} says which.
     *
     * @param message the whole text, nothing after it but white space
     */
    public static ClientMessage decode(Buffer message) {
        var bytes = message.getBytes();
        try (var parser = DeviceJson.FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return invalid("a message must be a JSON object", null);
            }
            var type = typeWhenFirst(parser);
            if (type != null) {
                return whole(parser, ofType(type, parser));
            }
        } catch (IOException notJson) {
            return notJson(notJson);
        }
        return decodeTypeAnywhere(bytes);
    }

    /**
     * Positions as an HTTP request has them: one object or an array of objects, with or without a type.
     *
     * @param maxItems most objects in the array
     * @return for each object a {@link ClientMessage.PositionUpdate} or {@link Invalid}, in order; a single Invalid when the body is not JSON,
     *     neither object nor array, or has too many
     */
    public static List<ClientMessage> decodePositions(Buffer body, int maxItems) {
        try (var parser = DeviceJson.FACTORY.createParser(body.getBytes())) {
            var first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                return List.of(whole(parser, PositionReader.read(parser)));
            }
            if (first != JsonToken.START_ARRAY) {
                return List.of(invalid("the body must be a position or an array of positions", null));
            }
            var positions = new ArrayList<ClientMessage>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (positions.size() == maxItems) {
                    return List.of(invalid("at most " + maxItems + " positions may be sent at once", null));
                }
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    positions.add(PositionReader.read(parser));
                } else {
                    parser.skipChildren();
                    positions.add(invalid("a position must be an object", null));
                }
            }
            return parser.nextToken() == null ? positions : List.of(trailing());
        } catch (IOException notJson) {
            return List.of(notJson(notJson));
        }
    }

    static Invalid invalid(String message, Long seq) {
        return new Invalid(VALIDATION_ERROR, message, seq);
    }

    /** The type when it is the first member, as clients usually have it; then one pass is enough. Null otherwise. */
    private static String typeWhenFirst(JsonParser parser) throws IOException {
        return parser.nextToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("type")
                        && parser.nextToken() == JsonToken.VALUE_STRING
                ? parser.getText()
                : null;
    }

    /** Two passes: what the other members mean is known only once the type is. */
    private static ClientMessage decodeTypeAnywhere(byte[] bytes) {
        try (var search = DeviceJson.FACTORY.createParser(bytes);
                var parser = DeviceJson.FACTORY.createParser(bytes)) {
            String type = null;
            Long seq = null;
            search.nextToken();
            while (search.nextToken() == JsonToken.FIELD_NAME) {
                var name = search.currentName();
                var value = search.nextToken();
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    type = search.getText();
                } else if (name.equals("seq")) {
                    seq = new FieldReader(search).whole(name);
                } else {
                    search.skipChildren();
                }
            }
            if (type == null) {
                return whole(search, invalid("type is missing or not a string", seq));
            }
            parser.nextToken();
            return whole(parser, ofType(type, parser));
        } catch (IOException notJson) {
            return notJson(notJson);
        }
    }

    private static ClientMessage ofType(String type, JsonParser parser) throws IOException {
        return switch (type) {
            case "position_update" -> PositionReader.read(parser);
            case "subscribe" -> SubscribeReader.read(parser);
            case "auth" -> {
                var value = new FieldReader(parser);
                var token = onlyText("token", DeviceJson.MAX_STRING_CHARS, value, parser);
                yield value.fault() == null ? new ClientMessage.Auth(token) : invalid(value.fault(), null);
            }
            case "unsubscribe" -> {
                var value = new FieldReader(parser);
                var id = onlyText("id", SubscribeReader.MAX_ID_CHARS, value, parser);
                yield value.fault() == null ? new ClientMessage.Unsubscribe(id) : invalid(value.fault(), null);
            }
            default -> unknown(type, parser);
        };
    }

    /** The one member that matters, required; the others are passed over. */
    private static String onlyText(String field, int maxChars, FieldReader value, JsonParser parser)
            throws IOException {
        String text = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var wanted = parser.currentName().equals(field);
            parser.nextToken();
            if (wanted) {
                text = value.text(field, maxChars);
            } else {
                parser.skipChildren();
            }
        }
        if (text == null) {
            value.fail(field + " is missing");
        }
        return text;
    }

    private static Invalid unknown(String type, JsonParser parser) throws IOException {
        Long seq = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var isSeq = parser.currentName().equals("seq");
            parser.nextToken();
            if (isSeq) {
                seq = new FieldReader(parser).whole("seq");
            } else {
                parser.skipChildren();
            }
        }
        return invalid("unknown type \"" + shown(type) + '"', seq);
    }

    /** {@code message} if the text ends behind it. */
    private static ClientMessage whole(JsonParser parser, ClientMessage message) throws IOException {
        return parser.nextToken() == null ? message : trailing();
    }

    private static Invalid trailing() {
        return invalid("there is more behind the end of the JSON text", null);
    }

    private static Invalid notJson(IOException why) {
        var detail = why instanceof JacksonException ofJson ? ofJson.getOriginalMessage() : why.getMessage();
        return invalid("not valid JSON: " + shown(String.valueOf(detail)), null);
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "…";
    }
}
