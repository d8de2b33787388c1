package io.headway.protocol.h02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.Protocols;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class H02ProtocolTest {
    private static final long ARRIVED_AT_MS =
            Instant.parse("2026-03-01T00:10:05Z").toEpochMilli();
    private static final String V1 = "*HQ,4106000054,V1,050316,A,2212.8745,N,11346.6574,E,14.28,028,220902,FFFFFFFF#";
    /** The vendor document's record, section "GPRS agreement". */
    private static final String RECORD =
            "244106000054" + "050316220902" + "2212874500" + "1134665740" + "014028fffffbffff0012";

    private final H02Protocol protocol = new H02Protocol();

    @Test
    void v1_is_a_position_of_the_device_that_it_names() {
        var positions = positions(V1);
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("4106000054");
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2002-09-22T05:03:16Z");
        assertThat(fix.latitude()).isCloseTo(22 + 12.8745 / 60, within(1e-9));
        assertThat(fix.longitude()).isCloseTo(113 + 46.6574 / 60, within(1e-9));
        assertThat(fix.speedKmh()).isCloseTo(14.28f * 1.852f, within(1e-3f));
        assertThat(fix.headingDeg()).isEqualTo(28f);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.altitudeM()).isNaN();
    }

    @Test
    void v1_is_acknowledged_with_the_time_once_it_is_stored_or_kept_as_rejected() {
        var answer = Buffer.buffer("*HQ,4106000054,V4,V1,20260301001005#");
        assertThat(positions(V1).ack().apply(Receipt.allStored(1))).isEqualTo(answer);
        var rejected = new Receipt(List.of(new Outcome.Rejected(RejectionReason.NO_FIX, "0,0")));
        assertThat(positions(V1).ack().apply(rejected)).isEqualTo(answer);
    }

    @Test
    void the_maker_that_the_device_names_is_answered() {
        assertThat(positions(V1.replace("*HQ", "*TH")).ack().apply(Receipt.allStored(1)))
                .isEqualTo(Buffer.buffer("*TH,4106000054,V4,V1,20260301001005#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2", "V3", "V5", "V6", "VI1", "V19", "VP1", "LINK"})
    void other_kinds_with_a_place_are_positions_without_acknowledgement(String kind) {
        var positions = positions(V1.replace("V1", kind));
        assertThat(positions.fixes()).hasSize(1);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2212.8745,N,22.214575",
        "2212.8745,S,-22.214575",
        "-22-12.8745,S,-22.214575",
        "22128745,N,22.214575",
        "712.8745,N,7.214575"
    })
    void degrees_and_minutes_have_several_forms(String text, String hemisphere, double latitude) {
        assertThat(fix(V1.replace("2212.8745,N", text + "," + hemisphere)).latitude())
                .isCloseTo(latitude, within(1e-9));
    }

    @Test
    void v_is_no_current_fix() {
        assertThat(fix(V1.replace(",A,", ",V,")).valid()).isFalse();
    }

    @Test
    void numbers_may_be_filled_with_spaces() {
        assertThat(fix(V1.replace("14.28", " 10.00")).speedKmh()).isEqualTo(18.52f);
    }

    @Test
    void a_date_that_is_none_makes_the_time_unknown() {
        assertThat(fix(V1.replace("220902", "320902")).recordedAtMs()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "V1,'',V,'',2026-03-01T00:10:05Z",
        "V1,001004,V,'',2026-03-01T00:10:04Z",
        "V1,235959,V,'',2026-02-28T23:59:59Z",
        "ALRM,2,A,010326,2026-03-01T00:00:00Z",
        "V1,250000,A,010326,1970-01-01T00:00:00Z",
        "V1,13030,A,010326,1970-01-01T00:00:00Z",
        "V1,'',A,010326,1970-01-01T00:00:00Z"
    })
    void a_place_without_a_date_is_of_its_arrival_and_one_without_a_time_of_its_day(
            String kind, String time, String validity, String date, String instant) {
        var place = ",2212.8745,N,11346.6574,E,0.00,0,";
        assertThat(fix("*HQ,4106000054," + kind + "," + time + "," + validity + place + date + ",FFFFFFEF#")
                        .recordedAtMs())
                .isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void vp1_with_a_place_has_a_fix(String validity) {
        var fix = fix("*hq,356327080425330,VP1," + validity + ",2702.7245,S,15251.9311,E,0.48,0.0000,080917#");
        assertThat(fix.valid()).isTrue();
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2017-09-08T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V0", "HTBT"})
    void a_heartbeat_with_a_place_is_a_position_and_answered(String kind) {
        var positions = positions(V1.replace("V1", kind));
        assertThat(positions.fixes()).hasSize(1);
        assertThat(positions.ack().apply(Receipt.allStored(1)))
                .isEqualTo(Buffer.buffer("*HQ,4106000054," + kind + "#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V,,N,,E", "V,0.0000,0,0.0000,0"})
    void v1_without_a_place_is_a_status_and_acknowledged(String place) {
        var status = (Frame.Status) decode(V1.replace("A,2212.8745,N,11346.6574,E", place));
        assertThat(status.uniqueId()).isEqualTo("4106000054");
        assertThat(Instant.ofEpochMilli(status.reportedAtMs())).isEqualTo("2002-09-22T05:03:16Z");
        assertThat(new JsonObject(status.attributes()).getBoolean("ignition")).isTrue();
        assertThat(status.reply()).isEqualTo(Buffer.buffer("*HQ,4106000054,V4,V1,20260301001005#"));
    }

    @Test
    void a_status_without_a_time_is_of_its_arrival() {
        var status = (Frame.Status) decode("*HQ,4106000054,V1,,V,,N,,E,0.00,0,,FFFFF7FF#");
        assertThat(status.reportedAtMs()).isEqualTo(ARRIVED_AT_MS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FFFFFFFF|ignition=true armed=false blocked=false alarm=",
                "FFFFFBFF|ignition=false armed=false blocked=false alarm=",
                "FFFFFDFD|ignition=true armed=true blocked=false alarm=sos",
                "F7FFFFFB|ignition=true armed=false blocked=true alarm=overspeed",
                "FFE7FFFF|ignition=true armed=false blocked=false alarm=power_cut",
                "EDFFFFFF|ignition=true armed=false blocked=false alarm=movement,power_cut",
                "FFFDFFFE|ignition=true armed=false blocked=false alarm=vibration",
                "FF7FFF6F|ignition=true armed=false blocked=false alarm=geofence_enter,geofence_exit,low_battery"
            })
    void a_cleared_bit_of_the_status_says_that_it_is_so(String status, String expected) {
        var attributes = attributes(fix(V1.replace("FFFFFFFF", status)));
        assertThat("ignition=%s armed=%s blocked=%s alarm=%s"
                        .formatted(
                                attributes.getBoolean("ignition"),
                                attributes.getBoolean("armed"),
                                attributes.getBoolean("blocked"),
                                attributes.getString("alarm", "")))
                .isEqualTo(expected);
        assertThat(attributes.getLong("status")).isEqualTo(Long.parseLong(status, 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V5|310,260,32936,13641|310 260 32936 13641",
                "V1|cc,28,  db,d75b|204 40 219 55131",
                "V1|0002d4,000004,0001cd,000047,16|724 4 461 71"
            })
    void the_cell_in_use_is_decimal_or_hexadecimal(String kind, String added, String cell) {
        var attributes = attributes(fix(V1.replace("V1", kind).replace("FFFFFFFF", "FFFFFFFF," + added)));
        assertThat("%d %d %d %d"
                        .formatted(
                                attributes.getInteger("mcc"),
                                attributes.getInteger("mnc"),
                                attributes.getInteger("lac"),
                                attributes.getInteger("cell_id")))
                .isEqualTo(cell);
    }

    @Test
    void v6_and_v19_name_the_card() {
        var v6 = attributes(
                fix(V1.replace("V1", "V6").replace("FFFFFFFF", "FFFFFFFF,310,260,32936,13641,8944501311217563300F,")));
        assertThat(v6.getString("iccid")).isEqualTo("8944501311217563300");
        var v19 = attributes(
                fix(V1.replace("V1", "V19").replace("FFFFFFFF", ",5492932630800,8954314165044716500?,FFFFFBFF")));
        assertThat(v19.getString("iccid")).isEqualTo("8954314165044716500");
        assertThat(v19.getString("phone")).isEqualTo("5492932630800");
        assertThat(v19.getBoolean("ignition")).isFalse();
    }

    @Test
    void v8_has_access_points_signal_and_battery_behind_the_cell() {
        var attributes = attributes(fix(V1.replace("V1", "V8")
                .replace(
                        "FFFFFFFF",
                        "FFFFFFFF,310,260,32936,13641,34:31:c4:c8:a9:22,-67,be:05:43:b7:19:e1,-70,,,9,24,124,85")));
        assertThat(attributes)
                .contains(
                        entry("cell_id", 13641),
                        entry("rssi", 24),
                        entry("battery_pct", 85),
                        entry("h02_data", "9,24,124,85"));
        assertThat(attributes.getJsonArray("wifi").encode())
                .isEqualTo(
                        "[{\"mac\":\"34:31:c4:c8:a9:22\",\"rssi\":-67},{\"mac\":\"be:05:43:b7:19:e1\",\"rssi\":-70}]");
    }

    @Test
    void sensors_behind_the_status_are_kept() {
        var fix = fix(V1.replace("FFFFFFFF", "FFFFFFFF,1200,-5,12.50,340,1a2b,3c4d"));
        assertThat(fix.altitudeM()).isEqualTo(340f);
        assertThat(attributes(fix))
                .contains(
                        entry("odometer_m", 1200),
                        entry("temperature_c", -5),
                        entry("lac", 0x1a2b),
                        entry("cell_id", 0x3c4d));
    }

    @Test
    void answer_to_the_question_for_the_mileage_is_the_odometer() {
        var message = V1.replace("V1,", "V4,S32,0000130502.35,130305,");
        assertThat(attributes(fix(message)))
                .contains(entry("odometer_m", 67136), entry("text", "S32,0000130502.35,130305"));
    }

    @Test
    void record_of_x_mode_has_the_mileage_in_place_of_its_device() {
        var record = record("580000130502" + RECORD.substring(12).replace("22128745" + "00", "2212874531"));
        var stream = record.copy().appendBuffer(record);
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(32);
        var positions = (Frame.Positions) decode(record);
        assertThat(positions.uniqueId()).isNull();
        var fix = positions.fixes().getFirst();
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2002-09-22T05:03:16Z");
        assertThat(attributes(fix)).contains(entry("odometer_m", 67136));
        assertThat(fix.attributes()).doesNotContain("battery_pct");
        assertThat(decode(Buffer.buffer("X".repeat(32)))).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void v4_is_the_answer_to_a_command_with_a_place() {
        var message = V1.replace("V1,", "V4,S14,100,10,1,3,130305,");
        assertThat(attributes(fix(message)).getString("text")).isEqualTo("S14,100,10,1,3,130305");
    }

    @Test
    void heartbeats_are_answered_with_their_own_words() {
        assertThat(decode("*HQ,135790246811220,HTBT#"))
                .isEqualTo(new Frame.Heartbeat("135790246811220", Buffer.buffer("*HQ,135790246811220,HTBT#")));
        var status = (Frame.Status) decode("*HQ,135790246811220,HTBT,88#");
        assertThat(status.attributes()).isEqualTo("{\"battery_pct\":88}");
        assertThat(status.reply()).isEqualTo(Buffer.buffer("*HQ,135790246811220,HTBT#"));
    }

    @Test
    void link_tells_the_state_of_the_device() {
        var status = (Frame.Status) decode("*HQ,1600068860,LINK,112137,20,8,67,5,0,081116,FFFFFBFF#");
        assertThat(Instant.ofEpochMilli(status.reportedAtMs())).isEqualTo("2016-11-08T11:21:37Z");
        assertThat(new JsonObject(status.attributes()))
                .contains(
                        entry("rssi", 20),
                        entry("satellites_visible", 8),
                        entry("battery_pct", 67),
                        entry("steps", 5),
                        entry("ignition", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NBR,120156,262,3,255,2,802,54702,46,802,5032,-37,081116,FFFFFBFF,5|262 3 802 54702 46;262 3 802 5032 -37",
                "V3,095426,26203,02,000802,054702,128,-92,000802,005032,125,,02DE,0,X,081116,FFFFFBFF"
                        + "|262 3 802 54702 -92;262 3 802 5032 null",
                "BS,,106,3,322,d5ae,26,0,0,25,,ffffffff,60|262 3 802 54702 26",
                "VP1,V,262,003,802,54702,92Y802,5032,29|262 3 802 54702 92;262 3 802 5032 29"
            })
    void cells_in_reach_are_a_status(String content, String cells) {
        var status = (Frame.Status) decode("*HQ,1600068860," + content + "#");
        var read = new JsonObject(status.attributes())
                .getJsonArray("cells").stream()
                        .map(JsonObject.class::cast)
                        .map(cell -> "%s %s %s %s %s"
                                .formatted(
                                        cell.getValue("mcc"),
                                        cell.getValue("mnc"),
                                        cell.getValue("lac"),
                                        cell.getValue("cell_id"),
                                        cell.getValue("rssi")))
                        .toList();
        assertThat(String.join(";", read)).isEqualTo(cells);
    }

    @Test
    void neighbours_are_acknowledged() {
        var status = (Frame.Status) decode("*HQ,1600068860,NBR,120156,262,3,255,0,081116,FFFFFBFF#");
        assertThat(Instant.ofEpochMilli(status.reportedAtMs())).isEqualTo("2016-11-08T12:01:56Z");
        assertThat(status.reply()).isEqualTo(Buffer.buffer("*HQ,1600068860,V4,NBR,20260301001005#"));
    }

    @Test
    void text_for_a_person_is_kept() {
        var status = (Frame.Status) decode("*HQ,1600068860,SMS,VOLT:12.9V\nGSM:26,ok#");
        assertThat(new JsonObject(status.attributes()).getString("text")).isEqualTo("VOLT:12.9V\nGSM:26,ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*HQ,1600068860,#", "*HQ,1600068860#", "*HQ,1600068860,XT,1,100#", "*HQ,1600068860,V9,1,2,3#"})
    void a_kind_without_anything_to_store_is_a_heartbeat(String message) {
        assertThat(decode(message)).isEqualTo(new Frame.Heartbeat("1600068860", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*#", "*HQ#", "GET / HTTP/1.1", "$", "$4106"})
    void what_is_no_message_is_refused(String message) {
        assertThat(decode(message))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }

    @Test
    void a_record_of_32_bytes_is_a_position_without_acknowledgement() {
        var positions = (Frame.Positions) decode(record(RECORD));
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("4106000054");
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2002-09-22T05:03:16Z");
        assertThat(fix.latitude()).isCloseTo(-(22 + 12.8745 / 60), within(1e-9));
        assertThat(fix.longitude()).isCloseTo(-(113 + 46.6574 / 60), within(1e-9));
        assertThat(fix.speedKmh()).isEqualTo(14 * 1.852f);
        assertThat(fix.headingDeg()).isEqualTo(28f);
        assertThat(fix.valid()).isFalse();
        assertThat(attributes(fix).getBoolean("ignition")).isFalse();
    }

    @Test
    void flags_of_a_record_say_east_north_and_valid() {
        var fix = ((Frame.Positions) decode(record(RECORD.replace("1134665740", "113466574e"))))
                .fixes()
                .getFirst();
        assertThat(fix.latitude()).isPositive();
        assertThat(fix.longitude()).isPositive();
        assertThat(fix.valid()).isTrue();
    }

    @Test
    void a_record_of_45_bytes_has_signal_satellites_and_cell_behind_the_status() {
        var longer = record(RECORD).getBuffer(0, 31).appendBuffer(record("1f080000000000ea1e0123456721"));
        assertThat(longer.length()).isEqualTo(45);
        var fix = ((Frame.Positions) decode(longer)).fixes().getFirst();
        assertThat(fix.satellites()).isEqualTo(8);
        assertThat(attributes(fix))
                .contains(
                        entry("rssi", 31),
                        entry("mcc", 234),
                        entry("mnc", 30),
                        entry("lac", 0x123),
                        entry("cell_id", 0x4567));
    }

    @Test
    void a_record_of_42_bytes_has_an_imei() {
        var withImei = record("243563270804253300" + RECORD.substring(12)).appendBytes(new byte[7]);
        assertThat(withImei.length()).isEqualTo(42);
        assertThat(((Frame.Positions) decode(withImei)).uniqueId()).isEqualTo("356327080425330");
    }

    @Test
    void a_record_whose_coordinates_are_no_digits_is_refused() {
        assertThat(decode(record(RECORD.replace("22128745", "2212874f")))).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void text_and_records_of_either_length_follow_one_another() {
        var stream = Buffer.buffer(V1 + "\r\n")
                .appendBuffer(record(RECORD))
                .appendBuffer(record(RECORD).getBuffer(0, 31).appendBuffer(record("1f0a0000000000ea1e0000000021")))
                .appendBuffer(record(RECORD))
                .appendString(V1);
        var frames = Protocols.byName().get("h02").datagrams().decode(stream, new Arrival(true, ARRIVED_AT_MS));
        assertThat(frames).filteredOn(Frame.Positions.class::isInstance).hasSize(5);
        assertThat(frames).noneMatch(Frame.Rejected.class::isInstance);
    }

    @Test
    void a_record_of_45_or_47_bytes_may_hold_a_marker_where_one_of_32_bytes_would_end() {
        for (var marker : List.of("24", "2a")) {
            for (var cell : List.of("0004ec", "04000004ec")) {
                var longer = record(RECORD)
                        .getBuffer(0, 31)
                        .appendBuffer(record("13" + marker + "0000007600e801ff3f" + cell));
                var length = longer.length();
                var stream = longer.copy().appendBuffer(longer).appendBuffer(longer);
                assertThat(protocol.frameLength(stream, 0, stream.length(), true))
                        .isEqualTo(length);
                assertThat(protocol.frameLength(stream, 0, 60, true)).isEqualTo(length);
                assertThat(protocol.frameLength(stream, 0, length, true)).isEqualTo(length);
                assertThat(protocol.frameLength(stream, 0, 40, true)).isZero();
                var fix = ((Frame.Positions) decode(longer)).fixes().getFirst();
                assertThat(fix.satellites()).isEqualTo(-1);
                assertThat(attributes(fix)).contains(entry("mcc", 232), entry("cell_id", length == 45 ? 4 : 0x4000004));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0007000000179900,37", "0203aabbcc,54", "0205aabbcc,68", "0102aabbcc,49"})
    void records_may_have_other_lengths(String end, int length) {
        var one = record(RECORD)
                .getBuffer(0, 30)
                .appendBuffer(record(end))
                .appendBytes(new byte[64])
                .getBuffer(0, length);
        assertThat(protocol.frameLength(one, 0, length, true)).isEqualTo(length);
        for (var next : List.of(one, Buffer.buffer(V1))) {
            var stream = one.copy().appendBuffer(next);
            assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(length);
            assertThat(protocol.frameLength(stream, 0, length + 3, true)).isIn(0, length);
        }
        assertThat(decode(one)).isInstanceOf(Frame.Positions.class);
    }

    @Test
    void records_of_32_bytes_may_come_from_several_devices() {
        var other = record(RECORD.replace("4106000054", "4106000055"));
        var stream = record(RECORD).appendBuffer(other).appendBuffer(record(RECORD));
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(32);
        assertThat(protocol.frameLength(stream, 32, stream.length(), true)).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "042a", "2a41", "0424", "2424", "0a13", "0d0a"})
    void a_record_of_45_bytes_that_comes_alone_is_whole_whatever_its_cell(String cell) {
        var one = record(RECORD).getBuffer(0, 31).appendBuffer(record("1f0a0000000000ea1e0000" + cell + "21"));
        assertThat(one.length()).isEqualTo(45);
        assertThat(protocol.frameLength(one, 0, 45, true)).isEqualTo(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00007621", "00002437", "00240524", "00000024"})
    void records_of_45_46_and_47_bytes_that_come_together_end_where_the_next_begins(String cell) {
        for (var extra : List.of("", "21", "2120")) {
            // Read behind an IMEI this latitude is no date.
            var one = record(RECORD.replace("22128745", "22458745"))
                    .getBuffer(0, 31)
                    .appendBuffer(record("1f0a0000000000ea1e00" + cell + extra));
            var stream = one.copy().appendBuffer(one).appendBuffer(one);
            for (var from = 0; from < stream.length(); from += one.length()) {
                assertThat(protocol.frameLength(stream, from, stream.length(), true))
                        .isEqualTo(one.length());
            }
            assertThat(protocol.frameLength(stream, 0, one.length() + 2, true)).isIn(0, one.length());
            assertThat(protocol.frameLength(one, 0, 42, true)).isZero();
        }
    }

    @Test
    void a_record_of_x_mode_behind_a_message_in_a_datagram_is_of_its_device() {
        var datagram = Buffer.buffer(V1 + "X").appendBuffer(record(RECORD).getBuffer(1, 32));
        assertThat(Protocols.byName().get("h02").datagrams().decode(datagram, new Arrival(false, ARRIVED_AT_MS)))
                .hasSize(2)
                .allMatch(Frame.Positions.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", " ", "\0"})
    void a_line_end_behind_a_record_is_not_of_it(String end) {
        var one = record(RECORD).getBuffer(0, 31).appendBuffer(record("1f0a0000000000ea1e0000000a13"));
        var stream = one.copy().appendString(end);
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(45);
        stream.appendBuffer(one);
        // With one byte more it would be a record of 46, which says the same.
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isIn(45, 46);
        var lines = record(RECORD).appendString("\r\n").appendBuffer(record(RECORD));
        assertThat(protocol.frameLength(lines, 0, lines.length(), true)).isEqualTo(32);
    }

    @Test
    void a_record_of_x_mode_before_the_device_is_known_ends_nothing() {
        var mileage = Buffer.buffer("X").appendBuffer(record(RECORD).getBuffer(1, 32));
        assertThat(protocol.decode(mileage, 0, 32, new Arrival(false, ARRIVED_AT_MS)))
                .isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void a_message_is_awaited_until_it_is_whole() {
        var text = Buffer.buffer(V1);
        assertThat(protocol.frameLength(text, 0, text.length() - 1, false)).isZero();
        assertThat(protocol.frameLength(text, 0, text.length(), false)).isEqualTo(text.length());
        var record = record(RECORD);
        assertThat(protocol.frameLength(record, 0, 31, false)).isZero();
        assertThat(protocol.frameLength(record, 0, 32, false)).isEqualTo(32);
    }

    @Test
    void a_stream_of_another_protocol_is_not_followed_but_rubbish_of_a_known_device_is_passed_over() {
        var stream = Buffer.buffer("rubbish" + V1);
        assertThat(protocol.frameLength(stream, 0, stream.length(), false)).isNegative();
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(7);
    }

    private Frame decode(String message) {
        return decode(Buffer.buffer(message));
    }

    private Frame decode(Buffer bytes) {
        return protocol.decode(bytes, 0, bytes.length(), new Arrival(true, ARRIVED_AT_MS));
    }

    private Frame.Positions positions(String message) {
        return (Frame.Positions) decode(message);
    }

    private Fix fix(String message) {
        return positions(message).fixes().getFirst();
    }

    private static JsonObject attributes(Fix fix) {
        return new JsonObject(fix.attributes());
    }

    private static Buffer record(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }
}
