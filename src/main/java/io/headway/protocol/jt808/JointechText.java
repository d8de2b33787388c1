package io.headway.protocol.jt808;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The texts that Jointech's electronic locks send beside the binary messages: {@code (number,1,001,ELOCK,3,…)}, an answer to a command as a
 * rule. One asks for the time, {@code (number,1,001,BASE,2,TIME)}, and gets itself back with UTC in place of the last word (Jointech's
 * software kit jt709, text messages).
 */
final class JointechText {
    static final char OPENING = '(';
    static final char CLOSING = ')';

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int GROUP = 3;
    private static final int KIND = 4;
    private static final int PARAMETER = 5;
    private static final int FIELDS = 6;
    /** As in the header of 2019. */
    private static final int MAX_DIGITS = 20;
    /** The question comes back in the answer, so it must be no longer than one that a terminal asks. */
    private static final int MAX_QUESTION_BYTES = 64;

    private JointechText() {}

    static Frame decode(Buffer in, int from, int length, Arrival arrival) {
        var closed = in.getByte(from + length - 1) == CLOSING;
        var to = from + length - (closed ? 1 : 0);
        var fields = TextFields.of(in, Math.min(from + 1, to), to, ',');
        if (!fields.isDigits(0) || fields.length(0) > MAX_DIGITS) {
            return new Frame.Rejected(FrameFault.MALFORMED, "a text without the terminal's number");
        }
        var id = Jt808Message.withoutLeadingZeros(fields.text(0));
        var asksForTime = fields.count() == FIELDS
                && fields.is(GROUP, "BASE")
                && fields.is(KIND, "2")
                && fields.is(PARAMETER, "TIME");
        if (asksForTime && length <= MAX_QUESTION_BYTES) {
            var question = in.getString(from, to, StandardCharsets.ISO_8859_1.name());
            var answer = question.substring(0, question.lastIndexOf(',') + 1)
                    + UTC.format(Instant.ofEpochMilli(arrival.atMs()))
                    + CLOSING;
            return new Frame.Heartbeat(id, Buffer.buffer(answer, StandardCharsets.ISO_8859_1.name()));
        }
        var status = new FixBuilder();
        status.attributes().put(Attribute.TEXT, in.getString(from + 1, to, StandardCharsets.ISO_8859_1.name()));
        return status.status(id, arrival.atMs(), null);
    }
}
