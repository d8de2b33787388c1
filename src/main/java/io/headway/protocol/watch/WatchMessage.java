package io.headway.protocol.watch;

import io.headway.protocol.Bytes;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where the parts of one message stand: {@code [maker*id*length*content]}, and on some makes
 * {@code [maker*id*index*length*content]}. The length is that of the content in bytes, as four hexadecimal digits. Immutable; any thread.
 *
 * @param index the device's number of the message, which an answer repeats; null where the make has none
 * @param content first byte of the content
 * @param declaredBytes what the message says of its content's length
 */
record WatchMessage(String maker, String id, String index, int content, int declaredBytes) {
    static final char START = '[';
    static final char END = ']';
    private static final char SEPARATOR = '*';

    /** Two as a rule. */
    private static final int MAX_MAKER = 8;
    /** An IMEI has 15, and no make has more. */
    private static final int MAX_ID = 20;

    private static final int MAX_INDEX = 8;
    private static final int LENGTH_DIGITS = 4;

    /** Longest kind that is told apart from others by its name. */
    private static final int MAX_KIND = 32;

    /** What {@link #read} says of bytes that may become a header when more have arrived. */
    static final WatchMessage INCOMPLETE = new WatchMessage("", "", null, 0, 0);

    /**
     * Reads a header.
     *
     * @param to end of the bytes that are there, exclusive
     * @return {@link #INCOMPLETE} when more bytes are needed to tell, null when no header starts here
     */
    static WatchMessage read(Buffer in, int from, int to) {
        if (to <= from || in.getByte(from) != START) {
            return to <= from ? INCOMPLETE : null;
        }
        var afterMaker = separator(in, from + 1, to, MAX_MAKER);
        if (afterMaker <= 0) {
            return afterMaker < 0 ? null : INCOMPLETE;
        }
        var afterId = separator(in, afterMaker, to, MAX_ID);
        if (afterId <= 0) {
            return afterId < 0 ? null : INCOMPLETE;
        }
        var afterThird = separator(in, afterId, to, MAX_INDEX);
        if (afterThird <= 0) {
            return afterThird < 0 ? null : INCOMPLETE;
        }
        var maker = text(in, from + 1, afterMaker - 1);
        var id = text(in, afterMaker, afterId - 1);
        return switch (lengthField(in, afterThird, to)) {
            case YES ->
                new WatchMessage(
                        maker,
                        id,
                        text(in, afterId, afterThird - 1),
                        afterThird + LENGTH_DIGITS + 1,
                        hex(in, afterThird, LENGTH_DIGITS));
            case UNKNOWN -> INCOMPLETE;
            case NO ->
                afterThird - 1 - afterId == LENGTH_DIGITS && isHex(in, afterId, afterThird - 1)
                        ? new WatchMessage(maker, id, null, afterThird, hex(in, afterId, LENGTH_DIGITS))
                        : null;
        };
    }

    /** The byte after a field of 1 to {@code longest} letters and digits and its separator; 0 when it is not there yet, -1 when it never will be. */
    private static int separator(Buffer in, int from, int to, int longest) {
        for (var i = from; i < to; i++) {
            if (in.getByte(i) == SEPARATOR) {
                return i == from ? -1 : i + 1;
            }
            if (i - from == longest || !Character.isLetterOrDigit((char) in.getUnsignedByte(i))) {
                return -1;
            }
        }
        return 0;
    }

    private enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /** Whether a length and its separator stand here. Content begins with a word, never with four digits and an asterisk. */
    private static Answer lengthField(Buffer in, int from, int to) {
        for (var i = 0; i <= LENGTH_DIGITS; i++) {
            if (from + i >= to) {
                return Answer.UNKNOWN;
            }
            var fits = i == LENGTH_DIGITS ? in.getByte(from + i) == SEPARATOR : isHex(in, from + i, from + i + 1);
            if (!fits) {
                return Answer.NO;
            }
        }
        return Answer.YES;
    }

    private static boolean isHex(Buffer in, int from, int to) {
        for (var i = from; i < to; i++) {
            if (Character.digit(in.getByte(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int hex(Buffer in, int from, int digits) {
        var value = 0;
        for (var i = from; i < from + digits; i++) {
            value = value << 4 | Character.digit(in.getByte(i), 16);
        }
        return value;
    }

    private static String text(Buffer in, int from, int to) {
        return in.getString(from, to, StandardCharsets.ISO_8859_1.name());
    }

    /** False for {@link #INCOMPLETE} alone: content never starts at the first byte. */
    boolean isWhole() {
        return content > 0;
    }

    /** The word that the content begins with. */
    String kind(Buffer in, int end) {
        var bound = Math.min(end, content + MAX_KIND);
        var comma = Bytes.indexOf(in, content, bound, ',');
        return text(in, content, comma < 0 ? bound : comma);
    }

    /**
     * Whether the content holds voice or a picture: bytes of any value, so that a bracket in them ends nothing.
     *
     * @param end of the bytes that are there, exclusive
     */
    boolean isBinary(Buffer in, int end) {
        return switch (kind(in, end)) {
            case "TK", "JXTK", "img" -> true;
            default -> false;
        };
    }

    /** An answer: the same head, and a content of our own. */
    Buffer answer(String content) {
        return Buffer.buffer(String.format(
                Locale.ROOT,
                "[%s*%s*%s%04X*%s]",
                maker,
                id,
                index == null ? "" : index + SEPARATOR,
                content.length(),
                content));
    }
}
