package io.headway.protocol.gt06;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A GT06 tracker over TCP. A fix is a packet of its own: kind 0x22, or 0x12, which does without the ignition, where that is not known; both
 * have no altitude. Resolution: a second, 1/1,800,000 of a degree, 1 km/h up to 255, a degree of course, 15 satellites, a metre of odometer.
 * Pure; any thread.
 */
public final class Gt06Tracker implements DeviceEncoder {
    private static final int LOGIN = 0x01;
    private static final int REPORT = 0x22;
    private static final int OLDEST_REPORT = 0x12;
    private static final int ANSWER_HEADER_BYTES = 3;
    private static final int STOP_BYTES = 2;
    /** Length of an answer without content. */
    private static final int BARE_ANSWER_BYTES = 10;

    private static final int IMEI_HALF_BYTES = 16;
    private static final int MOST_SATELLITES = 15;
    private static final int MOST_SPEED_KMH = 255;
    private static final int FULL_CIRCLE = 360;
    private static final int GPS_LENGTH = 0xC0;
    private static final double UNITS_PER_DEGREE = 1_800_000;
    private static final int NORTH = 1 << 10;
    private static final int WEST = 1 << 11;
    private static final int POSITIONED = 1 << 12;

    /** @param uniqueId an IMEI: at most 16 decimal digits */
    @Override
    public Buffer login(String uniqueId) {
        var digits = "0".repeat(Math.max(0, IMEI_HALF_BYTES - uniqueId.length())) + uniqueId;
        var packet = Answers.shortStart(IMEI_HALF_BYTES / 2).appendByte((byte) LOGIN);
        for (var i = 0; i < IMEI_HALF_BYTES; i += 2) {
            packet.appendByte(
                    (byte) (Character.digit(digits.charAt(i), 16) << 4 | Character.digit(digits.charAt(i + 1), 16)));
        }
        return Answers.closed(packet, 0);
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var fix = fixes.getFirst();
        var attributes = SentAttributes.of(fix);
        var ignition = attributes.flag(Attribute.IGNITION);
        var odometer = attributes.number(Attribute.ODOMETER);
        var content = Buffer.buffer();
        place(content, fix);
        cell(content, attributes);
        if (ignition.isPresent()) {
            content.appendByte((byte) (ignition.get() ? 1 : 0));
            content.appendByte((byte) whole(attributes.number(Attribute.EVENT)));
            content.appendByte((byte) (attributes.flag(Attribute.ARCHIVE).orElse(false) ? 1 : 0));
        }
        if (!Double.isNaN(odometer)) {
            content.appendUnsignedInt(whole(odometer) & 0xFFFF_FFFFL);
        }
        var kind = ignition.isPresent() ? REPORT : OLDEST_REPORT;
        return Answers.closed(
                Answers.shortStart(content.length()).appendByte((byte) kind).appendBuffer(content), serial & 0xFFFF);
    }

    private static void place(Buffer content, Fix fix) {
        var time = LocalDateTime.ofInstant(Instant.ofEpochMilli(fix.recordedAtMs()), ZoneOffset.UTC);
        content.appendByte((byte) (time.getYear() % 100));
        content.appendByte((byte) time.getMonthValue());
        content.appendByte((byte) time.getDayOfMonth());
        content.appendByte((byte) time.getHour());
        content.appendByte((byte) time.getMinute());
        content.appendByte((byte) time.getSecond());
        content.appendByte((byte) (GPS_LENGTH | Math.clamp(fix.satellites(), 0, MOST_SATELLITES)));
        content.appendUnsignedInt(units(fix.latitude()));
        content.appendUnsignedInt(units(fix.longitude()));
        content.appendByte((byte) Math.clamp(whole(fix.speedKmh()), 0, MOST_SPEED_KMH));
        var course = Math.floorMod(whole(fix.headingDeg()), FULL_CIRCLE);
        content.appendUnsignedShort(course
                | (fix.latitude() >= 0 ? NORTH : 0)
                | (fix.longitude() < 0 ? WEST : 0)
                | (fix.valid() ? POSITIONED : 0));
    }

    /** A country code of 0 where none is known. */
    private static void cell(Buffer content, SentAttributes attributes) {
        content.appendUnsignedShort((int) whole(attributes.number(Attribute.MCC)) & 0x7FFF);
        content.appendByte((byte) whole(attributes.number(Attribute.MNC)));
        content.appendUnsignedShort((int) whole(attributes.number(Attribute.LAC)) & 0xFFFF);
        content.appendMedium((int) whole(attributes.number(Attribute.CELL_ID)) & 0xFF_FFFF);
    }

    private static long units(double degrees) {
        return Double.isNaN(degrees) ? 0 : Math.round(Math.abs(degrees) * UNITS_PER_DEGREE);
    }

    /** 0 when unknown. */
    private static long whole(double value) {
        return Double.isNaN(value) ? 0 : Math.round(value);
    }

    @Override
    public int reportAnswers(int fixes) {
        return 1;
    }

    @Override
    public int maxFixes() {
        return 1;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        if (to - from < ANSWER_HEADER_BYTES) {
            return 0;
        }
        var bytes = ANSWER_HEADER_BYTES + in.getUnsignedByte(from + 2) + STOP_BYTES;
        return to - from < bytes ? 0 : bytes;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return length == BARE_ANSWER_BYTES && in.getUnsignedShort(from) == Answers.SHORT_START;
    }
}
