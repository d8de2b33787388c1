package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc16Test {
    /** The check values that the catalogue lists. */
    @Test
    void gives_the_published_check_values() {
        var digits = Buffer.buffer("123456789");
        assertThat(Crc16.ARC.of(digits, 0, 9)).isEqualTo(0xBB3D);
        assertThat(Crc16.X25.of(digits, 0, 9)).isEqualTo(0x906E);
        assertThat(Crc16.KERMIT.of(digits, 0, 9)).isEqualTo(0x2189);
    }

    @Test
    void is_zero_for_no_bytes() {
        assertThat(Crc16.ARC.of(Buffer.buffer("x"), 1, 1)).isZero();
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
        assertThat(Crc16.ARC.of(guarded, 2, 2 + bytes.length)).isEqualTo(crc);
    }
}
