package io.headway.protocol.suntech;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuntechProtocolTest {
    private static final long NOW_MS = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final Arrival ARRIVAL = new Arrival(false, NOW_MS);
    /** The example of the vendor document, section "Status report". */
    private static final String STATUS =
            "ST300STT;100850000;01;010;20081017;07:41:56;2F100;+37.478519;+126.886819;000.012;000.00;"
                    + "9;1;1200;15.30;101010;2;0072;000061;4.5;0";

    private static final String UNIVERSAL_HEAD =
            "0560001616;3FFFFF;56;1.0.15;0;20200219;20:52:25;00008D6C;334;20;0925;24;"
                    + "+20.741764;-103.430364;54.25;90.50;19;1;00000101;00000010;";

    private final SuntechProtocol protocol = new SuntechProtocol();

    private Frame decode(String text) {
        return decode(Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Frame decode(Buffer frame) {
        return protocol.decode(frame, 0, frame.length(), ARRIVAL);
    }

    private Fix fix(String text) {
        var positions = (Frame.Positions) decode(text);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
        return positions.fixes().getFirst();
    }

    private JsonObject attributes(String text) {
        return new JsonObject(fix(text).attributes());
    }

    private int length(Buffer in) {
        return protocol.frameLength(in, 0, in.length(), false);
    }

    private int length(String text) {
        return length(Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Buffer hex(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void reads_a_status_of_a_vehicle() {
        var positions = (Frame.Positions) decode(STATUS);
        assertThat(positions.uniqueId()).isEqualTo("100850000");
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2008-10-17T07:41:56Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(37.478519);
        assertThat(fix.longitude()).isEqualTo(126.886819);
        assertThat(fix.speedKmh()).isEqualTo(0.012f);
        assertThat(fix.satellites()).isEqualTo(9);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.altitudeM()).isNaN();
        assertThat(new JsonObject(fix.attributes()))
                .isEqualTo(new JsonObject()
                        .put("firmware", "010")
                        .put("suntech_cell", "2F100")
                        .put("odometer_m", 1200)
                        .put("power_v", 15.3)
                        .put("ignition", true)
                        .put("inputs", 2)
                        .put("outputs", 1)
                        .put("status", 2)
                        .put("index", 72)
                        .put("engine_hours_s", 61 * 60)
                        .put("battery_v", 4.5)
                        .put("archive", true));
    }

    @Test
    void a_report_without_a_fix_keeps_its_last_coordinates_and_is_not_valid() {
        assertThat(fix(STATUS.replace(";9;1;1200;", ";0;0;1200;")).valid()).isFalse();
    }

    @Test
    void families_without_a_model_or_with_a_long_cell_are_told_by_their_shape() {
        assertThat(fix(STATUS.replace("ST300STT;100850000;01;", "SA200STT;850000;"))
                        .latitude())
                .isEqualTo(37.478519);
        var cell = attributes(STATUS.replace("ST300", "ST600").replace("2F100", "0bf1a893;334;20;2f19;23"));
        assertThat(cell.getInteger("cell_id")).isEqualTo(0x0BF1A893);
        assertThat(cell.getInteger("mcc")).isEqualTo(334);
        assertThat(cell.getInteger("mnc")).isEqualTo(20);
        assertThat(cell.getInteger("lac")).isEqualTo(0x2F19);
        assertThat(cell.getInteger("rssi")).isEqualTo(23);
        assertThat(fix(STATUS.replace("ST300", "ST500").replace("2F100;", "")).longitude())
                .isEqualTo(126.886819);
    }

    @Test
    void a_report_whose_coordinates_are_empty_is_a_status() {
        var status = (Frame.Status) decode(STATUS.replace("+37.478519;+126.886819", ";"));
        assertThat(status.uniqueId()).isEqualTo("100850000");
        assertThat(status.reportedAtMs())
                .isEqualTo(Instant.parse("2008-10-17T07:41:56Z").toEpochMilli());
    }

    @Test
    void emergencies_and_alerts_have_an_alarm_where_the_number_stands_for_one() {
        var sos = attributes(STATUS.replace("STT", "EMG").replace(";2;0072;", ";1;"));
        assertThat(sos.getString("alarm")).isEqualTo("sos");
        assertThat(sos.getDouble("battery_v")).isEqualTo(4.5);
        var cut = attributes(STATUS.replace("STT", "ALT").replace(";2;0072;", ";41;"));
        assertThat(cut.getString("alarm")).isEqualTo("power_cut");
        assertThat(cut.getInteger("event")).isEqualTo(41);
        var ignition = attributes(STATUS.replace("STT", "ALT").replace(";2;0072;", ";33;"));
        assertThat(ignition.getString("alarm")).isNull();
        assertThat(ignition.getInteger("event")).isEqualTo(33);
        var input = attributes(STATUS.replace("STT", "EVT").replace(";2;0072;", ";1;"));
        assertThat(input.getString("alarm")).isNull();
        assertThat(input.getInteger("event")).isEqualTo(1);
    }

    @Test
    void reads_what_models_add_behind_the_hour_meter() {
        var added = attributes(STATUS + ";0.50;1.25;;012497F1160000;1;2898E16006000058:-20.8;2861626006000039:+2.5;:");
        assertThat(added.getDouble("analog_input1_v")).isEqualTo(0.5);
        assertThat(added.getDouble("analog_input2_v")).isEqualTo(1.25);
        assertThat(added.getString("driver_id")).isEqualTo("012497F1160000");
        assertThat(added.getDouble("temperature1_c")).isEqualTo(-20.8);
        assertThat(added.getDouble("temperature2_c")).isEqualTo(2.5);
        assertThat(added.getDouble("temperature3_c")).isNull();
        var engine = attributes(STATUS + ";1750;00000000000000;0");
        assertThat(engine.getInteger("engine_rpm")).isEqualTo(1750);
        assertThat(engine.getString("driver_id")).isNull();
    }

    @Test
    void external_data_may_hold_semicolons_and_ends_of_lines() {
        var data = "RFID:00;\rBEBA39\r\n";
        var sum = data.chars().sum() & 0xFF;
        var report = STATUS.replace("STT", "UEX")
                .replace(";2;0072;", ";" + data.length() + ";" + data + ";" + String.format("%02X", sum) + ";");
        assertThat(length(report + "\r" + STATUS + "\r")).isEqualTo(report.length() + 1);
        assertThat(length(report)).isZero();
        var attributes = attributes(report + "\r");
        assertThat(attributes.getString("rfid")).isEqualTo("00;\rBEBA39");
        assertThat(attributes.getDouble("battery_v")).isEqualTo(4.5);
    }

    @Test
    void external_data_whose_checksum_is_wrong_are_left_out_and_the_position_stays() {
        var report = STATUS.replace("STT", "UEX").replace(";2;0072;", ";21;GTSL|6|1|0|9255143|2|;59;");
        assertThat(attributes(report).getString("driver_id")).isNull();
        assertThat(attributes(report.replace(";59;", ";58;")).getString("driver_id"))
                .isEqualTo("9255143");
    }

    @Test
    void reads_a_travel_as_a_status() {
        // The example of the vendor document, section "Travel event report".
        var status =
                (Frame.Status) decode("ST300HTE;100850000;07;248;20110101;00:13:52;167559;12.28;004005;0.0;1;0;3;3;0;"
                        + "-22.881018;-047.070831;-22.881018;-047.070831;000.000;000.000;0;0;3;0;0;0;01E04D44160000");
        var attributes = new JsonObject(status.attributes());
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(167_559);
        assertThat(attributes.getInteger("trip_odometer_m")).isZero();
        assertThat(attributes.getInteger("suntech_travel_min")).isEqualTo(3);
        assertThat(attributes.getDouble("suntech_travel_start_lat")).isEqualTo(-22.881018);
        assertThat(attributes.getString("driver_id")).isEqualTo("01E04D44160000");
    }

    @Test
    void reads_cells_and_position_of_a_hidden_tracker() {
        var cells = "17;724;4;-65;365;0;18;724;4;366;-80;0" + ";0;0;0;0;0;0".repeat(5);
        var report = "ST410STT;007638094;426;01;" + cells
                + ";3.98;0;0176;2;016;20200106;19:18:04;-15.571860;-056.062637;" + "000.852;238.28;6;1;201";
        var fix = fix(report);
        assertThat(fix.latitude()).isEqualTo(-15.57186);
        assertThat(fix.headingDeg()).isEqualTo(238.28f);
        var attributes = new JsonObject(fix.attributes());
        assertThat(attributes.getJsonArray("cells").getJsonObject(0))
                .isEqualTo(new JsonObject("{\"mcc\":724,\"mnc\":4,\"lac\":365,\"cell_id\":17,\"rssi\":-65}"));
        assertThat(attributes.getJsonArray("cells").getJsonObject(1))
                .isEqualTo(new JsonObject("{\"mcc\":724,\"mnc\":4,\"lac\":366,\"cell_id\":18,\"rssi\":-80}"));
        assertThat(attributes.getJsonArray("cells")).hasSize(2);
        assertThat(attributes.getBoolean("archive")).isTrue();
        var without = (Frame.Status) decode("ST410STT;007638094;426;01;" + cells + ";3.98;1;0176;2;016;;;;;;;;;");
        assertThat(without.reportedAtMs()).isEqualTo(NOW_MS);
        assertThat(new JsonObject(without.attributes()).getDouble("battery_v")).isEqualTo(3.98);
    }

    @Test
    void reads_reports_of_personal_trackers_with_a_cell_or_without() {
        var emergency = "ST910;Emergency;205283272;500;20150716;19:12:01;-23.659019;-046.695403;000.602;000.00;0;4.2;1";
        assertThat(fix(emergency).valid()).isFalse();
        assertThat(attributes(emergency).getString("alarm")).isEqualTo("general");
        assertThat(attributes(emergency).getDouble("battery_v")).isEqualTo(4.2);
        var located =
                "ST910;Location;560266;500;20161207;21:33:11;af910be101;-25.504234;-049.278003;000.080;000.00;1;10054889;70";
        assertThat(fix(located).valid()).isTrue();
        assertThat(attributes(located).getInteger("odometer_m")).isEqualTo(10_054_889);
        assertThat(decode("ST910;Alive;456789")).isEqualTo(new Frame.Heartbeat("456789", null));
    }

    @Test
    void the_map_of_the_universal_format_says_which_fields_are_there() {
        var fix = fix("STT;" + UNIVERSAL_HEAD + "2;1;1765");
        assertThat(fix.latitude()).isEqualTo(20.741764);
        assertThat(fix.speedKmh()).isEqualTo(54.25f);
        assertThat(fix.headingDeg()).isEqualTo(90.5f);
        assertThat(new JsonObject(fix.attributes()))
                .isEqualTo(new JsonObject()
                        .put("firmware", "1.0.15")
                        .put("archive", true)
                        .put("cell_id", 0x8D6C)
                        .put("mcc", 334)
                        .put("mnc", 20)
                        .put("lac", 0x925)
                        .put("rssi", 24)
                        .put("ignition", true)
                        .put("inputs", 2)
                        .put("outputs", 2)
                        .put("status", 2)
                        .put("event", 1)
                        .put("index", 1765));
        var few = fix("STT;0560001616;001831;20200219;20:52:25;+20.741764;-103.430364");
        assertThat(few.longitude()).isEqualTo(-103.430364);
        assertThat(few.valid()).isTrue();
        assertThat(few.speedKmh()).isNaN();
        assertThat(few.attributes()).isEqualTo("{}");
    }

    @Test
    void values_that_the_owner_assigned_follow_their_own_map() {
        var assigned = attributes(
                "STT;" + UNIVERSAL_HEAD.replace("3FFFFF", "BFFFFF") + "2;1;1765;00018003;4.1;12.14;136598;AB:C");
        assertThat(assigned.getDouble("battery_v")).isEqualTo(4.1);
        assertThat(assigned.getDouble("power_v")).isEqualTo(12.14);
        assertThat(assigned.getInteger("io16")).isEqualTo(136_598);
        assertThat(assigned.getString("io17")).isEqualTo("AB:C");
    }

    @Test
    void an_alert_of_the_universal_format_has_its_data() {
        var key = attributes("ALT;" + UNIVERSAL_HEAD + "59;1;01E04D44160000");
        assertThat(key.getString("driver_id")).isEqualTo("01E04D44160000");
        var button = attributes("ALT;" + UNIVERSAL_HEAD + "42;2;");
        assertThat(button.getString("alarm")).isEqualTo("sos");
        assertThat(button.getInteger("suntech_alert_modifier")).isEqualTo(2);
    }

    @Test
    void a_universal_report_without_a_map_is_malformed() {
        assertThat(decode("STT;0560001616;here;1"))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }

    @Test
    void a_kind_that_is_not_known_gives_the_position_that_all_kinds_have() {
        assertThat(fix(STATUS.replace("STT", "DEX")).latitude()).isEqualTo(37.478519);
        assertThat(attributes(STATUS.replace("STT", "DEX")).getInteger("status"))
                .isNull();
        assertThat(fix("XYZ;" + UNIVERSAL_HEAD + "2;1;1765").longitude()).isEqualTo(-103.430364);
        var zip = (Frame.Positions) decode(zip(0x85, "02"));
        assertThat(zip.fixes().getFirst().latitude()).isEqualTo(20.741636);
    }

    @Test
    void a_kind_that_is_not_known_and_has_no_position_is_a_heartbeat() {
        assertThat(decode("ST300DEX;100850000;01;010;4.5;1")).isEqualTo(new Frame.Heartbeat("100850000", null));
        // Two places: the date of one and the coordinates of the other would make a third.
        assertThat(decode(
                        "ST300TRV;100850000;01;010;20260310;10:11:12;-22.500000;-043.100000;20260311;10:11:12;-22.600000;"
                                + "-043.200000;12.5;100"))
                .isEqualTo(new Frame.Heartbeat("100850000", null));
        assertThat(decode("XYZ;0560001616;3FFFFF;56;1.0.15")).isEqualTo(new Frame.Heartbeat("0560001616", null));
        assertThat(decode("XYZ;" + UNIVERSAL_HEAD.replace("+20.741764", "")))
                .isEqualTo(new Frame.Heartbeat("0560001616", null));
        assertThat(decode(hex("85 0005 0560001616"))).isEqualTo(new Frame.Heartbeat("0560001616", null));
        assertThat(decode(hex("85 000A 0560001616 0FFFFF 0102"))).isEqualTo(new Frame.Heartbeat("0560001616", null));
    }

    @Test
    void reads_tags_and_sensors_near_by() {
        var tags = attributes(
                "BLE;0820012345;82;1.0.0;20191203;17:00:51;+32.691615;-117.297160;9;-32;-100;33;AABBCCDDEEFF;12;18;52");
        assertThat(tags.getString("suntech_tag1_mac")).isEqualTo("AABBCCDDEEFF");
        assertThat(tags.getInteger("suntech_tag1_rssi")).isEqualTo(-32);
        assertThat(tags.getString("suntech_tag2_mac")).isNull();
        var sensors =
                (Frame.Status) decode("BSA;0820012345;001FFF;82;1.0.0;1;20191203;17:00:51;+32.691615;-117.297160;1;-55;"
                        + "68:11:6A:FD:1A:A7;6AA5;1DE8");
        assertThat(new JsonObject(sensors.attributes()))
                .isEqualTo(new JsonObject()
                        .put("firmware", "1.0.0")
                        .put("suntech_sensor1_rssi", -55)
                        .put("suntech_sensor1_mac", "68:11:6A:FD:1A:A7")
                        .put("suntech_sensor1_value1", "6AA5")
                        .put("suntech_sensor1_value2", "1DE8"));
    }

    /** Header, length, identity, map of bits 1 to 19, and a value of each. */
    private static Buffer zip(int kind, String behind) {
        var body = hex(
                "0560001616 0FFFFF 38 01000F 01 140213 143419 00008D6C 014E 0014 0925 18 013C7E04 862A329C 1531 235A 13 01"
                        + "05 02" + behind);
        return Buffer.buffer()
                .appendByte((byte) kind)
                .appendUnsignedShort(body.length())
                .appendBuffer(body);
    }

    @Test
    void reads_the_universal_format_in_binary() {
        var report = zip(0x81, "02");
        assertThat(length(report)).isEqualTo(report.length());
        assertThat(length(report.getBuffer(0, 2))).isZero();
        var positions = (Frame.Positions) decode(report);
        assertThat(positions.uniqueId()).isEqualTo("0560001616");
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2020-02-19T20:52:25Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(20.741636);
        assertThat(fix.longitude()).isEqualTo(-103.428764);
        assertThat(fix.speedKmh()).isEqualTo(54.25f);
        assertThat(fix.headingDeg()).isEqualTo(90.5f);
        assertThat(fix.satellites()).isEqualTo(19);
        assertThat(fix.valid()).isTrue();
        assertThat(new JsonObject(fix.attributes()))
                .isEqualTo(new JsonObject()
                        .put("firmware", "1.0.15")
                        .put("cell_id", 0x8D6C)
                        .put("mcc", 334)
                        .put("mnc", 20)
                        .put("lac", 0x925)
                        .put("rssi", 24)
                        .put("ignition", true)
                        .put("inputs", 2)
                        .put("outputs", 2)
                        .put("status", 2));
        var alert = (Frame.Positions) decode(zip(0x82, "29"));
        assertThat(new JsonObject(alert.fixes().getFirst().attributes()).getString("alarm"))
                .isEqualTo("power_cut");
    }

    @Test
    void a_binary_report_that_is_cut_is_malformed() {
        var report = zip(0x81, "02");
        assertThat(decode(report.getBuffer(0, report.length() - 1))).isInstanceOf(Frame.Rejected.class);
        assertThat(decode(report.getBuffer(0, 1))).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void a_binary_report_of_the_older_families_is_followed_and_refused() {
        var report = hex("02 0003 101234 03");
        assertThat(length(report)).isEqualTo(report.length());
        assertThat(decode(report))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.UNKNOWN_KIND));
    }

    @Test
    void answers_to_commands_and_what_only_tells_that_the_device_lives_are_heartbeats() {
        assertThat(decode("ST300CMD;Res;511848119;319H;Disable1")).isEqualTo(new Frame.Heartbeat("511848119", null));
        assertThat(decode("RES;4309999001;04;02;TEST")).isEqualTo(new Frame.Heartbeat("4309999001", null));
        assertThat(decode("SA200ALV;317652")).isEqualTo(new Frame.Heartbeat("317652", null));
        assertThat(decode("ALV;0560001616")).isEqualTo(new Frame.Heartbeat("0560001616", null));
        assertThat(decode("-Error")).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(decode("\r\n")).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void a_text_without_header_or_identity_is_malformed() {
        for (var text :
                List.of("GET / HTTP/1.1", "ST300STT;;", "ST300STT;12AB;01", "hello;1", ";", "STT;" + "1".repeat(30))) {
            assertThat(decode(text)).as(text).isInstanceOf(Frame.Rejected.class);
        }
    }

    @Test
    void a_line_ends_with_a_carriage_return_and_what_separates_lines_is_a_frame_of_its_own() {
        assertThat(length("ALV;1\rALV;2\r")).isEqualTo(6);
        assertThat(length("\nALV;2\r")).isEqualTo(1);
        assertThat(length("ALV;1")).isZero();
    }

    @Test
    void a_part_of_a_crash_may_hold_carriage_returns() {
        var part = "CRR;4210000000;001;005;\1\r\2\r\3;A7";
        assertThat(length(part + "\rALV;4210000000\r")).isEqualTo(part.length() + 1);
        assertThat(decode(part)).isEqualTo(new Frame.Heartbeat("4210000000", null));
        assertThat(length("CRR;1;\r" + "x".repeat(5_000))).isEqualTo(7);
    }

    @Test
    void over_udp_each_report_is_acknowledged_once_it_is_durable() {
        var frames = SuntechProtocol.overUdp().decode(Buffer.buffer(STATUS), ARRIVAL);
        var positions = (Frame.Positions) frames.getFirst();
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("ST300ACK;100850000"));
        assertThat(positions.ack().apply(new Receipt(List.of(Outcome.Kept.DUPLICATE))))
                .isEqualTo(Buffer.buffer("ST300ACK;100850000"));
        var universal = (Frame.Positions) SuntechProtocol.overUdp()
                .decode(Buffer.buffer("STT;" + UNIVERSAL_HEAD + "2;1;1765"), ARRIVAL)
                .getFirst();
        assertThat(universal.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("ACK;0560001616"));
        var status = (Frame.Status) SuntechProtocol.overUdp()
                .decode(Buffer.buffer("ST300HTE;100850000"), ARRIVAL)
                .getFirst();
        assertThat(status.reply()).isEqualTo(Buffer.buffer("ST300ACK;100850000"));
        assertThat(SuntechProtocol.overUdp().decode(Buffer.buffer("ST300ALV;100850000"), ARRIVAL))
                .containsExactly(new Frame.Heartbeat("100850000", null));
        assertThat(SuntechProtocol.overUdp().decode(Buffer.buffer("ST300CMD;Res;100850000;010;Reboot"), ARRIVAL))
                .containsExactly(new Frame.Heartbeat("100850000", null));
    }

    @Test
    void several_reports_may_come_in_one_datagram() {
        assertThat(SuntechProtocol.overUdp().decode(Buffer.buffer(STATUS + "\r" + STATUS), ARRIVAL))
                .hasSize(2)
                .allMatch(Frame.Positions.class::isInstance);
    }
}
