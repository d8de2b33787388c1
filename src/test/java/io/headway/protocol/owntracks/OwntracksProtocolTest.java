package io.headway.protocol.owntracks;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwntracksProtocolTest {
    private static final long NOW_MS = 1_767_225_600_000L;

    private final OwntracksProtocol protocol = new OwntracksProtocol();

    @Test
    void location_becomes_a_position() {
        var positions = positions("""
                {"_type":"location","topic":"owntracks/jane/phone","tid":"JP","acc":15,"alt":440,"batt":46,"bs":2,"conn":"w",
                "lat":46.5,"lon":11.25,"t":"u","tst":1551874878,"vac":2,"vel":87,"cog":271,"p":98.5,"m":1,
                "inregions":["Home","Garage"],"SSID":"net","BSSID":"00:11:22:33:44:55","created_at":1551874879}""");
        assertThat(positions.uniqueId()).isEqualTo("owntracks/jane/phone");
        assertThat(positions.fixes())
                .containsExactly(
                        new Fix(
                                1_551_874_878_000L,
                                46.5,
                                11.25,
                                440,
                                87,
                                271,
                                15,
                                -1,
                                true,
                                "{\"battery_pct\":46.0,\"unplugged\":false,\"charging\":true,\"network_type\":\"w\","
                                        + "\"owntracks_vac\":2.0,\"pressure_hpa\":985.0,\"data_mode\":1.0,"
                                        + "\"owntracks_inregions\":\"Home,Garage\",\"owntracks_ssid\":\"net\","
                                        + "\"wifi\":[{\"mac\":\"00:11:22:33:44:55\"}],\"event\":\"u\",\"owntracks_tid\":\"JP\"}"));
    }

    @Test
    void answer_is_an_empty_list_of_messages() {
        assertThat(positions("{\"_type\":\"location\",\"tid\":\"JP\",\"lat\":1,\"lon\":2,\"tst\":1551874878}")
                        .ack()
                        .apply(Receipt.allStored(1)))
                .isEqualTo(Buffer.buffer("[]"));
        assertThat(protocol.answerType()).isEqualTo("application/json");
    }

    @Test
    void identity_is_the_topic_then_the_request_then_the_tracker_id() {
        var location = "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tid\":\"JP\"";
        var byHeaders = Map.of("x-limit-u", "jane", "x-limit-d", "phone");
        Map<String, List<String>> byQuery = Map.of("u", List.of("joe"), "d", List.of("tablet"));
        assertThat(uniqueId(byQuery, byHeaders, location + ",\"topic\":\"a/b\"}"))
                .isEqualTo("a/b");
        assertThat(uniqueId(byQuery, byHeaders, location + "}")).isEqualTo("owntracks/jane/phone");
        assertThat(uniqueId(byQuery, Map.of(), location + "}")).isEqualTo("owntracks/joe/tablet");
        assertThat(uniqueId(Map.of(), Map.of("x-limit-u", "jane"), location + "}"))
                .isEqualTo("JP");
    }

    @ParameterizedTest
    @CsvSource({
        "owntracks/jane/phone,owntracks/jane/phone",
        "owntracks/jane/phone/event,owntracks/jane/phone",
        "owntracks/jane/phone/waypoints,owntracks/jane/phone",
        "owntracks/jane/event,owntracks/jane/event",
        "fleet/north/7/car,fleet/north/7/car",
        "event,event"
    })
    void topic_of_a_message_that_is_no_location_is_of_the_same_device(String topic, String uniqueId) {
        assertThat(protocol.decode(json("{\"_type\":\"card\",\"topic\":\"" + topic + "\"}"), arrival()))
                .isEqualTo(new Frame.Heartbeat(uniqueId, Buffer.buffer("[]")));
    }

    @ParameterizedTest
    @CsvSource({"0,harsh_braking", "4,harsh_acceleration", "5,cornering"})
    void rough_driving_is_an_alarm_by_its_report_type(int reportType, String alarm) {
        var fix = positions("{\"_type\":\"location\",\"tid\":\"JP\",\"lat\":1,\"lon\":2,\"t\":\"h\",\"rty\":"
                        + reportType + "}")
                .fixes()
                .getFirst();
        assertThat(fix.attributes()).isEqualTo("{\"event\":\"h\",\"alarm\":\"" + alarm + "\"}");
    }

    @Test
    void transition_is_a_position_with_an_alarm() {
        var enter = positions("""
                {"_type":"transition","topic":"owntracks/jane/phone/event","tid":"JP","wtst":1551870000,"tst":1551874878,
                "lat":46.5,"lon":11.25,"acc":30,"event":"enter","desc":"Home","t":"l"}""");
        assertThat(enter.uniqueId()).isEqualTo("owntracks/jane/phone");
        assertThat(enter.fixes())
                .containsExactly(new Fix(
                        1_551_874_878_000L,
                        46.5,
                        11.25,
                        Float.NaN,
                        Float.NaN,
                        Float.NaN,
                        30,
                        -1,
                        true,
                        "{\"alarm\":\"geofence_enter\",\"owntracks_geofence\":\"Home\",\"event\":\"l\","
                                + "\"owntracks_tid\":\"JP\"}"));
        var leave = protocol.decode(
                json("{\"_type\":\"transition\",\"tid\":\"JP\",\"tst\":1551874878,\"event\":\"leave\"}"), arrival());
        assertThat(leave)
                .isEqualTo(new Frame.Status(
                        "JP", 1_551_874_878_000L, "{\"alarm\":\"geofence_exit\"}", Buffer.buffer("[]")));
    }

    @Test
    void tracker_behind_a_bridge_tells_of_its_vehicle() {
        var attributes = positions("""
                        {"_type":"location","tid":"CS","lat":1,"lon":2,"t":"I","odometer":12.5,"hmc":3600,"ubatt":4.1,"uext":12.6,
                        "vin":"W0L","rpm":900,"flvl":55,"din1":true,"dout1":false,"motion":1,"mcc":232,"mnc":1,"lac":"4F4D",
                        "cid":"673A","temp_c-02":21.5,"raw_line":"x","anum":[1,{}]}""").fixes().getFirst().attributes();
        assertThat(attributes)
                .isEqualTo("{\"odometer_m\":12500.0,\"engine_hours_s\":3600.0,\"battery_v\":4.1,\"power_v\":12.6,"
                        + "\"vin\":\"W0L\",\"engine_rpm\":900.0,\"fuel_pct\":55.0,\"input1\":true,\"output1\":false,"
                        + "\"motion\":true,\"mcc\":232.0,\"mnc\":1.0,\"lac\":20301,\"cell_id\":26426,"
                        + "\"temperature2_c\":21.5,\"event\":\"I\",\"ignition\":false}");
    }

    @ParameterizedTest
    @CsvSource({"!,tow", "1,power_on", "9,low_battery", "e,power_cut", "E,power_restored", "s,overspeed"})
    void trigger_of_a_tracker_is_an_alarm(String letter, String alarm) {
        assertThat(positions("{\"_type\":\"location\",\"tid\":\"CS\",\"lat\":1,\"lon\":2,\"t\":\"" + letter + "\"}")
                        .fixes()
                        .getFirst()
                        .attributes())
                .isEqualTo("{\"event\":\"" + letter + "\",\"alarm\":\"" + alarm + "\"}");
    }

    @Test
    void last_known_place_is_no_current_fix() {
        assertThat(positions("{\"_type\":\"location\",\"tid\":\"CS\",\"lat\":1,\"lon\":2,\"t\":\"l\"}")
                        .fixes()
                        .getFirst()
                        .valid())
                .isFalse();
    }

    @Test
    void unknown_values_stay_unknown() {
        var fix = positions(
                        "{\"_type\":\"location\",\"tid\":\"CS\",\"lat\":1,\"lon\":2,\"vel\":-1,\"cog\":-1,\"batt\":-1,"
                                + "\"tst\":\"soon\"}")
                .fixes()
                .getFirst();
        assertThat(fix)
                .isEqualTo(new Fix(FixTime.UNKNOWN, 1, 2, Float.NaN, Float.NaN, Float.NaN, Float.NaN, -1, true, "{}"));
    }

    @Test
    void steps_are_a_status() {
        assertThat(protocol.decode(
                        json("{\"_type\":\"steps\",\"tid\":\"JP\",\"tst\":1551874878,\"steps\":1200}"), arrival()))
                .isEqualTo(new Frame.Status("JP", 1_551_874_878_000L, "{\"steps\":1200.0}", Buffer.buffer("[]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waypoint", "waypoints", "card", "lwt", "beacon", "status", "request", "dump", "tomorrow"})
    void what_holds_no_position_of_the_phone_is_answered_and_not_kept(String type) {
        assertThat(protocol.decode(
                        json("{\"_type\":\"" + type + "\",\"tid\":\"JP\",\"lat\":1,\"lon\":2,\"rad\":5}"), arrival()))
                .isEqualTo(new Frame.Heartbeat("JP", Buffer.buffer("[]")));
    }

    @Test
    void an_empty_body_is_ignored() {
        assertThat(protocol.decode(json(""), arrival())).isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("[]")));
    }

    @Test
    void a_photograph_does_not_keep_the_place_from_being_read() {
        var photo = "A".repeat(40_000);
        assertThat(positions("{\"_type\":\"location\",\"tid\":\"JP\",\"image\":\"" + photo + "\",\"lat\":1,\"lon\":2}")
                        .fixes())
                .hasSize(1);
    }

    @Test
    void encrypted_payload_is_refused_with_the_reason() {
        assertThat(protocol.decode(json("{\"_type\":\"encrypted\",\"data\":\"abc=\"}"), arrival()))
                .isInstanceOfSatisfying(Frame.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(FrameFault.UNKNOWN_KIND);
                    assertThat(rejected.detail()).contains("encrypted");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{}",
                "{\"_type\":\"location\",\"lat\":1,\"lon\":2}",
                "{\"tid\":\"JP\",\"lat\":1,\"lon\":2}",
                "{\"_type\":\"location\",\"tid\":\"JP\"}{}",
                "lat=1"
            })
    void what_is_no_payload_is_refused(String body) {
        assertThat(protocol.decode(json(body), arrival()))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }

    private Frame.Positions positions(String json) {
        return (Frame.Positions) protocol.decode(json(json), arrival());
    }

    private String uniqueId(Map<String, List<String>> query, Map<String, String> headers, String json) {
        var request = new Request("POST", "/pub", query, headers, Buffer.buffer(json));
        return ((Frame.Positions) protocol.decode(request, arrival())).uniqueId();
    }

    private static Request json(String json) {
        return new Request("POST", "/", Map.of(), Map.of(), Buffer.buffer(json));
    }

    private static Arrival arrival() {
        return new Arrival(false, NOW_MS);
    }
}
