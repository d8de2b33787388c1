package io.headway.protocol.watch;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;

/**
 * SeTracker watches over TCP. Stateless and pure; any thread. Every message names its device.
 *
 * <p>A message's length says where it ends. Makes of the field count wrongly, and their platforms never looked. So
 * where the closing bracket is not at the place that the length gives, a message of text ends at its first closing bracket; one that holds
 * voice or a picture is refused.
 */
public final class WatchProtocol implements DeviceProtocol {
    static final String NAME = "watch";

    private static final int CANNOT_FOLLOW = -1;
    /** A length may be so much too large. Seen are 1 too large and, in the maker's own example of a position, 8 too small. */
    private static final int MISCOUNT_BYTES = 8;

    private static final char ESCAPE = 0x7D;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (from >= to) {
            return 0;
        }
        if (isPadding(in, from, from + 1)) {
            return 1;
        }
        var message = WatchMessage.read(in, from, to);
        if (message == null) {
            return CANNOT_FOLLOW;
        }
        if (!message.isWhole()) {
            return 0;
        }
        var end = message.content() + message.declaredBytes();
        if (end < to && in.getByte(end) == WatchMessage.END) {
            return end + 1 - from;
        }
        return message.isBinary(in, Math.min(end, to))
                ? binaryLength(in, from, to, message)
                : textLength(in, from, to, message);
    }

    /** The length as declared is not that of the text, or not all of it has arrived. */
    private static int textLength(Buffer in, int from, int to, WatchMessage message) {
        var end = message.content() + message.declaredBytes();
        if (end >= to) {
            var closed = to > message.content() && in.getByte(to - 1) == WatchMessage.END;
            return closed && end - (to - 1) <= MISCOUNT_BYTES ? to - from : 0;
        }
        var bracket = Bytes.indexOf(in, message.content(), to, WatchMessage.END);
        return bracket < 0 ? 0 : bracket + 1 - from;
    }

    /** As {@link #textLength}, where brackets mean nothing: but the length may count each escaped byte once. */
    private static int binaryLength(Buffer in, int from, int to, WatchMessage message) {
        var at = message.content();
        for (var i = 0; i < message.declaredBytes(); i++) {
            at += at < to && in.getByte(at) == ESCAPE ? 2 : 1;
        }
        if (at >= to) {
            return 0;
        }
        return in.getByte(at) == WatchMessage.END
                ? at + 1 - from
                : message.content() + message.declaredBytes() + 1 - from;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var to = from + length;
        if (isPadding(in, from, to)) {
            return new Frame.Heartbeat(null, null);
        }
        var message = WatchMessage.read(in, from, to);
        if (message == null || !message.isWhole()) {
            return malformed("no message starts here");
        }
        if (message.content() >= to || in.getByte(to - 1) != WatchMessage.END) {
            return malformed("the message is not closed");
        }
        return message.isBinary(in, to - 1) ? media(in, message, to - 1) : text(in, message, to - 1, arrival);
    }

    /** Voice and pictures are not kept: the answer says that they were not taken. */
    private static Frame media(Buffer in, WatchMessage message, int end) {
        var declared = message.declaredBytes();
        var bytes = end - message.content();
        if (bytes != declared && bytes != binaryLength(in, message.content(), end + 1, message) - 1) {
            return malformed("the length says " + declared + " bytes of content, there are " + bytes);
        }
        return switch (message.kind(in, end)) {
            // A single digit is the watch's own answer to a voice message for it.
            case "TK" -> new Frame.Heartbeat(message.id(), bytes <= "TK,1".length() ? null : message.answer("TK,0"));
            case "JXTK" -> new Frame.Heartbeat(message.id(), message.answer("JXTKR,0"));
            default -> new Frame.Heartbeat(message.id(), null);
        };
    }

    private static Frame text(Buffer in, WatchMessage message, int end, Arrival arrival) {
        var fields = TextFields.of(in, message.content(), end, ',');
        var kind = fields.text(0);
        return switch (kind) {
            case "LK" -> WatchValues.link(fields, message, arrival);
            case "INIT" -> new Frame.Heartbeat(message.id(), message.answer("INIT,1"));
            case "TKQ", "TKQ2" -> new Frame.Heartbeat(message.id(), message.answer(kind));
            default ->
                isPosition(kind)
                        ? WatchPosition.decode(fields, message, arrival)
                        : WatchValues.status(fields, message, arrival);
        };
    }

    /** UD, UD2, UD_LTE, UD_WCDMA …: reports; AL and AL_LTE …: alarms; WT: with the weather asked for; WAD, WG: with the address; PP: to find a friend. */
    private static boolean isPosition(String kind) {
        return kind.startsWith("UD")
                || kind.startsWith("AL")
                || kind.startsWith("WT")
                || kind.equals("WAD")
                || kind.equals("WG")
                || kind.equals("PP");
    }

    private static boolean isPadding(Buffer in, int from, int to) {
        for (var i = from; i < to; i++) {
            var b = in.getByte(i);
            if (b != ' ' && b != '\r' && b != '\n' && b != 0) {
                return false;
            }
        }
        return true;
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
