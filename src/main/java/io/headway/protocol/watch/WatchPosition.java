package io.headway.protocol.watch;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Messages with a place. Pure; any thread. */
final class WatchPosition {
    /** From the date to the status. */
    private static final int FIELDS = 16;
    /** From the date to the letter of the longitude: some makes end early, and what is not there is unknown. */
    private static final int LEAST_FIELDS = 7;

    /** A bit of the status; not every make sets it, so that its lack says nothing, and some set it while they move. */
    private static final int AT_REST = 1 << 4;

    private record Bit(int mask, Alarm alarm) {}

    /**
     * The bits of the status: the high half are alarms. Of the low half a battery that is low is told as an alarm too, and the charger taken off,
     * which some watches raise; in and out of a fence, and taken off, are states that last, and stay in {@code status}.
     */
    private static final List<Bit> ALARMS = List.of(
            new Bit(1 << 14, Alarm.POWER_CUT),
            new Bit(1 << 16, Alarm.SOS),
            new Bit(1 | 1 << 17, Alarm.LOW_BATTERY),
            new Bit(1 << 18, Alarm.GEOFENCE_EXIT),
            new Bit(1 << 19, Alarm.GEOFENCE_ENTER),
            new Bit(1 << 20, Alarm.REMOVED),
            new Bit(1 << 21, Alarm.FALL));

    private WatchPosition() {}

    static Frame decode(TextFields in, WatchMessage message, Arrival arrival) {
        var kind = in.text(0);
        var reply = kind.startsWith("AL") ? message.answer("AL") : null;
        // WAD says first in which language the address is wanted, and PP what time the watch shows.
        var date = startsPlace(in, 1) || (!startsPlace(in, 2) && isSixDigits(in, 1)) ? 1 : 2;
        if (kind.equals("PP") && !startsPlace(in, date)) {
            return new Frame.Heartbeat(message.id(), null);
        }
        if (in.count() < date + LEAST_FIELDS) {
            return WatchProtocol.malformed("a position of " + (in.count() - date) + " fields");
        }
        var fix = new FixBuilder();
        place(fix, in, date);
        values(fix.attributes(), in, date);
        fix.attributes().put(Attribute.ALARM, alarms(in.hex(date + FIELDS - 1, 0), kind.startsWith("AL")));
        if (kind.startsWith("UD2")) {
            fix.attributes().put(Attribute.ARCHIVE, true);
        }
        var surroundings = new WatchSurroundings(in, date + FIELDS);
        surroundings.writeTo(fix.attributes());
        fix.accuracyM(surroundings.accuracyM());
        if (!fix.hasLocation()) {
            return fix.status(message.id(), arrival.atMs(), reply);
        }
        return positions(message.id(), fix, reply);
    }

    /** Date, time, A or V. */
    private static boolean startsPlace(TextFields in, int field) {
        return isSixDigits(in, field) && isSixDigits(in, field + 1) && (in.is(field + 2, "A") || in.is(field + 2, "V"));
    }

    private static boolean isSixDigits(TextFields in, int field) {
        return in.length(field) == 6 && in.isDigits(field);
    }

    private static Frame positions(String id, FixBuilder fix, Buffer reply) {
        return new Frame.Positions(id, List.of(fix.build()), _ -> reply);
    }

    private static void place(FixBuilder fix, TextFields in, int date) {
        fix.at(FixTime.ddMMyy(in, date, date + 1))
                .valid(in.is(date + 2, "A"))
                .degrees(degrees(in, date + 3, in.is(date + 4, "S")), degrees(in, date + 5, in.is(date + 6, "W")))
                .speedKmh(notNegative(in.number(date + 7)))
                .headingDeg(notNegative(in.number(date + 8)))
                .altitudeM(in.number(date + 9))
                .satellites(in.integer(date + 10, -1));
    }

    private static void values(AttributesWriter attributes, TextFields in, int date) {
        WatchValues.put(attributes, Attribute.RSSI, in.integer(date + 11, -1));
        WatchValues.put(attributes, Attribute.BATTERY_PCT, WatchValues.percent(in, date + 12));
        WatchValues.put(attributes, Attribute.STEPS, in.integer(date + 13, -1));
        var status = in.hex(date + 15, -1);
        WatchValues.put(attributes, Attribute.STATUS, status);
        if (status >= 0 && (status & AT_REST) != 0 && !(in.number(date + 7) > 0)) {
            attributes.put(Attribute.MOTION, false);
        }
    }

    /** @param raised whether the message is an alarm, be its bits known or not */
    private static String alarms(long status, boolean raised) {
        var alarms = new StringBuilder();
        for (var bit : ALARMS) {
            if ((status & bit.mask) != 0) {
                alarms.append(alarms.isEmpty() ? "" : ",").append(bit.alarm.tag());
            }
        }
        return alarms.isEmpty() && raised ? Alarm.GENERAL.tag() : alarms.toString();
    }

    /** Some makes send the sign and no hemisphere to match, some both; some pad with spaces. */
    private static double degrees(TextFields in, int field, boolean negative) {
        var from = 0;
        while (in.charAt(field, from) == ' ') {
            from++;
        }
        var value = in.number(field, from, in.length(field));
        return negative ? -Math.abs(value) : value;
    }

    private static double notNegative(double value) {
        return value >= 0 ? value : Double.NaN;
    }
}
