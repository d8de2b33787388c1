package io.headway.protocol.suntech;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A tracker ST300: a status report for each fix, without a login. It knows no altitude, and whole seconds. Over UDP it awaits the
 * acknowledgement of each. Pure; any thread.
 */
public final class SuntechTracker implements DeviceEncoder {
    private static final long FIRST_IDENTITY = 807_000_000;
    private static final int NUMBERS = 10_000;
    private static final int SECONDS_PER_MINUTE = 60;
    /** The largest of two decimals: 360.00 is no heading. */
    private static final double MAX_HEADING_DEG = 359.99;

    private static final int PORTS_INPUTS = 3;
    private static final int PORTS_OUTPUTS = 2;

    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd';'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int answers;

    private SuntechTracker(int answers) {
        this.answers = answers;
    }

    /** Over TCP, where there are no answers. */
    public static SuntechTracker overTcp() {
        return new SuntechTracker(0);
    }

    /** Over UDP, where each report is answered. */
    public static SuntechTracker overUdp() {
        return new SuntechTracker(1);
    }

    /** The last nine digits of the IMEI (vendor document, section "Command format"). */
    @Override
    public String identity(int number) {
        return Long.toString(FIRST_IDENTITY + number);
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var reports = Buffer.buffer();
        fixes.forEach(fix -> reports.appendString(status(uniqueId, serial, fix)));
        return reports;
    }

    @Override
    public int reportAnswers(int fixes) {
        return answers * fixes;
    }

    /** One: a report has one position, and is answered for itself. */
    @Override
    public int maxFixes() {
        return 1;
    }

    /** A datagram is one answer. */
    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        return to - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return Bytes.startsWith(in, from, from + length, "ST300ACK;");
    }

    private static String status(String uniqueId, int serial, Fix fix) {
        var attributes = SentAttributes.of(fix);
        var hours = attributes.number(Attribute.ENGINE_HOURS);
        var hourMeter = String.join(
                ";",
                Double.isNaN(hours) ? "0" : Long.toString((long) hours / SECONDS_PER_MINUTE),
                number(attributes.number(Attribute.BATTERY_V), "%.1f"),
                attributes.flag(Attribute.ARCHIVE).orElse(false) ? "0" : "1");
        return String.join(
                        ";",
                        "ST300STT",
                        uniqueId,
                        "45",
                        "315",
                        DATE_AND_TIME.format(Instant.ofEpochMilli(fix.recordedAtMs())),
                        "2F100",
                        number(fix.latitude(), "%+.6f"),
                        number(fix.longitude(), "%+.6f"),
                        number(fix.speedKmh(), "%07.3f"),
                        number(Math.min(fix.headingDeg(), MAX_HEADING_DEG), "%06.2f"),
                        fix.satellites() < 0 ? "" : Integer.toString(fix.satellites()),
                        fix.valid() ? "1" : "0",
                        number(attributes.number(Attribute.ODOMETER), "%.0f"),
                        number(attributes.number(Attribute.POWER_V), "%.2f"),
                        ports(attributes),
                        "2",
                        String.format(Locale.ROOT, "%04d", Math.floorMod(serial, NUMBERS)),
                        hourMeter)
                + '\r';
    }

    /** Ignition, three inputs, two outputs; empty when the ignition is unknown. */
    private static String ports(SentAttributes attributes) {
        return attributes
                .flag(Attribute.IGNITION)
                .map(on -> (on ? "1" : "0")
                        + bits(attributes.number(Attribute.INPUTS), PORTS_INPUTS)
                        + bits(attributes.number(Attribute.OUTPUTS), PORTS_OUTPUTS))
                .orElse("");
    }

    private static String bits(double value, int count) {
        var bits = Double.isNaN(value) ? 0 : (int) value;
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append((bits >> i & 1) == 1 ? '1' : '0');
        }
        return text.toString();
    }

    private static String number(double value, String format) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
