package io.headway.protocol.gps103;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * Reports of trackers that speak like Coban's but end a message with an asterisk and write the place in decimal degrees: IMEI, name, event,
 * sensor, its voltage, time and date in UTC, signal, fix or none, place, speed in km/h, course, altitude, precision, satellites, ignition,
 * charger, error. What is not there is written as dashes. Pure; any thread.
 */
final class Gps103Decimal {
    private static final int EVENT = 2;
    private static final int SENSOR = 3;
    private static final int SENSOR_VOLTAGE = 4;
    private static final int TIME = 5;
    private static final int DATE = 6;
    private static final int SIGNAL = 7;
    private static final int FIX = 8;
    private static final int LATITUDE = 9;
    private static final int ERROR = 18;

    private Gps103Decimal() {}

    static boolean matches(TextFields in) {
        return in.count() > ERROR
                && in.length(TIME) == 6
                && in.isDigits(TIME)
                && in.length(DATE) == 6
                && in.isDigits(DATE)
                && in.length(FIX) == 1
                && in.isDigits(FIX);
    }

    static Frame decode(TextFields in, String imei, Arrival arrival) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        attributes.put(Attribute.EVENT, word(in, EVENT));
        put(fix, "gps103_sensor", word(in, SENSOR));
        attributes.put("gps103_sensor_v", in.number(SENSOR_VOLTAGE));
        attributes.put(Attribute.RSSI, in.number(SIGNAL));
        attributes.put(Attribute.HDOP, in.number(LATITUDE + 5));
        attributes.put(Attribute.IGNITION, in.is(LATITUDE + 7, "1"));
        attributes.put(Attribute.CHARGING, in.is(LATITUDE + 8, "1"));
        put(fix, "gps103_error", word(in, ERROR));
        fix.at(FixTime.ddMMyy(in, DATE, TIME))
                .valid(!in.is(FIX, "0"))
                .degrees(in.number(LATITUDE), in.number(LATITUDE + 1))
                .speedKmh(in.number(LATITUDE + 2))
                .headingDeg(in.number(LATITUDE + 3))
                .altitudeM(in.number(LATITUDE + 4))
                .satellites(in.integer(LATITUDE + 6, -1));
        return fix.hasLocation()
                ? new Frame.Positions(imei, List.of(fix.build()), _ -> null)
                : fix.status(imei, arrival.atMs(), null);
    }

    /** Empty when there are dashes alone. */
    private static String word(TextFields in, int field) {
        for (var i = 0; i < in.length(field); i++) {
            if (in.charAt(field, i) != '-') {
                return in.text(field);
            }
        }
        return "";
    }

    private static void put(FixBuilder fix, String key, String value) {
        if (!value.isEmpty()) {
            fix.attributes().put(key, value);
        }
    }
}
