package io.headway.protocol.queclink;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A GV310LAU tracker: +RESP:GTFRI with up to fifteen positions. Coordinates go at 1e-6 degree, altitude and speed at a tenth, heading as a
 * whole number; what the device says once, as the ignition, is that of the last fix. Pure; any thread.
 */
public final class QueclinkTracker implements DeviceEncoder {
    /** "There could be up to 15 points in one +RESP:GTFRI" (GL300, parameter "Number"). */
    private static final int MAX_FIXES = 15;

    private static final String VERSION = "6E1203";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int FULL_CIRCLE = 360;

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var last = fixes.getLast();
        var attributes = SentAttributes.of(last);
        var text = new StringBuilder("+RESP:GTFRI,")
                .append(VERSION)
                .append(',')
                .append(uniqueId)
                .append(",,")
                .append(whole(attributes.number(Attribute.POWER_V) * 1_000))
                .append(",10,")
                .append(fixes.size())
                .append(',');
        fixes.forEach(fix -> position(text, fix));
        text.append(decimal(attributes.number(Attribute.ODOMETER) / 1_000, 1))
                .append(",,,,,")
                .append(whole(attributes.number(Attribute.BATTERY_PCT)))
                .append(',')
                .append(attributes
                        .flag(Attribute.IGNITION)
                        .map(on -> on ? "210000" : "110000")
                        .orElse(""))
                .append(",,,,")
                .append(TIME.format(Instant.ofEpochMilli(last.recordedAtMs())))
                .append(',')
                .append(String.format(Locale.ROOT, "%04X", serial & 0xFFFF))
                .append('$');
        return Buffer.buffer(text.toString(), StandardCharsets.US_ASCII.name());
    }

    private static void position(StringBuilder text, Fix fix) {
        text.append(fix.valid() ? '1' : '0')
                .append(',')
                .append(decimal(fix.speedKmh(), 1))
                .append(',')
                .append(Float.isNaN(fix.headingDeg()) ? "" : Math.round(fix.headingDeg()) % FULL_CIRCLE)
                .append(',')
                .append(decimal(fix.altitudeM(), 1))
                .append(',')
                .append(decimal(fix.longitude(), 6))
                .append(',')
                .append(decimal(fix.latitude(), 6))
                .append(',')
                .append(TIME.format(Instant.ofEpochMilli(fix.recordedAtMs())))
                .append(",0460,0001,DF5C,05FE6667,")
                .append(fix.satellites() < 0 ? "00," : "01," + fix.satellites() + ",");
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "" : Long.toString(Math.round(value));
    }

    /** Empty for NaN. */
    private static String decimal(double value, int digits) {
        if (Double.isNaN(value)) {
            return "";
        }
        var power = (long) Math.pow(10, digits);
        var scaled = Math.round(Math.abs(value) * power);
        var fraction = Long.toString(scaled % power);
        return (value < 0 && scaled != 0 ? "-" : "") + scaled / power + "." + "0".repeat(digits - fraction.length())
                + fraction;
    }

    @Override
    public int reportAnswers(int fixes) {
        return 1;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var tail = Bytes.indexOf(in, from, to, '$');
        return tail < 0 ? 0 : tail + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return Bytes.startsWith(in, from, from + length, "+SACK:");
    }
}
