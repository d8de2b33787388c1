package io.headway.protocol.json;

import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Position;
import io.headway.protocol.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Events as everybody outside gets them, over Kafka, webhooks, REST and the live feed: one JSON object in UTF-8, {@code event_id},
 * {@code event_type}, {@code workspace_id}, {@code actor_id}, {@code timestamp} (RFC 3339 UTC), {@code data}, {@code version}. Pure; any
 * thread.
 */
public final class EventJson {
    private static final byte[] EVENT_ID = bytes("{\"event_id\":");
    private static final byte[] EVENT_TYPE = bytes(",\"event_type\":");
    private static final byte[] WORKSPACE_ID = bytes(",\"workspace_id\":");
    private static final byte[] ACTOR_ID = bytes(",\"actor_id\":");
    private static final byte[] TIMESTAMP = bytes(",\"timestamp\":\"");
    private static final byte[] DATA = bytes("\",\"data\":");
    private static final byte[] VERSION = bytes(",\"version\":1}");
    private static final byte[] VEHICLE_ID = bytes("{\"vehicle_id\":");
    private static final byte[] POSITION = bytes(",\"position\":[");
    private static final byte[] SPEED = bytes("],\"speed\":");
    private static final byte[] HEADING = bytes(",\"heading\":");
    private static final byte[] ALTITUDE = bytes(",\"altitude_m\":");
    private static final byte[] ACCURACY = bytes(",\"accuracy_m\":");
    private static final byte[] VALID = bytes(",\"fix_valid\":");
    private static final byte[] ATTRIBUTES = bytes(",\"attributes\":");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");

    private static final int ENVELOPE_BYTES = 256;
    private static final int POSITION_BYTES = 256;
    private static final int DEGREE_DECIMALS = 7;
    private static final int SIDE_VALUE_DECIMALS = 3;
    private static final String POSITION_UPDATED = "position_updated";

    private EventJson() {}

    /** The whole event. */
    public static Buffer envelope(Event event) {
        var data = event.data().getBytes(StandardCharsets.UTF_8);
        var out = new JsonText(ENVELOPE_BYTES + data.length);
        head(out, event.id(), event.type(), event.workspaceId(), event.actorId(), event.occurredAtMs());
        return out.raw(data).raw(VERSION).toBuffer();
    }

    /**
     * A stored position as {@code vehicle.position_updated}. Its id follows from the record, so a position that is told twice has the same
     * id; of two records of one instant each has its own. Speed in km/h, heading in degrees, lengths in metres; null where the receiver
     * did not say.
     */
    public static Buffer positionUpdated(Position position) {
        var fix = position.fix();
        var attributes = fix.attributes().getBytes(StandardCharsets.UTF_8);
        var out = new JsonText(ENVELOPE_BYTES + POSITION_BYTES + attributes.length);
        var device = position.source().deviceId();
        head(
                out,
                positionId(position),
                EventType.VEHICLE_POSITION_UPDATED,
                position.workspaceId(),
                device == null ? null : device.toString(),
                fix.recordedAtMs());
        out.raw(VEHICLE_ID).uuid(position.vehicleId());
        out.raw(POSITION).decimal(fix.longitude(), DEGREE_DECIMALS).ascii(',').decimal(fix.latitude(), DEGREE_DECIMALS);
        out.raw(SPEED).decimal(fix.speedKmh(), SIDE_VALUE_DECIMALS);
        out.raw(HEADING).decimal(fix.headingDeg(), SIDE_VALUE_DECIMALS);
        out.raw(ALTITUDE).decimal(fix.altitudeM(), SIDE_VALUE_DECIMALS);
        out.raw(ACCURACY).decimal(fix.accuracyM(), SIDE_VALUE_DECIMALS);
        out.raw(VALID).raw(fix.valid() ? TRUE : FALSE);
        return out.raw(ATTRIBUTES).raw(attributes).ascii('}').raw(VERSION).toBuffer();
    }

    private static UUID positionId(Position position) {
        var record = new UUID(0, position.fingerprint());
        return EventId.of(
                position.vehicleId(), record, POSITION_UPDATED, position.fix().recordedAtMs());
    }

    private static void head(
            JsonText out, UUID id, EventType type, UUID workspaceId, String actorId, long occurredAtMs) {
        out.raw(EVENT_ID).uuid(id).raw(EVENT_TYPE).string(type.wireName());
        out.raw(WORKSPACE_ID).uuid(workspaceId).raw(ACTOR_ID).string(actorId);
        out.raw(TIMESTAMP);
        Rfc3339.append(out, occurredAtMs);
        out.raw(DATA);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
