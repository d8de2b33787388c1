package io.headway.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Crc16;
import io.headway.protocol.DecoderCheck;
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

/** Packets of the vendor documents, and some written by hand after them. */
class Gt06ProtocolTest {
    private static final long NOW_MS = Instant.parse("2015-12-29T00:00:21Z").toEpochMilli();
    /** 2015-12-29 02:51:05, nine satellites, the place of the vendor document's examples, 0 km/h, course and status 14 00: north, east, fix. */
    private static final String PLACE = "0f0c1d023305c9027ac8180c465860001400";

    private static final long HOUR_MS = 3_600_000;
    private static final String CELL = "01cc00287d001f71";

    private final Gt06Protocol protocol = new Gt06Protocol();

    @Test
    void login_carries_the_imei_and_is_answered_with_its_serial_number() {
        assertThat(decode("78781101075253367890024270003201000512790D0A", false))
                .isEqualTo(
                        new Frame.Login("752533678900242", hex("7878050100059FF80D0A"), Buffer.buffer(), 8 * HOUR_MS));
    }

    @ParameterizedTest
    @CsvSource({"190a, -240", "2122, 330", "0000, 0", "0008, 0", "f000, 0", "03ff, 0"})
    void login_names_the_zone_of_the_devices_clock(String zone, long aheadMinutes) {
        assertThat(decode(packet(0x01, "0123456789012345" + "100f" + zone, 1), false))
                .isInstanceOfSatisfying(
                        Frame.Login.class,
                        login -> assertThat(login.clockAheadMs()).isEqualTo(aheadMinutes * 60_000));
    }

    @Test
    void packets_of_the_first_models_are_in_the_zone_of_the_login_and_later_ones_in_utc() {
        var arrival = new Arrival(true, NOW_MS + 24 * HOUR_MS, -4 * HOUR_MS);
        var first = packet(0x12, PLACE + CELL, 1);
        assertThat(fix(protocol.decode(first, 0, first.length(), arrival)).recordedAtMs())
                .isEqualTo(Instant.parse("2015-12-29T06:51:05Z").toEpochMilli());
        var later = packet(0x22, PLACE + CELL + "000000", 1);
        assertThat(fix(protocol.decode(later, 0, later.length(), arrival)).recordedAtMs())
                .isEqualTo(Instant.parse("2015-12-29T02:51:05Z").toEpochMilli());
    }

    @Test
    void a_device_whose_time_is_that_of_arrival_and_would_be_in_the_future_by_its_zone_sends_utc() {
        var packet = packet(0x12, PLACE + CELL, 1);
        var clockIsFast = Instant.parse("2015-12-29T06:36:05Z").toEpochMilli();
        assertThat(fix(protocol.decode(packet, 0, packet.length(), new Arrival(true, clockIsFast, -4 * HOUR_MS)))
                        .recordedAtMs())
                .isEqualTo(Instant.parse("2015-12-29T06:51:05Z").toEpochMilli());
        var sentAt = Instant.parse("2015-12-29T02:51:10Z").toEpochMilli();
        assertThat(fix(protocol.decode(packet, 0, packet.length(), new Arrival(true, sentAt, -4 * HOUR_MS)))
                        .recordedAtMs())
                .isEqualTo(Instant.parse("2015-12-29T02:51:05Z").toEpochMilli());
    }

    @Test
    void login_without_model_and_time_zone_is_one_too() {
        assertThat(decode(packet(0x01, "0123456789012345", 1), false))
                .isInstanceOfSatisfying(
                        Frame.Login.class, login -> assertThat(login.uniqueId()).isEqualTo("123456789012345"));
        assertFault(decode(packet(0x01, "01234567890123", 1), false), FrameFault.MALFORMED);
    }

    @Test
    void location_of_the_document_is_decoded_and_answered_once_it_is_durable() {
        var frame = decode("787822220F0C1D023305C9027AC8180C46586000140001CC00287D001F71000001000820860D0A", true);
        assertThat(frame).isInstanceOf(Frame.Positions.class);
        var positions = (Frame.Positions) frame;
        assertThat(positions.uniqueId()).isNull();
        var fix = positions.fixes().getFirst();
        assertThat(fix)
                .isEqualTo(new Fix(
                        Instant.parse("2015-12-29T02:51:05Z").toEpochMilli(),
                        0x027AC818 / 1.8e6,
                        0x0C465860 / 1.8e6,
                        Float.NaN,
                        0,
                        0,
                        Float.NaN,
                        9,
                        true,
                        "{\"mcc\":460,\"mnc\":0,\"lac\":10365,\"cell_id\":8049,\"ignition\":false,\"event\":0,"
                                + "\"archive\":true}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Answers.to(0x22, 8));
    }

    @Test
    void a_place_kept_as_rejected_is_acknowledged_too_or_it_would_come_for_ever() {
        var positions = (Frame.Positions) decode(packet(0x22, PLACE + CELL + "000000", 9), true);
        var rejected =
                new Receipt(List.of(new Outcome.Rejected(RejectionReason.NO_FIX, "coordinates are exactly 0,0")));
        assertThat(positions.ack().apply(rejected)).isEqualTo(Answers.to(0x22, 9));
    }

    @Test
    void alarm_of_the_document_carries_state_and_alarm() {
        var fix = fix(
                decode("787825260F0C1D030B26C9027AC8180C4658600004000901CC00287D001F718004041302000C472A0D0A", true));
        assertThat(fix.valid()).isFalse();
        assertThat(new JsonObject(fix.attributes())).isEqualTo(new JsonObject("""
                        {"mcc":460,"mnc":0,"lac":10365,"cell_id":8049,"status":128,"armed":false,"ignition":false,
                        "charging":false,"blocked":true,"battery_pct":66,"rssi":4,"event":19,"alarm":"tampering"}"""));
    }

    @Test
    void answer_to_an_alarm_is_the_documents() {
        assertThat(Answers.to(0x26, 0x1C)).isEqualTo(hex("78780526001C9D860D0A"));
    }

    @Test
    void heartbeat_of_the_document_is_a_status_and_answered() {
        assertThat(decode("78780A134004040001000FDCEE0D0A", true))
                .isEqualTo(new Frame.Status(
                        null,
                        NOW_MS,
                        "{\"status\":64,\"armed\":false,\"ignition\":false,\"charging\":false,\"blocked\":false,"
                                + "\"battery_pct\":66,\"rssi\":4}",
                        Answers.to(0x13, 15)));
        assertThat(Answers.to(0x13, 0x0100)).isEqualTo(hex("787805130100E1A00D0A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4004040001 | {'battery_pct':66,'rssi':4}",
                "400604 0102 | {'battery_pct':100,'rssi':4,'event':1,'alarm':'sos'}",
                "005a1f0002 | {'battery_pct':90,'rssi':31}",
                "0004ea0400 | {'power_v':12.58,'rssi':4}",
                "000b120400 | {'power_v':28.34,'rssi':4}",
                "180504 0002 | {'battery_pct':83,'rssi':4,'alarm':'low_battery'}",
                "140504 0002 | {'battery_pct':83,'rssi':4}",
            })
    void heartbeat_tells_battery_supply_and_alarm_by_what_its_bytes_can_be(String content, String attributes) {
        var status = (Frame.Status) decode(packet(0x13, content.replace(" ", ""), 1), true);
        var actual = new JsonObject(status.attributes());
        List.of("status", "armed", "ignition", "charging", "blocked").forEach(actual::remove);
        assertThat(actual).isEqualTo(new JsonObject(attributes.replace('\'', '"')));
    }

    @Test
    void time_is_answered_in_utc() {
        assertThat(decode("7878058A000688290D0A", true))
                .isEqualTo(new Frame.Heartbeat(null, hex("78780B8A0F0C1D0000150006F0860D0A")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 01cc00287d001f71                       | {'mcc':460,'mnc':0,'lac':10365,'cell_id':8049}",
                "12 | 81cc0007287d001f71                     | {'mcc':460,'mnc':7,'lac':10365,'cell_id':8049}",
                "12 | 01cc00287d001f71 00000bb8              | {'odometer_m':3000}",
                "12 | 01cc00287d001f71 46 04e2 04 00         | {'ignition':true,'power_v':12.5,'rssi':4}",
                "12 | 01cc00287d001f71 00000bb8 03 414243 0000 | {'odometer_m':3000,'driver_id':'ABC'}",
                "12 | 01cc00287d001f71 00000bb8 01 41 01000000 | {'driver_id':'A','alarm':'general'}",
                "12 | 01cc00287d001f71 40 04e2 04 03 0100 85 0000000a | {'temperature1_c':-5,'odometer_m':100}",
                "22 | 01cc00287d001f71 010300 00000bb8       | {'ignition':true,'event':3,'odometer_m':3000}",
                "22 | 01cc00287d00001f71 010300 00000bb8 00000000 80fa 157c | {'temperature1_c':-2.5,'humidity_pct':55}",
                "2d | 01cc00287d001f71 010501                | {'ignition':true,'event':5,'archive':true}",
                "11 | 01cc0007287d00001f71                   | {'mnc':7,'cell_id':8049}",
                "17 | 01cc00287d001f71 0123456789abcdef 01   | {'rfid':'0123456789abcdef'}",
                "37 | 01cc00287d001f71 010000 002e0400000bb8 0027 02 04e2 | {'odometer_m':3000,'power_v':12.5}",
                "a0 | 01cc000000287d0000000000001f71 010000  | {'lac':10365,'cell_id':8049,'ignition':true}",
                "16 | 0901cc00287d001f71 46 04 03 0102       | {'event':1,'alarm':'sos','battery_pct':66}",
                "16 | 0901cc00287d001f71 46 04 03 0102 00000bb8 | {'alarm':'sos','odometer_m':3000}",
                "16 | 0901cc00287d00001f71 46 5d 03 0202     | {'cell_id':8049,'alarm':'power_cut','battery_pct':93}",
                "26 | 0901cc00287d001f71 4e 04 03 0602       | {'alarm':'vibration,overspeed'}",
                "26 | 00 46 04 03 0102                       | {'alarm':'sos'}",
                "27 | 0901cc00287d001f71 46 04 03 0402 03    | {'alarm':'geofence_enter','gt06_fence':3}",
                "27 | 0901cc00287d001f71 46 04 03 0712 ff    | {'alarm':'jamming'}",
                "a4 | 1001cc000000287d0000000000001f71 46 04 03 0502 ff | {'cell_id':8049,'alarm':'geofence_exit'}",
            })
    void models_that_share_a_number_are_told_by_their_length(String kind, String rest, String attributes) {
        var content = PLACE + rest.replace(" ", "");
        var fix = fix(decode(packet(Integer.parseInt(kind.strip(), 16), content, 1), true));
        assertThat(fix.latitude()).isEqualTo(0x027AC818 / 1.8e6);
        var actual = new JsonObject(fix.attributes()).getMap();
        assertThat(actual).containsAllEntriesOf(new JsonObject(attributes.replace('\'', '"')).getMap());
    }

    @Test
    void altitude_is_taken_where_a_model_sends_it() {
        assertThat(fix(decode(packet(0x31, PLACE + "01cc0007287d00001f71" + "010000" + "00000bb8" + "02a6", 1), true))
                        .altitudeM())
                .isEqualTo(678);
        assertThat(fix(decode(packet(0x32, PLACE + "0b01cc0007287d00001f71" + "4604030102" + "ffec", 1), true))
                        .altitudeM())
                .isEqualTo(-20);
    }

    @Test
    void alarm_with_a_common_cell_and_a_distance_has_no_altitude() {
        var fix = fix(decode(packet(0x32, PLACE + "09" + CELL + "4606040002" + "00001000", 1), true));
        assertThat(fix.altitudeM()).isNaN();
        assertThat(new JsonObject(fix.attributes()).getInteger("odometer_m")).isEqualTo(4096);
    }

    @Test
    void an_imei_before_the_time_is_told_by_the_calendar_and_names_the_device() {
        var head = "01" + "0359710049032874" + "0f0c1d023306";
        var tail = "08" + CELL + "46" + "04e2" + "29" + "1f" + "0002" + "00000a" + "000002";
        var frame = (Frame.Positions) decode(packet(0x22, head + PLACE + tail, 1), false);
        assertThat(frame.uniqueId()).isEqualTo("359710049032874");
        assertThat(new JsonObject(frame.fixes().getFirst().attributes()).getMap())
                .containsEntry("power_v", 12.5)
                .containsEntry("battery_v", 4.1)
                .containsEntry("odometer_m", 10)
                .containsEntry("engine_hours_s", 120);
        assertThat(((Frame.Positions) decode(packet(0x12, "0359710049032874" + PLACE + CELL, 1), false)).uniqueId())
                .isEqualTo("359710049032874");
    }

    @Test
    void a_date_of_no_calendar_stays_unknown() {
        assertThat(fix(decode(packet(0x22, "0f0d1d023305" + PLACE.substring(12) + CELL, 1), true))
                        .recordedAtMs())
                .isZero();
    }

    @Test
    void cell_and_time_of_the_first_gt06_are_a_status() {
        var cell = "{\"mcc\":460,\"mnc\":0,\"lac\":10365,\"cell_id\":8049}";
        assertThat(decode(packet(0x11, "1404020d1f22" + CELL, 0xB8), true))
                .isEqualTo(new Frame.Status(
                        null, Instant.parse("2020-04-02T13:31:34Z").toEpochMilli(), cell, Answers.to(0x11, 0xB8)));
        // The clock is not set yet, and a language stands behind the cell.
        assertThat(decode(packet(0x11, "000000000000" + CELL + "0002", 3), true))
                .isEqualTo(new Frame.Status(null, NOW_MS, cell, Answers.to(0x11, 3)));
    }

    @Test
    void cells_and_access_points_are_a_status_at_their_time() {
        var cells = (CELL.substring(6) + "3e") + "000000000000".repeat(6);
        var content =
                PLACE.substring(0, 12) + "01cc00" + cells + "ff" + "02" + "102030405060" + "c4" + "102030405061" + "3d";
        assertThat(decode(packet(0x2C, content, 7), true))
                .isEqualTo(new Frame.Status(
                        null,
                        Instant.parse("2015-12-29T02:51:05Z").toEpochMilli(),
                        "{\"cells\":[{\"mcc\":460,\"mnc\":0,\"lac\":10365,\"cell_id\":8049,\"rssi\":62}],"
                                + "\"wifi\":[{\"mac\":\"10:20:30:40:50:60\",\"rssi\":-60},"
                                + "{\"mac\":\"10:20:30:40:50:61\",\"rssi\":-61}]}",
                        Answers.to(0x2C, 7)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 049f | {'power_v':11.83}",
                "05 07 | {'door':true,'input1':true}",
                "0b 01 | {'network_type':'4G'}",
                "0b 02e3 | {'power_v':7.39}",
                "1b 02081234567800 03 | {'rfid':'12345678'}",
                "1e ffffffce 000002ee | {'temperature1_c':-5,'humidity_pct':75}",
                "0a 0123456789123456 0123456789123456 98945123456789123456"
                        + " | {'imsi':'123456789123456','iccid':'89491532547698214365'}",
            })
    void information_behind_79_79_wants_no_answer(String content, String attributes) {
        var status = (Frame.Status) decode(longPacket(0x94, content.replace(" ", ""), 1), true);
        assertThat(status.reply()).isNull();
        assertThat(new JsonObject(status.attributes())).isEqualTo(new JsonObject(attributes.replace('\'', '"')));
    }

    @Test
    void answer_to_a_command_is_kept_as_text_in_either_alphabet() {
        var ascii = HexFormat.of().formatHex("RELAY:ON".getBytes(StandardCharsets.US_ASCII));
        assertText(packet(0x15, "0c00000001" + ascii + "0002", 1), "RELAY:ON");
        assertText(longPacket(0x21, "00000001" + "01" + ascii, 1), "RELAY:ON");
        var utf16 = HexFormat.of().formatHex("开启".getBytes(StandardCharsets.UTF_16BE));
        assertText(longPacket(0x21, "00000001" + "02" + utf16, 1), "开启");
    }

    private void assertText(Buffer packet, String text) {
        var status = (Frame.Status) decode(packet, true);
        assertThat(status.reply()).isNull();
        assertThat(new JsonObject(status.attributes())).isEqualTo(new JsonObject().put("text", text));
    }

    @Test
    void answer_to_the_command_for_the_position_is_a_fix() {
        var text =
                "Current position!Lat:S22.571285,Lon:W113.867115,Course:90.50,Speed:12.00,DateTime:2013-09-09 17:02:09";
        var ascii = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(fix(decode(longPacket(0x21, "00000001" + "01" + ascii, 1), true)))
                .isEqualTo(new Fix(
                        Instant.parse("2013-09-09T17:02:09Z").toEpochMilli(),
                        -22.571285,
                        -113.867115,
                        Float.NaN,
                        12,
                        90.5f,
                        Float.NaN,
                        -1,
                        true,
                        "{}"));
    }

    @Test
    void modules_behind_79_79_make_a_fix_only_with_a_place_among_them() {
        var place = "0033" + "0012" + "5681f4f9" + "09" + "00d5" + "027ac818" + "0c465860" + "20" + "1414";
        var battery = "0018" + "0002" + "0172";
        var fix = fix(decode(longPacket(0x70, place + battery, 1), true));
        assertThat(fix.altitudeM()).isEqualTo(213);
        assertThat(fix.speedKmh()).isEqualTo(32);
        assertThat(fix.headingDeg()).isEqualTo(20);
        assertThat(fix.attributes()).isEqualTo("{\"battery_v\":3.7}");
        assertThat(decode(longPacket(0x70, "002c" + "0004" + "5681f4f9" + battery, 1), true))
                .isEqualTo(new Frame.Status(null, 0x5681f4f9L * 1_000, "{\"battery_v\":3.7}", Answers.to(0x70, 1)));
    }

    @Test
    void an_item_that_reaches_beyond_the_packet_is_left_out() {
        assertThat(decode(longPacket(0x70, "0018" + "0002" + "0172" + "0029" + "ffff" + "00", 1), true))
                .isEqualTo(new Frame.Status(null, NOW_MS, "{\"battery_v\":3.7}", Answers.to(0x70, 1)));
    }

    @Test
    void unknown_kinds_are_answered_and_answers_are_not() {
        assertThat(decode(packet(0x1F, "00", 5), true)).isEqualTo(new Frame.Heartbeat(null, Answers.to(0x1F, 5)));
        assertThat(decode(packet(0x81, "00", 5), true)).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(decode(packet(0x22, "", 5), true)).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(decode(longPacket(0xFD, "00", 5), true)).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void checksum_that_does_not_verify_is_refused_without_an_answer() {
        assertFault(
                decode("787822220F0C1D023305C9027AC8180C46586000140001CC00287D001F71000001000820870D0A", true),
                FrameFault.CHECKSUM);
        assertFault(decode("787801080D0A", true), FrameFault.CHECKSUM);
    }

    @Test
    void a_packet_without_its_stop_is_taken_and_with_another_is_not() {
        var whole = packet(0x22, PLACE + CELL + "000000", 9);
        assertThat(decode(whole.getBuffer(0, whole.length() - 2), true)).isInstanceOf(Frame.Positions.class);
        assertThat(decode(whole.getBuffer(0, whole.length() - 1), true)).isInstanceOf(Frame.Positions.class);
        assertFault(decode(whole.copy().setByte(whole.length() - 1, (byte) 'x'), true), FrameFault.CHECKSUM);
    }

    @Test
    void content_too_short_for_its_kind_is_refused() {
        assertFault(decode(packet(0x22, PLACE.substring(2), 1), true), FrameFault.MALFORMED);
        assertFault(decode(packet(0xA1, PLACE.substring(0, 12), 1), true), FrameFault.MALFORMED);
    }

    @Test
    void a_packet_before_the_login_is_refused() {
        assertFault(decode(packet(0x22, PLACE + CELL, 1), false), FrameFault.NOT_LOGGED_IN);
        assertFault(decode(packet(0x13, "4004040001", 1), false), FrameFault.NOT_LOGGED_IN);
    }

    @Test
    void a_packet_that_miscounts_itself_ends_with_its_stop() {
        var miscounted = packet(0x23, "c00122040001", 8);
        miscounted.setByte(2, (byte) 8);
        miscounted.setUnsignedShort(miscounted.length() - 4, Crc16.X25.of(miscounted, 2, miscounted.length() - 4));
        assertThat(protocol.frameLength(miscounted, 0, miscounted.length(), true))
                .isEqualTo(miscounted.length());
        assertThat(decode(miscounted, true))
                .isInstanceOfSatisfying(
                        Frame.Status.class,
                        status -> assertThat(status.attributes()).contains("\"battery_v\":2.9"));
    }

    /** At 13:10 hour and minute are the bytes of a stop. */
    @Test
    void packet_that_does_not_count_its_checksum_is_whole_also_when_its_content_holds_a_stop() {
        var content = "1a01020d0a05" + PLACE.substring(12) + CELL;
        var uncounted = Buffer.buffer()
                .appendUnsignedShort(0x7878)
                .appendByte((byte) (content.length() / 2 + 3))
                .appendByte((byte) 0x12)
                .appendBuffer(hex(content));
        var packet = Answers.closed(uncounted, 7);
        for (var to = 3; to < packet.length(); to++) {
            assertThat(protocol.frameLength(packet, 0, to, true)).isIn(0, packet.length() - 2);
        }
        assertThat(protocol.frameLength(packet, 0, packet.length(), true)).isEqualTo(packet.length());
        assertThat(fix(decode(packet, true)).recordedAtMs())
                .isEqualTo(Instant.parse("2026-01-02T13:10:05Z").toEpochMilli());
    }

    @Test
    void content_that_holds_a_stop_does_not_end_the_packet() {
        var packet = packet(0x22, PLACE + "01cc000d0a0d0a71" + "000000", 0x0D0A);
        for (var to = 3; to < packet.length(); to++) {
            assertThat(protocol.frameLength(packet, 0, to, true)).isEqualTo(packet.length());
        }
    }

    @Test
    void line_ends_and_zeros_between_packets_are_skipped() {
        var padded = hex("0d0a0000").appendBuffer(packet(0x13, "4004040001", 1));
        assertThat(protocol.frameLength(padded, 0, padded.length(), true)).isEqualTo(4);
        assertThat(protocol.decode(padded, 0, 4, new Arrival(true, NOW_MS))).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"474554202f", "7879", "160301"})
    void a_stream_of_another_protocol_is_not_followed(String start) {
        var bytes = hex(start);
        assertThat(protocol.frameLength(bytes, 0, bytes.length(), false)).isNegative();
    }

    private Frame decode(String packet, boolean loggedIn) {
        return decode(hex(packet), loggedIn);
    }

    private Frame decode(Buffer packet, boolean loggedIn) {
        DecoderCheck.frame(protocol, packet.getBytes(), loggedIn);
        return protocol.decode(packet, 0, packet.length(), new Arrival(loggedIn, NOW_MS));
    }

    private static Fix fix(Frame frame) {
        assertThat(frame).isInstanceOf(Frame.Positions.class);
        return ((Frame.Positions) frame).fixes().getFirst();
    }

    private static void assertFault(Frame frame, FrameFault fault) {
        assertThat(frame).isInstanceOfSatisfying(Frame.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(fault);
            assertThat(rejected.reply()).isNull();
        });
    }

    private static Buffer packet(int kind, String content, int serial) {
        var bytes = hex(content);
        return Answers.closed(
                Answers.shortStart(bytes.length()).appendByte((byte) kind).appendBuffer(bytes), serial);
    }

    private static Buffer longPacket(int kind, String content, int serial) {
        var bytes = hex(content);
        return Answers.closed(
                Buffer.buffer()
                        .appendUnsignedShort(0x7979)
                        .appendUnsignedShort(bytes.length() + 5)
                        .appendByte((byte) kind)
                        .appendBuffer(bytes),
                serial);
    }

    private static Buffer hex(String digits) {
        return Buffer.buffer(HexFormat.of().parseHex(digits));
    }
}
