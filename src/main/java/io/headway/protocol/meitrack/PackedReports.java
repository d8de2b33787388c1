package io.headway.protocol.meitrack;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Attribute;
import io.headway.protocol.Checksums;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.meitrack.MeitrackProtocol.Header;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Locale;

/**
 * CCC, reports of equal length (vendor document, "Setting the Data Compression Format – CCC"), numbers with the low byte first: version,
 * length of a report, reports left in the tracker's memory, reports. The tracker deletes as many of them as the answer says. Pure; any
 * thread.
 */
final class PackedReports {
    private static final int HEADER_BYTES = 8;
    /** Up to the ports; what follows, five analogue inputs as a rule, depends on the version. */
    private static final int REPORT_BYTES = 42;

    private static final int ANALOG_INPUT_BYTES = 2;
    private static final int MAX_ANALOG_INPUTS = 5;

    private PackedReports() {}

    /** @param end exclusive */
    static Frame frame(Header header, Buffer in, int end) {
        var at = header.content();
        var stepBytes = end - at < HEADER_BYTES ? 0 : in.getUnsignedShortLE(at + 2);
        if (stepBytes < REPORT_BYTES) {
            return MeitrackProtocol.malformed("reports of " + stepBytes + " bytes");
        }
        var fixes = new ArrayList<Fix>();
        for (at += HEADER_BYTES; end - at >= stepBytes; at += stepBytes) {
            fixes.add(report(in, at, stepBytes));
        }
        if (at != end) {
            return new Frame.Rejected(
                    FrameFault.COUNT_MISMATCH, "the reports are not a multiple of " + stepBytes + " bytes");
        }
        return fixes.isEmpty()
                ? new Frame.Heartbeat(header.imei(), null)
                : new Frame.Positions(header.imei(), fixes, receipt -> acknowledgement(header, receipt));
    }

    private static Fix report(Buffer in, int at, int bytes) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        MeitrackEvent.put(attributes, in.getUnsignedByte(at));
        fix.degrees(in.getIntLE(at + 1) / 1e6, in.getIntLE(at + 5) / 1e6)
                .at(MeitrackTime.of(in.getUnsignedIntLE(at + 9)))
                .valid(in.getByte(at + 13) == 1)
                .satellites(in.getUnsignedByte(at + 14))
                .speedKmh(in.getUnsignedShortLE(at + 16))
                .headingDeg(in.getUnsignedShortLE(at + 18))
                .altitudeM(in.getShortLE(at + 22));
        attributes.put(Attribute.RSSI, in.getUnsignedByte(at + 15));
        attributes.putDecimal(Attribute.HDOP, in.getUnsignedShortLE(at + 20), 1);
        attributes.put(Attribute.ODOMETER, in.getUnsignedIntLE(at + 24));
        TextReport.runTime(attributes, in.getUnsignedIntLE(at + 28));
        attributes.put(Attribute.MCC, in.getUnsignedShortLE(at + 32));
        attributes.put(Attribute.MNC, in.getUnsignedShortLE(at + 34));
        attributes.put(Attribute.LAC, in.getUnsignedShortLE(at + 36));
        attributes.put(Attribute.CELL_ID, in.getUnsignedShortLE(at + 38));
        TextReport.ports(attributes, in.getUnsignedShortLE(at + 40));
        var inputs = Math.min((bytes - REPORT_BYTES) / ANALOG_INPUT_BYTES, MAX_ANALOG_INPUTS);
        for (var i = 0; i < inputs; i++) {
            attributes.putIndexed(
                    "meitrack_ad", i + 1, in.getUnsignedShortLE(at + REPORT_BYTES + i * ANALOG_INPUT_BYTES));
        }
        return fix.build();
    }

    /** All reports are durable then, those kept as rejected too. */
    private static Buffer acknowledgement(Header header, Receipt receipt) {
        var content = ',' + header.imei() + ",CCC," + receipt.size() + '*';
        // Behind the asterisk stand two digits of the checksum and the end of the line.
        var answer = Buffer.buffer("@@" + header.flag() + (content.length() + 4) + content, "ISO-8859-1");
        return answer.appendString(String.format(Locale.ROOT, "%02X\r\n", Checksums.sum8(answer, 0, answer.length())));
    }
}
