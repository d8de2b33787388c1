package io.headway.protocol.jt808;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Additional items and values of data streams that are one number, by number and width: makers reuse numbers, so one counts as known only when
 * its width is the listed one too. A value is multiplied by the factor, divided by 10^scale, and the offset added. Pure; any thread.
 */
enum Jt808Item {
    // Vendor document, section "Additional information of a location"; 0x30 also in 2013.
    MILEAGE(Source.ITEM, 0x01, 4, Attribute.ODOMETER, 100, 0, 0),
    FUEL(Source.ITEM, 0x02, 2, Attribute.FUEL_L, 1, 1, 0),
    RECORDER_SPEED(Source.ITEM, 0x03, 2, Attribute.VEHICLE_SPEED, 1, 1, 0),
    SIGNAL(Source.ITEM, 0x30, 1, Attribute.RSSI, 1, 0, 0),
    // "JT/T808 Protocol for G10LS", table 20.
    MAIN_VOLTAGE(Source.ITEM, 0x61, 2, Attribute.POWER_V, 1, 2, 0),
    // Several makers', by open decoders.
    DISTANCE(Source.ITEM, 0xAC, 4, Attribute.ODOMETER, 1, 0, 0),
    SUPPLY(Source.ITEM, 0xD3, 2, Attribute.POWER_V, 1, 1, 0),
    // Jointech's software kits jt707 and jt709.
    BATTERY(Source.ITEM, 0xD4, 1, Attribute.BATTERY_PCT, 1, 0, 0),
    BATTERY_VOLTAGE(Source.ITEM, 0xD5, 2, Attribute.BATTERY_V, 1, 2, 0),
    // By captured messages of locks: 4.17 V beside an IMEI and a SIM card's number.
    LOCK_VOLTAGE(Source.ITEM, 0x69, 2, Attribute.BATTERY_V, 1, 2, 0),
    LOCK_SIGNAL(Source.ITEM, 0x6A, 1, Attribute.RSSI, 1, 0, 0),
    // OBD terminals: speed, revolutions, supply, load, coolant, throttle, distance; by captured messages.
    OBD_SPEED(Source.ITEM, 0x80, 1, Attribute.VEHICLE_SPEED, 1, 0, 0),
    OBD_RPM(Source.ITEM, 0x81, 2, Attribute.ENGINE_RPM, 1, 0, 0),
    OBD_VOLTAGE(Source.ITEM, 0x82, 2, Attribute.POWER_V, 1, 1, 0),
    OBD_LOAD(Source.ITEM, 0x83, 1, Attribute.ENGINE_LOAD, 1, 0, 0),
    OBD_COOLANT(Source.ITEM, 0x84, 1, Attribute.COOLANT_TEMPERATURE, 1, 0, -40),
    OBD_THROTTLE(Source.ITEM, 0x89, 1, Attribute.THROTTLE, 1, 0, 0),
    OBD_DISTANCE(Source.ITEM, 0x8C, 4, Attribute.ODOMETER, 100, 0, 0),
    // AOVX: the vehicle's voltage.
    AOVX_VOLTAGE(Source.ITEM, 0xF1, 4, Attribute.POWER_V, 1, 3, 0),

    // Stream of item 0xEB: length, number, value; by captured messages.
    EB_VOLTAGE_2(Source.EB, 0x2D, 2, Attribute.POWER_V, 1, 3, 0),
    EB_VOLTAGE_4(Source.EB, 0x2D, 4, Attribute.POWER_V, 1, 3, 0),
    EB_BATTERY(Source.EB, 0xA8, 1, Attribute.BATTERY_PCT, 1, 0, 0),
    EB_BATTERY_OLD(Source.EB, 0xE1, 1, Attribute.BATTERY_PCT, 1, 0, 0),

    // Streams of items 0xEA to 0xEE: "4G Wireless Air Protocol", sections 3.36 to 3.38.
    VJT_RUN_TIME(Source.VJT, 0x0005, 4, Attribute.ENGINE_HOURS, 1, 0, 0),
    VJT_VOLTAGE(Source.VJT, 0x0012, 2, Attribute.POWER_V, 1, 1, 0),
    VJT_BATTERY(Source.VJT, 0x0013, 1, Attribute.BATTERY_V, 1, 1, 0),
    VJT_SIGNAL(Source.VJT, 0x0014, 1, Attribute.RSSI, 1, 0, 0),
    VJT_MILEAGE(Source.VJT, 0x001E, 4, Attribute.TRIP_ODOMETER, 1, 0, 0),
    VJT_LOAD(Source.VJT, 0x6040, 1, Attribute.ENGINE_LOAD, 1, 0, 0),
    VJT_COOLANT(Source.VJT, 0x6050, 1, Attribute.COOLANT_TEMPERATURE, 1, 0, -40),
    VJT_RPM(Source.VJT, 0x60C0, 2, Attribute.ENGINE_RPM, 1, 0, 0),
    VJT_SPEED(Source.VJT, 0x60D0, 1, Attribute.VEHICLE_SPEED, 1, 0, 0),
    VJT_PEDAL(Source.VJT, 0x6490, 1, Attribute.THROTTLE, 1, 0, 0),

    // Stream of item 0xF3 of OBD terminals: number, length, value; by captured messages.
    F3_SPEED(Source.F3, 0x0002, 2, Attribute.VEHICLE_SPEED, 1, 1, 0),
    F3_RPM(Source.F3, 0x0003, 2, Attribute.ENGINE_RPM, 1, 0, 0),
    F3_VOLTAGE(Source.F3, 0x0004, 2, Attribute.POWER_V, 1, 3, 0),
    F3_COOLANT(Source.F3, 0x0009, 2, Attribute.COOLANT_TEMPERATURE, 1, 0, -40),

    // Stream of the transparent message of type 0xF0: number, length, value; by captured messages and open decoders.
    F0_ODOMETER_OLD(Source.F0, 0x0102, 4, Attribute.ODOMETER, 100, 0, 0),
    F0_FUEL_LITRES(Source.F0, 0x0103, 4, Attribute.FUEL_L, 1, 2, 0),
    F0_FUEL_USED_OLD(Source.F0, 0x0105, 4, Attribute.FUEL_USED, 1, 2, 0),
    F0_DISTANCE(Source.F0, 0x0528, 4, Attribute.ODOMETER, 100, 0, 0),
    F0_FUEL_LEVEL(Source.F0, 0x052A, 2, Attribute.FUEL_L, 1, 2, 0),
    F0_THROTTLE(Source.F0, 0x0547, 1, Attribute.THROTTLE, 1, 0, 0),
    F0_FUEL(Source.F0, 0x052B, 1, Attribute.FUEL_PCT, 1, 0, 0),
    F0_FUEL_USED(Source.F0, 0x052C, 4, Attribute.FUEL_USED, 1, 2, 0),
    F0_COOLANT(Source.F0, 0x052D, 1, Attribute.COOLANT_TEMPERATURE, 1, 0, -40),
    F0_VOLTAGE(Source.F0, 0x0530, 2, Attribute.POWER_V, 1, 3, 0),
    F0_SPEED(Source.F0, 0x0535, 2, Attribute.VEHICLE_SPEED, 1, 1, 0),
    F0_RPM(Source.F0, 0x0536, 2, Attribute.ENGINE_RPM, 1, 0, 0),
    F0_ODOMETER(Source.F0, 0x0546, 4, Attribute.ODOMETER, 100, 0, 0);

    /** Where a number counts, and the name that what is not known there gets before it. */
    enum Source {
        ITEM("io"),
        EB("jt808_eb"),
        VJT("jt808_vjt"),
        F3("jt808_obd"),
        F0("jt808_f0_");

        private final String prefix;

        Source(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Source source;
    private final int id;
    private final int widthBytes;
    private final Attribute attribute;
    private final int factor;
    private final int scale;
    private final int offset;

    Jt808Item(Source source, int id, int widthBytes, Attribute attribute, int factor, int scale, int offset) {
        this.source = source;
        this.id = id;
        this.widthBytes = widthBytes;
        this.attribute = attribute;
        this.factor = factor;
        this.scale = scale;
        this.offset = offset;
    }

    /** Null when there is none. */
    private static Jt808Item of(Source source, int id, int widthBytes) {
        for (var item : ALL) {
            if (item.id == id && item.widthBytes == widthBytes && item.source == source) {
                return item;
            }
        }
        return null;
    }

    private static final Jt808Item[] ALL = values();

    /** Writes a value under its name, or under its number: as a number when it has 1, 2 or 4 bytes, as hexadecimal text otherwise. */
    static void write(AttributesWriter out, Source source, int id, Buffer in, int at, int widthBytes) {
        if (widthBytes == 0) {
            return;
        }
        if (widthBytes != 1 && widthBytes != 2 && widthBytes != 4) {
            out.putHexIndexed(source.prefix, id, in, at, widthBytes);
            return;
        }
        long value = switch (widthBytes) {
            case 1 -> in.getUnsignedByte(at);
            case 2 -> in.getUnsignedShort(at);
            default -> in.getUnsignedInt(at);
        };
        var known = of(source, id, widthBytes);
        if (known == null) {
            out.putIndexed(source.prefix, id, value);
        } else if (known.scale == 0) {
            out.put(known.attribute, value * known.factor + known.offset);
        } else {
            out.putDecimal(known.attribute, value * known.factor, known.scale);
        }
    }
}
