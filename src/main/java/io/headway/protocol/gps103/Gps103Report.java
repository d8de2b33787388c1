package io.headway.protocol.gps103;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reports with a place, {@code F}, or with a radio cell, {@code L} (vendor document, section "Device report message format"): IMEI, keyword,
 * local time, a telephone number or card, F or L, time in UTC, A or V, place, speed in knots, course, altitude, ignition, door, fuel.
 */
final class Gps103Report {
    private static final int KEYWORD = 1;
    private static final int LOCAL_TIME = 2;
    private static final int PHONE = 3;
    static final int SOURCE = 4;
    private static final int UTC_TIME = 5;
    private static final int VALIDITY = 6;
    private static final int LATITUDE = 7;
    private static final int SPEED = 11;
    private static final int IGNITION = 14;
    private static final int DOOR = 15;
    private static final int FUEL_1 = 16;
    private static final int FUEL_2 = 17;
    private static final int TEMPERATURE = 18;

    private static final int LAC = 7;
    private static final int CELL_ID = 9;

    private static final long MINUTE_MS = 60_000;

    private Gps103Report() {}

    static Frame decode(TextFields in, String imei, Arrival arrival) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        Gps103Keyword.writeTo(attributes, in, KEYWORD);
        var reply = in.is(KEYWORD, Gps103Keyword.SOS) ? sosAnswer(imei) : null;
        sender(attributes, in);
        inputs(attributes, in);
        if (in.is(SOURCE, "L")) {
            put(attributes, Attribute.LAC, in.hex(LAC, -1));
            put(attributes, Attribute.CELL_ID, in.hex(CELL_ID, -1));
        } else {
            fix.at(time(in, arrival)).valid(in.is(VALIDITY, "A"));
            place(fix, in);
            fuel(attributes, in);
        }
        // Without a place there is the local time alone, of a zone that is not known.
        return fix.hasLocation()
                ? new Frame.Positions(imei, List.of(fix.build()), _ -> reply)
                : fix.at(FixTime.UNKNOWN).status(imei, arrival.atMs(), reply);
    }

    /** The tracker repeats an SOS until the platform answers so. */
    private static Buffer sosAnswer(String imei) {
        return Buffer.buffer("**,imei:" + imei + ",E;", StandardCharsets.ISO_8859_1.name());
    }

    /**
     * The date is of the device's own zone, so the instant is the one nearest to the local time that has the UTC time of day. A minute earlier,
     * since of the zones 12 hours off it is the one ahead that people live in. While its clock is not set, a tracker leaves out the date or
     * sends zeros: the instant is then the last one that has the time of day.
     */
    private static long time(TextFields in, Arrival arrival) {
        if (in.isEmpty(LOCAL_TIME) || in.integer(LOCAL_TIME, -1) == 0) {
            return FixTime.latest(
                    arrival.atMs(), in.digits(UTC_TIME, 0, 2), in.digits(UTC_TIME, 2, 2), in.digits(UTC_TIME, 4, 2), 0);
        }
        var local = localTime(in);
        if (local == FixTime.UNKNOWN || in.digits(UTC_TIME, 0, 6) < 0) {
            return local;
        }
        return FixTime.nearest(
                local - MINUTE_MS, in.digits(UTC_TIME, 0, 2), in.digits(UTC_TIME, 2, 2), in.digits(UTC_TIME, 4, 2), 0);
    }

    /** {@code yyMMddHHmm[ss]}, or {@code yy/MM/dd HH:mm}. */
    private static long localTime(TextFields in) {
        if (in.charAt(LOCAL_TIME, 2) == '/') {
            return FixTime.utc(
                    in.digits(LOCAL_TIME, 0, 2),
                    in.digits(LOCAL_TIME, 3, 2),
                    in.digits(LOCAL_TIME, 6, 2),
                    in.digits(LOCAL_TIME, 9, 2),
                    in.digits(LOCAL_TIME, 12, 2),
                    0);
        }
        return FixTime.utc(
                in.digits(LOCAL_TIME, 0, 2),
                in.digits(LOCAL_TIME, 2, 2),
                in.digits(LOCAL_TIME, 4, 2),
                in.digits(LOCAL_TIME, 6, 2),
                in.digits(LOCAL_TIME, 8, 2),
                Math.max(0, in.digits(LOCAL_TIME, 10, 2)));
    }

    /** Some firmware writes the hemisphere before its coordinate, and some ends the place without the last. */
    private static void place(FixBuilder fix, TextFields in) {
        var before = in.is(LATITUDE, "N") || in.is(LATITUDE, "S");
        var latitude = before ? LATITUDE + 1 : LATITUDE;
        var hemisphere = before ? LATITUDE : LATITUDE + 1;
        fix.degrees(
                        signed(in.degreesMinutes(latitude), in.is(hemisphere, "S")),
                        signed(in.degreesMinutes(latitude + 2), in.is(hemisphere + 2, "W")))
                .speedKnots(in.number(SPEED))
                .headingDeg(in.number(SPEED + 1))
                .altitudeM(in.number(SPEED + 2));
    }

    private static double signed(double degrees, boolean negative) {
        return negative ? -degrees : degrees;
    }

    /** The field of the telephone number holds the card at a reader, and on some trackers the charge of the battery. */
    private static void sender(AttributesWriter attributes, TextFields in) {
        if (in.is(KEYWORD, "rfid")) {
            attributes.put(Attribute.RFID, in.text(PHONE));
        } else {
            attributes.put(Attribute.BATTERY_PCT, percent(in, PHONE));
        }
    }

    /** What the keyword has said already is not said again. */
    private static void inputs(AttributesWriter attributes, TextFields in) {
        if (!Gps103Keyword.saysIgnition(in, KEYWORD)) {
            flag(attributes, Attribute.IGNITION, in, IGNITION);
        }
        if (!hasTanksAtDoor(in)) {
            flag(attributes, Attribute.DOOR, in, DOOR);
        }
    }

    /** Whether this is the fuel alarm that has its two tanks one field earlier, without a sign of percent, and neither ignition nor door. */
    private static boolean hasTanksAtDoor(TextFields in) {
        return in.startsWith(KEYWORD, "oil") && !(isFlag(in, IGNITION) && isFlag(in, DOOR));
    }

    /** A tracker with OBD has the vehicle's odometer, in km, where the others have a second tank. */
    private static void fuel(AttributesWriter attributes, TextFields in) {
        if (hasTanksAtDoor(in)) {
            tanks(attributes, in, in.number(FUEL_1 - 1), in.number(FUEL_2 - 1));
            return;
        }
        tanks(attributes, in, percent(in, FUEL_1), percent(in, FUEL_2));
        if (in.isDigits(FUEL_2)) {
            Gps103Obd.odometer(attributes, in, FUEL_2);
        }
        if (!Gps103Keyword.saysTemperature(in, KEYWORD)) {
            attributes.put(Attribute.TEMPERATURE, in.number(TEMPERATURE));
        }
    }

    private static void tanks(AttributesWriter attributes, TextFields in, double first, double second) {
        if (!Gps103Keyword.saysFuel(in, KEYWORD)) {
            attributes.put(Attribute.FUEL_PCT, first);
        }
        attributes.put("gps103_fuel2_pct", second);
    }

    private static boolean isFlag(TextFields in, int field) {
        return in.is(field, "0") || in.is(field, "1");
    }

    private static void flag(AttributesWriter attributes, Attribute attribute, TextFields in, int field) {
        if (isFlag(in, field)) {
            attributes.put(attribute, in.is(field, "1"));
        }
    }

    /** NaN when the field does not end in a sign of percent. */
    static double percent(TextFields in, int field) {
        var last = in.length(field) - 1;
        return in.charAt(field, last) == '%' ? in.number(field, 0, last) : Double.NaN;
    }

    private static void put(AttributesWriter attributes, Attribute attribute, long value) {
        if (value >= 0) {
            attributes.put(attribute, value);
        }
    }
}
