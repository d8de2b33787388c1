package io.headway.protocol.tk103;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.TextFields;

/**
 * Owned by the thread that decodes. A place in a message, of fixed widths or with commas: date, A or V,
 * latitude, longitude, speed in km/h, time, course, eight characters of state, and L with the distance in metres, in hexadecimal.
 */
final class Tk103Position {
    private static final int NOT_FOUND = -1;

    private static final int DATE = 6;
    private static final int TIME = 6;
    private static final int COURSE = 6;
    /** Some firmware sends the course without its fraction. */
    private static final int SHORT_COURSE = 2;

    private static final int STATE = 8;
    private static final int TEMPERATURE = 6;

    /** Widths of a speed that no comma ends, the usual one first. */
    private static final int[] SPEED_WIDTHS = {5, 4, 6, 3};

    /** An identity and an alarm stand before the date at most. */
    private static final int MAX_BEFORE_DATE = 48;

    private static final int MAX_COORDINATE = 16;
    private static final int MAX_SPEED = 8;
    private static final double FULL_CIRCLE_DEG = 360;
    private static final int MAX_MILEAGE_DIGITS = 10;

    private final String body;
    private final boolean commas;
    private final TextFields text;
    private int at;

    private Tk103Position(Tk103Message message) {
        body = message.body();
        commas = message.commas();
        // No separator: only offsets are used, and a message of text has no zero byte.
        text = TextFields.of(body.replace('\0', ' '), '\0');
    }

    /**
     * Finds the place of a message and gives it to {@code fix}.
     *
     * @return where the date starts in the body; -1 when there is no place
     */
    static int read(Tk103Message message, FixBuilder fix) {
        return new Tk103Position(message).read(fix);
    }

    private int read(FixBuilder fix) {
        var validity = validity();
        if (validity < 0) {
            return NOT_FOUND;
        }
        var date = body.charAt(validity - 1) == ',' ? validity - 1 - DATE : validity - DATE;
        at = validity + 1;
        var latitude = coordinate('N', 'S');
        var longitude = coordinate('E', 'W');
        if (at < 0) {
            return NOT_FOUND;
        }
        fix.valid(body.charAt(validity) == 'A').degrees(latitude, longitude);
        fix.speedKmh(speed());
        fix.at(time(date));
        course(fix);
        return date;
    }

    /** The A or V that follows six digits. */
    private int validity() {
        var end = Math.min(body.length(), MAX_BEFORE_DATE);
        for (var i = DATE; i < end; i++) {
            var c = body.charAt(i);
            var dateEnd = body.charAt(i - 1) == ',' ? i - 1 : i;
            if ((c == 'A' || c == 'V') && text.digits(0, dateEnd - DATE, DATE) >= 0) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** Degrees and minutes, padded with zeros, spaces or nothing, up to their hemisphere; {@code at} is negative when there is none. */
    private double coordinate(char positive, char negative) {
        if (at < 0) {
            return Double.NaN;
        }
        skip(',');
        skip(' ');
        var from = at;
        var end = Math.min(body.length(), from + MAX_COORDINATE);
        for (var i = from; i < end; i++) {
            var c = body.charAt(i);
            if (c == positive || c == negative) {
                at = i + 1;
                var degrees = text.degreesMinutes(0, from, i);
                return c == negative ? -degrees : degrees;
            }
        }
        at = NOT_FOUND;
        return Double.NaN;
    }

    private void skip(char c) {
        while (at < body.length() && body.charAt(at) == c) {
            at++;
        }
    }

    /** What stands before the time: up to a comma, where there is one, otherwise as wide as leaves a time behind it. */
    private double speed() {
        at += at < body.length() && body.charAt(at) == ',' ? 1 : 0;
        var comma = body.indexOf(',', at);
        if (comma >= 0 && comma - at <= MAX_SPEED && isTime(comma + 1)) {
            return number(comma);
        }
        for (var width : SPEED_WIDTHS) {
            if (isTime(at + width)) {
                return number(at + width);
            }
        }
        return commas && comma >= 0 ? number(comma) : Double.NaN;
    }

    /** The number from here to {@code end}. */
    private double number(int end) {
        skip(' ');
        var value = at <= end ? text.number(0, at, end) : Double.NaN;
        at = end;
        return value >= 0 ? value : Double.NaN;
    }

    private boolean isTime(int from) {
        return text.digits(0, from, TIME) >= 0
                && text.digits(0, from, 2) < 24
                && text.digits(0, from + 2, 2) < 60
                && text.digits(0, from + 4, 2) < 60;
    }

    private long time(int date) {
        skip(',');
        var time = at;
        at = Math.min(body.length(), at + TIME);
        return FixTime.utc(
                text.digits(0, commas ? date + 4 : date, 2),
                text.digits(0, date + 2, 2),
                text.digits(0, commas ? date : date + 4, 2),
                text.digits(0, time, 2),
                text.digits(0, time + 2, 2),
                text.digits(0, time + 4, 2));
    }

    private void course(FixBuilder fix) {
        skip(',');
        for (var width : new int[] {COURSE, SHORT_COURSE}) {
            var state = at + width < body.length() && body.charAt(at + width) == ',' ? at + width + 1 : at + width;
            if (isState(state)) {
                fix.headingDeg(number(at + width));
                state(fix.attributes(), state);
                return;
            }
        }
        skip(' ');
        var end = at;
        while (end < body.length() && (Tk103Message.isDigit(body.charAt(end)) || body.charAt(end) == '.')) {
            end++;
        }
        var degrees = number(end);
        fix.headingDeg(degrees <= FULL_CIRCLE_DEG ? degrees : Double.NaN);
    }

    private boolean isState(int from) {
        return from + STATE < body.length()
                && body.charAt(from + STATE) == 'L'
                && isBit(from)
                && isBit(from + 1)
                && text.hex(0, from + 2, STATE - 2, -1) >= 0;
    }

    private boolean isBit(int index) {
        return body.charAt(index) == '0' || body.charAt(index) == '1';
    }

    /**
     * Main power (0 is on), then ignition. What hangs on the other inputs differs from make to make, so
     * they stay as sent.
     */
    private void state(AttributesWriter attributes, int from) {
        attributes.put(Attribute.UNPLUGGED, body.charAt(from) == '1');
        attributes.put(Attribute.IGNITION, body.charAt(from + 1) == '1');
        attributes.put("tk103_state", body.substring(from, from + STATE));
        var mileage = from + STATE + 1;
        var end = mileage;
        while (end < body.length()
                && end - mileage < MAX_MILEAGE_DIGITS
                && Character.digit(body.charAt(end), 16) >= 0) {
            end++;
        }
        var metres = text.hex(0, mileage, end - mileage, -1);
        if (metres >= 0) {
            attributes.put(Attribute.ODOMETER, metres);
        }
        if (end < body.length() && (body.charAt(end) == '+' || body.charAt(end) == '-')) {
            attributes.put(Attribute.TEMPERATURE, text.number(0, end, Math.min(body.length(), end + TEMPERATURE)));
        }
    }
}
