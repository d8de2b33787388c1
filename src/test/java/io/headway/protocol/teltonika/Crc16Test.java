package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc16Test {
    /** The check value that every catalogue of CRCs lists for CRC-16/ARC. */
    @Test
    void gives_the_published_check_value() {
        assertThat(Crc16.of(Buffer.buffer("123456789"), 0, 9)).isEqualTo(0xBB3D);
    }

    @Test
    void is_zero_for_no_bytes() {
        assertThat(Crc16.of(Buffer.buffer("x"), 1, 1)).isZero();
    }

    @Property
    void agrees_with_the_definition_bit_by_bit(@ForAll @Size(max = 100) byte[] bytes) {
        var crc = 0;
        for (var b : bytes) {
            crc ^= b & 0xFF;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
            }
        }
        var guarded = Buffer.buffer("##").appendBytes(bytes).appendString("##");
        assertThat(Crc16.of(guarded, 2, 2 + bytes.length)).isEqualTo(crc);
    }
}
