package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/**
 * Owned by the thread that decodes; lives for one message. What follows the device status of +RESP:GTERI: the kind of the serial port's device,
 * then a block for each bit of the ERI mask that stands in front of the positions (GV310LAU and GV300, "+RESP:GTERI", parameter "ERI Mask").
 * The blocks have no length of their own, so reading ends at the first one that is not known.
 */
final class QueclinkExtension {
    private static final int MASK_DIGITS = 8;
    private static final int FUEL_SENSOR = 1;
    private static final int ONE_WIRE = 1 << 1;
    private static final int CAN = 1 << 2;
    private static final int FUEL_LEVEL = 1 << 3;
    private static final int FUEL_VOLUME = 1 << 4;
    private static final int RADIO_433 = 1 << 7;
    private static final int BLUETOOTH = 1 << 8;
    private static final int FUEL_TEMPERATURE = 1 << 10;
    private static final int KNOWN =
            FUEL_SENSOR | ONE_WIRE | FUEL_LEVEL | FUEL_VOLUME | RADIO_433 | BLUETOOTH | FUEL_TEMPERATURE;

    private static final int THERMOMETER = 1;
    private static final double CELSIUS_PER_STEP = 0.0625;
    private static final int MAX_SENSORS = 19;
    private static final Attribute[] TEMPERATURES = {
        Attribute.TEMPERATURE_1, Attribute.TEMPERATURE_2, Attribute.TEMPERATURE_3, Attribute.TEMPERATURE_4
    };

    private final QueclinkMessage message;
    private final TextFields fields;
    private final int end;
    private final AttributesWriter out;
    private int at;
    private int thermometers;

    private QueclinkExtension(QueclinkMessage message, int at, AttributesWriter out) {
        this.message = message;
        this.fields = message.fields();
        this.end = message.sentAt();
        this.at = at;
        this.out = out;
    }

    /** @param at the field of the serial port's device */
    static void read(QueclinkMessage message, int at, AttributesWriter out) {
        var maskAt = message.bodyAt();
        if (message.fields().length(maskAt) == MASK_DIGITS) {
            new QueclinkExtension(message, at + 1, out)
                    .blocks((int) message.fields().hex(maskAt, 0));
        }
    }

    private void blocks(int mask) {
        if ((mask & FUEL_SENSOR) != 0 && at < end) {
            text("queclink_fuel_sensor", at++);
        }
        if ((mask & ONE_WIRE) != 0) {
            oneWire();
        }
        if ((mask & CAN) != 0) {
            // State of the bus, report mask and items as in +RESP:GTCAN, of which not all are known: reading ends here.
            if (fields.length(at + 1) == MASK_DIGITS && at + 1 < end) {
                QueclinkCan.readWithin(message, at + 1, out);
            }
            return;
        }
        if ((mask & (FUEL_LEVEL | FUEL_VOLUME)) != 0) {
            fuel(mask);
        }
        if ((mask & ~KNOWN & (BLUETOOTH - 1)) != 0) {
            return;
        }
        if ((mask & RADIO_433) != 0) {
            radio433();
        }
        if ((mask & BLUETOOTH) != 0) {
            bluetooth();
        }
    }

    /** Number of devices, then identity, type and data of each; a thermometer says sixteenths of a degree in two's complement. */
    private void oneWire() {
        for (var left = count(); left > 0 && at + 2 < end; left--) {
            if (fields.integer(at + 1, 0) == THERMOMETER) {
                var steps = fields.hex(at + 2, 0, 4, Integer.MIN_VALUE);
                if (steps != Integer.MIN_VALUE) {
                    thermometer((short) steps * CELSIUS_PER_STEP);
                }
            } else {
                text("queclink_one_wire", at);
            }
            at += 3;
        }
    }

    /** Number of sensors, then type, level in percent, volume in litres and temperature of each. */
    private void fuel(int mask) {
        for (var left = count(); left > 0 && at < end; left--) {
            at++;
            if ((mask & FUEL_LEVEL) != 0 && at < end) {
                out.put(Attribute.FUEL_PCT, fields.number(at++));
            }
            if ((mask & FUEL_VOLUME) != 0 && at < end) {
                out.put(Attribute.FUEL_L, fields.number(at++));
            }
            if ((mask & FUEL_TEMPERATURE) != 0 && at < end) {
                out.put("queclink_fuel_temperature_c", fields.number(at++));
            }
        }
    }

    /** Number of accessories, then serial number, type, temperature, and of type 2 the humidity, of each. */
    private void radio433() {
        for (var left = count(); left > 0 && at + 2 < end; left--) {
            var hasHumidity = fields.integer(at + 1, 0) == 2;
            thermometer(fields.number(at + 2));
            at += 3;
            if (hasHumidity && at < end) {
                out.put(Attribute.HUMIDITY, fields.number(at++));
            }
        }
    }

    /**
     * Number of accessories, then index, type, model, raw data, the mask of what is appended, and that, of each (GV310LAU, "Bluetooth
     * accessory data"). Some models write the length of the raw data, or a number of the beacon, before it.
     */
    private void bluetooth() {
        for (var left = count(); left > 0 && at + 4 < end; left--) {
            at += 3;
            // Raw data has an even number of digits, four or more, or none; what is shorter is the field before it.
            var hasMore = fields.length(at) == 1 || fields.length(at) == 2;
            at += hasMore ? 2 : 1;
            var mask = (int) fields.hex(at, 0);
            at++;
            if ((mask & 1) != 0 && at < end) {
                at++;
            }
            if ((mask & 1 << 1) != 0 && at < end) {
                text("queclink_accessory_mac", at++);
            }
            at += Integer.bitCount(mask & (1 << 2 | 1 << 3));
            if ((mask & 1 << 4) != 0 && at < end) {
                thermometer(fields.number(at++));
            }
            if ((mask & 1 << 5) != 0 && at < end) {
                out.put(Attribute.HUMIDITY, fields.number(at++));
            }
            if ((mask & ~0x3F) != 0) {
                // What else there may be has more fields than one by the kind of accessory.
                return;
            }
        }
    }

    private void thermometer(double celsius) {
        if (thermometers < TEMPERATURES.length && !Double.isNaN(celsius)) {
            out.put(TEMPERATURES[thermometers++], celsius);
        }
    }

    private void text(String key, int field) {
        if (!fields.isEmpty(field)) {
            out.put(key, fields.text(field));
        }
    }

    private long count() {
        return at < end ? Math.clamp(fields.integer(at++, 0), 0, MAX_SENSORS) : 0;
    }
}
