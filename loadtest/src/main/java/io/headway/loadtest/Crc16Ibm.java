package io.headway.loadtest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-16/IBM, reflected polynomial 0xA001, initial value 0, as Teltonika's packets carry it. Eight bytes a step: the driver shares its
 * processors with what it measures. Any thread.
 */
final class Crc16Ibm {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** {@code TABLES[256 * k + b]}: the remainder of byte b followed by k zero bytes. */
    private static final char[] TABLES = tables();

    private Crc16Ibm() {}

    static int of(byte[] bytes, int from, int to) {
        var tables = TABLES;
        var crc = 0;
        var i = from;
        for (; i + 8 <= to; i += 8) {
            var word = (long) LITTLE_ENDIAN.get(bytes, i) ^ crc;
            crc = tables[1792 + (int) (word & 0xFF)]
                    ^ tables[1536 + (int) (word >>> 8 & 0xFF)]
                    ^ tables[1280 + (int) (word >>> 16 & 0xFF)]
                    ^ tables[1024 + (int) (word >>> 24 & 0xFF)]
                    ^ tables[768 + (int) (word >>> 32 & 0xFF)]
                    ^ tables[512 + (int) (word >>> 40 & 0xFF)]
                    ^ tables[256 + (int) (word >>> 48 & 0xFF)]
                    ^ tables[(int) (word >>> 56)];
        }
        for (; i < to; i++) {
            crc = tables[(crc ^ bytes[i]) & 0xFF] ^ (crc >>> 8);
        }
        return crc;
    }

    private static char[] tables() {
        var tables = new char[8 * 256];
        for (var b = 0; b < 256; b++) {
            var crc = b;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
            tables[b] = (char) crc;
        }
        for (var i = 256; i < tables.length; i++) {
            var shorter = tables[i - 256];
            tables[i] = (char) (tables[shorter & 0xFF] ^ (shorter >>> 8));
        }
        return tables;
    }
}
