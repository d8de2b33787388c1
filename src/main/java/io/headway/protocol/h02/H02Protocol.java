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
    /** Asterisk, maker and comma; so much of a record says something too. */
    private static final int LEAST_HEAD_BYTES = 4;

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
     * What is sent next says best where a record ends. A marker alone says little, since a record may hold its byte, and comes last. Line ends
     * between records are frames of their own.
     */
    private static int recordLength(Buffer in, int from, int to) {
        var available = to - from;
        var counted = H02Record.countedBytes(in, from, to);
        if (isFollowed(in, from, from + counted, to)) {
            return counted;
        }
        for (var length : H02Record.LENGTHS) {
            if (isFollowed(in, from, from + length, to)) {
                return length;
            }
        }
        var shorter = available - lineEnd(in, from, to);
        if (shorter >= H02Record.WITH_CELL_BYTES && H02Record.isUsual(shorter)) {
            return shorter;
        }
        if (available == counted || H02Record.isUsual(available)) {
            return available;
        }
        if (available < Math.max(counted, H02Record.LONGEST_USUAL_BYTES)) {
            return NOT_YET;
        }
        if (counted > 0 && from + counted < to && isMarker(in, from + counted)) {
            return counted;
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

    /** How many bytes of a line's end, or of padding, the last ones are. */
    private static int lineEnd(Buffer in, int from, int to) {
        if (to - from > 2 && in.getByte(to - 2) == '\r' && in.getByte(to - 1) == '\n') {
            return 2;
        }
        return !H02Record.isUsual(to - from) && isPadding(in.getByte(to - 1)) ? 1 : 0;
    }

    /** Whether at {@code next}, or behind padding there, text starts, or a record: of the same device, or of any with a time of the calendar. */
    private static boolean isFollowed(Buffer in, int from, int next, int to) {
        if (next <= from || next >= to) {
            return false;
        }
        var at = next;
        while (at < next + 2 && at < to && isPadding(in.getByte(at))) {
            at++;
        }
        if (to - at < LEAST_HEAD_BYTES || !isMarker(in, at)) {
            return false;
        }
        if (in.getByte(at) == TEXT) {
            return isMaker(in.getByte(at + 1)) && isMaker(in.getByte(at + 2)) && in.getByte(at + 3) == ',';
        }
        return H02Record.isOfSameDevice(in, from, at, to) || H02Record.hasTime(in, at, to);
    }

    /** The maker has two letters (vendor document, section "The structure of commands"). */
    private static boolean isMaker(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
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
            // It does not say whose it is: before the device has, nobody's.
            case MILEAGE_RECORD ->
                arrival.loggedIn() ? H02Record.decode(in, start, end - start) : new Frame.Heartbeat(null, null);
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
