package io.headway.protocol.ruptela;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuptelaProtocolTest {
    private static final String IMEI = "012207007303107";
    /** 2025-10-09T08:53:20Z, 25.2 degrees east, 54.6 north, 120.5 m, 90 degrees, 9 satellites, 60 km/h. */
    private static final String HEADER_TIME = "68e77800";

    private static final String PLACE = "0f053700" + "208b4c80" + "04b5" + "2328" + "09" + "003c" + "0b";

    private final RuptelaProtocol protocol = new RuptelaProtocol();

    @Test
    void record_becomes_a_fix_with_named_elements() {
        var positions = (Frame.Positions) decode(
                0x01,
                "0001" + HEADER_TIME + "00" + "01" + PLACE + "07" + "0305011b19ad00" + "021d33d61e0f8c" + "0141000a6b3f"
                        + "01480102030405060708");
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        var fix = positions.fixes().getFirst();
        assertThat(fix.recordedAtMs()).isEqualTo(1_760_000_000_000L);
        assertThat(fix.longitude()).isEqualTo(25.2);
        assertThat(fix.latitude()).isEqualTo(54.6);
        assertThat(fix.altitudeM()).isEqualTo(120.5f);
        assertThat(fix.headingDeg()).isEqualTo(90);
        assertThat(fix.speedKmh()).isEqualTo(60);
        assertThat(fix.satellites()).isEqualTo(9);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.attributes())
                .isEqualTo("{\"priority\":1,\"hdop\":1.1,\"event\":7,\"ignition\":true,\"rssi\":25,\"motion\":false,"
                        + "\"power_v\":13.27,\"battery_v\":3.98,\"odometer_m\":682815,\"io72\":\"0102030405060708\"}");
    }

    @Test
    void records_of_one_moment_are_one_fix() {
        var first = HEADER_TIME + "00" + "10" + "00" + PLACE + "0008" + "01000501" + "00" + "00" + "010068"
                + "575657313233" + "3435";
        var second = HEADER_TIME + "00" + "11" + "00" + PLACE + "0008" + "00" + "00" + "00" + "020069"
                + "3637383930313233" + "006a" + "3400000000000000";
        var positions = (Frame.Positions) decode(0x44, "0002" + first + second);
        assertThat(positions.fixes()).hasSize(1);
        var attributes = new JsonObject(positions.fixes().getFirst().attributes());
        assertThat(attributes.getString("vin")).isEqualTo("WVW12345678901234");
        assertThat(attributes.getBoolean("ignition")).isTrue();
        assertThat(attributes.getInteger("event")).isEqualTo(8);
    }

    @Test
    void continued_record_of_another_moment_stands_alone() {
        var first = HEADER_TIME + "00" + "10" + "00" + PLACE + "0008" + "00000000";
        var later = "68e77801" + "00" + "11" + "00" + PLACE + "0008" + "00000000";
        assertThat(((Frame.Positions) decode(0x44, "0002" + first + later)).fixes())
                .hasSize(2);
    }

    @Test
    void record_without_satellites_and_dilution_is_no_current_fix() {
        var place = "0f053700208b4c8004b5232800003cff";
        var positions = (Frame.Positions) decode(0x01, "0001" + HEADER_TIME + "0000" + place + "07" + "00000000");
        assertThat(positions.fixes().getFirst().valid()).isFalse();
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"event\":7}");
    }

    @Test
    void record_without_satellites_but_with_a_dilution_is_a_fix() {
        var place = "0f053700208b4c8004b5232800003c00";
        var positions = (Frame.Positions) decode(0x01, "0001" + HEADER_TIME + "0000" + place + "07" + "00000000");
        assertThat(positions.fixes().getFirst().valid()).isTrue();
        assertThat(positions.fixes().getFirst().satellites()).isZero();
    }

    @Test
    void altitude_below_the_sea_is_negative() {
        var place = "0f053700208b4c80ffce2328090000ff";
        var positions = (Frame.Positions) decode(0x01, "0001" + HEADER_TIME + "0000" + place + "07" + "00000000");
        assertThat(positions.fixes().getFirst().altitudeM()).isEqualTo(-5);
    }

    /** As the maker's own tool prints it for devices set to send without a fix: every field at its unknown value. */
    private static final String NO_PLACE = "8000000080000000" + "8000" + "ffff" + "ff" + "ffff" + "ff";

    @Test
    void single_record_without_a_place_is_a_state() {
        assertThat(decode(0x01, "0001" + HEADER_TIME + "0000" + NO_PLACE + "07" + "02050120" + "210000" + "00"))
                .isEqualTo(new Frame.Status(
                        IMEI,
                        1_760_000_000_000L,
                        "{\"event\":7,\"ignition\":true,\"temperature_c\":33}",
                        bytes("0002640113bc")));
    }

    @Test
    void records_without_a_place_are_kept_each_for_their_attributes() {
        var record = HEADER_TIME + "0000" + NO_PLACE + "07" + "01050100" + "0000";
        var positions = (Frame.Positions) decode(0x01, "0002" + record + record);
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        assertThat(positions.fixes()).hasSize(2).allSatisfy(fix -> {
            assertThat(fix.hasLocation()).isFalse();
            assertThat(fix.recordedAtMs()).isEqualTo(1_760_000_000_000L);
            assertThat(fix.speedKmh()).isNaN();
            assertThat(fix.headingDeg()).isNaN();
            assertThat(fix.altitudeM()).isNaN();
            assertThat(fix.satellites()).isNegative();
            assertThat(fix.attributes()).isEqualTo("{\"event\":7,\"ignition\":true}");
        });
    }

    @Test
    void unknown_speed_course_and_satellites_beside_a_place_stay_unknown() {
        var place = "0f053700208b4c80" + "04b5" + "ffff" + "ff" + "ffff" + "ff";
        var positions = (Frame.Positions) decode(0x01, "0001" + HEADER_TIME + "0000" + place + "07" + "00000000");
        var fix = positions.fixes().getFirst();
        assertThat(fix.latitude()).isEqualTo(54.6);
        assertThat(fix.speedKmh()).isNaN();
        assertThat(fix.headingDeg()).isNaN();
        assertThat(fix.altitudeM()).isEqualTo(120.5f);
        assertThat(fix.satellites()).isNegative();
    }

    @Test
    void record_beyond_the_end_of_its_group_stands_alone() {
        var first = HEADER_TIME + "00" + "00" + "00" + PLACE + "0008" + "00000000";
        var other = HEADER_TIME + "01" + "01" + "00" + PLACE + "0008" + "00000000";
        assertThat(((Frame.Positions) decode(0x44, "0002" + first + other)).fixes())
                .hasSize(2);
    }

    @Test
    void ignition_of_its_own_element_wins_over_the_fourth_input() {
        var record = HEADER_TIME + "00" + "00" + "00" + PLACE + "0199" + "02" + "019901" + "000500" + "000000";
        var positions = (Frame.Positions) decode(0x44, "0001" + record);
        assertThat(positions.fixes().getFirst().attributes())
                .isEqualTo("{\"hdop\":1.1,\"event\":409,\"ignition\":true,\"io5\":0}");
    }

    @Test
    void vehicle_bus_key_and_alarms_are_named() {
        var record = HEADER_TIME + "00" + "00" + "00" + PLACE + "0086"
                + "05" + "00863c" + "008801" + "006233" + "001bff" + "00aa01"
                + "01" + "00c52070"
                + "01" + "00d0000a4ab0"
                + "01" + "002201d0430102030405";
        var positions = (Frame.Positions) decode(0x44, "0001" + record);
        assertThat(positions.fixes().getFirst().attributes())
                .isEqualTo("{\"hdop\":1.1,\"event\":134,\"io134\":60,\"io136\":1,\"fuel_pct\":20,\"charging\":true,"
                        + "\"engine_rpm\":1038,\"fuel_used_l\":337240,\"driver_id\":\"01d0430102030405\","
                        + "\"alarm\":\"harsh_braking,harsh_acceleration\"}");
    }

    @Test
    void what_the_bus_calls_not_available_is_left_out() {
        var record = HEADER_TIME + "00" + "00" + PLACE + "07" + "01cfff" + "01c5ffff" + "01d0ffffffff" + "012200000000"
                + "00000000";
        var positions = (Frame.Positions) decode(0x01, "0001" + record);
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"hdop\":1.1,\"event\":7}");
    }

    @Test
    void taken_is_said_once_for_the_packet_also_when_records_are_kept_as_rejected() {
        var record = HEADER_TIME + "00" + "00" + PLACE + "07" + "00000000";
        var positions = (Frame.Positions) decode(0x01, "0502" + record + record);
        assertThat(positions.fixes()).hasSize(2);
        assertThat(positions
                        .ack()
                        .apply(new Receipt(
                                List.of(Outcome.Kept.STORED, new Outcome.Rejected(RejectionReason.TOO_OLD, "old")))))
                .isEqualTo(bytes("0002640113bc"));
    }

    @Test
    void packet_that_does_not_verify_is_to_be_sent_again() {
        var packet = packet(0x01, "0001" + HEADER_TIME + "00" + "00" + PLACE + "07" + "00000000");
        packet.setByte(20, (byte) ~packet.getByte(20));
        var rejected = (Frame.Rejected) decode(packet);
        assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM);
        assertThat(rejected.reply()).isEqualTo(bytes("000264000235"));
    }

    @Test
    void payload_that_is_not_exactly_its_records_is_refused() {
        var record = HEADER_TIME + "00" + "00" + PLACE + "07" + "00000000";
        for (var payload : List.of(
                "", "00", "0000", "0002" + record, "0001" + record + "00", "0001" + HEADER_TIME, "00ff" + record)) {
            assertThat(((Frame.Rejected) decode(0x01, payload)).reason()).isEqualTo(FrameFault.MALFORMED);
        }
    }

    @Test
    void trouble_codes_are_positions_with_the_code() {
        var code = "00" + HEADER_TIME + "0f053700" + "208b4c80" + "02" + "5030333030";
        var positions = (Frame.Positions) decode(0x09, "02" + code + code);
        assertThat(positions.fixes()).hasSize(2);
        assertThat(positions.fixes().getFirst().attributes()).isEqualTo("{\"archive\":true,\"dtcs\":\"P0300\"}");
        assertThat(positions.fixes().getFirst().latitude()).isEqualTo(54.6);
        assertThat(positions.ack().apply(Receipt.allStored(2))).isEqualTo(bytes("00026d01c4a4"));
        assertThat(decode(0x09, "02" + code)).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void identification_is_a_login() {
        var login = (Frame.Login) decode(0x0F, "00");
        assertThat(login.uniqueId()).isEqualTo(IMEI);
        assertThat(login.accepted()).isEqualTo(bytes("00027301cb25"));
        assertThat(login.refused().getBuffer(0, 5)).isEqualTo(bytes("0003730205"));
    }

    @Test
    void heartbeat_is_answered_at_once_and_other_commands_are_not() {
        assertThat(decode(0x10, "")).isEqualTo(new Frame.Heartbeat(IMEI, bytes("00027401862d")));
        assertThat(decode(0x25, "0200")).isEqualTo(new Frame.Heartbeat(IMEI, null));
    }

    @Test
    void answer_to_a_text_command_is_a_state() {
        var text = HexFormat.of().formatHex("DIN1=1".getBytes(StandardCharsets.US_ASCII));
        assertThat(decode(0x07, text)).isEqualTo(new Frame.Status(IMEI, 7, "{\"text\":\"DIN1=1\"}", null));
    }

    @Test
    void stream_of_another_protocol_is_not_followed() {
        var http = Buffer.buffer("GET / HTTP/1.1\r\nHost: x\r\n");
        assertThat(protocol.frameLength(http, 0, http.length(), false)).isNegative();
        assertThat(protocol.frameLength(bytes("0008"), 0, 2, false)).isNegative();
        assertThat(protocol.frameLength(bytes("00"), 0, 1, false)).isZero();
        assertThat(protocol.frameLength(bytes("0009"), 0, 2, false)).isEqualTo(13);
    }

    private Frame decode(int command, String payload) {
        return decode(packet(command, payload));
    }

    private Frame decode(Buffer packet) {
        assertThat(protocol.frameLength(packet, 0, packet.length(), true)).isEqualTo(packet.length());
        return protocol.decode(packet, 0, packet.length(), new Arrival(true, 7));
    }

    private static Buffer packet(int command, String payload) {
        return RuptelaPacket.packet(Buffer.buffer()
                .appendLong(12_207_007_303_107L)
                .appendByte((byte) command)
                .appendBuffer(bytes(payload)));
    }

    private static Buffer bytes(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }
}
