package io.headway.protocol.osmand;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsmandProtocolTest {
    private static final long NOW_MS = 1_767_225_600_000L;

    private final OsmandProtocol protocol = new OsmandProtocol();

    @Test
    void parameters_become_a_position_with_speed_from_knots() {
        var positions = positions(
                OsmandRequests.query(
                        "id=car1&lat=49.9456&lon=11.5712&timestamp=1760000000&speed=10"
                                + "&bearing=271.5&altitude=345.6&accuracy=4.5&hdop=0.8&batt=87.5&charge=true&driverUniqueId=D7&mood=good"));
        assertThat(positions.uniqueId()).isEqualTo("car1");
        assertThat(positions.fixes())
                .containsExactly(
                        new Fix(
                                1_760_000_000_000L,
                                49.9456,
                                11.5712,
                                345.6f,
                                18.52f,
                                271.5f,
                                4.5f,
                                -1,
                                true,
                                "{\"hdop\":0.8,\"battery_pct\":87.5,\"charging\":true,\"driver_id\":\"D7\",\"mood\":\"good\"}"));
    }

    @Test
    void answer_is_empty() {
        var positions = positions(OsmandRequests.query("id=car1&lat=49.9&lon=11.5"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @Test
    void a_form_is_read_like_a_query_and_stands_behind_it() {
        var form = OsmandRequests.form("id=of+the%20form&lat=1&lon=2&note=K%C3%B6ln%21&odd=100%&last");
        var both = new Request("POST", "/", Map.of("lat", List.of("50")), form.headers(), form.body());
        var positions = positions(both);
        assertThat(positions.uniqueId()).isEqualTo("of the form");
        assertThat(positions.fixes().getFirst().latitude()).isEqualTo(50);
        assertThat(positions.fixes().getFirst().longitude()).isEqualTo(2);
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"note\":\"Köln!\",\"odd\":\"100%\"}");
    }

    @Test
    void a_body_of_another_type_is_no_form() {
        var request = new Request(
                "POST",
                "/",
                Map.of("id", List.of("a")),
                Map.of("content-type", "image/png"),
                Buffer.buffer("lat=1&lon=2"));
        assertThat(protocol.decode(request, arrival())).isEqualTo(new Frame.Heartbeat("a", null));
    }

    @Test
    void a_body_of_another_type_is_a_form_where_there_is_no_query() {
        var request = new Request(
                "POST", "/", Map.of(), Map.of("content-type", "text/plain"), Buffer.buffer("id=a&lat=1&lon=2"));
        assertThat(protocol.decode(request, arrival())).isInstanceOf(Frame.Positions.class);
    }

    @Test
    void satellites_and_a_switched_ignition_are_read() {
        var fix = positions(OsmandRequests.query("id=a&lat=1&lon=2&sat=11&ignition=OFF"))
                .fixes()
                .getFirst();
        assertThat(fix.satellites()).isEqualTo(11);
        assertThat(fix.attributes()).isEqualTo("{\"ignition\":false}");
    }

    @ParameterizedTest
    @CsvSource({
        "1760000000,2025-10-09T08:53:20Z",
        "1760000000.5,2025-10-09T08:53:20.5Z",
        "1760000000123,2025-10-09T08:53:20.123Z",
        "2025-10-09T08:53:20Z,2025-10-09T08:53:20Z",
        "2025-10-09T08:53:20.123Z,2025-10-09T08:53:20.123Z",
        "2025-10-09T10:53:20+02:00,2025-10-09T08:53:20Z",
        "2025-10-09T10:53:20%2B0200,2025-10-09T08:53:20Z",
        "2025-10-09T10:53:20.5%2B02,2025-10-09T08:53:20.5Z",
        "2025-10-09 08:53:20,2025-10-09T08:53:20Z",
        "2025-10-09T08:53:20.25,2025-10-09T08:53:20.25Z"
    })
    void times_are_seconds_milliseconds_or_text(String sent, String meant) {
        var positions = positions(OsmandRequests.query("id=a&lat=1&lon=2&timestamp=" + sent));
        assertThat(Instant.ofEpochMilli(positions.fixes().getFirst().recordedAtMs()))
                .isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-5", "0", "2025-02-30T00:00:00Z", "2025-10-09", "{2}"})
    void a_time_that_is_none_is_unknown_and_a_missing_one_that_of_arrival(String sent) {
        var positions = positions(OsmandRequests.query("id=a&lat=1&lon=2&timestamp=" + sent));
        assertThat(positions.fixes().getFirst().recordedAtMs()).isEqualTo(FixTime.UNKNOWN);
        var without = positions(OsmandRequests.query("id=a&lat=1&lon=2&timestamp="));
        assertThat(without.fixes().getFirst().recordedAtMs()).isEqualTo(NOW_MS);
    }

    @Test
    void other_spellings_of_identity_place_and_heading_are_known() {
        var positions = positions(OsmandRequests.query("deviceid=a&location=49.5,11.25&heading=90&valid=0"));
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("a");
        assertThat(fix.latitude()).isEqualTo(49.5);
        assertThat(fix.longitude()).isEqualTo(11.25);
        assertThat(fix.headingDeg()).isEqualTo(90);
        assertThat(fix.valid()).isFalse();
    }

    @Test
    void what_a_phone_does_not_know_is_negative_and_stays_unknown() {
        var fix = positions(OsmandRequests.query("id=a&lat=1&lon=2&speed=-1&bearing=-1&accuracy=-1&batt=-1"))
                .fixes()
                .getFirst();
        assertThat(fix.speedKmh()).isNaN();
        assertThat(fix.headingDeg()).isNaN();
        assertThat(fix.accuracyM()).isNaN();
        assertThat(fix.altitudeM()).isNaN();
        assertThat(fix.attributes()).isEqualTo("{}");
    }

    @Test
    void cells_and_access_points_without_a_place_are_a_status() {
        var frame = protocol.decode(
                OsmandRequests.query("id=a&timestamp=1760000000&cell=262,1,300,4000,-95&cell=262,1,301,4001"
                        + "&wifi=00-11-22-aa-bb-cc,-60"),
                arrival());
        assertThat(frame)
                .isEqualTo(new Frame.Status(
                        "a",
                        1_760_000_000_000L,
                        "{\"cells\":[{\"mcc\":262.0,\"mnc\":1.0,\"lac\":300.0,\"cell_id\":4000.0,\"rssi\":-95.0},"
                                + "{\"mcc\":262.0,\"mnc\":1.0,\"lac\":301.0,\"cell_id\":4001.0}],"
                                + "\"wifi\":[{\"mac\":\"00:11:22:aa:bb:cc\",\"rssi\":-60.0}]}",
                        null));
    }

    @Test
    void coordinates_close_to_zero_come_with_an_exponent() {
        var fix = positions(OsmandRequests.query("id=a&lat=51.4779&lon=4.5E-4&speed=1.0E1"))
                .fixes()
                .getFirst();
        assertThat(fix.longitude()).isEqualTo(0.00045);
        assertThat(fix.speedKmh()).isEqualTo(18.52f);
    }

    @Test
    void a_coordinate_that_is_no_number_is_refused_so_that_nothing_is_lost_unseen() {
        refused(OsmandRequests.query("id=a&lat=51&lon=x"));
    }

    @Test
    void an_identity_alone_is_a_heartbeat() {
        assertThat(protocol.decode(OsmandRequests.query("id=a&lat="), arrival()))
                .isEqualTo(new Frame.Heartbeat("a", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lat=1&lon=2", "id=&lat=1&lon=2"})
    void a_request_of_nobody_is_refused(String query) {
        refused(OsmandRequests.query(query));
    }

    @Test
    void an_alarm_of_the_vocabulary_is_one_and_any_other_word_is_not() {
        assertThat(attributes(OsmandRequests.query("id=a&lat=1&lon=2&alarm=SOS")))
                .isEqualTo("{\"alarm\":\"sos\"}");
        assertThat(attributes(OsmandRequests.query("id=a&lat=1&lon=2&alarm=help&ignition=perhaps&odometer_m=5")))
                .isEqualTo("{\"raw_alarm\":\"help\",\"raw_ignition\":\"perhaps\",\"odometer_m\":5.0}");
    }

    @Test
    void json_becomes_a_position_with_speed_from_metres_a_second() {
        var positions = positions(OsmandRequests.json("""
                {"location":{"timestamp":"2025-10-09T08:53:20.123Z","coords":{"latitude":49.9456,"longitude":11.5712,
                "accuracy":5,"speed":10,"heading":63,"altitude":345,"altitude_accuracy":3},"is_moving":true,"odometer":1200.5,
                "event":"motionchange","battery":{"level":0.79,"is_charging":false},"activity":{"type":"in_vehicle",
                "confidence":100},"extras":{"crew":3,"night":true,"note":"x","alarm":"sos"},"uuid":"u"},"device_id":48241179}"""));
        assertThat(positions.uniqueId()).isEqualTo("48241179");
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        1_760_000_000_123L,
                        49.9456,
                        11.5712,
                        345,
                        36,
                        63,
                        5,
                        -1,
                        true,
                        "{\"motion\":true,\"odometer_m\":1200.5,\"event\":\"motionchange\",\"battery_pct\":79.0,"
                                + "\"charging\":false,\"activity\":\"in_vehicle\",\"crew\":3,\"night\":true,"
                                + "\"note\":\"x\",\"alarm\":\"sos\"}"));
    }

    @Test
    void several_locations_at_once_are_all_read() {
        var two = "{\"coords\":{\"latitude\":1,\"longitude\":2}},{\"coords\":{\"latitude\":3,\"longitude\":4}}";
        assertThat(positions(OsmandRequests.json("{\"device_id\":\"a\",\"location\":[" + two + ",7]}"))
                        .fixes())
                .extracting(Fix::latitude)
                .containsExactly(1.0, 3.0);
        var withoutRoot =
                new Request("POST", "/", Map.of("id", List.of("a")), Map.of(), Buffer.buffer(" \n[" + two + "]"));
        assertThat(positions(withoutRoot).fixes()).extracting(Fix::longitude).containsExactly(2.0, 4.0);
    }

    @Test
    void a_location_without_a_root_is_read() {
        var positions = positions(OsmandRequests.json(
                "{\"device_id\":\"a\",\"coords\":{\"latitude\":1,\"longitude\":2},\"timestamp\":1760000000000}"));
        assertThat(positions.fixes().getFirst().recordedAtMs()).isEqualTo(1_760_000_000_000L);
    }

    @Test
    void crossing_a_geofence_of_the_phone_is_an_alarm() {
        assertThat(attributes(OsmandRequests.json("""
                {"device_id":"a","location":{"coords":{"latitude":1,"longitude":2},
                "geofence":{"identifier":"Home","action":"EXIT","extras":{"x":1}}}}""")))
                .isEqualTo("{\"osmand_geofence\":\"Home\",\"alarm\":\"geofence_exit\"}");
    }

    @Test
    void a_location_without_coordinates_is_a_status() {
        assertThat(protocol.decode(
                        OsmandRequests.json("{\"location\":{\"battery\":{\"level\":1}},\"device_id\":\"a\"}"),
                        arrival()))
                .isEqualTo(new Frame.Status("a", NOW_MS, "{\"battery_pct\":100.0}", null));
        assertThat(protocol.decode(OsmandRequests.json("{\"device_id\":\"a\",\"x\":{}}"), arrival()))
                .isEqualTo(new Frame.Heartbeat("a", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[[[[[[[[[[[[[[[[[[[[",
                "{\"location\":{\"coords\":{\"latitude\":1,\"longitude\":2}}}",
                "{\"device_id\":\"a\"} x",
                "{\"device_id\":\"a\"}{}",
                "[1,",
                "{\"device_id\":nope}"
            })
    void what_is_no_json_or_of_nobody_is_refused(String json) {
        refused(OsmandRequests.json(json));
    }

    private void refused(Request request) {
        assertThat(protocol.decode(request, arrival()))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }

    private Frame.Positions positions(Request request) {
        return (Frame.Positions) protocol.decode(request, arrival());
    }

    private String attributes(Request request) {
        return positions(request).fixes().getFirst().attributes();
    }

    private static Arrival arrival() {
        return new Arrival(false, NOW_MS);
    }
}
