package io.headway.protocol.wialon;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.Crc16;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A tracker of Wialon IPS 2.0 over TCP: login, one record as an extended message, several as a black box, all with checksums. Times are in
 * whole seconds; the protocol does not say whether a fix is a current one. Pure; any thread.
 */
public final class WialonTracker implements DeviceEncoder {
    static final String VERSION = "2.0";

    /** A black box of so many records stays below 8 KiB. */
    private static final int MAX_FIXES = 50;

    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("ddMMyy;HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long MICROMINUTES_PER_DEGREE = 60_000_000;
    private static final long MICROMINUTES_PER_MINUTE = 1_000_000;
    private static final String UNKNOWN = "NA";

    @Override
    public Buffer login(String uniqueId) {
        return message("L", VERSION + ';' + uniqueId + ";NA;");
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        if (fixes.size() == 1) {
            return message("D", record(fixes.getFirst()) + ';');
        }
        var records = new StringBuilder(fixes.size() * 160);
        fixes.forEach(fix -> records.append(record(fix)).append('|'));
        return message("B", records.toString());
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
        var newline = Bytes.indexOf(in, from, to, '\n');
        return newline < 0 ? 0 : newline + 1 - from;
    }

    /** Of a black box any number but 0 says yes. */
    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        var text = in.getString(from, from + length).strip();
        return text.equals("#AL#1")
                || text.equals("#AD#1")
                || (text.startsWith("#AB#") && text.length() > 4 && !text.equals("#AB#0"));
    }

    private static Buffer message(String type, String body) {
        var message = Buffer.buffer('#' + type + '#' + body);
        var checksum = Crc16.ARC.of(message, type.length() + 2, message.length());
        return message.appendString(String.format(Locale.ROOT, "%04X\r\n", checksum));
    }

    private static String record(Fix fix) {
        var record = new StringBuilder(160).append(DATE_AND_TIME.format(Instant.ofEpochMilli(fix.recordedAtMs())));
        angle(record, fix.latitude(), 2, "N", "S");
        angle(record, fix.longitude(), 3, "E", "W");
        var attributes = SentAttributes.of(fix);
        field(record, decimal(fix.speedKmh(), 2));
        field(record, decimal(fix.headingDeg(), 2));
        field(record, decimal(fix.altitudeM(), 1));
        field(record, fix.satellites() < 0 ? UNKNOWN : Integer.toString(fix.satellites()));
        field(record, decimal(attributes.number(Attribute.HDOP), 2));
        field(record, decimal(attributes.number(Attribute.INPUTS), 0));
        field(record, decimal(attributes.number(Attribute.OUTPUTS), 0));
        field(record, "");
        field(record, UNKNOWN);
        field(record, parameters(attributes));
        return record.toString();
    }

    private static void angle(StringBuilder record, double degrees, int digits, String positive, String negative) {
        var micro = Math.round(Math.abs(degrees) * MICROMINUTES_PER_DEGREE);
        var minutes = micro % MICROMINUTES_PER_DEGREE;
        var pattern = "%0" + digits + "d%02d.%06d";
        field(
                record,
                String.format(
                        Locale.ROOT,
                        pattern,
                        micro / MICROMINUTES_PER_DEGREE,
                        minutes / MICROMINUTES_PER_MINUTE,
                        minutes % MICROMINUTES_PER_MINUTE));
        field(record, degrees < 0 ? negative : positive);
    }

    private static String parameters(SentAttributes attributes) {
        var parameters = new StringBuilder();
        for (var flag : List.of(Attribute.IGNITION, Attribute.MOTION)) {
            attributes.flag(flag).ifPresent(on -> parameter(parameters, flag.key() + ":1:" + (on ? 1 : 0)));
        }
        for (var number : List.of(Attribute.POWER_V, Attribute.BATTERY_V, Attribute.BATTERY_PCT, Attribute.ODOMETER)) {
            var value = attributes.number(number);
            if (!Double.isNaN(value)) {
                parameter(parameters, number.key() + ":2:" + decimal(value, 3));
            }
        }
        return parameters.isEmpty() ? UNKNOWN : parameters.toString();
    }

    private static void parameter(StringBuilder parameters, String parameter) {
        parameters.append(parameters.isEmpty() ? "" : ",").append(parameter);
    }

    private static void field(StringBuilder record, String value) {
        record.append(';').append(value);
    }

    private static String decimal(double value, int decimals) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
