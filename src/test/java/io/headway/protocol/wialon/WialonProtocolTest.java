package io.headway.protocol.wialon;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Crc16;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WialonProtocolTest {
    private static final long NOW_MS = 1_767_225_600_000L;
    private static final String PLACE = "270413;205601;5544.6025;N;03739.6834;E;1;2;3;4";
    private static final long PLACE_MS = Instant.parse("2013-04-27T20:56:01Z").toEpochMilli();

    private final WialonProtocol protocol = new WialonProtocol();

    @Test
    void login_of_either_version_names_the_device() {
        var login = new Frame.Login("123456789012345", Buffer.buffer("#AL#1\r\n"), Buffer.buffer("#AL#0\r\n"));
        assertThat(decode("#L#123456789012345;test\r\n")).isEqualTo(login);
        assertThat(decode("#L#123456789012345;NA")).isEqualTo(login);
        assertThat(decode("#L#123456789012345;test;\r\n")).isEqualTo(login);
        assertThat(decode(withChecksum("#L#", "2.0;123456789012345;NA;"))).isEqualTo(login);
        assertThat(decode(withChecksum("#L#", "2.0;123456789012345;;")
                        .toLowerCase(Locale.ROOT)
                        .replace("#l#", "#L#")))
                .isEqualTo(login);
    }

    @Test
    void login_that_is_damaged_or_of_nobody_is_refused() {
        assertRejected(decode("#L#2.0;123456789012345;NA;0000"), FrameFault.CHECKSUM, "#AL#10\r\n");
        assertRejected(decode("#L#2.0;123456789012345;NA"), FrameFault.CHECKSUM, "#AL#10\r\n");
        assertRejected(decode("#L#;NA"), FrameFault.MALFORMED, "#AL#0\r\n");
    }

    @Test
    void ping_is_answered() {
        assertThat(decode("#P#\r\n")).isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("#AP#\r\n")));
    }

    @Test
    void short_data_is_a_position() {
        var positions = positions("#SD#" + PLACE + "\r\n");
        assertThat(positions.uniqueId()).isNull();
        assertThat(positions.fixes())
                .containsExactly(
                        new Fix(PLACE_MS, 55 + 44.6025 / 60, 37 + 39.6834 / 60, 3, 1, 2, Float.NaN, 4, true, "{}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("#ASD#1\r\n"));
    }

    @Test
    void data_of_the_south_and_west_has_attributes() {
        var positions = positions(withChecksum(
                "#D#",
                "270413;205601.5;5544.6025;S;03739.6834;W;18.2;99.7;-4.0;10;0.8;5;2;14.77,0.02;A1B2;ignition:1:1,"
                        + "fuel:2:45.8,hw:3:V4:5,SOS:1:1,mcc1:1:250,mnc1:1:02,lac1:1:5901,cell_id1:1:45542,mcc3:1:333,"
                        + "battery_v:2:4.1,alarm:3:maybe,key:1:1234567890123456789,empty:1:,odd,x:y;"));
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        PLACE_MS + 500,
                        -55 - 44.6025 / 60,
                        -37 - 39.6834 / 60,
                        -4,
                        18.2f,
                        99.7f,
                        Float.NaN,
                        10,
                        true,
                        "{\"hdop\":0.8,\"inputs\":5,\"outputs\":2,\"analog_input1_v\":14.77,\"analog_input2_v\":0.02,"
                                + "\"driver_id\":\"A1B2\",\"ignition\":true,\"fuel\":45.8,\"hw\":\"V4:5\","
                                + "\"alarm\":\"sos\",\"battery_v\":4.1,\"raw_alarm\":\"maybe\","
                                + "\"key\":\"1234567890123456789\",\"cells\":[{\"mcc\":250,\"mnc\":2,\"lac\":5901,"
                                + "\"cell_id\":45542},{\"mcc\":333}]}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("#AD#1\r\n"));
    }

    @Test
    void a_separator_that_ends_a_message_of_version_1_is_no_checksum() {
        assertThat(positions("#SD#" + PLACE + ";\r\n").fixes()).hasSize(1);
        assertThat(positions("#D#" + PLACE + ";NA;NA;NA;;NA;x:1:1;\r\n")
                        .fixes()
                        .getFirst()
                        .attributes())
                .isEqualTo("{\"x\":1}");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "2,false", "3,true", "NA,true"})
    void with_fewer_than_three_satellites_there_is_no_current_fix(String satellites, boolean valid) {
        var fix = positions("#SD#270413;205601;5544.6025;N;03739.6834;E;0;0;3;" + satellites)
                .fixes()
                .getFirst();
        assertThat(fix.valid()).isEqualTo(valid);
        assertThat(fix.hasLocation()).isTrue();
    }

    @Test
    void texts_are_in_utf8() {
        var utf8 = Buffer.buffer("#D#" + PLACE + ";NA;NA;NA;;NA;name:3:Köln");
        var positions = (Frame.Positions) protocol.decode(utf8, 0, utf8.length(), new Arrival(true, NOW_MS));
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"name\":\"Köln\"}");
    }

    @Test
    void data_without_a_place_is_a_status() {
        assertThat(decode("#D#NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;;NA;count:1:7"))
                .isEqualTo(new Frame.Status(null, NOW_MS, "{\"count\":7}", Buffer.buffer("#AD#1\r\n")));
    }

    @Test
    void unknown_values_stay_unknown() {
        var fix = positions("#D#270413;205601;5544.6025;N;03739.6834;E;NA;;NA;NA;NA;NA;NA;;NA;NA")
                .fixes()
                .getFirst();
        assertThat(fix.speedKmh()).isNaN();
        assertThat(fix.headingDeg()).isNaN();
        assertThat(fix.altitudeM()).isNaN();
        assertThat(fix.satellites()).isEqualTo(-1);
        assertThat(fix.attributes()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "NA;NA,2026-01-01T00:00:00Z",
        "270413;NA,2026-01-01T00:00:00Z",
        "310413;205601,1970-01-01T00:00:00Z",
        "270413;256000,1970-01-01T00:00:00Z",
        "soon;205601,1970-01-01T00:00:00Z"
    })
    void a_missing_time_is_that_of_arrival_and_an_impossible_one_unknown(String sent, String meant) {
        var fix = positions("#SD#" + sent + ";5544.6025;N;03739.6834;E;1;2;3;4")
                .fixes()
                .getFirst();
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_OLD,#AD#0",
        "IN_FUTURE,#AD#0",
        "NO_FIX,#AD#10",
        "OUT_OF_RANGE,#AD#10",
        "SPEED_OUT_OF_RANGE,#AD#11",
        "REFUSED_BY_STORE,#AD#-1"
    })
    void a_record_that_is_kept_as_rejected_is_answered_with_the_reason(RejectionReason reason, String answer) {
        var ack = positions("#D#" + PLACE + ";NA;NA;NA;;NA;NA").ack();
        assertThat(ack.apply(new Receipt(List.of(new Outcome.Rejected(reason, "")))))
                .isEqualTo(Buffer.buffer(answer + "\r\n"));
        assertThat(ack.apply(new Receipt(List.of(Outcome.Kept.DUPLICATE)))).isEqualTo(Buffer.buffer("#AD#1\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"north;N;03739.6834;E", "5544.6025;x;03739.6834;E", "5544.6025;N;-03739.6834;E"})
    void wrong_coordinates_are_kept_as_rejected(String place) {
        var fix = positions("#SD#270413;205601;" + place + ";1;2;3;4").fixes().getFirst();
        assertThat(fix.hasLocation()).isFalse();
    }

    @Test
    void wrong_checksum_and_structure_have_words_of_their_own() {
        assertRejected(decode("#SD#" + PLACE + ";0000"), FrameFault.CHECKSUM, "#ASD#13\r\n");
        assertRejected(decode("#D#" + PLACE + ";NA;NA;NA;;NA;NA;0000"), FrameFault.CHECKSUM, "#AD#16\r\n");
        assertRejected(decode("#D#" + PLACE + ";NA;NA;NA;;NA;0000"), FrameFault.CHECKSUM, "#AD#16\r\n");
        assertRejected(decode("#SD#1;2;3"), FrameFault.MALFORMED, "#ASD#-1\r\n");
        assertRejected(decode("#D#"), FrameFault.MALFORMED, "#AD#-1\r\n");
        assertRejected(decode("#B#" + PLACE + "|0000"), FrameFault.CHECKSUM, "#AB#\r\n");
        assertRejected(decode("#B#1;2|3"), FrameFault.MALFORMED, "#AB#0\r\n");
    }

    @Test
    void black_box_acknowledges_all_records_that_are_durable() {
        var later = PLACE.replace("205601", "205701");
        var positions = positions(withChecksum("#B#", PLACE + '|' + later + ";1.5;4;0;;NA;x:1:1|"));
        assertThat(positions.fixes()).extracting(Fix::recordedAtMs).containsExactly(PLACE_MS, PLACE_MS + 60_000);
        assertThat(positions.fixes().getLast().attributes())
                .isEqualTo("{\"hdop\":1.5,\"inputs\":4,\"outputs\":0,\"x\":1}");
        var receipt = new Receipt(List.of(Outcome.Kept.DUPLICATE, new Outcome.Rejected(RejectionReason.TOO_OLD, "")));
        assertThat(positions.ack().apply(receipt)).isEqualTo(Buffer.buffer("#AB#2\r\n"));
    }

    @Test
    void black_box_leaves_out_what_is_no_record() {
        var positions = positions("#B#" + PLACE + "|x||" + PLACE + "|");
        assertThat(positions.fixes()).hasSize(2);
        assertThat(positions.ack().apply(Receipt.allStored(2))).isEqualTo(Buffer.buffer("#AB#2\r\n"));
    }

    @Test
    void black_box_of_one_record_without_a_place_is_a_status() {
        assertThat(decode("#B#270413;205601;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;;NA;x:1:1"))
                .isEqualTo(new Frame.Status(null, PLACE_MS, "{\"x\":1}", Buffer.buffer("#AB#1\r\n")));
    }

    @Test
    void message_of_the_driver_is_a_text() {
        var read = new Frame.Status(null, NOW_MS, "{\"text\":\"late; sorry\"}", Buffer.buffer("#AM#1\r\n"));
        assertThat(decode("#M#late; sorry\r\n")).isEqualTo(read);
        assertThat(decode(withChecksum("#M#", "late; sorry;"))).isEqualTo(read);
        assertRejected(decode("#M#late; sorry;12AB"), FrameFault.CHECKSUM, "#AM#01\r\n");
    }

    @Test
    void picture_is_followed_to_its_end_and_refused_block_by_block() {
        var stream = Buffer.buffer("#I#5;0;1;270413;205601;a.jpg\r\n")
                .appendBytes(new byte[] {'\n', '#', 'P', '#', '\n'})
                .appendString("#I#2;1;1;270413;205601;a.jpg\r\nxy#P#\r\n");
        var first = protocol.frameLength(stream, 0, stream.length(), true);
        assertThat(first).isEqualTo(35);
        assertThat(protocol.decode(stream, 0, first, new Arrival(true, NOW_MS)))
                .isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("#AI#0;0\r\n")));
        var second = protocol.frameLength(stream, first, stream.length(), true);
        assertThat(protocol.decode(stream, first, second, new Arrival(true, NOW_MS)))
                .isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("#AI#1;0\r\n")));
        assertThat(protocol.frameLength(stream, first + second, stream.length(), true))
                .isEqualTo(5);
        assertRejected(decode("#I#5;0;1;270413;205601;a.jpg\r\nabc"), FrameFault.MALFORMED, null);
    }

    @Test
    void files_of_a_tachograph_are_not_taken() {
        assertThat(decode("#IT#270413;205601;D1;1;3;ABCD"))
                .isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("#AIT#0\r\n")));
        var block = Buffer.buffer("#T#1;3;2;ABCD\r\n\n\n\n");
        assertThat(protocol.frameLength(block, 0, block.length(), true)).isEqualTo(block.length());
        assertThat(decode(block.toString())).isEqualTo(new Frame.Heartbeat(null, Buffer.buffer("#AT#2;0\r\n")));
    }

    @Test
    void block_that_is_longer_than_any_frame_ends_the_stream() {
        var stream = Buffer.buffer("#I#9999999999;0;1;270413;205601;a.jpg\r\n");
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isNegative();
    }

    @Test
    void datagrams_name_the_device_themselves() {
        var datagrams = DatagramProtocol.of(protocol);
        var version1 = datagrams.decode(Buffer.buffer("99999999#SD#" + PLACE), new Arrival(false, NOW_MS));
        assertThat(((Frame.Positions) version1.getFirst()).uniqueId()).isEqualTo("99999999");
        var version2 = datagrams.decode(
                Buffer.buffer("2.0;99999999" + withChecksum("#SD#", PLACE + ';')), new Arrival(false, NOW_MS));
        assertThat(((Frame.Positions) version2.getFirst()).uniqueId()).isEqualTo("99999999");
        assertRejected(
                datagrams
                        .decode(Buffer.buffer("2.0;99999999#SD#" + PLACE), new Arrival(false, NOW_MS))
                        .getFirst(),
                FrameFault.CHECKSUM,
                "#ASD#13\r\n");
        assertThat(datagrams.decode(Buffer.buffer("2.0;99999999#P#\r\n"), new Arrival(false, NOW_MS)))
                .containsExactly(new Frame.Heartbeat("99999999", Buffer.buffer("#AP#\r\n")));
    }

    @Test
    void packed_message_is_unpacked() throws IOException {
        var packed = packed(("#SD#" + PLACE + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(protocol.frameLength(packed, 0, 2, true)).isZero();
        assertThat(protocol.frameLength(packed, 0, 3, true)).isEqualTo(packed.length());
        assertThat(protocol.decode(packed, 0, packed.length(), new Arrival(true, NOW_MS)))
                .isInstanceOf(Frame.Positions.class);
        var bomb = packed(new byte[1_000_000]);
        assertRejected(protocol.decode(bomb, 0, bomb.length(), new Arrival(true, NOW_MS)), FrameFault.MALFORMED, null);
        assertRejected(
                protocol.decode(packed, 0, packed.length() - 1, new Arrival(true, NOW_MS)), FrameFault.MALFORMED, null);
        packed.setByte(8, (byte) ~packed.getByte(8));
        assertRejected(
                protocol.decode(packed, 0, packed.length(), new Arrival(true, NOW_MS)), FrameFault.MALFORMED, null);
    }

    @Test
    void data_before_the_login_is_refused() {
        var message = Buffer.buffer("#SD#" + PLACE);
        assertRejected(
                protocol.decode(message, 0, message.length(), new Arrival(false, NOW_MS)),
                FrameFault.NOT_LOGGED_IN,
                null);
    }

    @Test
    void blank_lines_and_answers_of_the_device_are_heartbeats() {
        assertThat(decode("\r\n")).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(decode("#AM#1\r\n")).isEqualTo(new Frame.Heartbeat(null, null));
        assertRejected(decode("GET / HTTP/1.1\r\n"), FrameFault.MALFORMED, null);
    }

    @Test
    void time_that_is_none_is_unknown() {
        assertThat(positions("#SD#;x;5544.6025;N;03739.6834;E;1;2;3;4".replace(";x", "1;x"))
                        .fixes()
                        .getFirst()
                        .recordedAtMs())
                .isEqualTo(FixTime.UNKNOWN);
    }

    private Frame decode(String line) {
        var bytes = Buffer.buffer(line.getBytes(StandardCharsets.ISO_8859_1));
        return protocol.decode(bytes, 0, bytes.length(), new Arrival(true, NOW_MS));
    }

    private Frame.Positions positions(String line) {
        return (Frame.Positions) decode(line);
    }

    private static void assertRejected(Frame frame, FrameFault fault, String reply) {
        assertThat(frame).isInstanceOfSatisfying(Frame.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(fault);
            assertThat(rejected.reply()).isEqualTo(reply == null ? null : Buffer.buffer(reply));
        });
    }

    static String withChecksum(String type, String body) {
        var bytes = Buffer.buffer(body);
        return type + body + String.format("%04X", Crc16.ARC.of(bytes, 0, bytes.length())) + "\r\n";
    }

    private static Buffer packed(byte[] message) throws IOException {
        var stream = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(stream)) {
            deflater.write(message);
        }
        return Buffer.buffer(new byte[] {(byte) 0xFF})
                .appendUnsignedShortLE(stream.size())
                .appendBytes(stream.toByteArray());
    }
}
