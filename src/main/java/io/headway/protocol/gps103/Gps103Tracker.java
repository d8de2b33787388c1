package io.headway.protocol.gps103;

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

/** A GPS103: a login, which is answered LOAD, then reports, which are not answered. Its zone is UTC. Pure; any thread. */
public final class Gps103Tracker implements DeviceEncoder {
    private static final int MAX_FIXES = 10;
    private static final double METRES_PER_KM = 1_000;
    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Buffer login(String uniqueId) {
        return Buffer.buffer("##,imei:" + uniqueId + ",A;");
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

    /** The answers have no delimiter. */
    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        return to - from < Gps103Protocol.LOGIN_ANSWER.length() ? 0 : Gps103Protocol.LOGIN_ANSWER.length();
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return Bytes.startsWith(in, from, from + length, Gps103Protocol.LOGIN_ANSWER);
    }

    private static String message(String uniqueId, Fix fix) {
        var attributes = SentAttributes.of(fix);
        var time = Instant.ofEpochMilli(fix.recordedAtMs());
        var odometerM = attributes.number(Attribute.ODOMETER);
        return String.format(
                Locale.ROOT,
                "imei:%s,tracker,%s,,F,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,,%s,%s,;",
                uniqueId,
                LOCAL_TIME.format(time),
                UTC_TIME.format(time),
                fix.valid() ? "A" : "V",
                SentText.degreesMinutes(fix.latitude(), 2, 5),
                fix.latitude() < 0 ? "S" : "N",
                SentText.degreesMinutes(fix.longitude(), 3, 5),
                fix.longitude() < 0 ? "W" : "E",
                SentText.number("%.2f", SentText.knots(fix.speedKmh())),
                SentText.number("%.2f", fix.headingDeg()),
                SentText.number("%.1f", fix.altitudeM()),
                attributes.flag(Attribute.IGNITION).map(on -> on ? "1" : "0").orElse(""),
                SentText.number("%.2f%%", attributes.number(Attribute.FUEL_PCT)),
                SentText.number("%.0f", odometerM / METRES_PER_KM));
    }
}
