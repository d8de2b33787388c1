package io.headway.protocol.tk103;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Tk103ProtocolTest {
    private static final String ID = "013612345678";
    private static final long FIX_MS = Instant.parse("2026-03-11T10:11:12Z").toEpochMilli();
    private static final String PLACE = "260311A4930.0000N01115.0000E012.5101112271.0001000293L0000015F";
    private static final String STATE =
            "\"unplugged\":false,\"ignition\":true,\"tk103_state\":\"01000293\",\"odometer_m\":351";

    private final Tk103Protocol protocol = new Tk103Protocol();

    private Frame decode(String message) {
        return protocol.decode(
                Buffer.buffer(message, "ISO-8859-1"), 0, message.length(), new Arrival(false, DecoderCheck.NOW_MS));
    }

    private Frame.Positions positions(String message) {
        return (Frame.Positions) decode(message);
    }

    private int frameLength(String bytes) {
        return protocol.frameLength(Buffer.buffer(bytes), 0, bytes.length(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(013612345678BP00000013612345678HSO)", "(013612345678BP00HSO)", "(013612345678BP00)"})
    void handshake_is_answered(String handshake) {
        assertThat(decode(handshake)).isEqualTo(new Frame.Heartbeat(ID, Buffer.buffer("(013612345678AP01HSO)")));
    }

    @Test
    void login_without_a_place_is_answered_at_once() {
        assertThat(decode("(013612345678BP05000013612345678)"))
                .isEqualTo(new Frame.Login(ID, Buffer.buffer("(013612345678AP05)"), Buffer.buffer()));
    }

    @Test
    void login_with_a_place_is_answered_once_it_is_stored() {
        var positions = positions("(013612345678BP05000013612345678" + PLACE + ")");
        assertThat(positions.uniqueId()).isEqualTo(ID);
        assertThat(positions.fixes().getFirst().recordedAtMs()).isEqualTo(FIX_MS);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("(013612345678AP05)"));
    }

    @Test
    void login_with_cells_is_a_status_and_answered() {
        assertThat(decode("(013612345678BP05355227045009305,{262,2,30073,16724}\n{262,2,30073,16730}\n,01000000)"))
                .isEqualTo(new Frame.Status(
                        ID,
                        DecoderCheck.NOW_MS,
                        "{\"cells\":[{\"mcc\":262,\"mnc\":2,\"lac\":30073,\"cell_id\":16724},"
                                + "{\"mcc\":262,\"mnc\":2,\"lac\":30073,\"cell_id\":16730}]}",
                        Buffer.buffer("(013612345678AP05)")));
    }

    @Test
    void continuous_feedback_is_read_by_its_fixed_widths_and_not_answered() {
        var positions = positions("(013612345678BR00" + PLACE + ")");
        assertThat(positions.uniqueId()).isEqualTo(ID);
        assertThat(positions.fixes())
                .containsExactly(
                        new Fix(FIX_MS, 49.5, 11.25, Float.NaN, 12.5f, 271, Float.NaN, -1, true, "{" + STATE + "}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"013612345678", "357593060760397", "01602009983", "BALLESTEROS3"})
    void id_of_the_field_is_as_long_as_its_maker_likes(String id) {
        assertThat(positions("(" + id + "BR00" + PLACE + ")").uniqueId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "'260311A4930.0000N01115.0000E012.5101112271.0001000293L0000015F',49.5,11.25,12.5,271",
        "'260311A4930.0000S01115.0000W012.5101112271.0001000293L0000015F+017.3',-49.5,-11.25,12.5,271",
        "'260311A4930.0000N 1115.0000E 12.5101112 71.0001000000L00000000',49.5,11.25,12.5,71",
        "'260311A4930.0000N1115.0000E012.5101112271.0001000000L00000000,260311,121112',49.5,11.25,12.5,271",
        "'260311A4930.0000N01115.0000E0000010111209.84001000293L0000015FP23',49.5,11.25,0,9.84",
        "'260311A4930.0000N01115.0000E012.51011122701000293L0000015F',49.5,11.25,12.5,27",
        "'260311A4930.0000N01115.0000E012.5101112271.0,7',49.5,11.25,12.5,271",
        "'260311A4930.0000N01115.0000E012.5101112271.0;7',49.5,11.25,12.5,271",
        "'260311A4930.0000N01115.0000E012.5,101112,271.00,01000000L00000000',49.5,11.25,12.5,271",
        "'260311,A,4930.0000N,01115.0000E,12.5,101112,271.0001000000L00000000',49.5,11.25,12.5,271"
    })
    void widths_and_fillings_of_the_field_are_understood(
            String place, double latitude, double longitude, float speed, float heading) {
        var fix = positions("(013612345678BR00" + place + ")").fixes().getFirst();
        assertThat(fix.recordedAtMs()).isEqualTo(FIX_MS);
        assertThat(fix.latitude()).isEqualTo(latitude);
        assertThat(fix.longitude()).isEqualTo(longitude);
        assertThat(fix.speedKmh()).isEqualTo(speed);
        assertThat(fix.headingDeg()).isEqualTo(heading);
    }

    @Test
    void temperature_follows_the_distance() {
        assertThat(positions("(013612345678BR00" + PLACE + "-017.3)")
                        .fixes()
                        .getFirst()
                        .attributes())
                .endsWith("\"odometer_m\":351,\"temperature_c\":-17.3}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,power_cut",
        "1,accident",
        "2,sos",
        "3,vibration",
        "4,low_speed",
        "5,overspeed",
        "6,geofence_exit",
        "7,vibration"
    })
    void alarm_is_answered_with_its_number_once_it_is_stored(int number, String alarm) {
        var positions = positions("(013612345678BO01" + number + PLACE + ")");
        assertThat(positions.fixes().getFirst().attributes()).contains("\"alarm\":\"" + alarm + "\"");
        assertThat(positions.ack().apply(Receipt.allStored(1)))
                .isEqualTo(Buffer.buffer("(013612345678AS01" + number + ")"));
    }

    @ParameterizedTest
    @CsvSource({
        "0,'\"blocked\":true'",
        "2,'\"alarm\":\"sos\"'",
        "3,'\"alarm\":\"accident\"'",
        "6,'\"alarm\":\"geofence_exit\"'"
    })
    void alarm_that_was_returned_has_numbers_of_its_own_and_no_answer(int number, String attribute) {
        var positions = positions("(013612345678BO02" + number + PLACE + ")");
        assertThat(positions.fixes().getFirst().attributes()).contains(attribute);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @Test
    void alarm_of_an_unknown_number_is_answered_too() {
        var positions = positions("(013612345678BO019" + PLACE + ")");
        assertThat(positions.fixes().getFirst().attributes()).doesNotContain("alarm");
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("(013612345678AS019)"));
    }

    @Test
    void form_with_commas_has_its_date_day_first_and_knows_no_answers() {
        var positions = positions("(864768011069660,ZC17,110326,A,4930.0000N,01115.0000E,0.68,101112,208.19,64.50,9)");
        assertThat(positions.uniqueId()).isEqualTo("864768011069660");
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs()).isEqualTo(FIX_MS);
        assertThat(fix.latitude()).isEqualTo(49.5);
        assertThat(fix.speedKmh()).isEqualTo(0.68f);
        assertThat(fix.headingDeg()).isEqualTo(208.19f);
        assertThat(fix.attributes()).isEqualTo("{\"alarm\":\"removed\"}");
        assertThat(positions("(864768011069660,BP05,110326,V,4930.0000N,01115.0000E,0.68,101112,208.19)")
                        .ack()
                        .apply(Receipt.allStored(1)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'BR00,110326A4930.0000N01115.0000E012.5101112271.0001000293L0000015F',12.5",
        "'BR00110326A4930.0000N01115.0000E012.5101112271.0001000293L0000015F',12.5",
        "'ZC17,110326,A,4930.0000N,01115.0000E,,101112,271.00',NaN"
    })
    void form_with_commas_may_lack_some_of_them(String content, Float speed) {
        var fix = positions("(864768011069660," + content + ")").fixes().getFirst();
        assertThat(fix.recordedAtMs()).isEqualTo(FIX_MS);
        assertThat(fix.longitude()).isEqualTo(11.25);
        assertThat(fix.speedKmh()).isEqualTo(speed);
        assertThat(fix.headingDeg()).isEqualTo(271f);
    }

    @ParameterizedTest
    @CsvSource({
        "'BO012260311V    .    N     .    E000.0101112000.0001000293L0000015F','{" + STATE + ",\"alarm\":\"sos\"}'",
        "'BO012','{\"alarm\":\"sos\"}'"
    })
    void alarm_without_a_place_is_a_status_and_answered(String content, String attributes) {
        var status = (Frame.Status) decode("(013612345678" + content + ")");
        assertThat(status.attributes()).isEqualTo(attributes);
        assertThat(status.reply()).isEqualTo(Buffer.buffer("(013612345678AS012)"));
    }

    @Test
    void what_stands_before_a_message_is_one_fault_and_no_message() {
        var frames = DatagramProtocol.of(protocol)
                .decode(
                        Buffer.buffer("013612345678BR00" + PLACE + ")(013612345678BP00HSO)"),
                        new Arrival(false, DecoderCheck.NOW_MS));
        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst()).isInstanceOf(Frame.Rejected.class);
        assertThat(frames.getLast()).isInstanceOf(Frame.Heartbeat.class);
        assertThat(frameLength("rubbish(013612345678BP00HSO)")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "ZC11,'{\"alarm\":\"movement\"}'",
        "ZC12,'{\"alarm\":\"low_battery\"}'",
        "ZC13,'{\"alarm\":\"power_cut\"}'",
        "ZC15,'{\"ignition\":true}'",
        "ZC16,'{\"ignition\":false}'",
        "ZC25,'{\"alarm\":\"sos\"}'",
        "ZC26,'{\"alarm\":\"tampering\"}'",
        "ZC27,'{\"alarm\":\"low_power\"}'",
        "ZC07,'{}'"
    })
    void command_is_an_alarm_or_a_state(String command, String attributes) {
        assertThat(positions("(864768011069660," + command + ",110326,A,4930.0000N,01115.0000E,0.68,101112,208.19)")
                        .fixes()
                        .getFirst()
                        .attributes())
                .isEqualTo(attributes);
    }

    @Test
    void cells_and_access_points_are_a_status_at_their_time() {
        assertThat(decode("(864555555555555,DW5E,262,6,5995,47701,2,30:EE:CC:E7:86:DD*-59*11,4C:60:CC:EA:BB:EE*-68*1,"
                        + "110326,101112)"))
                .isEqualTo(new Frame.Status(
                        "864555555555555",
                        FIX_MS,
                        "{\"alarm\":\"sos\",\"cells\":[{\"mcc\":262,\"mnc\":6,\"lac\":5995,\"cell_id\":47701}],"
                                + "\"wifi\":[{\"mac\":\"30:EE:CC:E7:86:DD\",\"rssi\":-59.0},"
                                + "{\"mac\":\"4C:60:CC:EA:BB:EE\",\"rssi\":-68.0}]}",
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "'{262,0,20949,58711}\n{262,0,20494,54003}\n,01000000','20949,58711;20494,54003'",
        "'262,000,3bf7,0425,3bf7,0bf5,01000000','15351,1061;15351,3061'",
        "'262,010,36e6,932c,43,36e6,766b,36','14054,37676;14054,30315'"
    })
    void cells_are_read_in_each_of_their_forms(String body, String cells) {
        var status = (Frame.Status) decode("(013612345678BZ00," + body + ")");
        for (var cell : cells.split(";", -1)) {
            var comma = cell.indexOf(',');
            assertThat(status.attributes())
                    .contains("\"lac\":" + cell.substring(0, comma) + ",\"cell_id\":" + cell.substring(comma + 1));
        }
        assertThat(status.attributes().split("lac", -1)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'6,392,112,0','{\"battery_pct\":100,\"battery_v\":3.92,\"power_v\":11.2}'",
        "'3,362,65535,255','{\"battery_pct\":20,\"battery_v\":3.62}'",
        "'255,65535,65535,0','{}'"
    })
    void battery_is_a_status(String values, String attributes) {
        assertThat(decode("(013612345678,ZC20,110326,101112," + values + ")"))
                .isEqualTo(new Frame.Status(ID, FIX_MS, attributes, null));
    }

    @Test
    void text_may_hold_parentheses() {
        var message = "(864555555555555,ZC03,110326,101112,$1 .Interval: 240 minute(s).\r\n2 .Power: 95%$)";
        assertThat(frameLength(message + "(864555555555555,ZC20")).isEqualTo(message.length());
        assertThat(frameLength(message.substring(0, message.length() - 2))).isZero();
        assertThat(decode(message))
                .isEqualTo(new Frame.Status(
                        "864555555555555",
                        FIX_MS,
                        "{\"text\":\"1 .Interval: 240 minute(s).\\u000d\\u000a2 .Power: 95%\"}",
                        null));
    }

    @Test
    void text_without_its_closing_sign_ends_before_the_next_message() {
        var message = "(864555555555555,ZC03,110326,101112,$Interval: 240 minute(s).)";
        assertThat(frameLength(message + "(864555555555555,ZC20")).isEqualTo(message.length());
    }

    @Test
    void vehicle_identification_number_is_a_status() {
        assertThat(decode("(013612345678BV005J6RW2H53HL066029)"))
                .isEqualTo(new Frame.Status(ID, DecoderCheck.NOW_MS, "{\"vin\":\"5J6RW2H53HL066029\"}", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(013612345678BS50,90:02150000753001DC)", "(013612345678BP12H060L000)", "(013612345678,ZC99)"})
    void message_of_another_kind_tells_that_the_device_lives(String message) {
        assertThat(decode(message)).isEqualTo(new Frame.Heartbeat(ID, null));
    }

    @Test
    void line_ends_between_messages_are_no_messages() {
        assertThat(frameLength("\r\n(013612345678BP00HSO)")).isEqualTo(1);
        assertThat(decode("\r")).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void datagram_may_lack_its_last_parenthesis() {
        var frames = DatagramProtocol.of(protocol)
                .decode(
                        Buffer.buffer("(013612345678BP00HSO)(013612345678BR00" + PLACE),
                        new Arrival(false, DecoderCheck.NOW_MS));
        assertThat(frames).hasSize(2);
        assertThat(((Frame.Positions) frames.getLast()).fixes().getFirst().latitude())
                .isEqualTo(49.5, within(1e-9));
    }

    @Test
    void position_with_an_impossible_date_is_kept_without_a_time() {
        assertThat(positions("(013612345678BR00" + PLACE.replace("260311", "260231") + ")")
                        .fixes()
                        .getFirst()
                        .recordedAtMs())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(013612345678BR00)",
                "(013612345678BR00260311A4930.0000N01115.00",
                "(013612345678BO012260311A4930)",
                "(0136)",
                "()",
                "(",
                "GET / HTTP/1.1",
                "(../../etc/passwd,BR00,1)"
            })
    void message_without_a_device_or_a_position_without_a_place_is_refused(String message) {
        assertThat(decode(message))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }
}
