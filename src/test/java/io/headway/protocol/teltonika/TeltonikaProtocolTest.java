package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.Arrival;
import io.headway.protocol.Crc16;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.teltonika.TeltonikaEncoder.AvlRecord;
import io.headway.protocol.teltonika.TeltonikaEncoder.IoValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeltonikaProtocolTest {
    private static final int MAX_FRAME_BYTES = 2_048;
    private static final Fix BAYREUTH =
            new Fix(1_760_000_000_123L, 49.9456789, 11.5712345, 345, 87, 271, Float.NaN, 11, true, "{}");

    private final TeltonikaProtocol protocol = new TeltonikaProtocol();

    @Test
    void login_carries_the_imei_and_both_answers() {
        var login = TeltonikaEncoder.login("356307042441013");
        assertThat(login.getBytes(0, 3)).containsExactly(0, 15, '3');
        assertThat(protocol.frameLength(login, 0, login.length(), false)).isEqualTo(17);
        assertThat(protocol.decode(login, 0, login.length(), new Arrival(false, 0)))
                .isEqualTo(new Frame.Login(
                        "356307042441013", Buffer.buffer(new byte[] {1}), Buffer.buffer(new byte[] {0})));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "3563070424410",
                "356307042441013567",
                "35630704244101x",
                "35630704244101 ",
                "../../etc/passwd"
            })
    void login_with_anything_but_14_to_17_digits_is_refused(String imei) {
        var login = TeltonikaEncoder.login(imei);
        assertThat(protocol.frameLength(login, 0, login.length(), false)).isEqualTo(login.length());
        assertFault(protocol.decode(login, 0, login.length(), new Arrival(false, 0)), FrameFault.MALFORMED);
    }

    @Test
    void stream_of_another_protocol_is_not_followed() {
        assertThat(protocol.frameLength(Buffer.buffer("GET / HTTP/1.1"), 0, 14, false))
                .isNegative();
        assertThat(protocol.frameLength(Buffer.buffer(new byte[] {0x16, 3, 1}), 0, 3, false))
                .isNegative();
        assertThat(protocol.frameLength(TeltonikaEncoder.login("356307042441013"), 0, 17, true))
                .isNegative();
        assertThat(protocol.frameLength(Buffer.buffer(new byte[] {0, 0, 0, 1, 0, 0, 0, 9}), 0, 8, true))
                .isNegative();
    }

    @Test
    void records_before_the_login_are_refused() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH));
        assertThat(protocol.frameLength(packet, 0, packet.length(), false)).isEqualTo(packet.length());
        assertFault(protocol.decode(packet, 0, packet.length(), new Arrival(false, 0)), FrameFault.NOT_LOGGED_IN);
    }

    @Test
    void keep_alive_byte_is_a_heartbeat_without_answer() {
        var ping = Buffer.buffer(new byte[] {(byte) 0xFF, 0});
        assertThat(protocol.frameLength(ping, 0, 2, true)).isEqualTo(1);
        assertThat(protocol.decode(ping, 0, 1, new Arrival(true, 0))).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void keep_alive_byte_may_come_in_a_datagram() {
        assertThat(new TeltonikaDatagrams().decode(Buffer.buffer(new byte[] {(byte) 0xFF}), new Arrival(false, 0)))
                .containsExactly(new Frame.Heartbeat(null, null));
    }

    @ParameterizedTest
    @EnumSource
    void record_becomes_a_fix_with_named_attributes(TeltonikaCodec codec) {
        var packet = TeltonikaEncoder.packetOf(
                codec,
                List.of(new AvlRecord(
                        BAYREUTH,
                        1,
                        239,
                        List.of(
                                new IoValue(239, 1, 1),
                                new IoValue(66, 2, 12_345),
                                new IoValue(72, 4, -55),
                                new IoValue(73, 4, 3_000),
                                new IoValue(78, 8, 0x01A2B3C4D5E6F708L),
                                new IoValue(17, 2, -8),
                                new IoValue(200, 2, 7)))));
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
        var generationType = codec == TeltonikaCodec.CODEC_16 ? ",\"generation_type\":0" : "";
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        BAYREUTH.recordedAtMs(),
                        49.9456789,
                        11.5712345,
                        345,
                        87,
                        271,
                        Float.NaN,
                        11,
                        true,
                        "{\"priority\":1,\"event\":239" + generationType + ",\"ignition\":true,\"power_v\":12.345,"
                                + "\"axis_x_mg\":-8,\"io200\":7,\"temperature1_c\":-5.5,\"io73\":3000,"
                                + "\"driver_id\":\"01a2b3c4d5e6f708\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "155,0,geofence_exit",
        "175,1,geofence_enter",
        "246,1,tow",
        "247,1,accident",
        "249,1,jamming",
        "252,1,power_cut",
        "252,0,power_restored",
        "253,2,harsh_braking",
        "255,94,overspeed"
    })
    void element_that_caused_the_record_may_be_an_alarm(int id, int value, String alarm) {
        assertThat(alarmOf(id, id, value)).isEqualTo(alarm);
        assertThat(alarmOf(0, id, value)).isNull();
    }

    @Test
    void fault_codes_have_spaces_between_them() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8_EXTENDED, List.of(BAYREUTH));
        var wide = packet.getBuffer(0, packet.length() - 7)
                .appendUnsignedShort(1)
                .appendUnsignedShort(281)
                .appendUnsignedShort(11)
                .appendString("P0100,P0420")
                .appendByte((byte) 1)
                .appendInt(0);
        wide.setInt(4, wide.length() - 12);
        assertThat(decodeWithChecksum(wide))
                .isInstanceOfSatisfying(
                        Frame.Positions.class,
                        positions -> assertThat(positions.fixes().getFirst().attributes())
                                .isEqualTo("{\"dtcs\":\"P0100 P0420\"}"));
    }

    @Test
    void record_without_satellites_holds_the_last_known_place_and_is_no_current_fix() {
        var lost = new Fix(1L, 49.9, 11.5, 345, 0, 0, Float.NaN, 0, false, "{}");
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(lost));
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
        assertThat(positions.fixes()).containsExactly(lost);
    }

    @Test
    void acknowledges_every_record_of_the_packet_also_those_kept_as_rejected() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH, BAYREUTH, BAYREUTH));
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
        var receipt = new Receipt(List.of(
                Outcome.Kept.STORED,
                Outcome.Kept.DUPLICATE,
                new Outcome.Rejected(RejectionReason.NO_FIX, "coordinates are exactly 0,0")));
        assertThat(positions.ack().apply(receipt)).isEqualTo(Buffer.buffer(new byte[] {0, 0, 0, 3}));
    }

    @Test
    void packet_of_no_records_is_answered_with_none() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of());
        assertThat(protocol.decode(packet, 0, packet.length(), new Arrival(true, 0)))
                .isEqualTo(new Frame.Status(null, 0, "{}", Buffer.buffer(new byte[4])));
    }

    @Test
    void disagreeing_counts_refuse_the_whole_packet() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH, BAYREUTH));
        packet.setByte(packet.length() - 5, (byte) 1);
        assertFault(decodeWithChecksum(packet), FrameFault.COUNT_MISMATCH);
    }

    @Test
    void content_that_is_not_exactly_the_records_is_refused() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH, BAYREUTH));
        packet.setByte(9, (byte) 1).setByte(packet.length() - 5, (byte) 1);
        assertFault(decodeWithChecksum(packet), FrameFault.MALFORMED);
        packet.setByte(9, (byte) 3).setByte(packet.length() - 5, (byte) 3);
        assertFault(decodeWithChecksum(packet), FrameFault.MALFORMED);
    }

    @Test
    void unknown_codec_is_refused() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH));
        packet.setByte(8, (byte) 9);
        assertFault(decodeWithChecksum(packet), FrameFault.UNKNOWN_KIND);
    }

    @Test
    void masked_record_of_a_personal_tracker_is_a_fix() {
        var record = maskedTime(1, "2013-07-17T06:34:09Z")
                .appendUnsignedByte((short) 0x0F)
                .appendUnsignedByte((short) 0xFF)
                .appendFloat(54.5f)
                .appendFloat(-25.25f)
                .appendShort((short) -12)
                .appendBytes(new byte[] {64, 90, 7})
                .appendUnsignedShort(70)
                .appendUnsignedShort(1_234)
                .appendByte((byte) 4)
                .appendInt(24_602)
                .appendBytes(new byte[] {2, 1, 88, (byte) 222, 1})
                .appendBytes(new byte[] {1, 67, 0x0F, (byte) 0xA1})
                .appendBytes(new byte[] {1, 5, 0, 0, 1, 0});
        var positions = (Frame.Positions) masked(1, record);
        assertThat(positions.fixes())
                .containsExactly(new Fix(
                        1_374_042_849_000L,
                        54.5,
                        -25.25,
                        -12,
                        90,
                        90,
                        Float.NaN,
                        7,
                        true,
                        "{\"priority\":1,\"lac\":70,\"cell_id\":1234,\"rssi\":4,\"operator\":24602,"
                                + "\"battery_pct\":88,\"alarm\":\"sos\",\"battery_v\":4.001,\"io5\":256}"));
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer(new byte[] {0, 0, 0, 1}));
    }

    @Test
    void masked_record_without_a_place_is_a_status_and_among_others_has_none() {
        var bare = maskedTime(0, "2013-07-17T06:34:09Z").appendBytes(new byte[] {2, 1, 1, 50});
        assertThat(masked(1, bare))
                .isEqualTo(new Frame.Status(
                        null, 1_374_042_849_000L, "{\"battery_pct\":50}", Buffer.buffer(new byte[] {0, 0, 0, 1})));
        var both = (Frame.Positions) masked(2, bare.copy().appendBuffer(bare));
        assertThat(both.fixes()).noneMatch(Fix::hasLocation).hasSize(2);
    }

    @Test
    void masked_records_that_are_not_whole_are_refused() {
        var record = maskedTime(0, "2013-07-17T06:34:09Z").appendBytes(new byte[] {3, 2, 1, 44, 1, 1, 50});
        assertThat(masked(1, record)).isInstanceOf(Frame.Status.class);
        for (var bytes = 0; bytes < record.length(); bytes++) {
            assertFault(masked(1, record.getBuffer(0, bytes)), FrameFault.MALFORMED);
        }
        assertFault(masked(1, record.copy().appendByte((byte) 0)), FrameFault.MALFORMED);
    }

    @Test
    void declared_length_is_bounded_before_anything_is_awaited() {
        var largest = Buffer.buffer().appendInt(0).appendInt(MAX_FRAME_BYTES - 12);
        assertThat(protocol.frameLength(largest, 0, 8, true)).isEqualTo(MAX_FRAME_BYTES);
        for (var contentBytes : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            var header = Buffer.buffer().appendInt(0).appendInt(contentBytes).appendInt(0);
            assertThat(protocol.frameLength(header, 0, 8, true)).isNegative();
            assertFault(protocol.decode(header, 0, header.length(), new Arrival(true, 0)), FrameFault.MALFORMED);
        }
    }

    @Test
    void text_of_codec_15_is_a_heartbeat_without_answer() {
        // The example of the vendor document, section "Codec 15".
        var packet = Buffer.buffer(HexFormat.of()
                .parseHex("000000000000001b0f010b00000013654b65a4012345678912345648656c6c6f210a01000093d6"));
        assertThat(protocol.decode(packet, 0, packet.length(), new Arrival(true, 0)))
                .isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void sixteen_byte_elements_of_codec_8_are_kept() {
        var packet = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(BAYREUTH));
        var end = packet.length() - 5;
        var wide = packet.getBuffer(0, end)
                .appendByte((byte) 1)
                .appendByte((byte) 200)
                .appendLong(1)
                .appendLong(2)
                .appendByte((byte) 1)
                .appendInt(0);
        wide.setInt(4, wide.length() - 12);
        assertThat(decodeWithChecksum(wide))
                .isInstanceOfSatisfying(
                        Frame.Positions.class,
                        positions -> assertThat(positions.fixes().getFirst().attributes())
                                .isEqualTo("{\"io200\":\"00000000000000010000000000000002\"}"));
    }

    private String alarmOf(int event, int id, int value) {
        var packet = TeltonikaEncoder.packetOf(
                TeltonikaCodec.CODEC_8, List.of(new AvlRecord(BAYREUTH, 0, event, List.of(new IoValue(id, 1, value)))));
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
        return new JsonObject(positions.fixes().getFirst().attributes()).getString("alarm");
    }

    private static Buffer maskedTime(int priority, String time) {
        var seconds = Instant.parse(time).getEpochSecond()
                - Instant.parse("2007-01-01T00:00:00Z").getEpochSecond();
        return Buffer.buffer().appendUnsignedInt((long) priority << 30 | seconds);
    }

    private Frame masked(int count, Buffer records) {
        return decodeWithChecksum(Buffer.buffer()
                .appendInt(0)
                .appendInt(records.length() + 3)
                .appendBytes(new byte[] {7, (byte) count})
                .appendBuffer(records)
                .appendByte((byte) count)
                .appendInt(0));
    }

    private Frame decodeWithChecksum(Buffer packet) {
        var end = packet.length() - 4;
        packet.setInt(end, Crc16.ARC.of(packet, 8, end));
        return protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
    }

    private static void assertFault(Frame frame, FrameFault fault) {
        assertThat(frame)
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(fault));
    }
}
