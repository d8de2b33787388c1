package io.headway.protocol.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Checksums;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Jt808ProtocolTest {
    private static final String PHONE = "013511221122";
    private static final long NOW_MS = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();
    /** 22.5 north, 114.25 east, 71 m, 36.5 km/h, 90 degrees, 2025-10-09 16:53:20 in China. */
    private static final String PLACE = "015752a0" + "06cf5110" + "0047" + "016d" + "005a" + "251009165320";

    private static final String LOCATION = "00000000" + "00000003" + PLACE;

    private final Jt808Protocol protocol = new Jt808Protocol();

    @Test
    void location_becomes_a_fix_with_named_items() {
        var positions = (Frame.Positions)
                decode("0200", PHONE, "0007", LOCATION + "01040000007b" + "020201a4" + "300116" + "31010b" + "e70101");
        assertThat(positions.uniqueId()).isEqualTo("13511221122");
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2025-10-09T08:53:20Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(22.5);
        assertThat(fix.longitude()).isEqualTo(114.25);
        assertThat(fix.altitudeM()).isEqualTo(71);
        assertThat(fix.speedKmh()).isEqualTo(36.5f);
        assertThat(fix.headingDeg()).isEqualTo(90);
        assertThat(fix.satellites()).isEqualTo(11);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.attributes())
                .isEqualTo("{\"ignition\":true,\"blocked\":false,\"status\":3,\"odometer_m\":12300,\"fuel_l\":42,"
                        + "\"rssi\":22,\"io231\":1}");
    }

    @Test
    void south_and_west_are_negative_and_no_fix_is_not_valid() {
        var positions = (Frame.Positions) decode("0200", PHONE, "0007", "00000000" + "0000000c" + PLACE);
        var fix = positions.fixes().getFirst();
        assertThat(fix.latitude()).isEqualTo(-22.5);
        assertThat(fix.longitude()).isEqualTo(-114.25);
        assertThat(fix.valid()).isFalse();
    }

    @Test
    void every_alarm_has_its_word() {
        var positions = (Frame.Positions) decode("0200", PHONE, "0007", "00008103" + "00000402" + PLACE);
        assertThat(positions.fixes().getFirst().attributes())
                .isEqualTo("{\"ignition\":false,\"blocked\":true,\"status\":1026,\"jt808_alarm\":33027,"
                        + "\"alarm\":\"overspeed,power_cut,sos\"}");
    }

    @Test
    void a_date_that_is_none_is_unknown() {
        var positions = (Frame.Positions)
                decode("0200", PHONE, "0007", LOCATION.substring(0, LOCATION.length() - 12) + "000000000000");
        assertThat(positions.fixes().getFirst().recordedAtMs()).isZero();
    }

    @Test
    void location_is_acknowledged_with_its_serial_and_id_once_it_is_durable() {
        var positions = (Frame.Positions) decode("0200", PHONE, "0007", LOCATION);
        var kept = new Receipt(List.of(new Outcome.Rejected(RejectionReason.TOO_OLD, "old")));
        assertThat(positions.ack().apply(kept)).isEqualTo(message("8001", PHONE, "0007", "0007020000"));
    }

    @Test
    void batch_is_a_fix_each_and_acknowledged_as_a_whole() {
        var positions = (Frame.Positions)
                decode("0704", PHONE, "0009", "0002" + "01" + "001c" + LOCATION + "0022" + LOCATION + "01040000007b");
        assertThat(positions.fixes()).hasSize(2);
        var last = new JsonObject(positions.fixes().getLast().attributes());
        assertThat(last.getBoolean("archive")).isTrue();
        assertThat(last.getInteger("odometer_m")).isEqualTo(12_300);
        assertThat(positions.ack().apply(Receipt.allStored(2))).isEqualTo(message("8001", PHONE, "0009", "0009070400"));
    }

    @Test
    void batch_that_is_not_whole_is_called_incorrect_and_keeps_what_is() {
        var positions = (Frame.Positions)
                decode("0704", PHONE, "0009", "0002" + "00" + "001c" + LOCATION + "001c" + LOCATION.substring(2));
        assertThat(positions.fixes()).hasSize(1);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(message("8001", PHONE, "0009", "0009070402"));
        assertThat(decode("0704", PHONE, "0009", "000100"))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected ->
                                assertThat(rejected.reply()).isEqualTo(message("8001", PHONE, "0009", "0009070402")));
    }

    @Test
    void short_batch_has_lengths_of_one_byte() {
        var positions = (Frame.Positions) decode("0210", PHONE, "0009", "1c" + LOCATION + "1c" + LOCATION);
        assertThat(positions.fixes()).hasSize(2);
        var withoutClock = LOCATION.substring(0, 44) + "000000000000";
        assertThat(((Frame.Positions) decode("0210", PHONE, "0009", "1c" + withoutClock)).fixes())
                .hasSize(1);
        assertThat(((Frame.Positions) decode("0210", PHONE, "0009", "1c" + withoutClock + "1c" + LOCATION + "00"))
                        .fixes())
                .hasSize(2);
        for (var rest : new String[] {"00", "1c" + LOCATION.substring(2)}) {
            var partly = (Frame.Positions) decode("0210", PHONE, "0009", "1c" + LOCATION + "1c" + LOCATION + rest);
            assertThat(partly.fixes()).hasSize(2);
            assertThat(partly.ack().apply(Receipt.allStored(2)))
                    .isEqualTo(message("8001", PHONE, "0009", "0009021002"));
        }
        assertThat(decode("0210", PHONE, "0009", "4f260618022957"))
                .isEqualTo(new Frame.Heartbeat("13511221122", message("8001", PHONE, "0009", "0009021000")));
    }

    @Test
    void queried_location_is_behind_the_number_of_the_query() {
        var positions = (Frame.Positions) decode("0201", PHONE, "0009", "0001" + LOCATION);
        assertThat(positions.fixes().getFirst().latitude()).isEqualTo(22.5);
        assertThat(decode("0201", PHONE, "0009", LOCATION)).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void registration_is_answered_with_the_authentication_code() {
        var code = HexFormat.of().formatHex("13511221122".getBytes(StandardCharsets.US_ASCII));
        assertThat(decode("0100", PHONE, "0005", "002c012f"))
                .isEqualTo(new Frame.Login(
                        "13511221122",
                        message("8100", PHONE, "0005", "000500" + code),
                        message("8100", PHONE, "0005", "000504")));
    }

    @Test
    void authentication_is_answered_by_the_general_response() {
        assertThat(decode("0102", PHONE, "0006", "313233"))
                .isEqualTo(new Frame.Login(
                        "13511221122",
                        message("8001", PHONE, "0006", "0006010200"),
                        message("8001", PHONE, "0006", "0006010201")));
    }

    @Test
    void header_of_2019_has_a_version_and_twenty_digits() {
        var body = Buffer.buffer(HexFormat.of().parseHex("0002" + "4000" + "01" + "00000866496077582164" + "5218"));
        var frame = decode(framed(body));
        var answer = Buffer.buffer(HexFormat.of()
                .parseHex("8001" + "4005" + "01" + "00000866496077582164" + "5218" + "5218" + "0002" + "00"));
        assertThat(frame).isEqualTo(new Frame.Heartbeat("866496077582164", framed(answer)));
    }

    @Test
    void frames_between_e7_have_a_number_of_seven_bytes_and_are_answered_alike() {
        var message = Buffer.buffer(HexFormat.of().parseHex("0002" + "0000" + "00123e3d567890" + "00e7"));
        var frame =
                Jt808Marks.ALTERNATIVE.frame(message.appendByte((byte) Checksums.xor(message, 0, message.length())));
        assertThat(HexFormat.of().formatHex(frame.getBytes()))
                .startsWith("e700020000" + "00123e013e02567890" + "00e602");
        assertThat(protocol.frameLength(frame, 0, frame.length(), false)).isEqualTo(frame.length());
        var heartbeat = (Frame.Heartbeat) protocol.decode(frame, 0, frame.length(), new Arrival(false, NOW_MS));
        assertThat(HexFormat.of().formatHex(heartbeat.reply().getBytes()))
                .startsWith("e780010005" + "00123e013e02567890" + "00e602" + "00e602" + "0002" + "00")
                .endsWith("e7");
    }

    @ParameterizedTest
    @CsvSource({
        "000000000000,0",
        "087034547007,87034547007",
        "200002604323,200002604323",
        "4eb6fb4ad628,865478070001047"
    })
    void number_is_that_printed_on_the_terminal(String phone, String uniqueId) {
        assertThat(((Frame.Heartbeat) decode("0002", phone, "0001", "")).uniqueId())
                .isEqualTo(uniqueId);
    }

    @Test
    void time_is_told_to_those_who_ask() {
        assertThat(decode("0004", PHONE, "0001", ""))
                .isEqualTo(new Frame.Heartbeat("13511221122", message("8004", PHONE, "0001", "260102030405")));
        assertThat(decode("0109", PHONE, "0001", ""))
                .isEqualTo(new Frame.Heartbeat("13511221122", message("8109", PHONE, "0001", "07ea0102030405")));
    }

    @Test
    void other_kinds_are_answered_but_for_the_terminals_own_general_response() {
        assertThat(decode("2070", PHONE, "0001", "00"))
                .isEqualTo(new Frame.Heartbeat("13511221122", message("8001", PHONE, "0001", "0001207000")));
        assertThat(decode("0001", PHONE, "0001", "0001810300")).isEqualTo(new Frame.Heartbeat("13511221122", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0200", "0704"})
    void positions_in_parts_or_encrypted_are_not_supported(String id) {
        var inParts = Buffer.buffer(
                HexFormat.of().parseHex(id + "2020" + PHONE + "0001" + "0002" + "0001" + "000100001c" + LOCATION));
        var encrypted = Buffer.buffer(HexFormat.of().parseHex(id + "041c" + PHONE + "0001" + LOCATION));
        for (var message : List.of(inParts, encrypted)) {
            assertThat(decode(framed(message)))
                    .isInstanceOfSatisfying(
                            Frame.Rejected.class,
                            rejected -> assertThat(rejected.reply())
                                    .isEqualTo(message("8001", PHONE, "0001", "0001" + id + "03")));
        }
    }

    @Test
    void text_driver_and_attributes_are_states() {
        assertThat(((Frame.Status) decode("6006", PHONE, "0001", "004f4b")).attributes())
                .isEqualTo("{\"text\":\"OK\"}");
        assertThat(((Frame.Status) decode("0701", PHONE, "0001", "000000024f4b")).attributes())
                .isEqualTo("{\"text\":\"OK\"}");
        var card = "01" + "251009165320" + "00" + "00" + "3132333400000000000000000000000000000000";
        var driver = (Frame.Status) decode("0702", PHONE, "0001", card);
        assertThat(driver.attributes()).isEqualTo("{\"driver_id\":\"1234\"}");
        assertThat(driver.reportedAtMs())
                .isEqualTo(Instant.parse("2025-10-09T08:53:20Z").toEpochMilli());
        var about = "0000" + "0000000000" + "41" + "00".repeat(19) + "00".repeat(7) + "8988303000013188245f" + "00"
                + "02" + "5631";
        assertThat(((Frame.Status) decode("0107", PHONE, "0001", about)).attributes())
                .isEqualTo("{\"model\":\"A\",\"iccid\":\"8988303000013188245\",\"firmware\":\"V1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "51020123|{\"temperature_c\":29.1}",
                "51108017000affffffffffffffffffffffffffff|{\"temperature1_c\":-2.3,\"temperature2_c\":1}",
                "5602090a|{\"battery_pct\":10}",
                "56020900|{\"battery_pct\":90}",
                "5d0b0102d40379b8011423033c"
                        + "|{\"cells\":[{\"mcc\":724,\"mnc\":3,\"lac\":31160,\"cell_id\":18096899,\"rssi\":60}]}",
                "530901000000000000000000|{\"cells\":[]}",
                "eb0801cc00262610261e|{\"cells\":[{\"mcc\":460,\"mnc\":0,\"lac\":9766,\"cell_id\":4134,\"rssi\":30}]}",
                "ec0730de4bf67368ce|{\"wifi\":[{\"mac\":\"30:de:4b:f6:73:68\",\"rssi\":-50}]}",
                "eb0b0004002d0fa5000300a85c|{\"power_v\":4.005,\"battery_pct\":92}",
                "eb0560c0020320|{\"engine_rpm\":800}",
                "eb0362f002|{\"io235\":\"62f002\"}",
                "f70600000f48014e|{\"battery_v\":3.912,\"jt808_battery_state\":1,\"charging\":false,\"battery_pct\":78}",
                "e10140|{\"battery_pct\":64}",
                "e1022b04|{\"io225\":11012}",
                "fe0140|{\"battery_pct\":64}",
                "d3020079|{\"power_v\":12.1}",
                "ac040000012c|{\"odometer_m\":300}",
                "ee06172ee00fa009|{\"rssi\":23,\"power_v\":12,\"battery_v\":4}",
                "f8020320|{\"temperature_c\":30}",
                "f802ffff|{}",
                "fd0901cc00000010101026|{\"mcc\":460,\"mnc\":0,\"lac\":4134,\"cell_id\":4112}",
                "57080500000000000000|{\"io87\":\"0500000000000000\",\"alarm\":\"cornering,harsh_acceleration\"}",
                "00000000000000050078000000001800" + "0000|{\"odometer_m\":5000,\"power_v\":12,\"rssi\":24}",
                "010400001234" + "300118" + "31010a" + "000000000000|{\"odometer_m\":466000,\"rssi\":24}",
                "f6084008fffffffd0009|{\"event\":64,\"axis_x_mg\":-1,\"axis_y_mg\":-3,\"axis_z_mg\":9}",
                "f6080867567041100769|{\"imei\":\"867567041100769\"}",
                "f4020009|{\"io244\":9,\"alarm\":\"cornering,harsh_acceleration\"}",
                "f30900030202f200040237|{\"io243\":\"00030202f200040237\"}",
                "820200|{}",
                "00000104000000ff|{}"
            })
    void items_of_makers_are_read_when_they_fit(String items, String expected) {
        var positions = (Frame.Positions) decode("0200", PHONE, "0007", "00000000" + "00000002" + PLACE + items);
        var attributes = new JsonObject(positions.fixes().getFirst().attributes());
        attributes.remove("ignition");
        attributes.remove("blocked");
        attributes.remove("status");
        assertThat(attributes).isEqualTo(new JsonObject(expected));
    }

    @Test
    void jointech_position_is_in_utc_with_degrees_and_minutes() {
        var message = Buffer.buffer(HexFormat.of()
                .parseHex("5501" + "801b" + "700160818000" + "2a" + "091025085320" + "22300000" + "114150000" + "6"
                        + "0a" + "2d" + "1f" + "09" + "00000006" + "57" + "00001093" + "1435" + "01" + "0002" + "0000"
                        + "0202000a"));
        var positions = (Frame.Positions) decode(framed(message));
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("700160818000");
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2025-10-09T08:53:20Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(22.5);
        assertThat(fix.longitude()).isEqualTo(114.25);
        assertThat(fix.speedKmh()).isEqualTo(18.52f);
        assertThat(fix.headingDeg()).isEqualTo(90);
        assertThat(fix.altitudeM()).isEqualTo(10);
        assertThat(fix.satellites()).isEqualTo(9);
        assertThat(fix.attributes())
                .isEqualTo("{\"rssi\":31,\"odometer_m\":6000,\"battery_pct\":87,\"cell_id\":4243,\"lac\":5173,"
                        + "\"jt808_product\":1,\"status\":2}");
        var answer = Buffer.buffer(HexFormat.of().parseHex("4401" + "0003" + "700160818000" + "2a" + "5501" + "00"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(framed(answer));
        message.setByte(2, (byte) 0);
        assertThat(((Frame.Positions) decode(framed(message.slice(0, message.length() - 1))))
                        .ack()
                        .apply(Receipt.allStored(1)))
                .isNull();
    }

    @Test
    void jointech_lock_tells_alarms_and_charging() {
        var message = Buffer.buffer(HexFormat.of()
                .parseHex("5501" + "001b" + "700160818000" + "2a" + "091025085320" + "22300000" + "114150000" + "7"
                        + "00" + "00" + "1f" + "09" + "00000006" + "aa" + "00000000" + "0000" + "03" + "0020"
                        + "0044"));
        assertThat(((Frame.Positions) decode(framed(message)))
                        .fixes()
                        .getFirst()
                        .attributes())
                .isEqualTo("{\"rssi\":31,\"odometer_m\":6000,\"charging\":true,\"jt808_product\":3,\"status\":32,"
                        + "\"jt808_alarm\":68,\"alarm\":\"geofence_exit,vibration\"}");
    }

    @Test
    void alarm_of_driver_assistance_is_named() {
        var item = "00000001" + "01" + "01" + "00".repeat(26);
        var positions = (Frame.Positions)
                decode("0200", PHONE, "0007", "00000000" + "00000002" + PLACE + "6520" + item + "6404000020d0");
        assertThat(new JsonObject(positions.fixes().getFirst().attributes()).getString("alarm"))
                .isEqualTo("fatigue");
    }

    @Test
    void speed_of_all_bits_is_unknown() {
        var place = PLACE.substring(0, 20) + "ffff" + PLACE.substring(24);
        var positions = (Frame.Positions) decode("0200", PHONE, "0007", "00000000" + "00000002" + place);
        assertThat(positions.fixes().getFirst().speedKmh()).isNaN();
    }

    /** 1,036 bytes have the document's bit for RSA set in their length. */
    @Test
    void body_longer_than_the_document_allows_is_not_taken_as_encrypted() {
        var positions = (Frame.Positions) decode("0704", PHONE, "0001", "0025" + "00" + ("001c" + LOCATION).repeat(37));
        assertThat(positions.fixes()).hasSize(37);
    }

    @Test
    void state_of_a_battery_is_no_batch_of_positions() {
        var battery = "251009165320" + "0040" + "00".repeat(64);
        assertThat(decode("0210", PHONE, "0009", battery))
                .isEqualTo(new Frame.Heartbeat("13511221122", message("8001", PHONE, "0009", "0009021000")));
    }

    @Test
    void transparent_position_of_driving_has_signed_coordinates() {
        var body = "ff" + "251009165320" + "feaada60" + "06cf5110" + "0047" + "016d" + "005a" + "01020304";
        var positions = (Frame.Positions) decode("0900", PHONE, "0009", body);
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2025-10-09T08:53:20Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(-22.357408);
        assertThat(fix.longitude()).isEqualTo(114.25);
        assertThat(fix.altitudeM()).isEqualTo(71);
        assertThat(fix.speedKmh()).isEqualTo(36.5f);
        assertThat(fix.headingDeg()).isEqualTo(90);
        assertThat(fix.valid()).isTrue();
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(message("8001", PHONE, "0009", "0009090000"));
        assertThat(decode("0900", PHONE, "0009", "ff" + "ff".repeat(20))).isInstanceOf(Frame.Heartbeat.class);
    }

    @Test
    void transparent_trouble_codes_and_collision_have_their_place() {
        var place = "251009165320" + "815752a0" + "86cf5110";
        var codes = (Frame.Positions) decode("0900", PHONE, "0009", "f2" + place + "02" + "0001020300040506");
        assertThat(codes.fixes().getFirst().latitude()).isEqualTo(-22.5);
        assertThat(codes.fixes().getFirst().longitude()).isEqualTo(-114.25);
        assertThat(codes.fixes().getFirst().attributes()).isEqualTo("{\"dtcs\":\"00010203 00040506\"}");
        assertThat(decode("0900", PHONE, "0009", "f2" + place + "03" + "0001020300040506"))
                .isInstanceOf(Frame.Heartbeat.class);
        var collision = (Frame.Positions)
                decode("0900", PHONE, "0009", "f7" + place + "000001f4" + "02" + "00010002000328".repeat(2));
        assertThat(collision.fixes().getFirst().attributes()).isEqualTo("{\"crash\":2,\"alarm\":\"accident\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0102052b0150052d016b|{\"fuel_pct\":80,\"coolant_temperature_c\":67}",
                "0103052b0150052d|{\"fuel_pct\":80}",
                "02000100000001000100000001000000020005503033303000|{\"dtcs\":\"P0300\"}",
                "020001000000010002000000010000000200055030333030|{\"dtcs\":\"P0300\"}",
                "02000100000001000100000001000000020009503033303000|{}",
                "03021b003800|{\"alarm\":\"harsh_braking\"}",
                "0b01575657|{}",
                "0b01575657573132333435363738393031323334|{\"vin\":\"WVWW1234567890123\"}",
                "1500000035|{\"event\":53,\"alarm\":\"cornering\"}",
                "150035|{}",
                "7700|{}"
            })
    void readings_of_obd_terminals_are_a_state_at_their_time(String readings, String expected) {
        var status = (Frame.Status) decode("0900", PHONE, "0009", "f0" + "251009165320" + "00" + "02" + readings);
        assertThat(status.reportedAtMs())
                .isEqualTo(Instant.parse("2025-10-09T08:53:20Z").toEpochMilli());
        assertThat(new JsonObject(status.attributes())).isEqualTo(new JsonObject(expected));
    }

    @Test
    void first_part_of_a_picture_has_the_place_where_it_was_taken() {
        var picture = "00000001" + "00000101" + LOCATION + "ffd8ffe0";
        var positions = (Frame.Positions) decode("0801", PHONE, "0009", picture);
        assertThat(positions.fixes().getFirst().latitude()).isEqualTo(22.5);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(message("8001", PHONE, "0009", "0009080100"));
        var second =
                Buffer.buffer(HexFormat.of().parseHex("0801" + "2028" + PHONE + "000a" + "0002" + "0002" + picture));
        assertThat(decode(framed(second))).isInstanceOf(Frame.Heartbeat.class);
        assertThat(decode("0801", PHONE, "0009", "00000001" + "01000000" + "2321414d520a" + "3c".repeat(22)))
                .isInstanceOf(Frame.Heartbeat.class);
    }

    @Test
    void version_is_answered_with_the_time_of_china() {
        var text = "HLM200_V201001" + "2018-11-19" + "x".repeat(12) + "EC20           " + "867567041100769"
                + "460001234567890" + "89860012345678901234";
        var body = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)) + "0001"
                + HexFormat.of().formatHex("WVW12345678901234".getBytes(StandardCharsets.US_ASCII)) + "00003039"
                + "00000bb8";
        assertThat(decode("0205", PHONE, "0009", body))
                .isEqualTo(new Frame.Status(
                        "13511221122",
                        NOW_MS,
                        "{\"firmware\":\"HLM200_V201001\",\"imei\":\"867567041100769\",\"imsi\":\"460001234567890\","
                                + "\"iccid\":\"89860012345678901234\",\"vin\":\"WVW12345678901234\",\"odometer_m\":12345,"
                                + "\"fuel_used_l\":3}",
                        message("8205", PHONE, "0009", "260102110405" + "0000" + "0000" + "00")));
        assertThat(decode("0205", PHONE, "0009", body.substring(2))).isInstanceOf(Frame.Heartbeat.class);
    }

    @Test
    void jointech_text_may_ask_for_the_time() {
        assertThat(decode(Buffer.buffer("(794104004140,1,001,BASE,2,TIME)")))
                .isEqualTo(new Frame.Heartbeat(
                        "794104004140", Buffer.buffer("(794104004140,1,001,BASE,2,20260102030405)")));
        assertThat(decode(Buffer.buffer("(740190311185,1,001,ELOCK,3,5)")))
                .isEqualTo(
                        new Frame.Status("740190311185", NOW_MS, "{\"text\":\"740190311185,1,001,ELOCK,3,5\"}", null));
        assertThat(decode(Buffer.buffer("(x)"))).isInstanceOf(Frame.Rejected.class);
        assertThat(decode(Buffer.buffer("(" + "1".repeat(21) + ",1)"))).isInstanceOf(Frame.Rejected.class);
        assertThat(decode(Buffer.buffer("(1," + "x".repeat(64) + ",001,BASE,2,TIME)")))
                .isInstanceOf(Frame.Status.class);
    }

    @Test
    void wrong_checksum_is_not_answered() {
        var frame = message("0200", PHONE, "0007", LOCATION);
        frame.setByte(20, (byte) 0x55);
        var rejected = (Frame.Rejected) decode(frame);
        assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM);
        assertThat(rejected.reply()).isNull();
    }

    @Test
    void what_is_cut_short_is_refused() {
        assertThat(decode("0200", PHONE, "0007", LOCATION.substring(2))).isInstanceOf(Frame.Rejected.class);
        var header = Buffer.buffer(HexFormat.of().parseHex("0200001c0135"));
        assertThat(decode(framed(header))).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void fill_between_frames_and_a_repeated_flag_are_frames_of_their_own() {
        var stream = Buffer.buffer(new byte[] {0x0D, 0x0A, 0x7E, 0x7E, 0x01});
        for (var from = 0; from < 3; from++) {
            assertThat(protocol.frameLength(stream, from, stream.length(), false))
                    .isEqualTo(1);
            assertThat(protocol.decode(stream, from, 1, new Arrival(false, 0)))
                    .isEqualTo(new Frame.Heartbeat(null, null));
        }
        assertThat(protocol.frameLength(stream, 3, stream.length(), false)).isZero();
        assertThat(protocol.frameLength(Buffer.buffer("GET /"), 0, 5, false)).isNegative();
    }

    private Frame decode(String id, String phone, String serial, String body) {
        return decode(message(id, phone, serial, body));
    }

    private Frame decode(Buffer frame) {
        return protocol.decode(frame, 0, frame.length(), new Arrival(false, NOW_MS));
    }

    private static Buffer message(String id, String phone, String serial, String body) {
        return framed(Buffer.buffer(
                HexFormat.of().parseHex(id + String.format("%04x", body.length() / 2) + phone + serial + body)));
    }

    private static Buffer framed(Buffer message) {
        var whole = Buffer.buffer(message.getBytes());
        return Jt808Marks.STANDARD.frame(whole.appendByte((byte) Checksums.xor(whole, 0, whole.length())));
    }
}
