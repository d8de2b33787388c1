package io.headway.protocol.meitrack;

import static io.headway.protocol.meitrack.MeitrackMessages.IMEI;
import static io.headway.protocol.meitrack.MeitrackMessages.binary;
import static io.headway.protocol.meitrack.MeitrackMessages.parameters;
import static io.headway.protocol.meitrack.MeitrackMessages.reports;
import static io.headway.protocol.meitrack.MeitrackMessages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Checksums;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeitrackProtocolTest {
    private static final long NOW_MS = 1_767_225_600_000L;
    /** 2024-01-01T00:00Z as seconds since 2000: 757,382,400, 0x2D24BD00. */
    private static final int[] PLACE = {
        3, 0x05, 1, 0x06, 9, 0x07, 20, // one byte
        4, 0x08, 87, 0, 0x09, 0x0F, 1, 0x0A, 12, 0, 0x0B, 0xF6, 0xFF, // two bytes
        3, 0x02, 0x40, 0x42, 0x0F, 0, 0x03, 0x80, 0x7B, 0xE1, 0xFF, 0x04, 0x00, 0xBD, 0x24, 0x2D, // four bytes
        0
    };

    private final MeitrackProtocol protocol = new MeitrackProtocol();

    @Test
    void text_report_is_a_position_of_the_imei() {
        var positions = positions(text("AAA,35,-1.264865,36.800705,211001105240,A,9,20,41.0,323,1.2,1697,12000,360,"
                + "639|02|10E|844,0421,0018|0964|4.33||,,,1,0FA0,06FB2E|0209C4"));
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        Instant.parse("2021-10-01T10:52:40Z").toEpochMilli(),
                        -1.264865,
                        36.800705,
                        1697,
                        41,
                        323,
                        Float.NaN,
                        9,
                        true,
                        "{\"event\":35,\"rssi\":20,\"hdop\":1.2,\"odometer_m\":12000,\"meitrack_run_time_s\":360,"
                                + "\"mcc\":639,\"mnc\":2,\"lac\":270,\"cell_id\":2116,\"outputs\":33,\"inputs\":4,"
                                + "\"meitrack_ad1\":24,\"meitrack_ad2\":2404,\"meitrack_ad3\":4.33,\"fuel_pct\":40.0,"
                                + "\"temperature2_c\":25.0}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @Test
    void temperatures_below_zero_have_a_sign() {
        assertThat(attributes(text("AAA,35,1,2,211001105240,A,,,,,,,,,,,,,,3,0000,01FB2E|01|02ZZZZ|0901F4")))
                .isEqualTo("{\"event\":35,\"temperature1_c\":-12.34}");
    }

    @Test
    void before_version_3_fuel_and_temperatures_have_a_byte_of_hundredths() {
        assertThat(attributes(text("AAA,35,1,2,211001105240,A,,,,,,,,,,,,,,1,2D1D,001206|02FB2E")))
                .isEqualTo("{\"event\":35,\"fuel_pct\":45.29,\"temperature_c\":18.06,\"temperature2_c\":-5.46}");
        assertThat(attributes(text("AAA,35,1,2,211001105240,A,,,,,,,,,,,,,,3,11B1,000708")))
                .isEqualTo("{\"event\":35,\"fuel_pct\":45.29,\"temperature_c\":18.0}");
    }

    @Test
    void voltages_as_decimal_numbers_are_those_of_battery_and_supply() {
        assertThat(attributes(text("AAA,35,1,2,211001105240,A,,,,,,,,,,,4.37|12.96|1.92")))
                .isEqualTo("{\"event\":35,\"battery_v\":4.37,\"power_v\":12.96,\"meitrack_ad3\":1.92}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A10,34,", "AAA,7,34,", "AFF,12,34,"})
    void report_of_another_kind_or_with_a_number_before_it_is_a_position(String kind) {
        var fix = positions(text(kind + "-1.5,36.25,211001105240,A,9,20,41,323,1,1697"))
                .fixes()
                .getFirst();
        assertThat(fix.latitude()).isEqualTo(-1.5);
        assertThat(fix.longitude()).isEqualTo(36.25);
        assertThat(fix.altitudeM()).isEqualTo(1697);
        assertThat(fix.attributes()).startsWith("{\"event\":34,");
    }

    @Test
    void without_a_fix_the_last_known_place_is_no_valid_one() {
        var fix = positions(text("AAA,35,25.219431,55.279918,200916155923,V,0,25,0,0,0.0,0"))
                .fixes()
                .getFirst();
        assertThat(fix.valid()).isFalse();
        assertThat(fix.latitude()).isEqualTo(25.219431);
    }

    @Test
    void text_report_without_a_place_is_a_status() {
        assertThat(decode(text("AAA,34,,,211001105240,V,,31")))
                .isEqualTo(new Frame.Status(
                        IMEI,
                        Instant.parse("2021-10-01T10:52:40Z").toEpochMilli(),
                        "{\"event\":34,\"rssi\":31}",
                        null));
    }

    @Test
    void impossible_time_is_unknown() {
        assertThat(positions(text("AAA,35,1,2,211301105240,A"))
                        .fixes()
                        .getFirst()
                        .recordedAtMs())
                .isEqualTo(FixTime.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "1,sos",
        "17,low_battery",
        "18,low_power",
        "19,overspeed",
        "20,geofence_enter",
        "21,geofence_exit",
        "22,power_restored",
        "23,power_cut",
        "36,tow",
        "44,jamming",
        "129,harsh_braking",
        "130,harsh_acceleration",
        "135,fatigue"
    })
    void event_is_an_alarm(int code, String alarm) {
        assertThat(attributes(text("AAA," + code + ",1,2,211001105240,A")))
                .isEqualTo("{\"event\":" + code + ",\"alarm\":\"" + alarm + "\"}");
    }

    @Test
    void card_at_the_reader_is_named_by_its_event_only() {
        assertThat(attributes(text("AAA,37,1,2,211001105240,A,,,,,,,,,,,,006380DF")))
                .isEqualTo("{\"event\":37,\"rfid\":\"006380DF\"}");
        assertThat(attributes(text("AAA,35,1,2,211001105240,A,,,,,,,,,,,,006380DF")))
                .isEqualTo("{\"event\":35}");
    }

    @Test
    void answers_to_commands_and_pictures_are_heartbeats() {
        assertThat(decode(text("D03,OK"))).isEqualTo(new Frame.Heartbeat(IMEI, null));
        assertThat(decode(text("AAC,1"))).isEqualTo(new Frame.Heartbeat(IMEI, null));
        var picture = binary("D00", Buffer.buffer("a.jpg,2,0,").appendBytes(new byte[] {'\r', '\n', '*', '\n'}));
        assertThat(protocol.frameLength(picture, 0, picture.length(), true)).isEqualTo(picture.length());
        assertThat(decode(picture)).isEqualTo(new Frame.Heartbeat(IMEI, null));
    }

    @Test
    void packed_reports_are_acknowledged_by_their_number() {
        var report = Buffer.buffer()
                .appendByte((byte) 35)
                .appendIntLE(-7_266_504)
                .appendIntLE(112_743_651)
                .appendIntLE(757_382_400)
                .appendBytes(new byte[] {1, 9, 19})
                .appendUnsignedShortLE(87)
                .appendUnsignedShortLE(271)
                .appendUnsignedShortLE(12)
                .appendShortLE((short) -10)
                .appendIntLE(80_083)
                .appendIntLE(180_092)
                .appendUnsignedShortLE(510)
                .appendUnsignedShortLE(1)
                .appendUnsignedShortLE(13_572)
                .appendUnsignedShortLE(60_414)
                .appendUnsignedShortLE(0x0402)
                .appendUnsignedShortLE(5)
                .appendUnsignedShortLE(419);
        var content = Buffer.buffer()
                .appendUnsignedShortLE(0x0102)
                .appendUnsignedShortLE(report.length())
                .appendIntLE(2)
                .appendBuffer(report)
                .appendBuffer(report);
        var positions = positions(binary("CCC", content));
        assertThat(positions.fixes()).hasSize(2);
        assertThat(positions.fixes().getFirst())
                .isEqualTo(new Fix(
                        Instant.parse("2024-01-01T00:00:00Z").toEpochMilli(),
                        -7.266504,
                        112.743651,
                        -10,
                        87,
                        271,
                        Float.NaN,
                        9,
                        true,
                        "{\"event\":35,\"rssi\":19,\"hdop\":1.2,\"odometer_m\":80083,\"meitrack_run_time_s\":180092,"
                                + "\"mcc\":510,\"mnc\":1,\"lac\":13572,\"cell_id\":60414,\"outputs\":2,\"inputs\":4,"
                                + "\"meitrack_ad1\":5,\"meitrack_ad2\":419}"));
        var receipt = new Receipt(List.of(Outcome.Kept.DUPLICATE, new Outcome.Rejected(RejectionReason.TOO_OLD, "")));
        // The sum of the bytes up to the asterisk is 0x5E1.
        assertThat(positions.ack().apply(receipt)).isEqualTo(Buffer.buffer("@@A27," + IMEI + ",CCC,2*E1\r\n"));
    }

    @Test
    void packed_reports_that_do_not_fit_are_refused() {
        var tooShort = Buffer.buffer()
                .appendUnsignedShortLE(1)
                .appendUnsignedShortLE(10)
                .appendIntLE(1);
        assertRejected(decode(binary("CCC", tooShort.copy().appendBytes(new byte[10]))), FrameFault.MALFORMED);
        var half = Buffer.buffer()
                .appendUnsignedShortLE(1)
                .appendUnsignedShortLE(52)
                .appendIntLE(1);
        assertRejected(decode(binary("CCC", half.appendBytes(new byte[60]))), FrameFault.COUNT_MISMATCH);
        assertRejected(decode(binary("CCC", Buffer.buffer("abc"))), FrameFault.MALFORMED);
    }

    @Test
    void report_of_parameters_is_a_position() {
        var positions = positions(binary("CCE", reports(parameters(10, PLACE), parameters(10, PLACE))));
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        assertThat(positions.fixes()).hasSize(2);
        assertThat(positions.fixes().getLast())
                .isEqualTo(new Fix(
                        Instant.parse("2024-01-01T00:00:00Z").toEpochMilli(),
                        1,
                        -2,
                        -10,
                        87,
                        271,
                        Float.NaN,
                        9,
                        true,
                        "{\"rssi\":20,\"hdop\":1.2}"));
        assertThat(positions.ack().apply(Receipt.allStored(2))).isNull();
    }

    @Test
    void parameters_become_attributes() {
        var frame = decode(binary(
                "CCE",
                reports(parameters(
                        16,
                        bytes(
                                "04 0123 1403 FE6964 7701", // one byte
                                "05 169E00 19A101 1A8D05 402300 FE900700", // two bytes
                                "03 0CB2E90700 0D3F800200 250CA2B900", // four bytes
                                "05 0E0C5C0202001705213E9701A0FF 1D082ABD890A491CD2FF 1E0828BD890A491CD2FF"
                                        + " 4B060101034C5445 2B03000CFE")))));
        assertThat(frame)
                .isEqualTo(new Frame.Status(
                        IMEI,
                        NOW_MS,
                        "{\"event\":35,\"outputs\":3,\"battery_pct\":100,\"io119\":1,\"analog_input1_v\":1.58,"
                                + "\"battery_v\":4.17,\"power_v\":14.21,\"event\":35,\"io65168\":7,"
                                + "\"odometer_m\":518578,\"meitrack_run_time_s\":163903,\"rfid\":\"00B9A20C\","
                                + "\"cells\":[{\"mcc\":604,\"mnc\":2,\"lac\":1303,\"cell_id\":26689057,\"rssi\":-96}],"
                                + "\"wifi\":[{\"mac\":\"2a:bd:89:0a:49:1c\",\"rssi\":-46},"
                                + "{\"mac\":\"28:bd:89:0a:49:1c\",\"rssi\":-46}],\"network_type\":\"LTE\","
                                + "\"temperature2_c\":-5}",
                        null));
    }

    @Test
    void bluetooth_sensor_is_read_and_what_is_none_kept_as_bytes() {
        var sensor = decode(binary(
                "CCE", reports(parameters(1, bytes("00 00 00 01 FE73 12 010554656D7031AC233FAF076E64 00F6 8032")))));
        assertThat(new JsonObject(((Frame.Status) sensor).attributes()))
                .isEqualTo(new JsonObject("{\"meitrack_tag\":\"Temp1\",\"meitrack_tag_mac\":\"ac:23:3f:af:07:6e\","
                        + "\"meitrack_tag_battery_pct\":100,\"temperature_c\":-10.0,\"humidity_pct\":50.5}"));
        var none = decode(binary("CCE", reports(parameters(1, bytes("00 00 00 01 FE73 02 01FF")))));
        assertThat(((Frame.Status) none).attributes()).isEqualTo("{\"io65139\":\"01ff\"}");
    }

    @Test
    void report_that_ends_early_is_read_as_far_as_it_is_whole() {
        var cut = parameters(10, PLACE);
        cut = cut.getBuffer(0, cut.length() - 12);
        var frame = decode(binary("CCE", reports(cut)));
        assertThat(((Frame.Status) frame).attributes()).isEqualTo("{\"rssi\":20,\"hdop\":1.2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00 00 00 00",
                "00 00 00 00 01 00",
                "00 00 00 00 01 00 FF FF",
                "00 00 00 00 02 00 02 00 00 00"
            })
    void reports_that_are_not_whole_are_refused(String content) {
        assertRejected(decode(binary("CCE", Buffer.buffer(toBytes(bytes(content))))), FrameFault.MALFORMED);
    }

    @Test
    void wrong_checksum_is_refused_without_an_answer() {
        var message = text("AAA,35,1,2,211001105240,A");
        message.setByte(message.length() - 10, (byte) '7');
        assertRejected(decode(message), FrameFault.CHECKSUM);
        var packed = binary("CCE", reports(parameters(10, PLACE)));
        packed.setByte(40, (byte) ~packed.getByte(40));
        assertRejected(decode(packed), FrameFault.CHECKSUM);
    }

    @Test
    void text_ends_with_its_line_and_not_with_its_length() {
        var miscounted = Buffer.buffer("$$A49," + IMEI + ",AAA,35,1,2,211001105240,A*");
        var sum = Checksums.sum8(miscounted, 0, miscounted.length());
        miscounted.appendString(String.format("%02X\r\n", sum));
        var length = miscounted.length();
        assertThat(length).isEqualTo(5 + 47);
        miscounted.appendString("$$A");
        assertThat(protocol.frameLength(miscounted, 0, miscounted.length(), true))
                .isEqualTo(length);
        assertThat(protocol.decode(miscounted, 0, length, new Arrival(true, NOW_MS)))
                .isInstanceOf(Frame.Positions.class);
    }

    @Test
    void what_has_not_arrived_is_waited_for() {
        var message = binary("CCE", reports(parameters(10, PLACE)));
        for (var to = 0; to < 26; to++) {
            assertThat(protocol.frameLength(message, 0, to, true)).isZero();
        }
        assertThat(protocol.frameLength(message, 0, 27, true)).isEqualTo(message.length());
    }

    @Test
    void blanks_and_noise_between_messages_are_frames_of_their_own() {
        var stream = Buffer.buffer("\0\r\n $$A25,").appendString("noise\r\n");
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(4);
        assertThat(decode(stream.getBuffer(0, 4))).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(protocol.frameLength(stream, 4, stream.length(), true)).isEqualTo(stream.length() - 4);
        assertRejected(decode(stream.getBuffer(4, stream.length())), FrameFault.MALFORMED);
    }

    @Test
    void datagram_may_lack_the_end_of_its_line() {
        var datagrams = DatagramProtocol.of(protocol);
        for (var message : List.of(text("AAA,35,1,2,211001105240,A"), binary("CCE", reports(parameters(10, PLACE))))) {
            var datagram = message.getBuffer(0, message.length() - 2);
            assertThat(datagrams.decode(datagram, new Arrival(false, NOW_MS)))
                    .singleElement()
                    .isInstanceOf(Frame.Positions.class);
        }
    }

    private Frame decode(Buffer message) {
        return protocol.decode(message, 0, message.length(), new Arrival(true, NOW_MS));
    }

    private Frame.Positions positions(Buffer message) {
        assertThat(protocol.frameLength(message, 0, message.length(), true)).isEqualTo(message.length());
        return (Frame.Positions) decode(message);
    }

    private String attributes(Buffer message) {
        return positions(message).fixes().getFirst().attributes();
    }

    private static void assertRejected(Frame frame, FrameFault fault) {
        assertThat(frame).isInstanceOfSatisfying(Frame.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(fault);
            assertThat(rejected.reply()).isNull();
        });
    }

    /** Hexadecimal digits, blanks between them as one likes. */
    private static int[] bytes(String... hex) {
        var digits = String.join("", hex).replace(" ", "");
        var bytes = new int[digits.length() / 2];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
        }
        return bytes;
    }

    private static byte[] toBytes(int[] values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
