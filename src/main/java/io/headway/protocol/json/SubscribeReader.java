package io.headway.protocol.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.model.EventType;
import io.headway.protocol.json.ClientMessage.BoundingBox;
import io.headway.protocol.json.ClientMessage.Resume;
import io.headway.protocol.json.ClientMessage.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Owned by the thread that decodes; local to one object. Reads the members of a subscribe message, whatever their order. */
final class SubscribeReader {
    static final int MAX_ID_CHARS = 64;

    private static final int MAX_VEHICLES = 10_000;
    private static final int MAX_EVENT_NAME_CHARS = 64;
    private static final String ANY_OF_KIND = ".*";

    private final JsonParser parser;
    private final FieldReader value;

    private String id;
    private boolean allVehicles = true;
    private final List<UUID> vehicles = new ArrayList<>();
    private BoundingBox bbox;
    private Set<EventType> events = EnumSet.allOf(EventType.class);
    private UUID geofence;
    private UUID trip;
    private boolean snapshot;
    private double rateHz;
    private boolean batch;
    private Resume resume;

    private SubscribeReader(JsonParser parser) {
        this.parser = parser;
        this.value = new FieldReader(parser);
    }

    /** Reads on to the end of the object that the parser is in, standing on its start or on a value of a member. */
    static ClientMessage read(JsonParser parser) throws IOException {
        return new SubscribeReader(parser).read();
    }

    private ClientMessage read() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            member(name);
        }
        if (id == null) {
            value.fail("id is missing");
        }
        if (geofence != null && trip != null) {
            value.fail("geofence and trip must not both be given");
        }
        if (value.fault() != null) {
            return JsonMessageDecoder.invalid(value.fault(), null);
        }
        var selection = new Selection(allVehicles, vehicles, bbox, events, geofence, trip);
        return new ClientMessage.Subscribe(id, selection, snapshot, rateHz, batch, resume);
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "id" -> id = value.text(name, MAX_ID_CHARS);
            case "vehicles" -> vehicles();
            case "bbox" -> bbox();
            case "events" -> events();
            case "geofence" -> geofence = value.uuid(name);
            case "trip" -> trip = value.uuid(name);
            case "snapshot" -> snapshot = value.bool(name);
            case "rate_hz" -> rateHz();
            case "batch" -> batch = value.bool(name);
            case "resume" -> resume();
            default -> parser.skipChildren();
        }
    }

    private void vehicles() throws IOException {
        vehicles.clear();
        allVehicles = true;
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().equals("*")) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            value.wrong("vehicles", "\"*\" or an array of UUIDs");
            return;
        }
        allVehicles = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var vehicle = value.uuid("each of vehicles");
            if (vehicle == null) {
                value.fail("each of vehicles must be a UUID");
            } else if (vehicles.size() == MAX_VEHICLES) {
                value.fail("vehicles must be at most 10,000; leave it out for all");
            } else {
                vehicles.add(vehicle);
            }
        }
    }

    private void bbox() throws IOException {
        bbox = null;
        var expected = "[west, south, east, north] in degrees, south not above north";
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            value.wrong("bbox", expected);
            return;
        }
        var sides = new double[4];
        var count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var side = value.number("each of bbox");
            if (count < sides.length) {
                sides[count] = side;
            }
            count++;
        }
        var onTheGlobe = Math.abs(sides[0]) <= 180
                && Math.abs(sides[2]) <= 180
                && sides[1] >= -90
                && sides[1] <= sides[3]
                && sides[3] <= 90;
        if (count == sides.length && onTheGlobe) {
            bbox = new BoundingBox(sides[0], sides[1], sides[2], sides[3]);
        } else {
            value.fail("bbox must be " + expected);
        }
    }

    private void events() throws IOException {
        var token = parser.currentToken();
        if (token.isBoolean()) {
            events = token == JsonToken.VALUE_TRUE ? EnumSet.allOf(EventType.class) : EnumSet.noneOf(EventType.class);
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            value.wrong("events", "true, false or an array of event types");
            return;
        }
        events = EnumSet.noneOf(EventType.class);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var name = value.text("each of events", MAX_EVENT_NAME_CHARS);
            if (name == null || !addEvents(name)) {
                value.fail("each of events must be an event type, or the first part of some and " + ANY_OF_KIND);
            }
        }
    }

    /** @return false when the name means no type */
    private boolean addEvents(String name) {
        var kind = name.endsWith(ANY_OF_KIND) ? name.substring(0, name.length() - 1) : null;
        var found = false;
        for (var type : EventType.values()) {
            if (type.wireName().equals(name) || (kind != null && type.wireName().startsWith(kind))) {
                events.add(type);
                found = true;
            }
        }
        return found;
    }

    private void rateHz() throws IOException {
        var rate = value.number("rate_hz");
        if (rate < 0) {
            value.fail("rate_hz must not be negative; 0 is every update");
        }
        rateHz = rate > 0 ? rate : 0;
    }

    private void resume() throws IOException {
        resume = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            value.wrong("resume", "an object of epoch and offset");
            return;
        }
        String epoch = null;
        Long offset = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "epoch" -> epoch = value.text("epoch of resume", MAX_ID_CHARS);
                case "offset" -> offset = value.whole("offset of resume");
                default -> parser.skipChildren();
            }
        }
        if (epoch == null || offset == null || offset < 0) {
            value.fail("resume must have an epoch and an offset of 0 or more");
        } else {
            resume = new Resume(epoch, offset);
        }
    }
}
