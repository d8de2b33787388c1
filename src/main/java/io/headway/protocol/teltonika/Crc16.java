package io.headway.protocol.teltonika;

import io.vertx.core.buffer.Buffer;

/**
 * CRC-16/IBM (also ARC): polynomial x^16 + x^15 + x^2 + 1, reflected (0xA001), start 0, no final xor; vendor document, section "CRC-16".
 * Pure; any thread.
 *
 * <p>Eight bytes a step ("slicing-by-8": Kounavis and Berry, "A Systematic Approach to Building High Performance Software-Based CRC
 * Generators", 2005): table k holds the remainder of a byte that k more bytes follow.
 */
final class Crc16 {
    private static final int POLYNOMIAL = 0xA001;
    private static final int SLICES = 8;
    private static final char[] REMAINDERS = remainders();

    private Crc16() {}

    /** The checksum, 0 to 0xFFFF, of the bytes of {@code in} from {@code from} to {@code to}, exclusive. */
    static int of(Buffer in, int from, int to) {
        var crc = 0;
        var at = from;
        for (; at + SLICES <= to; at += SLICES) {
            var eight = in.getLong(at) ^ ((long) (crc & 0xFF) << 56) ^ ((long) (crc >>> 8) << 48);
            crc = REMAINDERS[7 << 8 | (int) (eight >>> 56)]
                    ^ REMAINDERS[6 << 8 | ((int) (eight >>> 48) & 0xFF)]
                    ^ REMAINDERS[5 << 8 | ((int) (eight >>> 40) & 0xFF)]
                    ^ REMAINDERS[4 << 8 | ((int) (eight >>> 32) & 0xFF)]
                    ^ REMAINDERS[3 << 8 | ((int) (eight >>> 24) & 0xFF)]
                    ^ REMAINDERS[2 << 8 | ((int) (eight >>> 16) & 0xFF)]
                    ^ REMAINDERS[1 << 8 | ((int) (eight >>> 8) & 0xFF)]
                    ^ REMAINDERS[(int) eight & 0xFF];
        }
        for (; at < to; at++) {
            crc = (crc >>> 8) ^ REMAINDERS[(crc ^ in.getByte(at)) & 0xFF];
        }
        return crc;
    }

    private static char[] remainders() {
        var table = new char[SLICES << 8];
        for (var value = 0; value < 256; value++) {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            table[value] = (char) crc;
        }
        for (var i = 256; i < table.length; i++) {
            var shorter = table[i - 256];
            table[i] = (char) ((shorter >>> 8) ^ table[shorter & 0xFF]);
        }
        return table;
    }
}
