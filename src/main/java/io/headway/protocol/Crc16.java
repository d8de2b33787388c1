package io.headway.protocol;

import io.vertx.core.buffer.Buffer;

/**
 * Reflected 16-bit cyclic redundancy checks, by the names of Greg Cook's "Catalogue of parametrised CRC algorithms". Immutable; any thread.
 *
 * <p>Eight bytes a step ("slicing-by-8": Kounavis and Berry, "A Systematic Approach to Building High Performance Software-Based CRC
 * Generators", 2005): table k holds the remainder of a byte that k more bytes follow.
 */
public final class Crc16 {
    /** CRC-16/ARC, also called IBM: x^16 + x^15 + x^2 + 1, start 0. Teltonika, Wialon IPS 2. */
    public static final Crc16 ARC = new Crc16(0xA001, 0, 0);

    /** CRC-16/IBM-SDLC, also called X.25 or CRC-ITU: x^16 + x^12 + x^5 + 1, start and final xor 0xFFFF. GT06. */
    public static final Crc16 X25 = new Crc16(0x8408, 0xFFFF, 0xFFFF);

    /** CRC-16/KERMIT, also called CCITT: x^16 + x^12 + x^5 + 1, start 0. Ruptela. */
    public static final Crc16 KERMIT = new Crc16(0x8408, 0, 0);

    private static final int SLICES = 8;

    private final char[] remainders;
    private final int start;
    private final int finalXor;

    /** @param polynomial reflected, without its highest term */
    private Crc16(int polynomial, int start, int finalXor) {
        this.remainders = remainders(polynomial);
        this.start = start;
        this.finalXor = finalXor;
    }

    /** The checksum, 0 to 0xFFFF, of the bytes of {@code in} from {@code from} to {@code to}, exclusive. */
    public int of(Buffer in, int from, int to) {
        var crc = start;
        var at = from;
        for (; at + SLICES <= to; at += SLICES) {
            var eight = in.getLong(at) ^ ((long) (crc & 0xFF) << 56) ^ ((long) (crc >>> 8) << 48);
            crc = remainders[7 << 8 | (int) (eight >>> 56)]
                    ^ remainders[6 << 8 | ((int) (eight >>> 48) & 0xFF)]
                    ^ remainders[5 << 8 | ((int) (eight >>> 40) & 0xFF)]
                    ^ remainders[4 << 8 | ((int) (eight >>> 32) & 0xFF)]
                    ^ remainders[3 << 8 | ((int) (eight >>> 24) & 0xFF)]
                    ^ remainders[2 << 8 | ((int) (eight >>> 16) & 0xFF)]
                    ^ remainders[1 << 8 | ((int) (eight >>> 8) & 0xFF)]
                    ^ remainders[(int) eight & 0xFF];
        }
        for (; at < to; at++) {
            crc = (crc >>> 8) ^ remainders[(crc ^ in.getByte(at)) & 0xFF];
        }
        return crc ^ finalXor;
    }

    private static char[] remainders(int polynomial) {
        var table = new char[SLICES << 8];
        for (var value = 0; value < 256; value++) {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ polynomial;
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
