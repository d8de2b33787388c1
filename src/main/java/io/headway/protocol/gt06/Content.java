package io.headway.protocol.gt06;

import io.headway.protocol.Bytes;
import io.headway.protocol.FixTime;
import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes; lives for one packet. Reads a packet's content in its order, numbers big-endian, and never beyond its
 * end: what is not there whole reads as 0 and ends the reading, so a caller asks {@link #left} before what may be missing.
 */
final class Content {
    private final Buffer in;
    private final int end;
    private final DeviceClock clock;
    private int at;

    /**
     * @param end the byte after the content; it lies within {@code in}
     * @param clock of its times
     */
    Content(Buffer in, int from, int end, DeviceClock clock) {
        this.in = in;
        this.at = from;
        this.end = end;
        this.clock = clock;
    }

    int left() {
        return end - at;
    }

    /** Where the next read starts, for reads of the buffer itself. */
    int at() {
        return at;
    }

    Buffer buffer() {
        return in;
    }

    int u8() {
        return advance(1) ? in.getUnsignedByte(at - 1) : 0;
    }

    int u16() {
        return advance(2) ? in.getUnsignedShort(at - 2) : 0;
    }

    int i16() {
        return advance(2) ? in.getShort(at - 2) : 0;
    }

    int u24() {
        return advance(3) ? in.getUnsignedMedium(at - 3) : 0;
    }

    long u32() {
        return advance(4) ? in.getUnsignedInt(at - 4) : 0;
    }

    int i32() {
        return advance(4) ? in.getInt(at - 4) : 0;
    }

    long i64() {
        return advance(8) ? in.getLong(at - 8) : 0;
    }

    /** Six bytes, a number each, see {@link Bytes#binaryTime}; milliseconds since 1970-01-01T00:00Z. */
    long time() {
        return advance(6) ? timeAt(at - 6) : FixTime.UNKNOWN;
    }

    /** As {@link #time}, {@code ahead} bytes from here, without reading them. */
    long timeAhead(int ahead) {
        return left() >= ahead + 6 ? timeAt(at + ahead) : FixTime.UNKNOWN;
    }

    private long timeAt(int index) {
        return clock.utc(Bytes.binaryTime(in, index));
    }

    /** Seconds since 1970, as milliseconds. */
    long epochMs() {
        return u32() * 1_000;
    }

    /** The next byte, without reading it; 0 at the end. */
    int peek() {
        return left() > 0 ? in.getUnsignedByte(at) : 0;
    }

    /** Bytes as hexadecimal digits; "" when they are not all there. */
    String hex(int lengthBytes) {
        return advance(lengthBytes) ? Bytes.hex(in, at - lengthBytes, lengthBytes) : "";
    }

    void skip(int lengthBytes) {
        advance(lengthBytes);
    }

    /** The next bytes as a content of their own, as far as they are there. */
    Content part(int lengthBytes) {
        var to = Math.min(end, at + lengthBytes);
        var part = new Content(in, at, to, clock);
        at = to;
        return part;
    }

    private boolean advance(int lengthBytes) {
        if (end - at < lengthBytes) {
            at = end;
            return false;
        }
        at += lengthBytes;
        return true;
    }
}
