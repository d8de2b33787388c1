package io.headway.protocol;

import io.vertx.core.buffer.Buffer;

/** Checksums that are no cyclic code. Each over the bytes of {@code in} from {@code from} to {@code to}, exclusive. Pure; any thread. */
public final class Checksums {
    private Checksums() {}

    /** Exclusive or of all bytes, 0 to 255. */
    public static int xor(Buffer in, int from, int to) {
        var sum = 0;
        for (var i = from; i < to; i++) {
            sum ^= in.getByte(i);
        }
        return sum & 0xFF;
    }

    /** Low byte of the sum of all bytes, 0 to 255. */
    public static int sum8(Buffer in, int from, int to) {
        var sum = 0;
        for (var i = from; i < to; i++) {
            sum += in.getByte(i);
        }
        return sum & 0xFF;
    }
}
