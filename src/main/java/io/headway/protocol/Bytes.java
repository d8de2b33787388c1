package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/** Reads that Buffer does not have. The caller has checked that the bytes are there. Pure; any thread. */
public final class Bytes {
    private static final int NOT_FOUND = -1;

    private Bytes() {}

    /** Place of the first byte {@code wanted} from {@code from} to {@code to}, exclusive; -1 when there is none. */
    public static int indexOf(Buffer in, int from, int to, char wanted) {
        for (var i = from; i < to; i++) {
            if (in.getByte(i) == (byte) wanted) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** Whether the bytes at {@code from} are this text. */
    public static boolean startsWith(Buffer in, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (var i = 0; i < ascii.length(); i++) {
            if (in.getByte(from + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Decimal digits two a byte, the high half first, as a number; -1 when a half is no digit. At most 9 bytes. */
    public static long bcd(Buffer in, int from, int lengthBytes) {
        var value = 0L;
        for (var i = from; i < from + lengthBytes; i++) {
            int b = in.getUnsignedByte(i);
            if (b >> 4 > 9 || (b & 0xF) > 9) {
                return NOT_FOUND;
            }
            value = value * 100 + (b >> 4) * 10L + (b & 0xF);
        }
        return value;
    }

    /** Half bytes as hexadecimal digits in lower case: decimal ones of an identity in BCD. */
    public static String hex(Buffer in, int from, int lengthBytes) {
        return HexFormat.of().formatHex(in.getBytes(from, from + lengthBytes));
    }

    /** Six bytes {@code yyMMddHHmmss} in BCD, in UTC; {@link FixTime#UNKNOWN} when they are no time. */
    public static long bcdTime(Buffer in, int from) {
        return FixTime.utc(
                (int) bcd(in, from, 1),
                (int) bcd(in, from + 1, 1),
                (int) bcd(in, from + 2, 1),
                (int) bcd(in, from + 3, 1),
                (int) bcd(in, from + 4, 1),
                (int) bcd(in, from + 5, 1));
    }

    /** Six bytes {@code yyMMddHHmmss}, each a number, in UTC; {@link FixTime#UNKNOWN} when they are no time. */
    public static long binaryTime(Buffer in, int from) {
        return FixTime.utc(
                in.getUnsignedByte(from),
                in.getUnsignedByte(from + 1),
                in.getUnsignedByte(from + 2),
                in.getUnsignedByte(from + 3),
                in.getUnsignedByte(from + 4),
                in.getUnsignedByte(from + 5));
    }
}
