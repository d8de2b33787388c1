package io.headway.protocol.h02;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * H02 over a stream that mixes text and binary records. Stateless and pure; any thread. There is no login and no checksum: every message
 * but the record of X mode names its device. Text ends with a hash; where a record ends, see {@link H02RecordEnd}.
 */
public final class H02Protocol implements DeviceProtocol {
    static final String NAME = "h02";

    private static final char TEXT = '*';
    static final char RECORD = '$';
    private static final char END = '#';
    /** A record of 32 bytes with the mileage in place of the identity (vendor document, section "The standard mode record", X mode). */
    static final char MILEAGE_RECORD = 'X';

    private static final int MILEAGE_RECORD_BYTES = 32;

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
            case RECORD -> new H02RecordEnd(in, from, to).length();
            case MILEAGE_RECORD -> MILEAGE_RECORD_BYTES;
            default -> isPadding(in.getByte(from)) ? 1 : loggedIn ? untilMarker(in, from, to) : CANNOT_FOLLOW;
        };
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

    static boolean isMarker(Buffer in, int at) {
        return in.getByte(at) == TEXT || in.getByte(at) == RECORD;
    }

    static boolean isText(Buffer in, int at) {
        return in.getByte(at) == TEXT;
    }

    static boolean isPadding(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == 0;
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
