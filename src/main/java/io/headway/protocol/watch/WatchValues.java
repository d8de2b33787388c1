package io.headway.protocol.watch;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.Locale;

/**
 * Messages without a place: the link message, what the watch measures of its wearer, what it tells of itself. None of them has a time of its
 * own. Pure; any thread.
 */
final class WatchValues {
    private static final int MAX_PERCENT = 100;

    private WatchValues() {}

    /**
     * Alone, or with steps, turns in sleep and battery. Some makes send two values only, and which two is not known.
     */
    static Frame link(TextFields in, WatchMessage message, Arrival arrival) {
        var answer = message.answer("LK");
        if (in.count() < 4) {
            return new Frame.Heartbeat(message.id(), answer);
        }
        var fix = new FixBuilder();
        put(fix.attributes(), Attribute.STEPS, in.integer(1, -1));
        put(fix.attributes(), Attribute.BATTERY_PCT, percent(in, 3));
        return fix.status(message.id(), arrival.atMs(), answer);
    }

    /** Every other kind. One that is not known tells that the watch lives. */
    static Frame status(TextFields in, WatchMessage message, Arrival arrival) {
        var fix = new FixBuilder();
        var attributes = fix.attributes();
        switch (in.text(0).toLowerCase(Locale.ROOT)) {
            case "pulse", "heart" -> put(attributes, Attribute.HEART_RATE, measured(in, 1));
            case "blood" -> pressure(attributes, in);
            case "bphrt" -> {
                pressure(attributes, in);
                put(attributes, Attribute.HEART_RATE, measured(in, 3));
                return fix.status(message.id(), arrival.atMs(), message.answer(in.text(0)));
            }
            case "temp" -> attributes.put(Attribute.TEMPERATURE, in.number(1));
            // Where it was measured, and what; 0 and 1 stand for too low and too high a temperature.
            case "btemp2" -> {
                attributes.put(Attribute.TEMPERATURE, in.number(2) > 1 ? in.number(2) : Double.NaN);
                return fix.status(message.id(), arrival.atMs(), message.answer(in.text(0)));
            }
            case "oxygen" -> {
                put(attributes, Attribute.BLOOD_OXYGEN, measured(in, 2));
                return fix.status(message.id(), arrival.atMs(), message.answer(in.text(0) + ",1"));
            }
            case "iccid", "ccid" -> attributes.put(Attribute.ICCID, in.text(1));
            // The cells alone, as they end a position.
            case "gs1" -> new WatchSurroundings(in, 1).writeTo(attributes);
            case "verno" -> attributes.put(Attribute.FIRMWARE, in.text(1));
            case "config" -> {
                attributes.put(Attribute.MODEL, model(in));
                return fix.status(message.id(), arrival.atMs(), message.answer("CONFIG,1"));
            }
            default -> {
                return new Frame.Heartbeat(message.id(), null);
            }
        }
        return fix.status(message.id(), arrival.atMs(), null);
    }

    private static void pressure(AttributesWriter attributes, TextFields in) {
        put(attributes, Attribute.BLOOD_PRESSURE_SYSTOLIC, measured(in, 1));
        put(attributes, Attribute.BLOOD_PRESSURE_DIASTOLIC, measured(in, 2));
    }

    /** Settings of the form {@code TY:g36a}; TY is the model. */
    private static String model(TextFields in) {
        for (var field = 1; field < in.count(); field++) {
            if (in.startsWith(field, "TY:")) {
                return in.text(field, 3);
            }
        }
        return null;
    }

    static long percent(TextFields in, int field) {
        var value = in.integer(field, -1);
        return value > MAX_PERCENT ? -1 : value;
    }

    /** A watch that is not worn measures 0. */
    private static long measured(TextFields in, int field) {
        var value = in.integer(field, -1);
        return value == 0 ? -1 : value;
    }

    /** Left out when negative. */
    static void put(AttributesWriter attributes, Attribute attribute, long value) {
        if (value >= 0) {
            attributes.put(attribute, value);
        }
    }
}
