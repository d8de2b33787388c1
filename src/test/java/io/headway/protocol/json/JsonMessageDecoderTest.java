package io.headway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.EventType;
import io.headway.model.Fix;
import io.headway.protocol.json.ClientMessage.BoundingBox;
import io.headway.protocol.json.ClientMessage.Invalid;
import io.headway.protocol.json.ClientMessage.PositionUpdate;
import io.headway.protocol.json.ClientMessage.Resume;
import io.headway.protocol.json.ClientMessage.Selection;
import io.headway.protocol.json.ClientMessage.Subscribe;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageDecoderTest {
    private static final UUID VEHICLE = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    private static final String PLACE_AND_TIME = "\"lat\":52.5,\"lng\":13.4,\"timestamp\":1767323045678";

    @Test
    void a_position_is_read_with_every_field_in_its_unit() {
        var update = (PositionUpdate) decode("""
                {"type":"position_update","vehicle_id":"0A1B2C3D-4e5f-6071-8293-a4b5c6d7e8f9","lat":52.5200066,"lng":-13.404954,
                 "speed":50.5,"heading":271,"timestamp":"2026-01-02T03:04:05.678Z","seq":7,"altitude":-3.5,"accuracy":4,"satellites":11}
                """);
        var atMs = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
        assertThat(update)
                .isEqualTo(new PositionUpdate(
                        VEHICLE, 7L, new Fix(atMs, 52.5200066, -13.404954, -3.5f, 50.5f, 271f, 4f, 11, true, "{}")));
    }

    @Test
    void what_is_missing_or_null_is_unknown() {
        var update =
                (PositionUpdate) decode("{\"type\":\"position_update\",\"speed\":null,\"vehicle_id\":null,\"seq\":null,"
                        + "\"attributes\":null," + PLACE_AND_TIME + "}");
        assertThat(update)
                .isEqualTo(new PositionUpdate(
                        null,
                        null,
                        new Fix(
                                1767323045678L,
                                52.5,
                                13.4,
                                Float.NaN,
                                Float.NaN,
                                Float.NaN,
                                Float.NaN,
                                -1,
                                true,
                                "{}")));
    }

    @Test
    void the_type_may_stand_last() {
        assertThat(decode("{\"token\":\"abc\",\"deep\":[{\"type\":\"subscribe\"}],\"type\":\"auth\"}"))
                .isEqualTo(new ClientMessage.Auth("abc"));
        assertThat(decode("{" + PLACE_AND_TIME + ",\"fuel\":1,\"type\":\"position_update\"}"))
                .isInstanceOfSatisfying(
                        PositionUpdate.class,
                        update -> assertThat(update.fix().attributes()).isEqualTo("{\"fuel\":1}"));
    }

    @Test
    void unknown_members_and_those_of_attributes_become_attributes() {
        assertThat(
                        attributes(
                                "\"fuel\":{\"l\":[1,2.5,true,null]},\"attributes\":{\"ignition\":true,\"id\":\"ä😀\"},\"x\":1e400"))
                .isEqualTo("{\"fuel\":{\"l\":[1,2.5,true,null]},\"ignition\":true,\"id\":\"ä😀\",\"x\":\"Infinity\"}");
    }

    @Test
    void a_nul_stays_an_escape_and_a_lone_surrogate_does_not_stay() {
        assertThat(attributes("\"driver\":\"a\\u0000b\"")).isEqualTo("{\"driver\":\"a\\u0000b\"}");
        assertThat(attributes("\"driver\":\"\\ud800\\ud83d\\ude00\\udc00\""))
                .isEqualTo("{\"driver\":\"\uFFFD😀\uFFFD\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lat|\"lng\":1,\"timestamp\":1",
                "lng|\"lat\":1,\"timestamp\":1",
                "timestamp|\"lat\":1,\"lng\":1",
                "lat|\"lat\":\"1\",\"lng\":1,\"timestamp\":1",
                "lat|\"lat\":1e400,\"lng\":1,\"timestamp\":1",
                "lng|\"lat\":1,\"lng\":[[1]],\"timestamp\":1",
                "lng|\"lat\":1,\"lng\":null,\"timestamp\":1",
                "timestamp|\"lat\":1,\"lng\":1,\"timestamp\":{\"a\":1}",
                "timestamp|\"lat\":1,\"lng\":1,\"timestamp\":\"yesterday\"",
                "timestamp|\"lat\":1,\"lng\":1,\"timestamp\":1e300",
                "vehicle_id|\"lat\":1,\"lng\":1,\"timestamp\":1,\"vehicle_id\":\"1-1-1-1-1\"",
                "vehicle_id|\"lat\":1,\"lng\":1,\"timestamp\":1,\"vehicle_id\":\"+a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\"",
                "speed|\"lat\":1,\"lng\":1,\"timestamp\":1,\"speed\":\"fast\"",
                "attributes|\"lat\":1,\"lng\":1,\"timestamp\":1,\"attributes\":[1]",
            })
    void a_fault_names_the_field_and_keeps_the_seq(String fieldAndMembers) {
        var bar = fieldAndMembers.indexOf('|');
        var invalid =
                (Invalid) decode("{\"type\":\"position_update\"," + fieldAndMembers.substring(bar + 1) + ",\"seq\":9}");
        assertThat(invalid.code()).isEqualTo("VALIDATION_ERROR");
        assertThat(invalid.message()).startsWith(fieldAndMembers.substring(0, bar) + " ");
        assertThat(invalid.seq()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "null",
                "{",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"dance\"}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"auth\",\"token\":\"\"}",
                "{\"type\":\"auth\",\"token\":\"a\"} {}",
                "{\"type\":\"auth\",\"token\":\"a\"",
                "{\"type\":\"auth\",\"token\":NaN}",
                "{\"type\":\"unsubscribe\",\"id\":7}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"vehicles\":\"all\"}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"vehicles\":[null]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"bbox\":[1,2,3]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"bbox\":[1,2,3,4,5]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"bbox\":[1,5,3,4]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"bbox\":[1,2,181,4]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"bbox\":[1,2,null,4]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"rate_hz\":-1}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"geofence\":\"home\"}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"trip\":7}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"events\":\"geofence.entered\"}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"events\":[\"geofence.opened\"]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"events\":[\"*\"]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"events\":[[\"geofence.*\"]]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"events\":[null]}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"resume\":{\"offset\":1}}",
                "{\"type\":\"subscribe\",\"id\":\"s\",\"resume\":{\"epoch\":\"e\",\"offset\":-1}}",
            })
    void what_cannot_be_understood_is_invalid(String text) {
        assertThat(decode(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void an_unknown_type_is_named_with_its_seq() {
        assertThat(decode("{\"seq\":4,\"type\":\"dance\"}"))
                .isEqualTo(new Invalid("VALIDATION_ERROR", "unknown type \"dance\"", 4L));
    }

    @Test
    void nesting_strings_and_numbers_have_limits() {
        var tooDeep = "[".repeat(16) + "]".repeat(16);
        assertThat(attributes("\"a\":" + tooDeep.substring(1, 31))).startsWith("{\"a\":[[");
        for (var value : List.of(tooDeep, '"' + "s".repeat(16 * 1_024 + 1) + '"', "1".repeat(65))) {
            assertThat(decode("{\"type\":\"position_update\"," + PLACE_AND_TIME + ",\"a\":" + value + "}"))
                    .isInstanceOf(Invalid.class);
        }
    }

    @Test
    void a_subscription_is_read_whole() {
        assertThat(decode("""
                {"type":"subscribe","id":"s1","vehicles":["0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],"bbox":[170,-10,-170,10],
                 "snapshot":true,"rate_hz":0.5,"batch":true,"resume":{"epoch":"e","offset":12}}
                """))
                .isEqualTo(new Subscribe(
                        "s1",
                        new Selection(
                                false,
                                List.of(VEHICLE),
                                new BoundingBox(170, -10, -170, 10),
                                EnumSet.allOf(EventType.class),
                                null,
                                null),
                        true,
                        0.5,
                        true,
                        new Resume("e", 12)));
    }

    @Test
    void a_subscription_names_the_events_it_wants_one_by_one_or_by_kind() {
        assertThat(events("true")).containsExactlyInAnyOrder(EventType.values());
        assertThat(events("null")).containsExactlyInAnyOrder(EventType.values());
        assertThat(events("false")).isEmpty();
        assertThat(events("[]")).isEmpty();
        assertThat(events("[\"vehicle.overspeed\",\"geofence.*\"]"))
                .containsExactlyInAnyOrder(
                        EventType.VEHICLE_OVERSPEED,
                        EventType.GEOFENCE_ENTERED,
                        EventType.GEOFENCE_EXITED,
                        EventType.GEOFENCE_DWELLED,
                        EventType.GEOFENCE_CROSSED);
    }

    private static Set<EventType> events(String json) {
        return ((Subscribe) decode("{\"type\":\"subscribe\",\"id\":\"s\",\"events\":" + json + "}"))
                .selection()
                .events();
    }

    @Test
    void a_subscription_is_to_one_geofence_or_one_trip() {
        var toFence = (Subscribe)
                decode("{\"type\":\"subscribe\",\"id\":\"s\",\"trip\":null,\"geofence\":\"" + VEHICLE + "\"}");
        assertThat(toFence.selection().geofence()).isEqualTo(VEHICLE);
        assertThat(toFence.selection().trip()).isNull();
        var toTrip = (Subscribe) decode("{\"type\":\"subscribe\",\"id\":\"s\",\"trip\":\"" + VEHICLE + "\"}");
        assertThat(toTrip.selection().trip()).isEqualTo(VEHICLE);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s\",\"trip\":\"" + VEHICLE + "\",\"geofence\":\"" + VEHICLE
                        + "\"}"))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.message()).contains("geofence and trip"));
    }

    @Test
    void a_subscription_is_to_every_update_of_all_vehicles_unless_it_says_otherwise() {
        var toAll = new Subscribe("s1", Selection.ALL, false, 0, false, null);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s1\"}")).isEqualTo(toAll);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":\"*\"}"))
                .isEqualTo(toAll);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":[]}"))
                .isEqualTo(new Subscribe(
                        "s1",
                        new Selection(false, List.of(), null, EnumSet.allOf(EventType.class), null, null),
                        false,
                        0,
                        false,
                        null));
    }

    @Test
    void ids_and_vehicles_are_bounded() {
        assertThat(decode("{\"type\":\"unsubscribe\",\"id\":\"" + "i".repeat(64) + "\"}"))
                .isInstanceOf(ClientMessage.Unsubscribe.class);
        assertThat(decode("{\"type\":\"unsubscribe\",\"id\":\"" + "i".repeat(65) + "\"}"))
                .isInstanceOf(Invalid.class);
        var one = "\"" + VEHICLE + "\"";
        var most = one + ("," + one).repeat(9_999);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s\",\"vehicles\":[" + most + "]}"))
                .isInstanceOf(Subscribe.class);
        assertThat(decode("{\"type\":\"subscribe\",\"id\":\"s\",\"vehicles\":[" + most + "," + one + "]}"))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void a_box_may_span_the_antimeridian() {
        var across = new BoundingBox(170, -10, -170, 10);
        assertThat(across.contains(175, 0)).isTrue();
        assertThat(across.contains(-175, 0)).isTrue();
        assertThat(across.contains(0, 0)).isFalse();
        assertThat(across.contains(175, 11)).isFalse();
        var plain = new BoundingBox(-10, -10, 10, 10);
        assertThat(plain.contains(10, -10)).isTrue();
        assertThat(plain.contains(11, 0)).isFalse();
    }

    @Test
    void a_body_has_one_or_many_positions_each_on_its_own() {
        assertThat(JsonMessageDecoder.decodePositions(Buffer.buffer("{" + PLACE_AND_TIME + "}"), 1))
                .singleElement()
                .isInstanceOf(PositionUpdate.class);
        var many = Buffer.buffer("[{" + PLACE_AND_TIME + "},{\"seq\":2,\"lat\":[{}]},[1],{" + PLACE_AND_TIME + "}]");
        var decoded = JsonMessageDecoder.decodePositions(many, 4);
        assertThat(decoded).hasSize(4);
        assertThat(decoded.get(0)).isInstanceOf(PositionUpdate.class);
        assertThat(decoded.get(1))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.seq()).isEqualTo(2));
        assertThat(decoded.get(2)).isInstanceOf(Invalid.class);
        assertThat(decoded.get(3)).isInstanceOf(PositionUpdate.class);
        assertThat(JsonMessageDecoder.decodePositions(many, 3))
                .singleElement()
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.message()).contains("3"));
        assertThat(JsonMessageDecoder.decodePositions(Buffer.buffer("[]"), 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[", "[{\"lat\":1}", "{\"lat\":1", "[{}] 1", "lat=1"})
    void a_body_that_is_not_json_is_one_invalid(String body) {
        assertThat(JsonMessageDecoder.decodePositions(Buffer.buffer(body), 10))
                .singleElement()
                .isInstanceOf(Invalid.class);
    }

    @Test
    void an_error_can_carry_any_text() {
        var error = new JsonObject(JsonMessages.error("C", "say \"\\\n\0ä😀\ud800", 5L));
        assertThat(error.getString("message")).isEqualTo("say \"\\\n\0ä😀\uFFFD");
        assertThat(error.getLong("seq")).isEqualTo(5);
    }

    private static String attributes(String members) {
        var update = (PositionUpdate) decode("{\"type\":\"position_update\"," + PLACE_AND_TIME + "," + members + "}");
        return update.fix().attributes();
    }

    private static ClientMessage decode(String text) {
        return JsonMessageDecoder.decode(Buffer.buffer(text));
    }
}
