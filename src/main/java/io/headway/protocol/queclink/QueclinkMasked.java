package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes; lives for one message. What stands around the positions of a report in bytes, each value there when its bit of
 * the mask is set: behind the identity battery, supply, analogue inputs, digital inputs and outputs, state, satellites; behind the last position
 * its radio cell, mileage and engine hours (GV200, "AT+GTHRM", parameter "+RSP Mask", and the lists of an open-source server for GV55 and GV300).
 * Models differ, so nothing is written unless the place of the state holds one, and nothing of what is behind unless it fills its place exactly.
 */
final class QueclinkMasked {
    private static final int BATTERY_BIT = 11;
    private static final int SUPPLY_BIT = 12;
    private static final int FIRST_ANALOG_BIT = 13;
    private static final int LAST_ANALOG_BIT = 15;
    private static final int PORTS_BIT = 17;
    private static final int STATE_BIT = 18;
    private static final int SATELLITES_BIT = 19;
    private static final int CELL_BIT = 3;
    private static final int TRIP_BIT = 20;
    private static final int MILEAGE_BIT = 21;
    private static final int TRIP_HOURS_BIT = 22;
    private static final int HOURS_BIT = 23;
    private static final int TAG_BIT = 24;

    private static final int TRIP_BYTES = 3;
    private static final int MILEAGE_BYTES = 5;
    private static final int HOURS_BYTES = 6;
    private static final int TAG_BYTES = 4;
    /** Country, network, area, cell in two bytes each, and one that is reserved; newer models have four for the cell. */
    private static final int CELL_BYTES = 9;

    private static final int WIDE_CELL_BYTES = 11;
    private static final int FULL_PCT = 100;
    /** The upper four bits are those of the antenna. */
    private static final int MAX_SATELLITES = 15;

    private static final double MILLIVOLTS_PER_VOLT = 1_000;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long METRES_PER_KM = 1_000;
    private static final long METRES_PER_TENTH = 100;

    private final Buffer in;
    private final int from;
    private final int end;
    private final int mask;
    /** GV200 has no value for this bit: its state is a byte earlier. */
    private final int batteryBytes;

    QueclinkMasked(Buffer in, int from, int end, int mask) {
        this.in = in;
        this.from = from;
        this.end = end;
        this.mask = mask;
        batteryBytes = has(BATTERY_BIT) && (state(1) != null || state(0) == null) ? 1 : 0;
    }

    private boolean has(int bit) {
        return (mask >>> bit & 1) != 0;
    }

    private int bytes(int bit, int bytes) {
        return has(bit) ? bytes : 0;
    }

    private int portsAt(int batteryBytes) {
        var at = from + batteryBytes + bytes(SUPPLY_BIT, 2);
        for (var bit = FIRST_ANALOG_BIT; bit <= LAST_ANALOG_BIT; bit++) {
            at += bytes(bit, 2);
        }
        return at;
    }

    /** Null when there is none, or none that is known. */
    private QueclinkState state(int batteryBytes) {
        var at = portsAt(batteryBytes) + bytes(PORTS_BIT, 2);
        return has(STATE_BIT) && at < end ? QueclinkState.of(in.getUnsignedByte(at)) : null;
    }

    /** Place behind the satellites. */
    int end() {
        return portsAt(batteryBytes) + bytes(PORTS_BIT, 2) + bytes(STATE_BIT, 1) + bytes(SATELLITES_BIT, 1);
    }

    void write(FixBuilder fix) {
        var state = state(batteryBytes);
        if (state == null || end() > end) {
            return;
        }
        var portsAt = portsAt(batteryBytes);
        var stateAt = portsAt + bytes(PORTS_BIT, 2);
        var out = fix.attributes();
        state.write(out);
        if (has(SATELLITES_BIT) && in.getUnsignedByte(stateAt + 1) <= MAX_SATELLITES) {
            fix.satellites(in.getUnsignedByte(stateAt + 1));
        }
        if (has(PORTS_BIT)) {
            out.put(Attribute.INPUTS, in.getUnsignedByte(portsAt) >> QueclinkState.IGNITION_INPUT_BITS);
            out.put(Attribute.OUTPUTS, in.getUnsignedByte(portsAt + 1));
        }
        // 0 stands also for a value that the model lacks.
        var battery = batteryBytes > 0 ? in.getUnsignedByte(from) : 0;
        if (battery > 0 && battery <= FULL_PCT) {
            out.put(Attribute.BATTERY_PCT, battery);
        }
        var millivolts = has(SUPPLY_BIT) ? in.getUnsignedShort(from + batteryBytes) : 0;
        if (millivolts > 0) {
            out.put(Attribute.POWER_V, millivolts / MILLIVOLTS_PER_VOLT);
        }
    }

    /** @param at place behind the last position's time */
    void writeBehind(int at, AttributesWriter out) {
        var counters = bytes(TRIP_BIT, TRIP_BYTES)
                + bytes(MILEAGE_BIT, MILEAGE_BYTES)
                + bytes(TRIP_HOURS_BIT, TRIP_BYTES)
                + bytes(HOURS_BIT, HOURS_BYTES)
                + bytes(TAG_BIT, TAG_BYTES);
        var cell = end - at - counters;
        if (cell != (has(CELL_BIT) ? CELL_BYTES : 0) && cell != (has(CELL_BIT) ? WIDE_CELL_BYTES : 0)) {
            return;
        }
        if (cell > 0) {
            cell(at, cell == WIDE_CELL_BYTES, out);
        }
        var mileageAt = at + cell + bytes(TRIP_BIT, TRIP_BYTES);
        if (has(MILEAGE_BIT)) {
            // Four bytes before the decimal point, one for the digit behind it.
            var tenths = in.getUnsignedByte(mileageAt + 4);
            out.put(Attribute.ODOMETER, in.getUnsignedInt(mileageAt) * METRES_PER_KM + tenths * METRES_PER_TENTH);
        }
        if (has(HOURS_BIT)) {
            var hoursAt = mileageAt + bytes(MILEAGE_BIT, MILEAGE_BYTES) + bytes(TRIP_HOURS_BIT, TRIP_BYTES);
            out.put(
                    Attribute.ENGINE_HOURS,
                    in.getUnsignedInt(hoursAt) * SECONDS_PER_HOUR
                            + in.getUnsignedByte(hoursAt + 4) * SECONDS_PER_MINUTE
                            + in.getUnsignedByte(hoursAt + 5));
        }
    }

    /** Country and network are decimal digits, two a byte. */
    private void cell(int at, boolean isWide, AttributesWriter out) {
        var country = decimal(in.getUnsignedShort(at));
        var network = decimal(in.getUnsignedShort(at + 2));
        if (country > 0 && network >= 0) {
            out.openArray(Attribute.CELLS);
            out.openObject();
            out.put("mcc", country);
            out.put("mnc", network);
            out.put("lac", in.getUnsignedShort(at + 4));
            out.put("cell_id", isWide ? in.getUnsignedInt(at + 6) : in.getUnsignedShort(at + 6));
            out.close();
            out.close();
        }
    }

    /** Negative when a digit is none. */
    private static int decimal(int bcd) {
        var value = 0;
        for (var shift = 12; shift >= 0; shift -= 4) {
            var digit = bcd >> shift & 0xF;
            if (digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
