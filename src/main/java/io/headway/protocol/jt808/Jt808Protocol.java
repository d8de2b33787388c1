package io.headway.protocol.jt808;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * JT/T 808 over TCP. Stateless and pure; any thread.
 *
 * <p>Every message names its terminal. Registration and authentication are logins; any code is taken, since who may connect is decided by
 * the number alone. Every other message is answered by the general response with its serial number and id: one with positions when they are
 * durable, those kept as rejected too, any other at once. Only the terminal's own general response is not answered.
 */
public final class Jt808Protocol implements DeviceProtocol {
    private static final int CANNOT_FOLLOW = -1;
    private static final int TERMINAL_GENERAL = 0x0001;
    private static final int QUERY_TIME = 0x0004;
    private static final int REGISTER = 0x0100;
    private static final int AUTHENTICATE = 0x0102;
    private static final int TIME_SYNC = 0x0109;
    private static final int LOCATION = 0x0200;
    private static final int LOCATION_ANSWER = 0x0201;
    private static final int SHORT_BATCH = 0x0210;
    private static final int CONTROL_ANSWER = 0x0500;
    private static final int BATCH = 0x0704;

    /** The serial number of the platform's message. */
    private static final int ANSWERED_BYTES = 2;
    /** How many, and of what kind. */
    private static final int BATCH_HEADER_BYTES = 3;

    @Override
    public String name() {
        return "jt808";
    }

    /** From flag to flag, or from bracket to bracket. Of two flags side by side the first ends or fills, and is a frame of its own. */
    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (to - from < 1) {
            return 0;
        }
        var first = in.getByte(from);
        var marks = Jt808Marks.of(first);
        if (marks == null && first != JointechText.OPENING) {
            return isFill(first) ? 1 : CANNOT_FOLLOW;
        }
        var last = marks == null ? JointechText.CLOSING : (char) marks.flag();
        var end = Bytes.indexOf(in, from + 1, to, last);
        return end < 0 ? 0 : marks != null && end == from + 1 ? 1 : end + 1 - from;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var first = in.getByte(from);
        var marks = Jt808Marks.of(first);
        if (length == 1 && (marks != null || isFill(first))) {
            return new Frame.Heartbeat(null, null);
        }
        if (marks == null) {
            return first == JointechText.OPENING
                    ? JointechText.decode(in, from, length, arrival)
                    : malformed("no frame starts here");
        }
        var closed = (in.getByte(from + length - 1) & 0xFF) == marks.flag();
        var bytes = marks.unescape(in, from + 1, from + length - (closed ? 1 : 0));
        var end = bytes.length() - 1;
        if (end < 1) {
            return malformed("nothing between the flags");
        }
        if (Checksums.xor(bytes, 0, end) != bytes.getUnsignedByte(end)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the exclusive or of the bytes does not verify");
        }
        var message = Jt808Message.of(marks, bytes, end);
        return message == null ? malformed("the message ends within its header") : message(message, arrival);
    }

    private static Frame message(Jt808Message message, Arrival arrival) {
        var id = message.uniqueId();
        var carriesPositions = switch (message.id()) {
            case LOCATION, LOCATION_ANSWER, SHORT_BATCH, CONTROL_ANSWER, BATCH -> true;
            default -> false;
        };
        if (carriesPositions && (message.isEncrypted() || message.isPart())) {
            return new Frame.Rejected(
                    FrameFault.UNKNOWN_KIND,
                    "positions that are encrypted, or divided into parts",
                    Jt808Replies.general(message, Jt808Replies.NOT_SUPPORTED));
        }
        return switch (message.id()) {
            case REGISTER -> new Frame.Login(id, Jt808Replies.registered(message), Jt808Replies.notRegistered(message));
            case AUTHENTICATE ->
                new Frame.Login(
                        id,
                        Jt808Replies.general(message, Jt808Replies.SUCCESS),
                        Jt808Replies.general(message, Jt808Replies.FAILURE));
            case LOCATION -> location(message, message.body());
            case LOCATION_ANSWER, CONTROL_ANSWER -> location(message, message.body() + ANSWERED_BYTES);
            case BATCH -> batch(message);
            case SHORT_BATCH -> shortBatch(message);
            case JointechLocation.CURRENT, JointechLocation.STORED -> JointechLocation.decode(message);
            case TERMINAL_GENERAL -> new Frame.Heartbeat(id, null);
            case QUERY_TIME -> new Frame.Heartbeat(id, Jt808Replies.serverTime(message, arrival.atMs()));
            case TIME_SYNC -> new Frame.Heartbeat(id, Jt808Replies.timeSync(message, arrival.atMs()));
            default -> Jt808Notices.decode(message, arrival);
        };
    }

    private static Frame location(Jt808Message message, int from) {
        if (message.end() - from < Jt808Location.BYTES) {
            return incorrect(message, "a location has at least 28 bytes");
        }
        return positions(
                message,
                List.of(Jt808Location.read(message.bytes(), from, message.end(), false)),
                Jt808Replies.SUCCESS);
    }

    /** Positions with lengths of two bytes before each. */
    private static Frame batch(Jt808Message message) {
        if (message.length() < BATCH_HEADER_BYTES) {
            return incorrect(message, "a batch without a count");
        }
        var stored = message.bytes().getByte(message.body() + 2) != 0;
        return records(message, message.body() + BATCH_HEADER_BYTES, 2, stored);
    }

    /**
     * Some makers' batch: positions with lengths of one byte before each. Others give the same id to a message of their own, the state of a
     * battery for one ("4G Wireless Air Protocol", section 3.75), which is answered like any kind that is not known.
     */
    private static Frame shortBatch(Jt808Message message) {
        return isShortBatch(message)
                ? records(message, message.body(), 1, false)
                : new Frame.Heartbeat(message.uniqueId(), Jt808Replies.general(message, Jt808Replies.SUCCESS));
    }

    /** Whether one of the positions has a time of the calendar, or, where the clock was not set, lengths lead from one to the next up to the end. */
    private static boolean isShortBatch(Jt808Message message) {
        var bytes = message.bytes();
        var at = message.body();
        while (at < message.end() && bytes.getUnsignedByte(at) >= Jt808Location.BYTES) {
            var next = at + 1 + bytes.getUnsignedByte(at);
            if (next <= message.end() && Jt808Location.timeOf(bytes, at + 1) != FixTime.UNKNOWN) {
                return true;
            }
            at = next;
        }
        return at == message.end() && message.length() > 0;
    }

    /** What is whole is kept; the answer says that the message was wrong when anything was not. */
    private static Frame records(Jt808Message message, int from, int lengthBytes, boolean stored) {
        var bytes = message.bytes();
        var fixes = new ArrayList<Fix>();
        var at = from;
        while (message.end() - at >= lengthBytes + Jt808Location.BYTES) {
            var length = lengthBytes == 1 ? bytes.getUnsignedByte(at) : bytes.getUnsignedShort(at);
            at += lengthBytes;
            if (length < Jt808Location.BYTES || length > message.end() - at) {
                at -= lengthBytes;
                break;
            }
            fixes.add(Jt808Location.read(bytes, at, at + length, stored));
            at += length;
        }
        return fixes.isEmpty()
                ? incorrect(message, "a batch without a whole position")
                : positions(message, fixes, at == message.end() ? Jt808Replies.SUCCESS : Jt808Replies.INCORRECT);
    }

    private static Frame positions(Jt808Message message, List<Fix> fixes, int result) {
        var answer = Jt808Replies.general(message, result);
        return new Frame.Positions(message.uniqueId(), fixes, _ -> answer);
    }

    private static Frame incorrect(Jt808Message message, String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail, Jt808Replies.general(message, Jt808Replies.INCORRECT));
    }

    /** What modems and test tools put between frames. */
    private static boolean isFill(byte b) {
        return b == 0 || b == ' ' || b == '\r' || b == '\n';
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
