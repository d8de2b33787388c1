package io.headway.protocol.gps103;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Coban's GPS103 and its kin over TCP and UDP. Stateless and pure; any thread. Lines of text; every one names its device.
 *
 * <p>A connection starts with {@code ##,imei:…,A;}, answered {@code LOAD}; a bare IMEI keeps it alive and is answered {@code ON} (vendor
 * document, sections "Device login monitoring center" and "Heartbeat packets"). Some firmware sends neither with its semicolon, so both are
 * frames as soon as they are whole. An SOS is repeated until it is answered; nothing else is.
 */
public final class Gps103Protocol implements DeviceProtocol {
    static final String NAME = "gps103";
    static final String LOGIN_ANSWER = "LOAD";

    private static final String HEARTBEAT_ANSWER = "ON";
    private static final String LOGIN = "##,";
    private static final String IMEI = "imei:";
    private static final int IMEI_DIGITS = 15;
    private static final int MAX_ID = 24;
    private static final Buffer EMPTY = Buffer.buffer();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (from >= to) {
            return 0;
        }
        if (isDelimiter(in.getByte(from))) {
            return 1;
        }
        var digits = digits(in, from, to);
        if (digits == IMEI_DIGITS) {
            return digits;
        }
        if (from + digits == to) {
            return 0;
        }
        var login = loginLength(in, from, to);
        if (login >= 0) {
            return login;
        }
        for (var i = from; i < to; i++) {
            if (ends(in.getByte(i))) {
                return i + 1 - from;
            }
        }
        return 0;
    }

    /** Decimal digits that start here, at most those of an IMEI. */
    private static int digits(Buffer in, int from, int to) {
        var end = Math.min(to, from + IMEI_DIGITS);
        var at = from;
        while (at < end && in.getByte(at) >= '0' && in.getByte(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** Length of a login that has an IMEI and ends in ",A"; 0 when it is not whole yet, -1 when there is none. */
    private static int loginLength(Buffer in, int from, int to) {
        var start = LOGIN + IMEI;
        var head = Math.min(to - from, start.length());
        if (!Bytes.startsWith(in, from, to, start.substring(0, head))) {
            return -1;
        }
        var id = from + start.length();
        var end = id + IMEI_DIGITS + ",A".length();
        if (digits(in, Math.min(id, to), to) < Math.min(IMEI_DIGITS, to - id)) {
            return -1;
        }
        if (to < end) {
            // A shorter one that has its delimiter already is an ordinary line.
            return to > id + IMEI_DIGITS && in.getByte(to - 1) != ',' ? -1 : 0;
        }
        return Bytes.startsWith(in, id + IMEI_DIGITS, to, ",A") ? end - from : -1;
    }

    private static boolean ends(byte b) {
        return b == ';' || b == '*' || b == '\n';
    }

    private static boolean isDelimiter(byte b) {
        return ends(b) || b == '\r' || b == ' ' || b == 0;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var start = from;
        var end = from + length;
        while (end > start && isDelimiter(in.getByte(end - 1))) {
            end--;
        }
        while (start < end && isDelimiter(in.getByte(start))) {
            start++;
        }
        if (start == end) {
            return new Frame.Heartbeat(null, null);
        }
        if (Bytes.startsWith(in, start, end, LOGIN)) {
            return login(in, start + LOGIN.length(), end);
        }
        var digits = digits(in, start, end);
        if (digits == end - start) {
            return digits == IMEI_DIGITS
                    ? new Frame.Heartbeat(text(in, start, end), Buffer.buffer(HEARTBEAT_ANSWER))
                    : malformed("a number that is no IMEI");
        }
        // What is left of a longer number in front of a message without a delimiter between them.
        return message(in, Bytes.startsWith(in, start + digits, end, IMEI) ? start + digits : start, end, arrival);
    }

    private static Frame login(Buffer in, int from, int to) {
        var comma = Bytes.indexOf(in, from, to, ',');
        var imei = imei(in, from, comma < 0 ? to : comma);
        return imei == null
                ? malformed("a login without an IMEI")
                : new Frame.Login(imei, Buffer.buffer(LOGIN_ANSWER), EMPTY);
    }

    private static Frame message(Buffer in, int from, int to, Arrival arrival) {
        var comma = Bytes.indexOf(in, from, to, ',');
        var imei = comma < 0 ? null : imei(in, from, comma);
        if (imei == null) {
            return malformed("no message with an IMEI starts here");
        }
        if (Bytes.startsWith(in, comma, to, ",vr,")) {
            // A part of a picture, in hexadecimal digits: not kept.
            return new Frame.Heartbeat(imei, null);
        }
        var fields = TextFields.of(in, from, to, ',');
        if (fields.is(1, "OBD")) {
            return Gps103Obd.decode(fields, imei, arrival);
        }
        if (fields.is(Gps103Report.SOURCE, "F") || fields.is(Gps103Report.SOURCE, "L")) {
            return Gps103Report.decode(fields, imei, arrival);
        }
        if (Gps103Decimal.matches(fields)) {
            return Gps103Decimal.decode(fields, imei, arrival);
        }
        // "imei:…,L," opens a connection of some makes, and is answered like the login.
        return fields.count() <= 3 && (fields.is(1, "L") || fields.is(1, "A"))
                ? new Frame.Login(imei, Buffer.buffer(LOGIN_ANSWER), EMPTY)
                : new Frame.Heartbeat(imei, null);
    }

    /** The digits behind "imei:"; null when there is something else. */
    private static String imei(Buffer in, int from, int to) {
        var digits = from + IMEI.length();
        if (!Bytes.startsWith(in, from, to, IMEI) || digits >= to || to - digits > MAX_ID) {
            return null;
        }
        for (var i = digits; i < to; i++) {
            if (in.getByte(i) < '0' || in.getByte(i) > '9') {
                return null;
            }
        }
        return text(in, digits, to);
    }

    private static String text(Buffer in, int from, int to) {
        return in.getString(from, to, StandardCharsets.ISO_8859_1.name());
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
