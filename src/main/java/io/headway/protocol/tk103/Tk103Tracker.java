package io.headway.protocol.tk103;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.headway.protocol.SentText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A TK103: a handshake, which is answered, then continuous feedback BR00, which is not. Pure; any thread. */
public final class Tk103Tracker implements DeviceEncoder {
    private static final int MAX_FIXES = 10;
    private static final long MAX_MILEAGE_M = 0xFFFF_FFFFL;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Buffer login(String uniqueId) {
        return Buffer.buffer("(" + uniqueId + "BP00000" + uniqueId + "HSO)");
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var messages = Buffer.buffer();
        for (var fix : fixes) {
            messages.appendString(message(uniqueId, fix));
        }
        return messages;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var end = Bytes.indexOf(in, from, to, Tk103Protocol.END);
        return end < 0 ? 0 : end + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return in.getString(from, from + length, StandardCharsets.ISO_8859_1.name())
                .endsWith(Tk103Protocol.HANDSHAKE_ANSWER + Tk103Protocol.END);
    }

    private static String message(String uniqueId, Fix fix) {
        var attributes = SentAttributes.of(fix);
        var time = Instant.ofEpochMilli(fix.recordedAtMs());
        var mileageM = attributes.number(Attribute.ODOMETER);
        return String.format(
                Locale.ROOT,
                "(%sBR00%s%s%s%s%s%s%05.1f%s%06.2f%s%s000000L%08X)",
                uniqueId,
                DATE.format(time),
                fix.valid() ? "A" : "V",
                SentText.degreesMinutes(fix.latitude(), 2, 4),
                fix.latitude() < 0 ? "S" : "N",
                SentText.degreesMinutes(fix.longitude(), 3, 4),
                fix.longitude() < 0 ? "W" : "E",
                known(fix.speedKmh()),
                TIME.format(time),
                known(fix.headingDeg()),
                attributes.flag(Attribute.UNPLUGGED).orElse(false) ? 1 : 0,
                attributes.flag(Attribute.IGNITION).orElse(false) ? 1 : 0,
                Math.min(MAX_MILEAGE_M, Math.round(known(mileageM))));
    }

    /** The fields cannot be empty. */
    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
