package io.headway.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc16IbmTest {

    @Test
    void agrees_with_the_vendors_example() {
        // Teltonika "Data Sending Protocols", Codec 8, first example; its checksum is C7CF.
        var packet = HexFormat.of()
                .parseHex(
                        "000000000000003608010000016B40D8EA30010000000000000000000000000000000105021503010101425E0F01F1"
                                + "0000601A014E0000000000000000010000C7CF");

        assertThat(Crc16Ibm.of(packet, 8, packet.length - 4)).isEqualTo(0xC7CF);
    }

    @Test
    void agrees_with_the_bitwise_definition_at_every_length_and_offset() {
        var bytes = new byte[100];
        new Random(1).nextBytes(bytes);
        for (var from = 0; from < 9; from++) {
            for (var to = from; to <= bytes.length; to++) {
                assertThat(Crc16Ibm.of(bytes, from, to)).isEqualTo(bitwise(bytes, from, to));
            }
        }
    }

    private static int bitwise(byte[] bytes, int from, int to) {
        var crc = 0;
        for (var i = from; i < to; i++) {
            crc ^= bytes[i] & 0xFF;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
        }
        return crc;
    }
}
