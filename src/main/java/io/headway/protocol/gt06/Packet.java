package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One packet whose checksum verified, and the frames that it can become.
 *
 * @param extended whether it starts with 79 79, and its length has two bytes
 * @param kind the protocol number, 0 to 255
 * @param from first byte of the content, after the protocol number
 * @param end the byte after the content, where the serial number starts
 * @param serial the device's number of the packet
 * @param clock of its times
 */
record Packet(Buffer in, boolean extended, int kind, int from, int end, int serial, DeviceClock clock) {
    Content content() {
        return new Content(in, from, end, clock);
    }

    int contentBytes() {
        return end - from;
    }

    /** The usual answer: protocol number and serial number come back. */
    Buffer reply() {
        return Answers.to(kind, serial);
    }

    /** One fix, acknowledged with the usual answer once it is durable; so is one that is kept as rejected, or it would come for ever. */
    Frame fix(String uniqueId, FixBuilder fix) {
        // Not this packet: it would keep the bytes of the whole read in memory until the receipt comes.
        var answeredKind = kind;
        var answeredSerial = serial;
        return new Frame.Positions(uniqueId, List.of(fix.build()), _ -> Answers.to(answeredKind, answeredSerial));
    }

    /** As {@link #fix}, answered in the frame of 79 79. */
    Frame longFix(FixBuilder fix) {
        var answeredKind = kind;
        var answeredSerial = serial;
        return new Frame.Positions(null, List.of(fix.build()), _ -> Answers.longTo(answeredKind, answeredSerial));
    }

    /** What was gathered, without a fix. */
    Frame status(FixBuilder gathered, Arrival arrival, Buffer reply) {
        return gathered.status(null, arrival.atMs(), reply);
    }

    /** Nothing to store. */
    Frame nothing(Buffer reply) {
        return new Frame.Heartbeat(null, reply);
    }

    Frame tooShort() {
        return new Frame.Rejected(
                FrameFault.MALFORMED,
                "kind 0x" + Integer.toHexString(kind) + " with only " + contentBytes() + " bytes of content");
    }
}
