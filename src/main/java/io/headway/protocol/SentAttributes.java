package io.headway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.model.Fix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a fix, read again by an encoder that is to send them: flags, numbers and texts. Immutable; any thread. */
public final class SentAttributes {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<Attribute, Object> values;

    private SentAttributes(Map<Attribute, Object> values) {
        this.values = values;
    }

    /** Of a fix that we made: its attributes are a JSON object. */
    public static SentAttributes of(Fix fix) {
        var values = new EnumMap<Attribute, Object>(Attribute.class);
        try (var parser = JSON.createParser(fix.attributes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var attribute = Attribute.of(parser.currentName());
                var token = parser.nextToken();
                if (token.isStructStart()) {
                    parser.skipChildren();
                } else if (attribute != null) {
                    values.put(
                            attribute,
                            switch (token) {
                                case VALUE_TRUE -> true;
                                case VALUE_FALSE -> false;
                                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                                default -> parser.getText();
                            });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SentAttributes(values);
    }

    public Optional<Boolean> flag(Attribute attribute) {
        return values.get(attribute) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** NaN when there is none. */
    public double number(Attribute attribute) {
        return values.get(attribute) instanceof Double number ? number : Double.NaN;
    }
}
