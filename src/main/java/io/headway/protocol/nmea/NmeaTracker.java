package io.headway.protocol.nmea;

import io.headway.model.Fix;
import io.headway.protocol.Bytes;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A tracker that sends RMC sentences, each behind its identity, so that they need no connection. Pure; any thread. */
public final class NmeaTracker implements DeviceEncoder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double KMH_PER_KNOT = 1.852;
    private static final double MINUTES_SCALE = 1e6;
    private static final int MAX_FIXES = 10;

    @Override
    public Buffer login(String uniqueId) {
        return Buffer.buffer("$IMEI=" + uniqueId + "\r\n");
    }

    @Override
    public int loginAnswers() {
        return 0;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var lines = Buffer.buffer();
        for (var fix : fixes) {
            lines.appendString(uniqueId).appendBuffer(sentence(rmc(fix))).appendString("\r\n");
        }
        return lines;
    }

    @Override
    public int reportAnswers(int fixes) {
        return 0;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var end = Bytes.indexOf(in, from, to, '\n');
        return end < 0 ? 0 : end + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return true;
    }

    /** Dollar, content, asterisk and checksum (vendor document, section "Checksum field"). */
    static Buffer sentence(String content) {
        var sentence = Buffer.buffer("$").appendString(content);
        var sum = Checksums.xor(sentence, 1, sentence.length());
        return sentence.appendString(String.format(Locale.ROOT, "*%02X", sum));
    }

    private static String rmc(Fix fix) {
        var at = Instant.ofEpochMilli(fix.recordedAtMs());
        return String.format(
                Locale.ROOT,
                "GPRMC,%s,%s,%s,%s,%s,%s,%s,%s,%s,,,%s",
                TIME.format(at),
                fix.valid() ? "A" : "V",
                degreesMinutes(fix.latitude(), "%02d%09.6f"),
                fix.latitude() < 0 ? "S" : "N",
                degreesMinutes(fix.longitude(), "%03d%09.6f"),
                fix.longitude() < 0 ? "W" : "E",
                number(fix.speedKmh() / KMH_PER_KNOT),
                number(fix.headingDeg()),
                DATE.format(at),
                fix.valid() ? "A" : "N");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Rounded before it is divided, so that no minutes read 60. */
    private static String degreesMinutes(double degrees, String format) {
        var micro = Math.round(Math.abs(degrees) * 60 * MINUTES_SCALE);
        var perDegree = 60 * (long) MINUTES_SCALE;
        return String.format(Locale.ROOT, format, micro / perDegree, micro % perDegree / MINUTES_SCALE);
    }
}
