package io.headway.protocol.h02;

import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes. Where a record ends, which it does not say: makers send 32 bytes, 37, 42 with an IMEI, 45, 46, 47, or as
 * many as cells or access points take. What is sent next says it best: text, or a record of the same device; else a record of any device with a
 * time of the calendar; else the same device behind a byte of padding; else how many bytes have arrived. A marker alone says little, since a
 * record may hold its byte, and comes last.
 */
final class H02RecordEnd {
    /** Asterisk, the maker's two letters, comma (vendor document, section "The structure of commands"). */
    private static final int TEXT_HEAD_BYTES = 4;

    private static final int NOT_YET = 0;

    private final Buffer in;
    private final int from;
    private final int to;
    /** Likeliest first. */
    private final int[] lengths;

    /** @param from where the record's dollar is */
    H02RecordEnd(Buffer in, int from, int to) {
        this.in = in;
        this.from = from;
        this.to = to;
        var usual = H02Record.lengths(in, from, to);
        var counted = H02Record.countedBytes(in, from, to);
        lengths = counted < 0 ? usual : withFirst(counted, usual);
    }

    private static int[] withFirst(int first, int[] rest) {
        var all = new int[1 + rest.length];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /** The record's length in bytes; 0 when it cannot be told yet. */
    int length() {
        for (var length : lengths) {
            if (isFollowedForSure(behindLineEnd(from + length))) {
                return length;
            }
        }
        for (var length : lengths) {
            if (isFollowedByTime(behindLineEnd(from + length))) {
                return length;
            }
        }
        for (var length : lengths) {
            var next = from + length;
            if (next < to && H02Protocol.isPadding(in.getByte(next)) && isFollowedForSure(next + 1)) {
                return length;
            }
        }
        var available = to - from;
        var withoutPadding = available - paddingBehind();
        if (isKnown(withoutPadding) && !endsWithMarker(withoutPadding)) {
            return withoutPadding;
        }
        if (available < Math.max(lengths[0], H02Record.LONGEST_USUAL_BYTES)) {
            return NOT_YET;
        }
        for (var length : lengths) {
            if (from + length < to && H02Protocol.isMarker(in, from + length)) {
                return length;
            }
        }
        // Longer than any known, or followed by something else: up to what starts next, so that the stream is found
        // again.
        return H02Record.LONGEST_USUAL_BYTES;
    }

    private boolean isKnown(int length) {
        for (var known : lengths) {
            if (length == known) {
                return true;
            }
        }
        return false;
    }

    /** 46 bytes are 45 and the first of the next record, when the last is a marker. */
    private boolean endsWithMarker(int length) {
        return length == H02Record.WITH_CELL_BYTES + 1 && H02Protocol.isMarker(in, from + length - 1);
    }

    /** How many bytes of a line's end, or of padding, are behind a record of 45 bytes or more that is all there is. */
    private int paddingBehind() {
        var available = to - from;
        if (available < H02Record.WITH_CELL_BYTES + 1) {
            return 0;
        }
        if (in.getByte(to - 2) == '\r' && in.getByte(to - 1) == '\n') {
            return isKnown(available - 2) ? 2 : 0;
        }
        var isUsualToo = isKnown(available) && available != H02Record.WITH_CELL_BYTES + 1;
        return !isUsualToo && H02Protocol.isPadding(in.getByte(to - 1)) && isKnown(available - 1) ? 1 : 0;
    }

    private boolean isFollowedForSure(int next) {
        if (to - next < 2 || !H02Protocol.isMarker(in, next)) {
            return false;
        }
        return H02Protocol.isText(in, next)
                ? to - next >= TEXT_HEAD_BYTES && isMaker(next + 1) && isMaker(next + 2) && in.getByte(next + 3) == ','
                : H02Record.isOfSameDevice(in, from, next, to);
    }

    private boolean isFollowedByTime(int next) {
        return to - next >= 2 && in.getByte(next) == H02Protocol.RECORD && H02Record.hasTime(in, next, to);
    }

    private int behindLineEnd(int next) {
        var isLineEnd = next + 1 < to && in.getByte(next) == '\r' && in.getByte(next + 1) == '\n';
        return isLineEnd ? next + 2 : next;
    }

    private boolean isMaker(int at) {
        var b = in.getByte(at);
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
    }
}
