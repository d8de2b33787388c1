package io.headway.protocol.h02;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * H02 over a stream that mixes text and binary records. Stateless and pure; any thread. There is no login and no checksum: every message
 * names its device. Text ends with a hash. A record has 32 bytes, or 45, or 42 where the identity is an IMEI, and does not say how many: what
 * stands behind it does, and at the end of what has arrived, the number of bytes there.
 */
public final class H02Protocol implements DeviceProtocol {
    static final String NAME = "h02";

    private static final char TEXT = '*';
    private static final char RECORD = '$';
    private static final char END = '#';
    /** A message of 32 bytes of which nothing is known. */
    private static final char OTHER = 'X';

    private static final int OTHER_BYTES = 32;
    private static final int CANNOT_FOLLOW = -1;
    private static final int NOT_YET = 0;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (from >= to) {
            return NOT_YET;
        }
        return switch ((char) in.getUnsignedByte(from)) {
            case TEXT -> {
                var end = Bytes.indexOf(in, from, to, END);
                yield end < 0 ? NOT_YET : end + 1 - from;
            }
            case RECORD -> recordLength(in, from, to);
            case OTHER -> OTHER_BYTES;
            default -> isPadding(in.getByte(from)) ? 1 : loggedIn ? untilMarker(in, from, to) : CANNOT_FOLLOW;
        };
    }

    /**
     * The device's next record behind it says it best. A record of 45 bytes may hold the byte of a marker where one of 32 would end, so a
     * marker alone comes last.
     */
    private static int recordLength(Buffer in, int from, int to) {
        for (var length : H02Record.LENGTHS) {
            if (isFollowed(in, from, from + length, to)) {
                return length;
            }
        }
        var available = to - from;
        for (var length : H02Record.LENGTHS) {
            if (available == length) {
                return length;
            }
        }
        if (available < H02Record.LONGEST_BYTES) {
            return NOT_YET;
        }
        for (var length : H02Record.LENGTHS) {
            if (from + length < to && isMarker(in, from + length)) {
                return length;
            }
        }
        // Longer than any known, or followed by something else: up to what starts next, so that the stream is found
        // again.
        return H02Record.LONGEST_BYTES;
    }

    /** Whether the record that starts at {@code from} is followed by text, or by a record of the same device, as far as that has arrived. */
    private static boolean isFollowed(Buffer in, int from, int next, int to) {
        if (next + 1 >= to || !isMarker(in, next)) {
            return false;
        }
        if (in.getByte(next) == TEXT) {
            return Character.isLetterOrDigit((char) in.getUnsignedByte(next + 1));
        }
        for (var i = 1; i <= H02Record.NUMBER_BYTES && next + i < to; i++) {
            if (in.getByte(next + i) != in.getByte(from + i)) {
                return false;
            }
        }
        return true;
    }

    private static int untilMarker(Buffer in, int from, int to) {
        var at = from;
        while (at < to && !isMarker(in, at)) {
            at++;
        }
        return at - from;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 0 || length > in.length() - from) {
            return malformed("the message is not within the bytes given");
        }
        var start = from;
        var end = from + length;
        while (start < end && isPadding(in.getByte(start))) {
            start++;
        }
        if (start == end) {
            return new Frame.Heartbeat(null, null);
        }
        return switch ((char) in.getUnsignedByte(start)) {
            case TEXT -> text(in, start, end, arrival);
            case RECORD -> H02Record.decode(in, start, end - start);
            case OTHER -> new Frame.Heartbeat(null, null);
            default -> malformed("no message starts here");
        };
    }

    private static Frame text(Buffer in, int start, int end, Arrival arrival) {
        var hash = Bytes.indexOf(in, start, end, END);
        return new H02Text(in, start + 1, hash < 0 ? end : hash, arrival.atMs()).decode();
    }

    private static boolean isMarker(Buffer in, int at) {
        return in.getByte(at) == TEXT || in.getByte(at) == RECORD;
    }

    private static boolean isPadding(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == 0;
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
