package io.headway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final UUID WORKSPACE = new UUID(1, 1);
    private static final UUID VEHICLE = new UUID(2, 2);
    private static final UUID DEVICE = new UUID(3, 3);
    private static final long NOON_MS = 1_795_262_400_123L;

    @Test
    void an_event_is_wrapped_in_the_envelope() {
        var event = new Event(
                new UUID(5, 5),
                EventType.GEOFENCE_ENTERED,
                WORKSPACE,
                VEHICLE,
                "\"Zoë\"",
                NOON_MS,
                "{\"name\": \"Läger\"}");

        assertThat(EventJson.envelope(event).toJsonObject())
                .isEqualTo(new JsonObject()
                        .put("event_id", new UUID(5, 5).toString())
                        .put("event_type", "geofence.entered")
                        .put("workspace_id", WORKSPACE.toString())
                        .put("actor_id", "\"Zoë\"")
                        .put("timestamp", "2026-11-21T12:00:00.123Z")
                        .put("data", new JsonObject().put("name", "Läger"))
                        .put("version", 1));
    }

    @Test
    void an_event_that_nobody_caused_has_no_actor() {
        var event = new Event(new UUID(5, 5), EventType.VEHICLE_OFFLINE, WORKSPACE, VEHICLE, null, NOON_MS, "{}");

        var envelope = EventJson.envelope(event).toJsonObject();

        assertThat(envelope.containsKey("actor_id")).isTrue();
        assertThat(envelope.getValue("actor_id")).isNull();
    }

    @Test
    void a_position_is_told_with_what_the_receiver_said_and_null_for_the_rest() {
        var envelope = EventJson.positionUpdated(position(7)).toJsonObject();

        assertThat(envelope.getString("event_type")).isEqualTo("vehicle.position_updated");
        assertThat(envelope.getString("actor_id")).isEqualTo(DEVICE.toString());
        assertThat(envelope.getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("vehicle_id", VEHICLE.toString())
                        .put("position", new JsonArray().add(11.0767).add(49.4521))
                        .put("speed", 42.5)
                        .putNull("heading")
                        .putNull("altitude_m")
                        .put("accuracy_m", 4)
                        .put("fix_valid", true)
                        .put("attributes", new JsonObject().put("ignition", true)));
    }

    @Test
    void the_id_of_a_position_is_the_same_each_time_and_of_two_records_of_one_instant_different() {
        assertThat(id(position(7))).isEqualTo(id(position(7))).isNotEqualTo(id(position(8)));
    }

    private static String id(Position position) {
        return EventJson.positionUpdated(position).toJsonObject().getString("event_id");
    }

    private static Position position(long fingerprint) {
        var fix = new Fix(NOON_MS, 49.4521, 11.0767, Float.NaN, 42.5f, Float.NaN, 4, 11, true, "{\"ignition\":true}");
        return new Position(new Source(WORKSPACE, VEHICLE, DEVICE, "json"), fix, fingerprint, NOON_MS * 1_000);
    }
}
