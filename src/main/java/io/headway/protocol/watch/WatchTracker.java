package io.headway.protocol.watch;

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

/** A watch: a link message, which is answered, then positions, which are not. Pure; any thread. */
public final class WatchTracker implements DeviceEncoder {
    private static final String LINK = "LK";
    private static final int MAX_FIXES = 10;
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("ddMMyy,HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Buffer login(String uniqueId) {
        return message(uniqueId, LINK);
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var messages = Buffer.buffer();
        for (var fix : fixes) {
            messages.appendBuffer(message(uniqueId, content(fix)));
        }
        return messages;
    }

    /** Platforms answer alarms, not reports. */
    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var end = Bytes.indexOf(in, from, to, WatchMessage.END);
        return end < 0 ? 0 : end + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        var message = WatchMessage.read(in, from, from + length);
        return message != null
                && message.isWhole()
                && message.kind(in, from + length - 1).equals(LINK);
    }

    private static Buffer message(String uniqueId, String content) {
        return new WatchMessage("3G", uniqueId, null, 0, 0).answer(content);
    }

    private static String content(Fix fix) {
        var attributes = SentAttributes.of(fix);
        return String.format(
                Locale.ROOT,
                "UD,%s,%s,%.6f,%s,%.6f,%s,%s,%s,%s,%s,,%s,%s,0,00000000,0,0",
                DATE_AND_TIME.format(Instant.ofEpochMilli(fix.recordedAtMs())),
                fix.valid() ? "A" : "V",
                Math.abs(fix.latitude()),
                fix.latitude() < 0 ? "S" : "N",
                Math.abs(fix.longitude()),
                fix.longitude() < 0 ? "W" : "E",
                number("%.2f", fix.speedKmh()),
                number("%.1f", fix.headingDeg()),
                number("%.1f", fix.altitudeM()),
                fix.satellites() < 0 ? "" : fix.satellites(),
                number("%.0f", attributes.number(Attribute.BATTERY_PCT)),
                number("%.0f", attributes.number(Attribute.STEPS)));
    }

    /** Empty when unknown. */
    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
