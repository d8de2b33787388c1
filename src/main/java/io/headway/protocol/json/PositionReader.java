package io.headway.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.model.Fix;
import java.io.IOException;
import java.util.UUID;

/**
 * Owned by the thread that decodes; local to one object. Reads the members of a position, whatever their order; those it does not know
 * become attributes.
 */
final class PositionReader {
    private final JsonParser parser;
    private final FieldReader value;

    private UUID vehicleId;
    private Long seq;
    private long recordedAtMs = Rfc3339.NOT_A_TIME;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private float altitudeM = Float.NaN;
    private float speedKmh = Float.NaN;
    private float headingDeg = Float.NaN;
    private float accuracyM = Float.NaN;
    private int satellites = -1;

    private PositionReader(JsonParser parser) {
        this.parser = parser;
        this.value = new FieldReader(parser);
    }

    /** Reads on to the end of the object that the parser is in, standing on its start or on a value of a member. */
    static ClientMessage read(JsonParser parser) throws IOException {
        return new PositionReader(parser).read();
    }

    private ClientMessage read() throws IOException {
        String attributes;
        try (var unknown = new AttributesCopy(parser)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser.currentName(), unknown);
            }
            attributes = unknown.take();
        }
        require("timestamp", recordedAtMs != Rfc3339.NOT_A_TIME);
        require("lat", !Double.isNaN(latitude));
        require("lng", !Double.isNaN(longitude));
        if (value.fault() != null) {
            return JsonMessageDecoder.invalid(value.fault(), seq);
        }
        var fix = new Fix(
                recordedAtMs,
                latitude,
                longitude,
                altitudeM,
                speedKmh,
                headingDeg,
                accuracyM,
                satellites,
                true,
                attributes);
        return new ClientMessage.PositionUpdate(vehicleId, seq, fix);
    }

    private void member(String name, AttributesCopy unknown) throws IOException {
        switch (name) {
            case "type" -> skip();
            case "vehicle_id" -> vehicleId = next().uuid(name);
            case "seq" -> seq = next().whole(name);
            case "timestamp" -> recordedAtMs = next().time(name);
            case "lat" -> latitude = next().number(name);
            case "lng" -> longitude = next().number(name);
            case "altitude" -> altitudeM = next().measure(name);
            case "speed" -> speedKmh = next().measure(name);
            case "heading" -> headingDeg = next().measure(name);
            case "accuracy" -> accuracyM = next().measure(name);
            case "satellites" -> {
                var count = next().number(name);
                satellites = count >= 0 ? (int) count : -1;
            }
            case "attributes" -> {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    unknown.members();
                } else {
                    value.wrong(name, "an object");
                }
            }
            default -> unknown.member();
        }
    }

    private FieldReader next() throws IOException {
        parser.nextToken();
        return value;
    }

    private void skip() throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    private void require(String field, boolean there) {
        if (!there) {
            value.fail(field + " is missing");
        }
    }
}
