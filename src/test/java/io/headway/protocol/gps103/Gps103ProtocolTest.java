package io.headway.protocol.gps103;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Gps103ProtocolTest {
    private static final String IMEI = "359586015829802";
    private static final String PLACE = ",F,101112.000,A,4930.0000,N,01115.0000,E,6.75,271.00,";

    private final Gps103Protocol protocol = new Gps103Protocol();

    private Frame decode(String message) {
        return protocol.decode(Buffer.buffer(message), 0, message.length(), new Arrival(false, DecoderCheck.NOW_MS));
    }

    private Fix fix(String message) {
        return ((Frame.Positions) decode(message)).fixes().getFirst();
    }

    private int frameLength(String bytes) {
        return protocol.frameLength(Buffer.buffer(bytes), 0, bytes.length(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"##,imei:359586015829802,A;", "##,imei:359586015829802,A", "imei:359586015829802,L,*"})
    void login_is_answered_with_load(String login) {
        assertThat(decode(login)).isEqualTo(new Frame.Login(IMEI, Buffer.buffer("LOAD"), Buffer.buffer()));
    }

    @Test
    void login_needs_no_delimiter() {
        assertThat(frameLength("##,imei:359586015829802,A")).isEqualTo(25);
        assertThat(frameLength("##,imei:359586015829802,")).isZero();
        assertThat(frameLength("##,imei:3595860158298")).isZero();
        assertThat(frameLength("##,im")).isZero();
    }

    @Test
    void login_with_another_number_of_digits_ends_at_its_delimiter() {
        assertThat(frameLength("##,imei:8686830534662313142206,A;")).isEqualTo(33);
        assertThat(frameLength("##,imei:12345678,A;")).isEqualTo(19);
        assertThat(decode("##,imei:12345678,A;"))
                .isEqualTo(new Frame.Login("12345678", Buffer.buffer("LOAD"), Buffer.buffer()));
    }

    @Test
    void bare_imei_is_a_heartbeat_answered_with_on_and_needs_no_delimiter() {
        assertThat(frameLength(IMEI)).isEqualTo(15);
        assertThat(frameLength(IMEI + ";")).isEqualTo(15);
        assertThat(frameLength(IMEI + "imei:" + IMEI + ",tracker")).isEqualTo(15);
        assertThat(frameLength("35958601582980")).isZero();
        assertThat(decode(IMEI + ";")).isEqualTo(new Frame.Heartbeat(IMEI, Buffer.buffer("ON")));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\r", "\n", "*", "\0", " ;\r\n"})
    void delimiters_alone_are_no_messages(String bytes) {
        assertThat(decode(bytes)).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void report_is_read_field_by_field() {
        var positions = (Frame.Positions)
                decode("imei:359586015829802,tracker,260311111112,13554900601" + PLACE + "345.6,1,0,10.5%,20.25%,-8;");
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        Instant.parse("2026-03-11T10:11:12Z").toEpochMilli(),
                        49.5,
                        11.25,
                        345.6f,
                        (float) (6.75 * 1.852),
                        271,
                        Float.NaN,
                        -1,
                        true,
                        "{\"ignition\":true,\"door\":false,\"fuel_pct\":10.5,\"gps103_fuel2_pct\":20.25,"
                                + "\"temperature_c\":-8.0}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2603111111,101112.000,2026-03-11T10:11:12Z",
        "260311111159,101112.000,2026-03-11T10:11:12Z",
        "260312011112,161112.000,2026-03-11T16:11:12Z",
        "260311201112,021112.000,2026-03-12T02:11:12Z",
        "260311041112,161112.000,2026-03-10T16:11:12Z",
        "26/03/11 11:11,101112.000,2026-03-11T10:11:12Z",
        "260311111112,0.0,2026-03-11T11:11:12Z",
        "260311111112,,2026-03-11T11:11:12Z",
        "260231111112,101112.000,1970-01-01T00:00:00Z",
        "2603101811 ,101112.000,2026-03-10T10:11:12Z",
        "unknown,101112.000,1970-01-01T00:00:00Z"
    })
    void date_of_the_device_s_zone_and_time_of_day_in_utc_make_the_instant(String local, String utc, String instant) {
        var time = utc == null ? "" : utc;
        assertThat(fix("imei:359586015829802,tracker," + local + ",,F," + time + ",A,4956.7407,N,01134.2740,E,0.00,,;")
                        .recordedAtMs())
                .isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000000000", "000000000000"})
    void place_without_a_date_is_of_the_last_such_time_of_day(String local) {
        var day = 86_400_000L;
        var tenOClock = DecoderCheck.NOW_MS - Math.floorMod(DecoderCheck.NOW_MS, day) + 36_000_000;
        assertThat(fix("imei:359586015829802,tracker," + local + ",,F,100000.000,V,4956.7407,N,01134.2740,E,0.00,,;")
                        .recordedAtMs())
                .isIn(tenOClock, tenOClock - day);
    }

    @Test
    void longer_number_before_a_message_does_not_lose_it() {
        assertThat(fix("2imei:359586015829802,tracker,260311111112," + PLACE + ";")
                        .latitude())
                .isEqualTo(49.5);
    }

    @ParameterizedTest
    @CsvSource({
        "acc on,'{\"ignition\":true,\"door\":false,\"fuel_pct\":10.5,\"gps103_fuel2_pct\":20.25,\"temperature_c\":-8.0}'",
        "T:28.5,'{\"alarm\":\"temperature\",\"temperature_c\":28.5,\"ignition\":true,\"door\":false,\"fuel_pct\":10.5,"
                + "\"gps103_fuel2_pct\":20.25}'",
        "oil 51.67,'{\"alarm\":\"fuel_leak\",\"fuel_pct\":51.67,\"ignition\":true,\"door\":false,\"gps103_fuel2_pct\":20.25,"
                + "\"temperature_c\":-8.0}'"
    })
    void what_the_keyword_says_is_not_said_twice(String keyword, String attributes) {
        assertThat(fix("imei:359586015829802," + keyword + ",260311111112," + PLACE + "345.6,1,0,10.5%,20.25%,-8;")
                        .attributes())
                .isEqualTo(attributes);
    }

    @Test
    void place_is_read_with_its_hemispheres_before_behind_and_missing() {
        for (var place : List.of("3356.7407,S,07034.2740,W,", "S,3356.7407,W,07034.2740,")) {
            var fix = fix("imei:359586015829802,tracker,260311101112,,F,101112.000,V," + place + "0.0,,1.0,;");
            assertThat(fix.latitude()).isEqualTo(-(33 + 56.7407 / 60), within(1e-9));
            assertThat(fix.longitude()).isEqualTo(-(70 + 34.2740 / 60), within(1e-9));
            assertThat(fix.altitudeM()).isEqualTo(1);
            assertThat(fix.valid()).isFalse();
        }
        assertThat(fix("imei:359586015829802,tracker,260311101112,,F,101112.000,A,3356.7407,S,07034.2740,,0,0,")
                        .longitude())
                .isPositive();
    }

    @Test
    void sos_is_answered_once_it_is_stored_with_a_place_or_without() {
        var answer = Buffer.buffer("**,imei:359586015829802,E;");
        var positions = (Frame.Positions) decode("imei:359586015829802,help me,260311111112," + PLACE + ",;");
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"alarm\":\"sos\"}");
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(answer);
        assertThat(decode("imei:359586015829802,help me,,,L,,,113b,,558f,,,;"))
                .isEqualTo(new Frame.Status(
                        IMEI, DecoderCheck.NOW_MS, "{\"alarm\":\"sos\",\"lac\":4411,\"cell_id\":21903}", answer));
    }

    @ParameterizedTest
    @CsvSource({
        "low battery,'{\"alarm\":\"low_battery\"}'",
        "stockade,'{\"alarm\":\"geofence\"}'",
        "move,'{\"alarm\":\"movement\"}'",
        "speed,'{\"alarm\":\"overspeed\"}'",
        "door alarm,'{\"alarm\":\"door\"}'",
        "ac alarm,'{\"alarm\":\"power_cut\"}'",
        "accident alarm,'{\"alarm\":\"accident\"}'",
        "sensor alarm,'{\"alarm\":\"vibration\"}'",
        "bonnet alarm,'{\"alarm\":\"bonnet\"}'",
        "T:+28.5,'{\"alarm\":\"temperature\",\"temperature_c\":28.5}'",
        "oil 51.67,'{\"alarm\":\"fuel_leak\",\"fuel_pct\":51.67}'",
        "acc on,'{\"ignition\":true}'",
        "acc off,'{\"ignition\":false}'",
        "acc alarm,'{\"event\":\"acc alarm\"}'",
        "lt,'{\"event\":\"lt\"}'",
        "tracker,'{}'"
    })
    void keyword_is_an_alarm_a_state_or_an_event(String keyword, String attributes) {
        assertThat(fix("imei:359586015829802," + keyword + ",260311111112," + PLACE + ",;")
                        .attributes())
                .isEqualTo(attributes);
    }

    @Test
    void fuel_alarm_has_its_tanks_a_field_earlier() {
        assertThat(fix("imei:359586015829802,oil2,260311111112," + PLACE + ",,51.6,41.7,;")
                        .attributes())
                .isEqualTo("{\"alarm\":\"fuel_leak\",\"fuel_pct\":51.6,\"gps103_fuel2_pct\":41.7}");
        assertThat(fix("imei:359586015829802,oil1,260311111112," + PLACE + ",,0,41.7,;")
                        .attributes())
                .isEqualTo("{\"alarm\":\"fuel_leak\",\"fuel_pct\":0.0,\"gps103_fuel2_pct\":41.7}");
    }

    @Test
    void card_charge_and_odometer_are_told_apart_from_telephone_number_and_tank() {
        assertThat(fix("imei:359586015829802,rfid,260311111112,49121185" + PLACE + ",;")
                        .attributes())
                .isEqualTo("{\"event\":\"rfid\",\"rfid\":\"49121185\"}");
        assertThat(fix("imei:359586015829802,,260311111112,100%" + PLACE + ";").attributes())
                .isEqualTo("{\"battery_pct\":100.0}");
        assertThat(fix("imei:359586015829802,tracker,260311111112," + PLACE + ",1,0,31.37%,51442,;")
                        .attributes())
                .contains("\"fuel_pct\":31.37,\"odometer_m\":51442000");
    }

    @Test
    void report_without_a_place_is_a_status_at_its_reception() {
        assertThat(decode("imei:359586015829802,tracker,000000000,13554900601,L,;"))
                .isEqualTo(new Frame.Status(IMEI, DecoderCheck.NOW_MS, "{}", null));
        assertThat(decode("imei:359586015829802,ac alarm,260311111112,,F,101112.000,V,,,,,,;"))
                .isEqualTo(new Frame.Status(IMEI, DecoderCheck.NOW_MS, "{\"alarm\":\"power_cut\"}", null));
    }

    @Test
    void obd_report_is_a_status() {
        assertThat(decode("imei:359586015829802,OBD,260311111112,51442,1.25,15.88,12,122,40.39%,+95,13.0%,02101,13.80,"
                        + "P0134,P0571,,;"))
                .isEqualTo(new Frame.Status(
                        IMEI,
                        DecoderCheck.NOW_MS,
                        "{\"odometer_m\":51442000,\"fuel_rate_l_per_h\":1.25,\"gps103_fuel_average_l_per_100km\":15.88,"
                                + "\"engine_hours_s\":43200,\"io_speed_kmh\":122.0,\"engine_load_pct\":40.39,"
                                + "\"coolant_temperature_c\":95.0,\"throttle_pct\":13.0,\"engine_rpm\":2101.0,"
                                + "\"power_v\":13.8,\"dtcs\":\"P0134 P0571\"}",
                        null));
    }

    @Test
    void report_in_decimal_degrees_ends_with_an_asterisk() {
        var message = "imei:359586015829802,Unit 1,---,A7,12.5,101112,110326,26,1,-33.42317,-70.61930,067,229,0674,"
                + "1.10,08,0,1,---,*";
        assertThat(frameLength(message + "imei")).isEqualTo(message.length());
        var fix = fix(message);
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2026-03-11T10:11:12Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(-33.42317);
        assertThat(fix.speedKmh()).isEqualTo(67);
        assertThat(fix.satellites()).isEqualTo(8);
        assertThat(fix.attributes())
                .isEqualTo("{\"gps103_sensor\":\"A7\",\"gps103_sensor_v\":12.5,\"rssi\":26.0,\"hdop\":1.1,"
                        + "\"ignition\":false,\"charging\":true}");
    }

    @Test
    void part_of_a_picture_is_passed_over() {
        assertThat(decode("imei:359586015829802,vr,0c00fa011ea05a03;")).isEqualTo(new Frame.Heartbeat(IMEI, null));
    }

    @Test
    void message_of_an_unknown_shape_keeps_the_connection() {
        assertThat(decode("imei:359586015829802,et,1,2,3,4,5;")).isEqualTo(new Frame.Heartbeat(IMEI, null));
    }

    @Test
    void datagram_may_hold_a_heartbeat_and_a_message_without_delimiters() {
        var frames = DatagramProtocol.of(protocol)
                .decode(
                        Buffer.buffer(IMEI + "imei:" + IMEI + ",tracker,260311111112," + PLACE + ","),
                        new Arrival(false, DecoderCheck.NOW_MS));
        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).isEqualTo(new Frame.Heartbeat(IMEI, Buffer.buffer("ON")));
        assertThat(frames.getLast()).isInstanceOf(Frame.Positions.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "imei:,tracker,;",
                "imei:12a,tracker,;",
                "imei:359586015829802;",
                "12345;",
                "##,;"
            })
    void line_without_an_imei_is_refused(String line) {
        assertThat(decode(line))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }
}
