package io.headway.protocol.gps103;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;

/**
 * What an OBD tracker reads from the vehicle (the units are those of flespi's "Coban protocol"): time, odometer in km, fuel in litres an hour and in
 * litres per 100 km on average, hours driven, speed in km/h, load, coolant, throttle, revolutions, voltage, trouble codes. The time is of the
 * device's own zone, which is not known, so the report has that of reception. Pure; any thread.
 */
final class Gps103Obd {
    private static final int ODOMETER = 3;
    private static final int FIRST_TROUBLE_CODE = 13;

    private static final long METRES_PER_KM = 1_000;
    private static final long SECONDS_PER_HOUR = 3_600;
    /** No vehicle has more, and the product with it does not overflow. */
    private static final long MAX_COUNT = 1_000_000_000;

    private Gps103Obd() {}

    static Frame decode(TextFields in, String imei, Arrival arrival) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        odometer(attributes, in, ODOMETER);
        attributes.put(Attribute.FUEL_RATE, in.number(ODOMETER + 1));
        attributes.put("gps103_fuel_average_l_per_100km", in.number(ODOMETER + 2));
        scaled(attributes, Attribute.ENGINE_HOURS, in.integer(ODOMETER + 3, -1), SECONDS_PER_HOUR);
        attributes.put(Attribute.VEHICLE_SPEED, in.number(ODOMETER + 4));
        attributes.put(Attribute.ENGINE_LOAD, Gps103Report.percent(in, ODOMETER + 5));
        attributes.put(Attribute.COOLANT_TEMPERATURE, in.number(ODOMETER + 6));
        attributes.put(Attribute.THROTTLE, Gps103Report.percent(in, ODOMETER + 7));
        attributes.put(Attribute.ENGINE_RPM, in.number(ODOMETER + 8));
        attributes.put(Attribute.POWER_V, in.number(ODOMETER + 9));
        attributes.put(Attribute.DTCS, troubleCodes(in));
        return fix.status(imei, arrival.atMs(), null);
    }

    /** A field with whole kilometres. */
    static void odometer(AttributesWriter attributes, TextFields in, int field) {
        scaled(attributes, Attribute.ODOMETER, in.integer(field, -1), METRES_PER_KM);
    }

    private static void scaled(AttributesWriter attributes, Attribute attribute, long value, long factor) {
        if (value >= 0 && value <= MAX_COUNT) {
            attributes.put(attribute, value * factor);
        }
    }

    private static String troubleCodes(TextFields in) {
        var codes = new StringBuilder();
        for (var field = FIRST_TROUBLE_CODE; field < in.count(); field++) {
            if (!in.isEmpty(field)) {
                codes.append(codes.isEmpty() ? "" : " ").append(in.text(field));
            }
        }
        return codes.toString();
    }
}
