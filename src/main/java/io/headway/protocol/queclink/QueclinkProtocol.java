package io.headway.protocol.queclink;

import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * Queclink @Track. Stateless and pure; any thread. There is no login: every message names its device. A message of text ends with a dollar
 * sign, in the first generation with a zero byte; what is in bytes says its length ({@link QueclinkBinary}, {@link QueclinkTagged}).
 *
 * <p>The server's acknowledgement repeats the count number with which a message ends ({@code +SACK:11F0$}), and is expected for every message
 * when the device is set so (GMT100, "AT+GTSRI", parameter "SACK Enable"); otherwise the device ignores it. It covers all positions of the
 * message: none could be sent again alone.
 */
public final class QueclinkProtocol implements DeviceProtocol {
    static final String NAME = "queclink";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        var at = from;
        while (at < to && isPadding(in.getByte(at))) {
            at++;
        }
        if (at > from) {
            return at - from;
        }
        if (QueclinkBinary.startsAt(in, from, to)) {
            return QueclinkBinary.frameLength(in, from, to);
        }
        if (QueclinkTagged.startsAt(in, from, to)) {
            return QueclinkTagged.frameLength(in, from, to);
        }
        for (; at < to; at++) {
            if (in.getByte(at) == '$' || in.getByte(at) == 0) {
                return at + 1 - from;
            }
        }
        return 0;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var start = from;
        var end = from + length;
        while (start < end && isPadding(in.getByte(start))) {
            start++;
        }
        if (start == end) {
            return new Frame.Heartbeat(null, null);
        }
        if (QueclinkBinary.startsAt(in, start, end)) {
            return QueclinkBinary.decode(in, start, end, arrival);
        }
        if (QueclinkTagged.startsAt(in, start, end)) {
            return QueclinkTagged.decode(in, start, end, arrival);
        }
        while (isPadding(in.getByte(end - 1)) || in.getByte(end - 1) == '$') {
            end--;
            if (end == start) {
                return malformed("a message without content");
            }
        }
        var message = QueclinkMessage.of(in, start, end);
        return message == null
                ? malformed("no message that names its device starts here")
                : QueclinkReports.read(message, arrival);
    }

    private static boolean isPadding(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == 0;
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
