package io.headway.protocol.h02;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * H02 over a stream that mixes text and binary records. Stateless and pure; any thread. There is no login and no checksum: every message
 * but the record of X mode names its device. Text ends with a hash. A record has 32 bytes, 37, 45, 47, or 42 where the identity is an IMEI, or as many as its cells or access
 * points take, and does not say how many: what stands behind it does, and at the end of what has arrived, the number of bytes there.
 */
public final class H02Protocol implements DeviceProtocol {
    static final String NAME = "h02";

    private static final char TEXT = '*';
    private static final char RECORD = '$';
    private static final char END = '#';
    /** A record of 32 bytes with the mileage in place of the identity (vendor document, section "The standard mode record", X mode). */
    static final char MILEAGE_RECORD = 'X';

    private static final int MILEAGE_RECORD_BYTES = 32;
    /** Between the asterisk and the first comma (vendor document, section "The structure of commands"). */
    private static final int MAKER_LETTERS = 2;

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
            case MILEAGE_RECORD -> MILEAGE_RECORD_BYTES;
            default -> isPadding(in.getByte(from)) ? 1 : loggedIn ? untilMarker(in, from, to) : CANNOT_FOLLOW;
        };
    }

    /**
     * What the device sends next says best where a record ends. A marker alone says little, since a record may hold its byte, and comes last.
     */
    private static int recordLength(Buffer in, int from, int to) {
        var available = to - from;
        for (var length = H02Record.SHORTEST_BYTES; length <= Math.min(available, H02Record.LONGEST_BYTES); length++) {
            if (isFollowed(in, from, from + length, to)) {
                return length;
            }
        }
        if (H02Record.isWhole(in, from, available)) {
            return available;
        }
        if (available < H02Record.LONGEST_USUAL_BYTES) {
            return NOT_YET;
        }
        for (var length : H02Record.LENGTHS) {
            if (from + length < to && isMarker(in, from + length)) {
                return length;
            }
        }
        // Longer than any known, or followed by something else: up to what starts next, so that the stream is found
        // again.
        return H02Record.LONGEST_USUAL_BYTES;
    }

    /** Whether the record that starts at {@code from} is followed by text, or by a record of the same device, as far as that has arrived. */
    private static boolean isFollowed(Buffer in, int from, int next, int to) {
        if (next + 1 >= to || !isMarker(in, next)) {
            return false;
        }
        var isText = in.getByte(next) == TEXT;
        var head = isText ? MAKER_LETTERS : H02Record.NUMBER_BYTES;
        for (var i = 1; i <= head && next + i < to; i++) {
            var b = in.getByte(next + i);
            if (isText ? !Character.isLetterOrDigit((char) (b & 0xFF)) : b != in.getByte(from + i)) {
                return false;
            }
        }
        return !isText || next + MAKER_LETTERS + 1 >= to || in.getByte(next + MAKER_LETTERS + 1) == ',';
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
            case RECORD, MILEAGE_RECORD -> H02Record.decode(in, start, end - start);
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
