package io.headway.protocol.jt808;

import io.vertx.core.buffer.Buffer;

/**
 * The byte at both ends of a frame, and what stands for it and for the escape itself in between (vendor document, section "Identifier").
 * Immutable; any thread.
 */
enum Jt808Marks {
    STANDARD(0x7E, 0x7D, 0x7D, 0x7D, 0x7E),
    /** Of some makers' terminals; they escape 3D and 3E as well. */
    ALTERNATIVE(0xE7, 0xE6, 0x3E, 0x3E, 0x3D);

    private final int flag;
    private final int escape;
    private final int secondEscape;
    /** What the second escape means before 1, and before 2. */
    private final int secondFirst;

    private final int secondSecond;

    Jt808Marks(int flag, int escape, int secondEscape, int secondFirst, int secondSecond) {
        this.flag = flag;
        this.escape = escape;
        this.secondEscape = secondEscape;
        this.secondFirst = secondFirst;
        this.secondSecond = secondSecond;
    }

    /** The marks whose flag a byte is; null when it is none. */
    static Jt808Marks of(byte first) {
        return (first & 0xFF) == STANDARD.flag ? STANDARD : (first & 0xFF) == ALTERNATIVE.flag ? ALTERNATIVE : null;
    }

    int flag() {
        return flag;
    }

    /** What stands between two flags, as it was before it was escaped. An escape before any other byte is left as it is. */
    Buffer unescape(Buffer in, int from, int to) {
        var bytes = in.getBytes(from, to);
        var length = 0;
        for (var i = 0; i < bytes.length; i++) {
            var meant = i + 1 < bytes.length ? meant(bytes[i] & 0xFF, bytes[i + 1]) : -1;
            if (meant >= 0) {
                bytes[length++] = (byte) meant;
                i++;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return Buffer.buffer(bytes).slice(0, length);
    }

    private int meant(int first, byte second) {
        if (second != 1 && second != 2) {
            return -1;
        }
        if (first == escape) {
            return second == 1 ? escape : flag;
        }
        return first == secondEscape ? (second == 1 ? secondFirst : secondSecond) : -1;
    }

    /** A frame of what is given: escaped, a flag at both ends. */
    Buffer frame(Buffer content) {
        var out = Buffer.buffer(content.length() + 8).appendByte((byte) flag);
        for (var i = 0; i < content.length(); i++) {
            int b = content.getUnsignedByte(i);
            if (b == escape || b == flag) {
                out.appendByte((byte) escape).appendByte((byte) (b == escape ? 1 : 2));
            } else if (b == secondFirst || b == secondSecond) {
                out.appendByte((byte) secondEscape).appendByte((byte) (b == secondFirst ? 1 : 2));
            } else {
                out.appendByte((byte) b);
            }
        }
        return out.appendByte((byte) flag);
    }
}
