package io.headway.protocol.meitrack;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;

/**
 * CCE, reports of numbered parameters (vendor document, "CCE"), numbers with the low byte first: reports left in the tracker's memory, count
 * of reports; each of them its length, its count of parameters, and four groups, of parameters of 1, 2, 4 and any number of bytes, each
 * group behind its count. No answer is due. Pure; any thread.
 */
final class ParameterReports {
    private static final int HEADER_BYTES = 6;
    private static final int LENGTH_BYTES = 2;
    private static final int COUNT_BYTES = 2;
    private static final int[] WIDTHS = {1, 2, 4};
    /** First byte of a number of two bytes. */
    private static final int WIDE_NUMBER = 0xFE;

    private ParameterReports() {}

    /** @param end exclusive */
    static Frame frame(String imei, Buffer in, int from, int end, Arrival arrival) {
        if (end - from < HEADER_BYTES) {
            return MeitrackProtocol.malformed("no count of reports");
        }
        var count = in.getUnsignedShortLE(from + 4);
        var fixes = new ArrayList<Fix>();
        var fix = new FixBuilder();
        var at = from + HEADER_BYTES;
        for (var i = 0; i < count; i++) {
            var length = end - at < LENGTH_BYTES ? -1 : in.getUnsignedShortLE(at);
            if (length < COUNT_BYTES || length > end - at - LENGTH_BYTES) {
                return MeitrackProtocol.malformed("report " + (i + 1) + " of " + count + " is not whole");
            }
            at += LENGTH_BYTES + length;
            report(in, at - length + COUNT_BYTES, at, fix);
            if (count == 1 && !fix.hasLocation()) {
                return fix.status(imei, arrival.atMs(), null);
            }
            fixes.add(fix.build());
        }
        return fixes.isEmpty() ? new Frame.Heartbeat(imei, null) : new Frame.Positions(imei, fixes, _ -> null);
    }

    /** Reads as many parameters as are whole. */
    private static void report(Buffer in, int from, int end, FixBuilder fix) {
        var values = new ParameterValues(in, fix);
        var at = from;
        for (var width : WIDTHS) {
            var count = at < end ? in.getUnsignedByte(at++) : 0;
            for (var i = 0; i < count; i++) {
                var valueAt = behindNumber(in, at, end);
                if (valueAt + width > end) {
                    values.end();
                    return;
                }
                values.fixed(number(in, at), valueAt, width);
                at = valueAt + width;
            }
        }
        var count = at < end ? in.getUnsignedByte(at++) : 0;
        for (var i = 0; i < count; i++) {
            var lengthAt = behindNumber(in, at, end);
            if (lengthAt >= end || lengthAt + 1 + in.getUnsignedByte(lengthAt) > end) {
                break;
            }
            var length = in.getUnsignedByte(lengthAt);
            values.variable(number(in, at), lengthAt + 1, length);
            at = lengthAt + 1 + length;
        }
        values.end();
    }

    private static int behindNumber(Buffer in, int at, int end) {
        return at < end && in.getUnsignedByte(at) == WIDE_NUMBER ? at + 2 : at + 1;
    }

    /** The parameter's number, whose bytes are there. */
    private static int number(Buffer in, int at) {
        return in.getUnsignedByte(at) == WIDE_NUMBER ? in.getUnsignedShort(at) : in.getUnsignedByte(at);
    }
}
