package io.headway.protocol.h02;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.headway.protocol.SentText;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A tracker that sends V1 messages and awaits an acknowledgement for each. Pure; any thread. */
public final class H02Tracker implements DeviceEncoder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long ALL_QUIET = 0xFFFF_FFFFL;
    private static final long ACC_OFF = 1L << 10;
    private static final int MAX_FIXES = 10;

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var messages = Buffer.buffer();
        for (var fix : fixes) {
            messages.appendString(message(uniqueId, fix));
        }
        return messages;
    }

    @Override
    public int reportAnswers(int fixes) {
        return fixes;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var end = Bytes.indexOf(in, from, to, '#');
        return end < 0 ? 0 : end + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return in.getString(from, from + length).contains(",V4,V1,");
    }

    private static String message(String uniqueId, Fix fix) {
        var at = Instant.ofEpochMilli(fix.recordedAtMs());
        var off = SentAttributes.of(fix)
                .flag(Attribute.IGNITION)
                .filter(on -> !on)
                .isPresent();
        return String.format(
                Locale.ROOT,
                "*HQ,%s,V1,%s,%s,%s,%s,%s,%s,%s,%s,%s,%08X#",
                uniqueId,
                TIME.format(at),
                fix.valid() ? "A" : "V",
                SentText.degreesMinutes(fix.latitude(), 2, 4),
                fix.latitude() < 0 ? "S" : "N",
                SentText.degreesMinutes(fix.longitude(), 3, 4),
                fix.longitude() < 0 ? "W" : "E",
                SentText.number("%06.2f", SentText.knots(fix.speedKmh())),
                SentText.number("%03.0f", fix.headingDeg()),
                DATE.format(at),
                off ? ALL_QUIET & ~ACC_OFF : ALL_QUIET);
    }
}
