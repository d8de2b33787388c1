package io.headway.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class PacketTemplateTest {

    @Test
    void lays_out_a_codec_8_packet() {
        var packet = new PacketTemplate(1, 5);
        packet.patch(0, 0x0000016B40D8EA30L, 0x11223344, 0x55667788, 0x0102, 0x0A0B0C0D);

        assertThat(hex(packet))
                .startsWith("00000000" + "0000002f" + "08" + "01"
                        // timestamp, priority, longitude, latitude, altitude 340, angle, 11 satellites, 54 km/h
                        + "0000016b40d8ea30" + "00" + "11223344" + "55667788" + "0154" + "0102" + "0b" + "0036"
                        // event 0, 5 elements: ignition, movement, GSM level; external voltage; odometer; no 8-byte
                        // element
                        + "00" + "05" + "03" + "ef01" + "f001" + "1504" + "01" + "4230a2" + "01" + "100a0b0c0d" + "00"
                        + "01");
    }

    @Test
    void carries_as_many_records_and_elements_as_asked() {
        for (var elements = 0; elements <= PacketTemplate.MAX_ELEMENTS; elements++) {
            var packet = new PacketTemplate(20, elements);
            var bytes = bytes(packet);
            var data = ByteBuffer.wrap(bytes).getInt(4);

            assertThat(bytes).hasSize(data + 12);
            assertThat(bytes[9]).isEqualTo((byte) 20);
            assertThat(bytes[8 + data - 1]).isEqualTo((byte) 20);
            assertThat(ByteBuffer.wrap(bytes).getInt(8 + data)).isEqualTo(Crc16Ibm.of(bytes, 8, 8 + data));
        }
    }

    @Test
    void logs_in_with_length_and_imei() {
        assertThat(HexFormat.of().formatHex(PacketTemplate.login("356307042441013")))
                .isEqualTo("000f333536333037303432343431303133");
    }

    private static String hex(PacketTemplate packet) {
        return HexFormat.of().formatHex(bytes(packet));
    }

    private static byte[] bytes(PacketTemplate packet) {
        var buffer = ByteBuffer.allocate(packet.lengthBytes());
        packet.appendTo(buffer);
        return buffer.array();
    }
}
