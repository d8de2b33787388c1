package io.headway.protocol.jt808;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;

/**
 * A terminal that is registered already: authentication, a position (0x0200) or a batch of them (0x0704), a general response to each. A number
 * of at most 12 digits goes in the header of 2011 and 2013, a longer one in that of 2019. Pure; any thread.
 */
public final class Jt808Tracker implements DeviceEncoder {
    private static final int AUTHENTICATE = 0x0102;
    private static final int LOCATION = 0x0200;
    private static final int BATCH = 0x0704;
    private static final int PHONE_DIGITS = 12;
    private static final int PHONE_DIGITS_2019 = 20;
    /** A position here has at most 54 bytes, and the length of a body 10 bits (vendor document, section "Message header"). */
    private static final int MAX_FIXES = 15;

    /** Where the result is in a general response and in that to a registration, without flags and checksum, from its end. */
    private static final int HEADER_BYTES = 12;

    private static final int HEADER_BYTES_2019 = 17;

    @Override
    public Buffer login(String uniqueId) {
        // In 2019 the code has its length before it, and IMEI and software behind it; a code alone is told by the
        // length of the body.
        return message(AUTHENTICATE, uniqueId, 0, Buffer.buffer(uniqueId));
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        if (fixes.size() == 1) {
            return message(LOCATION, uniqueId, serial, location(fixes.getFirst()));
        }
        var body = Buffer.buffer().appendUnsignedShort(fixes.size()).appendByte((byte) 0);
        for (var fix : fixes) {
            var location = location(fix);
            body.appendUnsignedShort(location.length()).appendBuffer(location);
        }
        return message(BATCH, uniqueId, serial, body);
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
        var end = Bytes.indexOf(in, from + 1, to, (char) Jt808Marks.STANDARD.flag());
        return end < 0 ? 0 : end + 1 - from;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        var bytes = Jt808Marks.STANDARD.unescape(in, from + 1, from + length - 1);
        var end = bytes.length() - 1;
        if (end < HEADER_BYTES || Checksums.xor(bytes, 0, end) != bytes.getUnsignedByte(end)) {
            return false;
        }
        var body = (bytes.getUnsignedShort(2) & Jt808Message.VERSION_2019) == 0 ? HEADER_BYTES : HEADER_BYTES_2019;
        return bytes.getUnsignedShort(0) == Jt808Replies.GENERAL
                && end >= body + 5
                && bytes.getByte(body + 4) == Jt808Replies.SUCCESS;
    }

    private static Buffer message(int id, String phone, int serial, Buffer body) {
        var is2019 = phone.length() > PHONE_DIGITS;
        var out = Buffer.buffer()
                .appendUnsignedShort(id)
                .appendUnsignedShort(body.length() | (is2019 ? Jt808Message.VERSION_2019 : 0));
        if (is2019) {
            out.appendByte((byte) 1);
        }
        var digits = is2019 ? PHONE_DIGITS_2019 : PHONE_DIGITS;
        var padded = "0".repeat(digits - phone.length()) + phone;
        for (var i = 0; i < digits; i += 2) {
            out.appendByte((byte) (((padded.charAt(i) - '0') << 4) | (padded.charAt(i + 1) - '0')));
        }
        out.appendUnsignedShort(serial & 0xFFFF).appendBuffer(body);
        return Jt808Marks.STANDARD.frame(out.appendByte((byte) Checksums.xor(out, 0, out.length())));
    }

    private static Buffer location(Fix fix) {
        var sent = SentAttributes.of(fix);
        var state = (sent.flag(Attribute.IGNITION).orElse(false) ? 1 : 0)
                | (fix.valid() ? 2 : 0)
                | (fix.latitude() < 0 ? 4 : 0)
                | (fix.longitude() < 0 ? 8 : 0);
        var out = Buffer.buffer()
                .appendInt(0)
                .appendInt(state)
                .appendInt((int) Math.round(Math.abs(fix.latitude()) * 1e6))
                .appendInt((int) Math.round(Math.abs(fix.longitude()) * 1e6))
                .appendShort((short) Math.round(fix.altitudeM()))
                .appendUnsignedShort(Math.clamp(Math.round(fix.speedKmh() * 10), 0, 0xFFFF))
                .appendUnsignedShort(Math.round(fix.headingDeg()) % 360);
        var time = Instant.ofEpochMilli(fix.recordedAtMs()).atOffset(Jt808Location.CHINA);
        for (var part : new int[] {
            time.getYear() % 100,
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond()
        }) {
            out.appendByte((byte) (((part / 10) << 4) | (part % 10)));
        }
        item(out, 0x01, 4, sent.number(Attribute.ODOMETER) / 100);
        item(out, 0x02, 2, sent.number(Attribute.FUEL_L) * 10);
        item(out, 0x31, 1, fix.satellites() < 0 ? Double.NaN : Math.min(fix.satellites(), 255));
        item(out, 0x61, 2, sent.number(Attribute.POWER_V) * 100);
        item(out, 0xD4, 1, sent.number(Attribute.BATTERY_PCT));
        return out;
    }

    /** Nothing when the value is unknown. */
    private static void item(Buffer out, int id, int widthBytes, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        var rounded = Math.round(value);
        out.appendByte((byte) id).appendByte((byte) widthBytes);
        for (var i = widthBytes - 1; i >= 0; i--) {
            out.appendByte((byte) (rounded >>> (8 * i)));
        }
    }
}
