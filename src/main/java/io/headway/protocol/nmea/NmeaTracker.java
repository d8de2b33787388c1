package io.headway.protocol.nmea;

import io.headway.model.Fix;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentText;
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
    private static final int MAX_FIXES = 10;

    @Override
    public Buffer login(String uniqueId) {
        return Buffer.buffer("$IMEI=" + uniqueId + "\r\n");
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
    public int maxFixes() {
        return MAX_FIXES;
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
                SentText.degreesMinutes(fix.latitude(), 2, 6),
                fix.latitude() < 0 ? "S" : "N",
                SentText.degreesMinutes(fix.longitude(), 3, 6),
                fix.longitude() < 0 ? "W" : "E",
                SentText.number("%.3f", SentText.knots(fix.speedKmh())),
                SentText.number("%.3f", fix.headingDeg()),
                DATE.format(at),
                fix.valid() ? "A" : "N");
    }
}
