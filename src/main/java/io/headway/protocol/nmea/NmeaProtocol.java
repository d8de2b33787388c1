package io.headway.protocol.nmea;

import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * NMEA 0183 over a stream. Stateless and pure; any thread. A frame is a line; the line feed behind a carriage return is an empty line. A line
 * is an identity, or a sentence with an identity before it or without. No answer is due, but for TRCCR. A checksum that does not verify
 * refuses the line; a sentence may lack it (vendor document, section "Checksum field").
 */
public final class NmeaProtocol implements DeviceProtocol {
    static final String NAME = "nmea";

    private static final int NO_CHECKSUM = -1;
    private static final int CHECKSUM_DIGITS = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        for (var i = from; i < to; i++) {
            if (isLineEnd(in.getByte(i))) {
                return i + 1 - from;
            }
        }
        return 0;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 0 || length > in.length() - from) {
            return new Frame.Rejected(FrameFault.MALFORMED, "the line is not within the bytes given");
        }
        var start = from;
        var end = from + length;
        while (start < end && isPadding(in.getByte(start))) {
            start++;
        }
        while (end > start && isPadding(in.getByte(end - 1))) {
            end--;
        }
        return start == end
                ? new Frame.Heartbeat(null, null)
                : line(in.getString(start, end, StandardCharsets.ISO_8859_1.name()), arrival);
    }

    private static Frame line(String line, Arrival arrival) {
        var dollar = sentenceStart(line);
        if (dollar < 0) {
            return alone(line, arrival);
        }
        var star = line.lastIndexOf('*');
        star = star < dollar ? -1 : star;
        var contentEnd = star < 0 ? line.length() : trimmedEnd(line, dollar, star);
        if (star >= 0) {
            var declared = checksum(line, star + 1);
            var actual = xor(line, dollar + 1, contentEnd);
            if (declared != NO_CHECKSUM && declared != actual) {
                return new Frame.Rejected(
                        FrameFault.CHECKSUM, "the checksum is " + declared + ", that of the line " + actual);
            }
        }
        var content = line.substring(dollar + 1, contentEnd);
        var prefixed = dollar == 0 ? null : NmeaIdentity.before(line, dollar);
        var tail = star < 0 ? "" : line.substring(Math.min(line.length(), star + 1 + CHECKSUM_DIGITS));
        if (dollar == 0) {
            var identity = NmeaIdentity.of(content);
            if (identity != null) {
                return new Frame.Login(identity, Buffer.buffer(), Buffer.buffer());
            }
        }
        return new NmeaSentence(content, tail, prefixed, arrival).decode();
    }

    /** The first dollar, since a sentence holds no other; but an identity before the sentence may have one too. */
    private static int sentenceStart(String line) {
        var first = line.indexOf('$');
        var last = line.lastIndexOf('$');
        return first == 0 && last > 0 && NmeaIdentity.imeiBefore(line, last) != null ? last : first;
    }

    /** A line without a sentence: an identity, or a text that some devices send beside sentences. */
    private static Frame alone(String line, Arrival arrival) {
        if (line.startsWith(QzeReport.HEADER)) {
            return QzeReport.decode(line);
        }
        var identity = NmeaIdentity.alone(line);
        if (identity != null) {
            return new Frame.Login(identity, Buffer.buffer(), Buffer.buffer());
        }
        return arrival.loggedIn()
                ? new Frame.Heartbeat(null, null)
                : new Frame.Rejected(FrameFault.UNKNOWN_KIND, "a line that is neither a sentence nor an identity");
    }

    /** Some senders leave a space before the asterisk, which their checksum does not cover. */
    private static int trimmedEnd(String line, int from, int to) {
        var end = to;
        while (end > from + 1 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    /** The two hexadecimal digits that follow, after spaces; less is no checksum. */
    private static int checksum(String line, int from) {
        var at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        if (line.length() - at < CHECKSUM_DIGITS) {
            return NO_CHECKSUM;
        }
        var high = Character.digit(line.charAt(at), 16);
        var low = Character.digit(line.charAt(at + 1), 16);
        return high < 0 || low < 0 ? NO_CHECKSUM : high << 4 | low;
    }

    private static int xor(String line, int from, int to) {
        var sum = 0;
        for (var i = from; i < to; i++) {
            sum ^= line.charAt(i);
        }
        return sum;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private static boolean isPadding(byte b) {
        return b >= 0 && b <= ' ';
    }
}
