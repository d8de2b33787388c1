package io.headway.protocol.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
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

class WatchProtocolTest {
    private static final String PLACE = "110326,101112,A,49.945678,N,11.571234,E,12.5,271.0,345,9,80,67,4321,0,";

    private final WatchProtocol protocol = new WatchProtocol();

    private static String framed(String content) {
        return String.format("[3G*8800000015*%04X*%s]", content.length(), content);
    }

    private Frame decode(String message) {
        return decode(Buffer.buffer(message, "ISO-8859-1"));
    }

    private Frame decode(Buffer message) {
        assertThat(protocol.frameLength(message, 0, message.length(), false)).isEqualTo(message.length());
        return protocol.decode(message, 0, message.length(), new Arrival(false, DecoderCheck.NOW_MS));
    }

    @Test
    void link_message_is_answered_with_its_own_kind() {
        assertThat(decode("[SG*8800000015*0002*LK]"))
                .isEqualTo(new Frame.Heartbeat("8800000015", Buffer.buffer("[SG*8800000015*0002*LK]")));
    }

    @Test
    void link_message_with_values_is_a_status_and_answered() {
        assertThat(decode("[SG*8800000015*000D*LK,50,100,100]"))
                .isEqualTo(new Frame.Status(
                        "8800000015",
                        DecoderCheck.NOW_MS,
                        "{\"steps\":50,\"battery_pct\":100}",
                        Buffer.buffer("[SG*8800000015*0002*LK]")));
    }

    @Test
    void answer_repeats_the_index_of_makes_that_have_one() {
        assertThat(decode("[ZJ*014111001350304*0033*0002*LK]"))
                .isEqualTo(new Frame.Heartbeat("014111001350304", Buffer.buffer("[ZJ*014111001350304*0033*0002*LK]")));
    }

    @ParameterizedTest
    @CsvSource({"TKQ,TKQ", "TKQ2,TKQ2", "'INIT,13800000000','INIT,1'", "UPLOAD,", "'TS,1,2',"})
    void what_the_watch_waits_for_is_answered_and_nothing_else(String content, String answer) {
        assertThat(decode(framed(content)))
                .isEqualTo(new Frame.Heartbeat("8800000015", answer == null ? null : Buffer.buffer(framed(answer))));
    }

    @Test
    void position_is_read_field_by_field() {
        var positions = (Frame.Positions) decode(framed("UD," + PLACE
                + "00000000,2,255,262,1,21041,9067,121,21041,5981,116,1,name,34:31:c4:c8:a9:22,-67,15.5"));
        assertThat(positions.uniqueId()).isEqualTo("8800000015");
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        Instant.parse("2026-03-11T10:11:12Z").toEpochMilli(),
                        49.945678,
                        11.571234,
                        345,
                        12.5f,
                        271,
                        15.5f,
                        9,
                        true,
                        "{\"rssi\":80,\"battery_pct\":67,\"steps\":4321,\"status\":0,\"cells\":["
                                + "{\"mcc\":262,\"mnc\":1,\"lac\":21041,\"cell_id\":9067,\"rssi\":121},"
                                + "{\"mcc\":262,\"mnc\":1,\"lac\":21041,\"cell_id\":5981,\"rssi\":116}],"
                                + "\"wifi\":[{\"mac\":\"34:31:c4:c8:a9:22\",\"rssi\":-67}]}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isNull();
    }

    @Test
    void alarm_is_answered_once_it_is_stored() {
        var positions = (Frame.Positions) decode(framed("AL," + PLACE + "00210001,0,0"));
        assertThat(positions.fixes().getFirst().attributes()).contains("\"alarm\":\"sos,low_battery,fall\"");
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("[3G*8800000015*0002*AL]"));
    }

    @ParameterizedTest
    @CsvSource({
        "00010000,sos",
        "00020000,low_battery",
        "00000001,low_battery",
        "00040000,geofence_exit",
        "00080000,geofence_enter",
        "00100000,removed",
        "00200000,fall",
        "00004000,power_cut",
        "00000000,general",
        "00000008,general",
        "00210001,'sos,low_battery,fall'"
    })
    void status_bits_are_alarms(String status, String alarm) {
        var positions = (Frame.Positions) decode(framed("AL," + PLACE + status + ",0,0"));
        assertThat(positions.fixes().getFirst().attributes()).contains("\"alarm\":\"" + alarm + "\"");
    }

    @Test
    void watch_that_was_taken_off_and_left_its_fence_raises_no_alarm_anew_with_every_report() {
        var positions = (Frame.Positions) decode(framed("UD," + PLACE + "0000000A,0,0"));
        assertThat(positions.fixes().getFirst().attributes())
                .contains("\"status\":10")
                .doesNotContain("alarm");
    }

    @ParameterizedTest
    @ValueSource(strings = {",12.5,271.0,345,9,80,67,4321,0", ",12.5", ""})
    void position_that_ends_early_is_kept(String end) {
        var fix = ((Frame.Positions) decode(framed("UD,110326,101112,A,49.945678,N,11.571234,E" + end)))
                .fixes()
                .getFirst();
        assertThat(fix.latitude()).isEqualTo(49.945678);
        assertThat(fix.longitude()).isEqualTo(11.571234);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.attributes()).doesNotContain("status", "cells", "wifi");
    }

    @Test
    void report_from_the_memory_says_so() {
        var positions = (Frame.Positions) decode(framed("UD2," + PLACE + "00000000,0,0"));
        assertThat(positions.fixes().getFirst().attributes()).contains("\"archive\":true");
    }

    @Test
    void southern_and_western_places_are_negative_with_or_without_a_sign() {
        for (var place : List.of("33.5,S,70.7,W", "-33.5,S,-70.7,W", "-33.5,N,-70.7,E")) {
            var positions = (Frame.Positions)
                    decode(framed("UD,110326,101112,V," + place + ",0.0,0.0,0,0,80,67,0,0,00000000,0,0"));
            var fix = positions.fixes().getFirst();
            assertThat(fix.latitude()).isEqualTo(-33.5);
            assertThat(fix.longitude()).isEqualTo(-70.7);
            assertThat(fix.valid()).isFalse();
        }
    }

    @Test
    void report_without_coordinates_is_a_status_with_its_cells() {
        var status = (Frame.Status)
                decode(framed("UD,110326,101112,V,,N,,E,,,,0,80,67,0,0,00000000,1,0,262,1,55C,3B88A2,20"));
        assertThat(status.reportedAtMs())
                .isEqualTo(Instant.parse("2026-03-11T10:11:12Z").toEpochMilli());
        assertThat(status.attributes()).contains("\"lac\":1372,\"cell_id\":3901602");
    }

    @ParameterizedTest
    @CsvSource({
        "'PULSE,72','{\"heart_rate_bpm\":72}'",
        "'heart,0','{}'",
        "'BLOOD,120,79','{\"blood_pressure_systolic_mmhg\":120,\"blood_pressure_diastolic_mmhg\":79}'",
        "'TEMP,36.5','{\"temperature_c\":36.5}'",
        "'GS1,2,5,262,1,9126,50317,52,9126,50318,32',"
                + "'{\"cells\":[{\"mcc\":262,\"mnc\":1,\"lac\":9126,\"cell_id\":50317,\"rssi\":52},"
                + "{\"mcc\":262,\"mnc\":1,\"lac\":9126,\"cell_id\":50318,\"rssi\":32}]}'",
        "'CCID,89490200001234567890','{\"iccid\":\"89490200001234567890\"}'",
        "'ICCID,89490200001234567890','{\"iccid\":\"89490200001234567890\"}'"
    })
    void values_of_the_wearer_and_the_watch_are_a_status(String content, String attributes) {
        assertThat(decode(framed(content)))
                .isEqualTo(new Frame.Status("8800000015", DecoderCheck.NOW_MS, attributes, null));
    }

    @ParameterizedTest
    @CsvSource({
        "'bphrt,120,79,73,,,,','{\"blood_pressure_systolic_mmhg\":120,\"blood_pressure_diastolic_mmhg\":79,"
                + "\"heart_rate_bpm\":73}',bphrt",
        "'btemp2,1,35.29','{\"temperature_c\":35.29}',btemp2",
        "'btemp2,0,36.60','{\"temperature_c\":36.6}',btemp2",
        "'btemp2,1,1','{}',btemp2",
        "'btemp2,0,0','{}',btemp2",
        "'oxygen,0,98','{\"blood_oxygen_pct\":98}','oxygen,1'"
    })
    void measured_values_are_a_status_and_answered(String content, String attributes, String answer) {
        assertThat(decode(framed(content)))
                .isEqualTo(
                        new Frame.Status("8800000015", DecoderCheck.NOW_MS, attributes, Buffer.buffer(framed(answer))));
    }

    @Test
    void search_for_a_friend_has_the_time_of_the_watch_before_its_place() {
        var positions = (Frame.Positions) decode(framed("PP,091046," + PLACE + "00000010,0,0"));
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs())
                .isEqualTo(Instant.parse("2026-03-11T10:11:12Z").toEpochMilli());
        assertThat(fix.latitude()).isEqualTo(49.945678);
        assertThat(fix.attributes()).contains("\"status\":16").doesNotContain("motion");
        assertThat(((Frame.Positions) decode(framed("PP," + PLACE + "00000010,0,0"))).fixes())
                .isEqualTo(positions.fixes());
        for (var without : new String[] {"PPR", "PP", "PP,1,22", "PP,091046"}) {
            assertThat(decode(framed(without))).isInstanceOf(Frame.Heartbeat.class);
        }
    }

    @Test
    void watch_at_rest_does_not_move() {
        var atRest = (Frame.Positions) decode(framed("UD," + PLACE.replace("12.5", "0.0") + "00000010,0,0"));
        assertThat(atRest.fixes().getFirst().attributes()).contains("\"status\":16,\"motion\":false");
    }

    @Test
    void configuration_is_answered_so_that_it_is_sent_once() {
        assertThat(decode(framed("CONFIG,TY:g36a,UL:600,SY:0")))
                .isEqualTo(new Frame.Status(
                        "8800000015", DecoderCheck.NOW_MS, "{\"model\":\"g36a\"}", Buffer.buffer(framed("CONFIG,1"))));
    }

    @Test
    void voice_may_hold_brackets_and_ends_where_its_length_says() {
        assertThat(decode(framed("TK,#!AMR}[],*\u00ff")))
                .isEqualTo(new Frame.Heartbeat("8800000015", Buffer.buffer(framed("TK,0"))));
    }

    @Test
    void voice_whose_length_counts_escaped_bytes_once_is_followed() {
        var message = "[3G*8800000015*000C*TK,#!AMR\n}\u0003}\u0001x]";
        assertThat(decode(message)).isEqualTo(new Frame.Heartbeat("8800000015", Buffer.buffer(framed("TK,0"))));
    }

    @Test
    void voice_of_another_length_than_said_is_refused_and_not_answered() {
        var message = "[3G*8800000015*000A*TK,#!AMR\nxyz]";
        assertThat(protocol.frameLength(Buffer.buffer(message), 0, message.length(), true))
                .isEqualTo(message.length() - 2);
        assertFault(message);
        assertFault(message.substring(0, message.length() - 1));
    }

    @Test
    void watch_s_own_answer_to_a_voice_message_is_not_answered() {
        assertThat(decode(framed("TK,1"))).isEqualTo(new Frame.Heartbeat("8800000015", null));
    }

    @Test
    void part_of_a_long_voice_message_is_answered() {
        assertThat(decode("[ZJ*789468050042692*0034*0027*JXTK,0,watch_7_20220526093954,1,6,#!AMR]"))
                .isEqualTo(new Frame.Heartbeat(
                        "789468050042692", Buffer.buffer("[ZJ*789468050042692*0034*0007*JXTKR,0]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"004B", "0045", "005F"})
    void text_of_another_length_than_said_ends_at_its_bracket(String length) {
        var message = "[SG*8800000015*" + length + "*UD," + PLACE.substring(0, 62) + ",7,0,00000000,0,0,,00]";
        var stream = Buffer.buffer(message + "[SG*8800000015*0002*LK]");
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(message.length());
    }

    @Test
    void length_a_little_too_large_keeps_nobody_waiting() {
        assertThat(decode("[SG*9081000548*0009*LK,0,100]")).isInstanceOf(Frame.Heartbeat.class);
    }

    @Test
    void line_ends_between_messages_are_no_messages() {
        assertThat(decode("\r")).isEqualTo(new Frame.Heartbeat(null, null));
        assertThat(decode("\0")).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1", "[3G*88 0015*0002*LK]", "[*1*0002*LK]", "[3G*1*xyz*LK]", "[3G*1*02*LK]", "]"})
    void stream_of_another_kind_is_not_followed(String bytes) {
        assertThat(protocol.frameLength(Buffer.buffer(bytes), 0, bytes.length(), false))
                .isNegative();
        assertFault(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UD", "UD,", "AL,110326,101112,A,49.9,N", "WT"})
    void position_without_its_fields_is_refused(String content) {
        assertFault(framed(content));
    }

    @Test
    void position_with_an_impossible_date_is_kept_without_a_time() {
        var positions = (Frame.Positions) decode(framed("UD," + PLACE.replace("110326", "310226") + "00000000,0,0"));
        assertThat(positions.fixes().getFirst().recordedAtMs()).isZero();
    }

    private void assertFault(String message) {
        assertThat(protocol.decode(Buffer.buffer(message), 0, message.length(), new Arrival(true, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.MALFORMED));
    }
}
