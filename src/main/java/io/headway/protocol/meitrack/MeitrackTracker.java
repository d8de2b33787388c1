package io.headway.protocol.meitrack;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A Meitrack tracker that reports as text: an AAA for each fix, without a login, without answers. Times and directions are whole numbers.
 * Pure; any thread.
 */
public final class MeitrackTracker implements DeviceEncoder {
    /** So many reports stay below 1,280 bytes, which a datagram carries everywhere (RFC 8200, section 5). */
    private static final int MAX_FIXES = 7;

    private static final char FIRST_FLAG = 'A';
    private static final int FLAGS = 'z' - FIRST_FLAG + 1;
    /** Two digits of the checksum and the end of the line. */
    private static final int END_BYTES = 4;

    private static final int BY_TIME = 35;
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var flag = (char) (FIRST_FLAG + Math.floorMod(serial, FLAGS));
        var messages = Buffer.buffer();
        fixes.forEach(fix -> messages.appendBuffer(message(flag, ',' + uniqueId + ",AAA," + content(fix) + '*')));
        return messages;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    /** @param content from the first comma to the asterisk, both included */
    static Buffer message(char flag, String content) {
        var message = Buffer.buffer("$$" + flag + (content.length() + END_BYTES) + content);
        return message.appendString(
                String.format(Locale.ROOT, "%02X\r\n", Checksums.sum8(message, 0, message.length())));
    }

    private static String content(Fix fix) {
        var attributes = SentAttributes.of(fix);
        var inputs = attributes.number(Attribute.INPUTS);
        var outputs = attributes.number(Attribute.OUTPUTS);
        var ports = (Double.isNaN(inputs) ? 0 : (int) inputs << 8) | (Double.isNaN(outputs) ? 0 : (int) outputs);
        return String.join(
                ",",
                Integer.toString(BY_TIME),
                decimal(fix.latitude(), 6),
                decimal(fix.longitude(), 6),
                DATE_AND_TIME.format(Instant.ofEpochMilli(fix.recordedAtMs())),
                fix.valid() ? "A" : "V",
                fix.satellites() < 0 ? "" : Integer.toString(fix.satellites()),
                decimal(attributes.number(Attribute.RSSI), 0),
                decimal(fix.speedKmh(), 1),
                Float.isNaN(fix.headingDeg()) ? "" : Long.toString(Math.round(fix.headingDeg()) % 360L),
                decimal(attributes.number(Attribute.HDOP), 1),
                decimal(fix.altitudeM(), 0),
                decimal(attributes.number(Attribute.ODOMETER), 0),
                "",
                "",
                String.format(Locale.ROOT, "%04X", ports & 0xFFFF),
                "",
                "",
                "",
                "1");
    }

    private static String decimal(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
