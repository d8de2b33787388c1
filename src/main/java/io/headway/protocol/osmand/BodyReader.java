package io.headway.protocol.osmand;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Owned by the thread that decodes; local to one request. Locations as JSON (vendor document, "JSON format"): an object with
 * {@code device_id} and {@code location}, which is one location or, where an app sends several at once, an array of them. Apps that are
 * set to send without such a root send the location itself, or an array of locations.
 */
final class BodyReader {
    private final Arrival arrival;
    private final List<Fix> fixes = new ArrayList<>(1);
    private String uniqueId;
    /** The last location without coordinates. */
    private LocationReader unlocated;

    private boolean rootIsLocation;
    private boolean isNamed;
    private boolean severalDevices;

    /** @param uniqueId stands in when the body names none */
    BodyReader(String uniqueId, Arrival arrival) {
        this.uniqueId = uniqueId;
        this.arrival = arrival;
    }

    /** @throws IOException when the text is no JSON */
    Frame read(Buffer body) throws IOException {
        try (var in = DeviceJson.parser(body)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                envelope(in);
            } else {
                locations(in);
            }
            if (in.nextToken() != null) {
                return OsmandProtocol.malformed("there is more behind the end of the JSON text");
            }
        }
        if (uniqueId.isEmpty()) {
            return OsmandProtocol.malformed("no device_id");
        }
        if (severalDevices) {
            return OsmandProtocol.malformed("locations of several devices in one request");
        }
        if (!fixes.isEmpty()) {
            return new Frame.Positions(uniqueId, fixes, _ -> null);
        }
        return unlocated == null ? new Frame.Heartbeat(uniqueId, null) : unlocated.status(uniqueId);
    }

    /** The outermost object: around the location, or the location itself. */
    private void envelope(JsonParser in) throws IOException {
        var root = new LocationReader(in, arrival);
        DeviceJson.members(in, name -> {
            switch (name) {
                case "location" -> locations(in);
                case "device_id" -> identity(in);
                default -> rootIsLocation |= root.member(name);
            }
        });
        if (rootIsLocation) {
            add(root);
        }
    }

    /** The value that the parser stands on: a location, an array of them, or nothing of use. */
    private void locations(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            location(in);
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            location(in);
        }
    }

    private void location(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return;
        }
        var location = new LocationReader(in, arrival);
        DeviceJson.members(in, name -> {
            if (name.equals("device_id")) {
                identity(in);
            } else {
                location.member(name);
            }
        });
        add(location);
    }

    private void identity(JsonParser in) throws IOException {
        var named = DeviceJson.text(in);
        if (named.isEmpty()) {
            return;
        }
        severalDevices |= isNamed && !uniqueId.equals(named);
        isNamed = true;
        uniqueId = named;
    }

    private void add(LocationReader location) {
        if (location.hasCoordinates()) {
            fixes.add(location.fix());
        } else {
            unlocated = location;
        }
    }
}
