package io.headway.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DecoderCheck;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueclinkProtocolTest {
    private static final String IMEI = "135790246811220";
    private static final String POSITION = "1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141";
    private static final long TIME_MS = Instant.parse("2009-02-14T01:32:54Z").toEpochMilli();
    /** GV200, section "Heartbeat data +HBD", its example. */
    private static final String HEX_HEARTBEAT = "2B484244EB1E010C01235C1F034323" + "1B0007DC011E092026000DE29C0D0A";

    private final QueclinkProtocol protocol = new QueclinkProtocol();

    private Frame decode(String text) {
        return DecoderCheck.frame(protocol, text.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    private Frame.Positions positions(String text) {
        return (Frame.Positions) decode(text);
    }

    private JsonObject attributes(String text) {
        return switch (decode(text)) {
            case Frame.Positions positions ->
                new JsonObject(positions.fixes().getLast().attributes());
            case Frame.Status status -> new JsonObject(status.attributes());
            case Frame other -> throw new AssertionError(other);
        };
    }

    @Test
    void report_of_a_vehicle_tracker_becomes_a_fix() {
        var frame = positions("+RESP:GTFRI,060100," + IMEI + ",,12500,10,1," + POSITION
                + ",00,2000.0,12345:12:34,300,F50,80,220301,,,,20090214093254,11F0$");
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        var fix = frame.fixes().getFirst();
        assertThat(fix)
                .isEqualTo(
                        new Fix(TIME_MS, 31.222073, 121.354335, 70, 4.3f, 92, Float.NaN, -1, true, fix.attributes()));
        assertThat(new JsonObject(fix.attributes()))
                .isEqualTo(new JsonObject()
                        .put("event", "FRI")
                        .put("hdop", 1.0)
                        .put(
                                "cells",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("mcc", 460)
                                                .put("mnc", 0)
                                                .put("lac", 0x18d8)
                                                .put("cell_id", 0x6141)))
                        .put("odometer_m", 2_000_000)
                        .put("engine_hours_s", 44_442_754)
                        .put("power_v", 12.5)
                        .put("analog_input1_v", 0.3)
                        .put("queclink_analog2_fuel_pct", 50.0)
                        .put("battery_pct", 80)
                        .put("ignition", true)
                        .put("motion", true)
                        .put("inputs", 1)
                        .put("outputs", 1));
    }

    @Test
    void report_of_a_portable_tracker_ends_with_its_battery() {
        var attributes =
                attributes("+RESP:GTFRI,1A0102," + IMEI + ",,0,0,1," + POSITION + ",00,93,20140107003805,03C4$");
        assertThat(attributes.getInteger("battery_pct")).isEqualTo(93);
        assertThat(attributes.containsKey("power_v")).isFalse();
    }

    /** GV310LAU, section "ERI", its example with one satellite mask bit. */
    @Test
    void position_append_mask_and_accessories_of_an_extended_report_are_read() {
        var frame = positions("+RESP:GTERI,6E1203,864696060004173,GV310LAU,00000100,,10,1,1,0.0,0,115.8,117.129356,"
                + "31.839248,20230808061540,0460,0001,DF5C,05FE6667,03,15,,4.0,0000102:34:33,14549,42,11172,100,210000,0,"
                + "1,0,06,12,0,001A42A2,0617,TMPS,08351B00043C,1,26,65,20231030085704,20231030085704,0017$");
        var fix = frame.fixes().getFirst();
        assertThat(fix.satellites()).isEqualTo(15);
        var attributes = new JsonObject(fix.attributes());
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(4_000);
        assertThat(attributes.getInteger("engine_hours_s")).isEqualTo(102 * 3_600 + 34 * 60 + 33);
        assertThat(attributes.getDouble("analog_input1_v")).isEqualTo(14.549);
        assertThat(attributes.getDouble("analog_input3_v")).isEqualTo(11.172);
        assertThat(attributes.getBoolean("ignition")).isTrue();
        assertThat(attributes.getString("queclink_accessory_mac")).isEqualTo("08351B00043C");
        assertThat(attributes.getDouble("temperature1_c")).isEqualTo(26);
    }

    @Test
    void thermometers_and_fuel_sensors_of_an_extended_report_are_read() {
        var attributes = attributes("+RESP:GTERI,250C02," + IMEI + ",,0000001B,,10,1," + POSITION
                + ",00,6786.7,,,,100,110000,1,0394,2,28FFD5239115034E,1,0190,28FF2776A2150308,1,FFAD,1,4,75.5,120.0,"
                + "20180214003006,C72B$");
        assertThat(attributes.getString("queclink_fuel_sensor")).isEqualTo("0394");
        assertThat(attributes.getDouble("temperature1_c")).isEqualTo(25);
        assertThat(attributes.getDouble("temperature2_c")).isEqualTo(-5.1875);
        assertThat(attributes.getDouble("fuel_pct")).isEqualTo(75.5);
        assertThat(attributes.getDouble("fuel_l")).isEqualTo(120);
    }

    @Test
    void inputs_and_outputs_of_a_gv200_are_fields_of_their_own() {
        var attributes = attributes("+RESP:GTFRI,040100," + IMEI + ",,,10,1," + POSITION
                + ",00,2000.0,,1200,,,03,01,,,20090214093254,11F0$");
        assertThat(attributes.getInteger("inputs")).isEqualTo(3);
        assertThat(attributes.getInteger("outputs")).isEqualTo(1);
        assertThat(attributes.getDouble("analog_input1_v")).isEqualTo(1.2);
    }

    @Test
    void several_positions_of_one_report_are_several_fixes_of_which_the_last_takes_what_is_said_once() {
        var frame = positions("+RESP:GTFRI,060100," + IMEI + ",,,10,2," + POSITION + ",00,"
                + POSITION.replace("013254", "013354") + ",00,2000.0,,,,80,210100,,,,20090214093254,11F0$");
        assertThat(frame.fixes()).extracting(Fix::recordedAtMs).containsExactly(TIME_MS, TIME_MS + 60_000);
        assertThat(new JsonObject(frame.fixes().getFirst().attributes()).containsKey("battery_pct"))
                .isFalse();
        assertThat(new JsonObject(frame.fixes().getLast().attributes()).getInteger("battery_pct"))
                .isEqualTo(80);
    }

    @Test
    void accuracy_0_says_that_the_coordinates_are_the_last_known_ones() {
        var frame =
                positions("+RESP:GTSTT,110100," + IMEI + ",,41,0" + POSITION.substring(1) + ",,20110214093254,0022$");
        assertThat(frame.fixes().getFirst().valid()).isFalse();
        assertThat(frame.fixes().getFirst().latitude()).isEqualTo(31.222073);
    }

    @Test
    void values_that_are_masked_out_stay_unknown() {
        var fix = positions("+RESP:GTRTL,060100," + IMEI
                        + ",,,00,1,,,,,121.354335,31.222073,20090214013254,,,,,,,20090214093254,11F0$")
                .fixes()
                .getFirst();
        assertThat(fix.valid()).isTrue();
        assertThat(fix.speedKmh()).isNaN();
        assertThat(fix.headingDeg()).isNaN();
        assertThat(fix.altitudeM()).isNaN();
    }

    @Test
    void time_that_is_none_of_the_calendar_is_unknown() {
        var fix = positions("+RESP:GTRTL,060100," + IMEI
                        + ",,,00,1,1,4.3,92,70.0,121.354335,31.222073,20090230013254,,,,,,,20090214093254,11F0$")
                .fixes()
                .getFirst();
        assertThat(fix.recordedAtMs()).isEqualTo(FixTime.UNKNOWN);
    }

    @Test
    void count_number_is_acknowledged_however_many_positions_were_kept_as_rejected() {
        var frame = positions("+RESP:GTSOS,060100," + IMEI + ",,,00,1," + POSITION + ",00,,20090214093254,11F0$");
        assertThat(frame.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("+SACK:11F0$"));
        assertThat(frame.ack().apply(new Receipt(List.of(new Outcome.Rejected(RejectionReason.TOO_OLD, "too old")))))
                .isEqualTo(Buffer.buffer("+SACK:11F0$"));
    }

    @Test
    void report_that_was_cut_before_its_count_number_is_kept_and_not_acknowledged() {
        var frame = positions("+RESP:GTFRI,5E0100," + IMEI + ",,,12940,10,1," + POSITION + ",00,6223.7,,,,,110");
        assertThat(frame.fixes()).hasSize(1);
        assertThat(frame.ack().apply(Receipt.allStored(1))).isNull();
    }

    /** GL300, section "Heartbeat". */
    @Test
    void heartbeat_is_answered_with_version_and_count_number() {
        assertThat(decode("+ACK:GTHBD,1A0102,135790246811220,,20100214093254,11F0$"))
                .isEqualTo(new Frame.Heartbeat(IMEI, Buffer.buffer("+SACK:GTHBD,1A0102,11F0$")));
    }

    @Test
    void answer_to_a_command_is_acknowledged_and_stores_nothing() {
        assertThat(decode("+ACK:GTQSS,1A0102,135790246811220,,0001,20100310172830,11F0$"))
                .isEqualTo(new Frame.Heartbeat(IMEI, Buffer.buffer("+SACK:11F0$")));
    }

    @Test
    void report_from_memory_is_marked() {
        assertThat(attributes("+BUFF:GTSOS,060100," + IMEI + ",,,00,1," + POSITION + ",00,,20090214093254,11F0$")
                        .getBoolean("archive"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "SOS,00,alarm,sos",
        "SPD,00,alarm,overspeed",
        "TOW,00,alarm,tow",
        "GEO,21,alarm,geofence_enter",
        "GEO,20,alarm,geofence_exit",
        "HBM,10,alarm,harsh_braking",
        "HBM,11,alarm,harsh_acceleration",
        "HBM,12,alarm,cornering",
        "DIS,21,input2,true",
        "DIS,20,input2,false",
        "IGL,00,ignition,true",
        "IGL,01,ignition,false",
        "VGL,20,ignition,true",
        "VGL,21,ignition,false",
        "NMR,01,motion,true",
        "NMR,00,motion,false"
    })
    void report_says_what_happened_by_its_name_and_type(String kind, String type, String key, String value) {
        assertThat(attributes("+RESP:GT" + kind + ",060100," + IMEI + ",,," + type + ",1," + POSITION
                                + ",00,,20090214093254,11F0$")
                        .getValue(key))
                .hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({
        "'JDS,0F0106',2,alarm,jamming",
        "'JDS,0F0106',1,alarm,",
        "'ANT,060100',1,alarm,gnss_antenna_cut",
        "'ANT,060100',0,alarm,",
        "'DAR,F10406','1,5,,',alarm,fatigue",
        "'DAR,F10406','4,0,,',alarm,",
        "'LSW,1A0100','0,1',input1,true",
        "'TSW,1A0100','1,0',input2,false",
        "'DOS,060100','1,1',output1,true",
        "'DOS,060100','2,0',output2,false"
    })
    void report_says_what_happened_by_its_state(String kind, String state, String key, String value) {
        assertThat(attributes("+RESP:GT" + kind + "," + IMEI + ",," + state + "," + POSITION
                                + ",00,20090214093254,11F0$")
                        .getValue(key))
                .isEqualTo(value == null || key.equals("alarm") ? value : Boolean.valueOf(value));
    }

    @ParameterizedTest
    @CsvSource({"IGN,true", "IGF,false", "VGN,true", "VGF,false"})
    void ignition_report_has_hours_and_mileage_in_either_order(String kind, boolean on) {
        var attributes = attributes("+RESP:GT" + kind + ",060100," + IMEI + ",,120," + POSITION
                + ",00,00002:00:00,2000.0,20090214093254,11F0$");
        assertThat(attributes.getBoolean("ignition")).isEqualTo(on);
        assertThat(attributes.getInteger("engine_hours_s")).isEqualTo(7_200);
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(2_000_000);
    }

    @Test
    void report_without_a_position_is_a_status_with_its_cell() {
        var frame = (Frame.Status) decode(
                "+RESP:GTIGF,500101," + IMEI + ",,0,0,,,,,,,0730,0002,A08F,872B36,00,,0.0," + "20240921021804,E3B1$");
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        assertThat(frame.reportedAtMs()).isEqualTo(DecoderCheck.NOW_MS);
        assertThat(frame.reply()).isEqualTo(Buffer.buffer("+SACK:E3B1$"));
        var attributes = new JsonObject(frame.attributes());
        assertThat(attributes.getBoolean("ignition")).isFalse();
        assertThat(attributes.getJsonArray("cells").getJsonObject(0).getInteger("cell_id"))
                .isEqualTo(0x872B36);
    }

    @Test
    void fixed_report_without_a_position_keeps_the_vehicle_s_state() {
        var attributes = attributes("+RESP:GTFRI,060100," + IMEI
                + ",,12500,10,1,0,,,,,,,0460,0000,18d8,6141,00,2000.0,,,,80,220100,,,,20090214093254,11F0$");
        assertThat(attributes.getBoolean("ignition")).isTrue();
        assertThat(attributes.getDouble("power_v")).isEqualTo(12.5);
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(2_000_000);
    }

    @Test
    void device_information_is_a_status() {
        assertThat(attributes("+RESP:GTINF,060100," + IMEI
                        + ",,22,898600810906F8048812,16,0,1,12000,,4.4,0,0,0,0,20090214013254,0,1300,2000,00,00,+0800,0,"
                        + "20090214093254,11F0$"))
                .isEqualTo(new JsonObject()
                        .put("event", "INF")
                        .put("ignition", true)
                        .put("motion", true)
                        .put("iccid", "898600810906F8048812")
                        .put("rssi", 16)
                        .put("unplugged", false)
                        .put("power_v", 12.0)
                        .put("battery_v", 4.4)
                        .put("charging", false));
    }

    @Test
    void status_from_memory_has_its_time_of_sending_and_never_one_that_is_yet_to_come() {
        var past = (Frame.Status) decode("+BUFF:GTPNA,1A0102," + IMEI + ",,20100214093254,11F0$");
        assertThat(past.reportedAtMs())
                .isEqualTo(Instant.parse("2010-02-14T09:32:54Z").toEpochMilli());
        var ahead = (Frame.Status) decode("+BUFF:GTPNA,1A0102," + IMEI + ",,20990214093254,11F0$");
        assertThat(ahead.reportedAtMs()).isEqualTo(DecoderCheck.NOW_MS);
    }

    @Test
    void serving_cell_comes_before_its_neighbours() {
        var cells = attributes(
                        "+RESP:GTGSM,400201," + IMEI + ",STR,0234,0015,003a,62a2,16,,0234,0015,003a,56a2,14,,,,,,,,"
                                + ",,,,,,,,,,,,,,,,,,0234,0015,003a,7489,17,,20170219200048,0033$")
                .getJsonArray("cells");
        assertThat(cells).hasSize(3);
        assertThat(cells.getJsonObject(0).getInteger("cell_id")).isEqualTo(0x7489);
        assertThat(cells.getJsonObject(1).getInteger("rssi")).isEqualTo(16);
    }

    @Test
    void access_points_are_listed() {
        var points = attributes("+RESP:GTWIF,210102," + IMEI
                        + ",,2,c413e200ff14,-39,,,,c8d3ff04a837,-43,,,,,,,,100,20170201020055,0001$")
                .getJsonArray("wifi");
        assertThat(points)
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("mac", "c413e200ff14").put("rssi", -39))
                        .add(new JsonObject().put("mac", "c8d3ff04a837").put("rssi", -43)));
    }

    @Test
    void items_of_the_vehicle_s_bus_are_those_of_the_report_mask() {
        var attributes = attributes("+RESP:GTCAN,310701," + IMEI
                + ",,10,1,0000017F,WVWZZZ1JZXW000001,2,H46358,12305.50,601,50,83,P53.00,20181110103016,2945$");
        assertThat(attributes)
                .isEqualTo(new JsonObject()
                        .put("event", "CAN")
                        .put("vin", "WVWZZZ1JZXW000001")
                        .put("ignition", true)
                        .put("odometer_m", 4_635_800)
                        .put("fuel_used_l", 12_305.5)
                        .put("engine_rpm", 601.0)
                        .put("io_speed_kmh", 50.0)
                        .put("coolant_temperature_c", 83.0)
                        .put("fuel_pct", 53.0));
    }

    /** GL100, section "Position related report": the fix comes first, the accuracy last, and the server's answer is another. */
    @Test
    void position_of_the_first_generation_has_another_order() {
        var frame = positions("+RESP:GTSZI,359231030000010,0,3,0,1,4.3,92,70.0,5,121.354335,31.222073,20090101000000,"
                + "0460,0000,18d8,6141,00,11F0,0102100203");
        var fix = frame.fixes().getFirst();
        assertThat(fix.speedKmh()).isEqualTo(4.3f);
        assertThat(fix.altitudeM()).isEqualTo(70);
        assertThat(fix.valid()).isTrue();
        assertThat(new JsonObject(fix.attributes()).getDouble("hdop")).isEqualTo(5);
        assertThat(frame.ack().apply(Receipt.allStored(1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "+RESP:GTFRI$",
                "+RESP:GTFRI,060100$",
                "+RESP:GTFRI,060100,12345,,,10,1$",
                "+RESP:GTFRI,060100,13579024681122x,,,10,1$",
                "GET / HTTP/1.1",
                ":GTFRI,060100,135790246811220$"
            })
    void message_that_names_no_device_is_refused(String text) {
        assertFault(decode(text), FrameFault.MALFORMED);
    }

    @Test
    void stream_is_divided_at_the_dollar_sign_the_zero_byte_and_padding() {
        var stream = Buffer.buffer("+ACK:GTHBD,1A0102,135790246811220,,20100214093254,11F0$\r\n+RESP:GTX\0+RE");
        assertThat(protocol.frameLength(stream, 0, stream.length(), false)).isEqualTo(55);
        assertThat(protocol.frameLength(stream, 55, stream.length(), false)).isEqualTo(2);
        assertThat(protocol.decode(stream, 55, 2, new Arrival(false, 0))).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(protocol.frameLength(stream, 57, stream.length(), false)).isEqualTo(10);
        assertThat(protocol.frameLength(stream, 67, stream.length(), false)).isZero();
    }

    @Test
    void datagram_needs_no_dollar_sign() {
        var frames = DatagramProtocol.of(protocol)
                .decode(Buffer.buffer("+ACK:GTHBD,1A0102,135790246811220,,20100214093254,11F0"), new Arrival(false, 0));
        assertThat(frames).containsExactly(new Frame.Heartbeat(IMEI, Buffer.buffer("+SACK:GTHBD,1A0102,11F0$")));
    }

    /** GV200, section "Location report +RSP", its example. */
    @Test
    void report_in_bytes_becomes_a_fix() {
        var bytes = HexFormat.of()
                .parseHex("2B5253500BFFFFFFBF00680104020C01235C1F0343231B0000000000000000000C0041"
                        + "180001010000000000000F073C468F01DB89BF07DC011E0A081D046000001878087300"
                        + "00000000000000000000000000000000000000000007DC011E0A081E00225D1A0D0A");
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, 12, false)).isEqualTo(0x68);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        assertThat(frame.uniqueId()).isEqualTo("359231036735270");
        assertThat(frame.fixes())
                .containsExactly(new Fix(
                        Instant.parse("2012-01-30T10:08:29Z").toEpochMilli(),
                        31.164863,
                        121.390735,
                        15,
                        0,
                        0,
                        Float.NaN,
                        -1,
                        true,
                        "{\"event\":\"RTL\",\"hdop\":1,\"motion\":false,\"inputs\":6,\"outputs\":0,\"cells\":[{\"mcc\":460,\"mnc\":0,"
                                + "\"lac\":6264,\"cell_id\":2163}],\"odometer_m\":0,\"engine_hours_s\":0}"));
        assertThat(frame.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("+SACK:0022$"));
        bytes[60] ^= 1;
        assertFault(DecoderCheck.frame(protocol, bytes, false), FrameFault.CHECKSUM);
    }

    /** A frame of bytes: {@code LLLL} stands for its length, and the checksum and 0D 0A are appended. */
    private static byte[] frame(String letters, String hex) {
        var body = hex.replace(" ", "");
        var bytes = 4 + body.length() / 2 + 4;
        body = body.replace("LLLL", String.format("%04X", bytes)).replace("LL", String.format("%02X", bytes));
        var frame = Buffer.buffer(letters).appendBytes(HexFormat.of().parseHex(body));
        return frame.appendUnsignedShort(QueclinkBinary.checksum(frame, 4, frame.length()))
                .appendString("\r\n")
                .getBytes();
    }

    private static final String HEX_IMEI = "0D395A18440B1600";
    private static final String HEX_POSITION =
            "01 0004 03 005C 0046 073BBD3F 01DC67F9 07D9020E012036 0460 0000 18D8 6141 00".replace(" ", "");
    private static final String HEX_TAIL = "07D9020E092036 11F0";

    /** The layout of GV55 and GV300: battery, supply, ports, state and satellites in front, mileage and hours behind. */
    @Test
    void values_around_the_positions_in_bytes_are_those_of_the_mask() {
        var bytes = frame(
                "+RSP",
                "07 00FE1FBF LLLL 0F 0106 0609" + HEX_IMEI + "5F 30D4 03 01 22 09 10 02" + HEX_POSITION + HEX_POSITION
                        + "000000 000007D005 000000 0000003B0C22"
                        + HEX_TAIL);
        var fixes = ((Frame.Positions) DecoderCheck.frame(protocol, bytes, false)).fixes();
        assertThat(fixes).hasSize(2);
        assertThat(new JsonObject(fixes.getFirst().attributes()))
                .isEqualTo(new JsonObject().put("event", "FRI").put("hdop", 1));
        var last = fixes.getLast();
        assertThat(last.speedKmh()).isEqualTo(4.3f);
        assertThat(last.satellites()).isEqualTo(9);
        assertThat(new JsonObject(last.attributes()))
                .isEqualTo(new JsonObject()
                        .put("event", "FRI")
                        .put("hdop", 1)
                        .put("ignition", true)
                        .put("motion", true)
                        .put("inputs", 1)
                        .put("outputs", 1)
                        .put("battery_pct", 95)
                        .put("power_v", 12.5)
                        .put(
                                "cells",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("mcc", 460)
                                                .put("mnc", 0)
                                                .put("lac", 0x18d8)
                                                .put("cell_id", 0x6141)))
                        .put("odometer_m", 2_000_500)
                        .put("engine_hours_s", 59 * 3_600 + 12 * 60 + 34));
    }

    @Test
    void extended_report_in_bytes_has_the_mask_of_its_extension_before_its_length() {
        var bytes = frame(
                "+RSP",
                "12 00FE1FBF 00000000 LLLL 0F 0106 0609" + HEX_IMEI + "5F 30D4 03 01 22 09 10 00 00 01" + HEX_POSITION
                        + HEX_TAIL);
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, 14, false)).isZero();
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, 15, false)).isEqualTo(bytes.length);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        assertThat(frame.fixes()).extracting(Fix::recordedAtMs).containsExactly(TIME_MS);
        assertThat(new JsonObject(frame.fixes().getFirst().attributes()).getString("event"))
                .isEqualTo("ERI");
    }

    @Test
    void event_in_bytes_that_comes_from_memory_is_named_and_marked() {
        var bytes = frame(
                "+BVT",
                "03 00FE1FBF LLLL 0F 0106 0609" + HEX_IMEI + "5F 30D4 03 01 22 09 01" + HEX_POSITION + HEX_TAIL);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        var attributes = new JsonObject(frame.fixes().getFirst().attributes());
        assertThat(attributes.getString("event")).isEqualTo("MPN");
        assertThat(attributes.getString("alarm")).isEqualTo("power_restored");
        assertThat(attributes.getBoolean("archive")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5F30D42209", "5F30D403012209"})
    void compressed_positions_are_a_second_apart(String before) {
        // Whole: 50.0 km/h, 92 degrees. Then nothing new; then +0.3 km/h, -2 degrees, +20 and -10 millionths of a
        // degree.
        var whole = Integer.toHexString(1 << 22 | 500 << 9 | 92) + "073BBD3F" + "01DC67F9"
                + Long.toHexString(TIME_MS / 1_000);
        var difference = Long.toHexString(2L << 38 | 3L << 30 | (-2 & 0x7FL) << 23 | 20L << 11 | (-10 & 0x7FFL));
        var bytes = frame(
                "+RSP",
                "64 000C1FB0 LLLL 08 0100 0100" + HEX_IMEI + before + "0003" + whole + "00" + difference + HEX_TAIL);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        assertThat(frame.fixes())
                .extracting(
                        Fix::recordedAtMs, Fix::latitude, Fix::longitude, Fix::speedKmh, Fix::headingDeg, Fix::valid)
                .containsExactly(
                        tuple(TIME_MS, 31.221753, 121.355583, 50f, 92f, true),
                        tuple(TIME_MS + 2_000, 31.221743, 121.355603, 50.3f, 90f, true));
        assertThat(frame.ack().apply(Receipt.allStored(2))).isEqualTo(Buffer.buffer("+SACK:11F0$"));
    }

    @Test
    void compressed_positions_beyond_the_end_are_refused() {
        var bytes = frame("+RSP", "64 000C1FB0 LLLL 08 0100 0100" + HEX_IMEI + "5F30D42209 FFFF 00 00" + HEX_TAIL);
        assertFault(DecoderCheck.frame(protocol, bytes, false), FrameFault.UNKNOWN_KIND);
    }

    @Test
    void identity_in_bytes_may_be_the_imei_as_one_number() {
        var bytes = frame(
                "+RSP",
                "07 00FE0FBF LLLL 0F 0106 0609" + String.format("%016X", 135790246811220L) + "5F 03 01 22 09 10 01"
                        + HEX_POSITION + HEX_TAIL);
        assertThat(((Frame.Positions) DecoderCheck.frame(protocol, bytes, false)).uniqueId())
                .isEqualTo(IMEI);
    }

    @Test
    void speed_in_bytes_whose_last_is_no_digit_is_in_tenths() {
        var bytes = frame(
                "+RSP",
                "07 00FE0FBF LLLL 0F 0106 0609" + HEX_IMEI + "5F 03 01 22 09 10 01"
                        + HEX_POSITION.replace("000403", "00012C") + HEX_TAIL);
        assertThat(((Frame.Positions) DecoderCheck.frame(protocol, bytes, false)).fixes())
                .extracting(Fix::speedKmh)
                .containsExactly(30f);
    }

    @Test
    void heartbeat_in_bytes_from_memory_is_answered_as_such() {
        var bytes = frame("+BBD", "EF LL 0F 0106 0609" + HEX_IMEI + HEX_TAIL);
        assertThat(DecoderCheck.frame(protocol, bytes, false))
                .isEqualTo(new Frame.Heartbeat(IMEI, Buffer.buffer("+SACK:GTBBD,0F0106,11F0$")));
    }

    /** GV500MAP: its information report has a second mask before the length, and there is a report of the diagnostic socket. */
    @Test
    void bytes_of_a_tracker_at_the_diagnostic_socket_are_followed() {
        var information = frame("+INF", "01 FFFD FFFF LLLL" + HEX_IMEI + "5E 0500" + HEX_TAIL);
        assertThat(((Frame.Status) DecoderCheck.frame(protocol, information, false)).uniqueId())
                .isEqualTo(IMEI);
        var diagnostics = frame(
                "+OBD",
                "00 001FFFFF LLLL 5E 0500 0101" + HEX_IMEI + "4A46325".repeat(4) + "0000" + "0301" + HEX_POSITION
                        + HEX_TAIL);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, diagnostics, false);
        assertThat(frame.fixes()).extracting(Fix::recordedAtMs).containsExactly(TIME_MS);
    }

    /** GL601, section "Report and its Configuration Command", its example. */
    private static final String TAGGED = "2B00004E000123456789012345" + "0000001B0000"
            + "3764F9AAF60000030002" + "0B4D79496F54646576696365" + "510F09073C46FF01DB88575F179DA0017D"
            + "550E0604BC8A00100002100010" + "0C1303" + "01234F24";

    @Test
    void frame_of_items_becomes_a_fix() {
        var bytes = HexFormat.of().parseHex(TAGGED);
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, 3, false)).isZero();
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, 4, false)).isEqualTo(78);
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        assertThat(frame.uniqueId()).isEqualTo("123456789012345");
        assertThat(frame.fixes())
                .containsExactly(new Fix(
                        0x5F179DA0L * 1_000,
                        31.164503,
                        121.390847,
                        Float.NaN,
                        38.1f,
                        Float.NaN,
                        Float.NaN,
                        -1,
                        true,
                        "{\"event\":\"03\",\"cells\":[{\"mcc\":310,\"mnc\":410,\"lac\":16,\"cell_id\":135168}]}"));
        assertThat(frame.ack().apply(Receipt.allStored(1))).isNull();
        bytes[50] ^= 1;
        assertFault(DecoderCheck.frame(protocol, bytes, false), FrameFault.CHECKSUM);
    }

    /** Head, records, count number, and the checksum and dollar sign appended. */
    private static byte[] tagged(char header, String records) {
        var hex = records.replace(" ", "");
        var frame = Buffer.buffer()
                .appendByte((byte) header)
                .appendByte((byte) 0)
                .appendUnsignedShort(23 + hex.length() / 2)
                .appendBytes(HexFormat.of().parseHex("00" + "0" + IMEI + "C031000A0000" + hex + "0123"));
        return frame.appendUnsignedByte((short) QueclinkTagged.checksum(frame, 0, frame.length()))
                .appendString("$")
                .getBytes();
    }

    @Test
    void records_of_items_are_fixes_with_and_without_a_location() {
        var bytes = tagged(
                '-',
                "8028 5F179DA1 0001 10 00 5216 09 073C46FF 01DB8857 5F179DA0 017D 0A 0168 FFFE4D 0C 170101 0A015A"
                        + "10 5F179DA2 0002 04 00 6105 01 0F3C 57 02");
        var frame = (Frame.Positions) DecoderCheck.frame(protocol, bytes, false);
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        var first = frame.fixes().getFirst();
        assertThat(first.recordedAtMs()).isEqualTo(0x5F179DA0L * 1_000);
        assertThat(first.altitudeM()).isEqualTo(-43.5f);
        assertThat(first.headingDeg()).isZero();
        assertThat(first.satellites()).isEqualTo(12);
        assertThat(new JsonObject(first.attributes()))
                .isEqualTo(new JsonObject()
                        .put("event", "SOS")
                        .put("archive", true)
                        .put("alarm", "sos")
                        .put("hdop", 1.0)
                        .put("motion", true)
                        .put("battery_pct", 90));
        var second = frame.fixes().getLast();
        assertThat(second.hasLocation()).isFalse();
        assertThat(second.recordedAtMs()).isEqualTo(0x5F179DA2L * 1_000);
        assertThat(new JsonObject(second.attributes()).getDouble("battery_v")).isEqualTo(3.9);
    }

    @Test
    void records_of_items_without_a_location_are_a_status_and_none_at_all_a_heartbeat() {
        var status = (Frame.Status) DecoderCheck.frame(
                protocol, tagged('+', "1A 5F179DA2 0002 04 00 510F 05 00000000 00000000 5F179DA0 0000 0A"), false);
        assertThat(status.uniqueId()).isEqualTo(IMEI);
        assertThat(status.reportedAtMs()).isEqualTo(0x5F179DA2L * 1_000);
        assertThat(DecoderCheck.frame(protocol, tagged('+', ""), false)).isEqualTo(new Frame.Heartbeat(IMEI, null));
        assertThat(DecoderCheck.frame(protocol, tagged('+', "FFFF01"), false))
                .isEqualTo(new Frame.Heartbeat(IMEI, null));
    }

    /** GV50MG: battery and device status stand right behind the engine hours. */
    @Test
    void device_status_of_a_fixed_report_is_found_by_its_shape() {
        var attributes = attributes("+RESP:GTFRI,FE1712," + IMEI + ",,11888,10,1," + POSITION
                + ",,59987.9,01476:55:53,96,110000,,,20240730053408,954A$");
        assertThat(attributes.getInteger("battery_pct")).isEqualTo(96);
        assertThat(attributes.getBoolean("ignition")).isFalse();
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(59_987_900);
        assertThat(attributes.containsKey("engine_rpm")).isFalse();
    }

    /** GL320M, "+RESP:GTERI". */
    @Test
    void battery_of_an_extended_report_of_a_portable_tracker_is_behind_its_mileage() {
        var attributes = attributes(
                "+RESP:GTERI,C30303," + IMEI + ",,00000100,0,0,1," + POSITION + ",,97,1,32.4,20251221144735,18B6$");
        assertThat(attributes.getInteger("battery_pct")).isEqualTo(97);
        assertThat(attributes.getDouble("temperature_c")).isEqualTo(32.4);
    }

    /** GV56: the state of the bus, the report mask, then the items. */
    @Test
    void items_of_the_bus_in_an_extended_report_leave_the_device_s_ignition_and_mileage() {
        var attributes = attributes(
                "+RESP:GTERI,4F1206," + IMEI + ",,00000004,12935,10,1," + POSITION
                        + ",00,362251.1,,,,100,110000,,0,0000002F,WVWZZZ1JZXW000001,2,H3621460,1325.34,601,20260731180830,DB1E$");
        assertThat(attributes.getString("vin")).isEqualTo("WVWZZZ1JZXW000001");
        assertThat(attributes.getBoolean("ignition")).isFalse();
        assertThat(attributes.getInteger("odometer_m")).isEqualTo(362_251_100);
        assertThat(attributes.getDouble("fuel_used_l")).isEqualTo(1325.34);
        assertThat(attributes.getDouble("engine_rpm")).isEqualTo(601);
    }

    @Test
    void heartbeat_in_bytes_is_answered_with_its_count_number() {
        var bytes = HexFormat.of().parseHex(HEX_HEARTBEAT);
        assertThat(DecoderCheck.frame(protocol, bytes, false))
                .isEqualTo(new Frame.Heartbeat("359231036735270", Buffer.buffer("+SACK:GTHBD,,000D$")));
    }

    @Test
    void bytes_that_are_set_to_carry_no_length_cannot_be_followed() {
        var bytes = HexFormat.of().parseHex("2B52535000FFFFFF3F00680104020C01");
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, bytes.length, false))
                .isNegative();
    }

    private static void assertFault(Frame frame, FrameFault fault) {
        assertThat(frame)
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(fault));
    }
}
