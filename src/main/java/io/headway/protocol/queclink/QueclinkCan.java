package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;
import java.util.EnumSet;
import java.util.Set;

/**
 * The items of +RESP:GTCAN, in the order in which they are sent: each is there when its bit of the report mask is set (GV300 and GV350M,
 * "+RESP:GTCAN", parameter "Report mask"). Those beyond the table differ by model and are left out; the position at the end is found by its
 * shape.
 */
enum QueclinkCan {
    VIN(0),
    IGNITION(1),
    DISTANCE(2),
    FUEL_USED(3),
    RPM(5),
    SPEED(4),
    COOLANT(6),
    CONSUMPTION(7),
    FUEL_LEVEL(8),
    RANGE(9),
    ACCELERATOR(10),
    ENGINE_HOURS(11);

    private static final int METRES_PER_HECTOMETRE = 100;
    private static final int SECONDS_PER_HOUR = 3_600;

    private final int bit;

    QueclinkCan(int bit) {
        this.bit = bit;
    }

    /** @param maskAt field of the report mask, behind the state of the bus */
    static void read(QueclinkMessage message, int maskAt, AttributesWriter out) {
        read(message, maskAt, EnumSet.allOf(QueclinkCan.class), out);
    }

    /** As {@link #read}, of a report that has the device's own ignition and mileage: those of the bus are left out. */
    static void readWithin(QueclinkMessage message, int maskAt, AttributesWriter out) {
        read(message, maskAt, EnumSet.complementOf(EnumSet.of(IGNITION, DISTANCE)), out);
    }

    private static void read(QueclinkMessage message, int maskAt, Set<QueclinkCan> wanted, AttributesWriter out) {
        var fields = message.fields();
        var at = maskAt;
        var mask = fields.hex(maskAt, 0);
        for (var item : values()) {
            if ((mask & 1L << item.bit) != 0 && ++at < message.sentAt() && wanted.contains(item)) {
                item.write(fields, at, out);
            }
        }
    }

    private void write(TextFields fields, int at, AttributesWriter out) {
        switch (this) {
            case VIN -> out.put(Attribute.VIN, fields.text(at));
            case IGNITION -> {
                // 0 off, 1 ignition on, 2 engine on.
                if (fields.isDigits(at)) {
                    out.put(Attribute.IGNITION, fields.integer(at, 0) > 0);
                }
            }
            case DISTANCE -> {
                var hectometres = fields.charAt(at, 0) == 'H' ? fields.number(at, 1, fields.length(at)) : Double.NaN;
                if (!Double.isNaN(hectometres)) {
                    out.put(Attribute.ODOMETER, Math.round(hectometres * METRES_PER_HECTOMETRE));
                }
            }
            case FUEL_USED ->
                out.put(Attribute.FUEL_USED, fields.number(at, fields.charAt(at, 0) == 'L' ? 1 : 0, fields.length(at)));
            case RPM -> QueclinkTail.number(fields, at, Attribute.ENGINE_RPM, out);
            case SPEED -> QueclinkTail.number(fields, at, Attribute.VEHICLE_SPEED, out);
            case COOLANT -> QueclinkTail.number(fields, at, Attribute.COOLANT_TEMPERATURE, out);
            case FUEL_LEVEL -> {
                var level = fields.number(at, 1, fields.length(at));
                switch (fields.charAt(at, 0)) {
                    case 'P' -> out.put(Attribute.FUEL_PCT, level);
                    case 'L' -> out.put(Attribute.FUEL_L, level);
                    default -> {}
                }
            }
            case ACCELERATOR -> QueclinkTail.number(fields, at, Attribute.THROTTLE, out);
            case ENGINE_HOURS -> {
                var hours = fields.number(at);
                if (!Double.isNaN(hours)) {
                    out.put(Attribute.ENGINE_HOURS, Math.round(hours * SECONDS_PER_HOUR));
                }
            }
            case CONSUMPTION, RANGE -> {}
        }
    }
}
