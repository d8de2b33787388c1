package io.headway.protocol.teltonika;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.vertx.core.buffer.Buffer;

/**
 * The I/O elements that get a name of their own, as the vendor's pages "… Teltonika Data Sending Parameters ID" of the FMB, FMC and FMM
 * families list them. Families reuse ids, so an element counts as known only when its width on the wire is the listed one too; any other
 * one is kept under {@code io<N>}. Values are divided by 10^scale into the unit that ends the name. Pure; any thread.
 */
enum TeltonikaIo {
    INPUT_1(1, "input1", Kind.FLAG, 1, 0),
    INPUT_2(2, "input2", Kind.FLAG, 1, 0),
    INPUT_3(3, "input3", Kind.FLAG, 1, 0),
    INPUT_4(4, "input4", Kind.FLAG, 1, 0),
    ANALOG_INPUT_2(6, "analog_input2_v", Kind.UNSIGNED, 2, 3),
    ANALOG_INPUT_1(9, "analog_input1_v", Kind.UNSIGNED, 2, 3),
    FUEL_USED(12, "fuel_used_l", Kind.UNSIGNED, 4, 3),
    FUEL_RATE(13, "fuel_rate_l_per_100km", Kind.UNSIGNED, 2, 2),
    ECO_SCORE(15, "eco_score", Kind.UNSIGNED, 2, 2),
    ODOMETER(16, "odometer_m", Kind.UNSIGNED, 4, 0),
    AXIS_X(17, "axis_x_mg", Kind.SIGNED, 2, 0),
    AXIS_Y(18, "axis_y_mg", Kind.SIGNED, 2, 0),
    AXIS_Z(19, "axis_z_mg", Kind.SIGNED, 2, 0),
    /** Bars, 0 to 5, not dBm. */
    GSM_SIGNAL(21, "rssi", Kind.UNSIGNED, 1, 0),
    SPEED(24, "io_speed_kmh", Kind.UNSIGNED, 2, 0),
    ENGINE_RPM(36, "engine_rpm", Kind.UNSIGNED, 2, 0),
    EXTERNAL_VOLTAGE(66, "power_v", Kind.UNSIGNED, 2, 3),
    BATTERY_VOLTAGE(67, "battery_v", Kind.UNSIGNED, 2, 3),
    BATTERY_CURRENT(68, "battery_current_a", Kind.UNSIGNED, 2, 3),
    /** 0 off, 1 on with a fix, 2 on without a fix, 3 asleep. */
    GNSS_STATUS(69, "gnss_status", Kind.UNSIGNED, 1, 0),
    TEMPERATURE_1(72, "temperature1_c", Kind.CELSIUS, 4, 1),
    TEMPERATURE_2(73, "temperature2_c", Kind.CELSIUS, 4, 1),
    TEMPERATURE_3(74, "temperature3_c", Kind.CELSIUS, 4, 1),
    TEMPERATURE_4(75, "temperature4_c", Kind.CELSIUS, 4, 1),
    IBUTTON(78, "driver_id", Kind.KEY, 8, 0),
    DATA_MODE(80, "data_mode", Kind.UNSIGNED, 1, 0),
    BATTERY_LEVEL(113, "battery_pct", Kind.UNSIGNED, 1, 0),
    OUTPUT_1(179, "output1", Kind.FLAG, 1, 0),
    OUTPUT_2(180, "output2", Kind.FLAG, 1, 0),
    PDOP(181, "pdop", Kind.UNSIGNED, 2, 1),
    HDOP(182, "hdop", Kind.UNSIGNED, 2, 1),
    TRIP_ODOMETER(199, "trip_odometer_m", Kind.UNSIGNED, 4, 0),
    /** 0 awake, 1 GPS sleep, 2 deep sleep, 3 online sleep, 4 ultra sleep. */
    SLEEP_MODE(200, "sleep_mode", Kind.UNSIGNED, 1, 0),
    CELL_ID(205, "cell_id", Kind.UNSIGNED, 2, 0),
    AREA_CODE(206, "lac", Kind.UNSIGNED, 2, 0),
    RFID(207, "rfid", Kind.KEY, 8, 0),
    NETWORK_TYPE(237, "network_type", Kind.UNSIGNED, 1, 0),
    IGNITION(239, "ignition", Kind.FLAG, 1, 0),
    MOVEMENT(240, "motion", Kind.FLAG, 1, 0),
    /** Mobile country code and network code, as decimal digits. */
    OPERATOR(241, "operator", Kind.UNSIGNED, 4, 0),
    TOWING(246, "towing", Kind.FLAG, 1, 0),
    CRASH(247, "crash", Kind.UNSIGNED, 1, 0),
    JAMMING(249, "jamming", Kind.FLAG, 1, 0),
    TRIP(250, "trip", Kind.UNSIGNED, 1, 0),
    IDLING(251, "idling", Kind.FLAG, 1, 0),
    UNPLUG(252, "unplugged", Kind.FLAG, 1, 0),
    GREEN_DRIVING(253, "green_driving", Kind.UNSIGNED, 1, 0),
    VIN(256, "vin", Kind.ASCII, TeltonikaIo.ANY_WIDTH, 0),
    DTCS(281, "dtcs", Kind.ASCII, TeltonikaIo.ANY_WIDTH, 0),
    ISO6709(387, "iso6709", Kind.ASCII, TeltonikaIo.ANY_WIDTH, 0),
    LTE_CELL_ID(636, "cell_id", Kind.UNSIGNED, 4, 0);

    private static final int ANY_WIDTH = 0;
    private static final String UNKNOWN_PREFIX = "io";
    private static final TeltonikaIo[] BY_ID = byId();

    /** How the bytes of a value read. */
    private enum Kind {
        /** 0 is false, anything else true. */
        FLAG,
        UNSIGNED,
        SIGNED,
        /** Signed tenths of a degree from -55 to 115 °C; what is beyond says what is wrong with the sensor, and is no temperature. */
        CELSIUS,
        /** The number of a token held to a reader, as hexadecimal text; 0 when there is none. */
        KEY,
        ASCII
    }

    private static final int COLDEST_DECI_C = -550;
    private static final int HOTTEST_DECI_C = 1_150;

    private final int id;
    private final String key;
    private final Kind kind;
    private final int widthBytes;
    private final int scale;

    TeltonikaIo(int id, String key, Kind kind, int widthBytes, int scale) {
        this.id = id;
        this.key = key;
        this.kind = kind;
        this.widthBytes = widthBytes;
        this.scale = scale;
    }

    /**
     * Writes one element of a fixed width.
     *
     * @param id 0 to 65535
     * @param widthBytes 1, 2, 4 or 8
     * @param value its bytes, big-endian, not sign-extended
     */
    static void write(AttributesWriter out, int id, int widthBytes, long value) {
        var known = id < BY_ID.length ? BY_ID[id] : null;
        if (known != null && known.widthBytes == widthBytes && known.writeKnown(out, value)) {
            return;
        }
        if (widthBytes == 8) {
            // Beyond 2^53 a reader in JavaScript would lose digits of a number.
            out.putHexIndexed(UNKNOWN_PREFIX, id, value, widthBytes);
        } else {
            out.putIndexed(UNKNOWN_PREFIX, id, value);
        }
    }

    /** Writes one element of any length; nothing when it is empty. The caller has checked that the bytes are there. */
    static void write(AttributesWriter out, int id, Buffer in, int from, int lengthBytes) {
        if (lengthBytes == 0) {
            return;
        }
        var known = id < BY_ID.length ? BY_ID[id] : null;
        if (known == DTCS) {
            out.put(
                    Attribute.DTCS,
                    in.getString(from, from + lengthBytes, "US-ASCII").replace(',', ' '));
        } else if (known != null && known.kind == Kind.ASCII) {
            out.putAscii(known.key, in, from, lengthBytes);
        } else {
            out.putHexIndexed(UNKNOWN_PREFIX, id, in, from, lengthBytes);
        }
    }

    /** False when the value is none of the kind. */
    private boolean writeKnown(AttributesWriter out, long value) {
        return switch (kind) {
            case FLAG -> {
                out.put(key, value != 0);
                yield true;
            }
            case UNSIGNED -> {
                number(out, value);
                yield true;
            }
            case SIGNED -> {
                number(out, signed(value));
                yield true;
            }
            case CELSIUS -> {
                var deciC = signed(value);
                if (deciC < COLDEST_DECI_C || deciC > HOTTEST_DECI_C) {
                    yield false;
                }
                number(out, deciC);
                yield true;
            }
            case KEY -> {
                if (value != 0) {
                    out.putHex(key, value, widthBytes);
                }
                yield true;
            }
            case ASCII -> false;
        };
    }

    private void number(AttributesWriter out, long value) {
        if (scale == 0) {
            out.put(key, value);
        } else {
            out.putDecimal(key, value, scale);
        }
    }

    private long signed(long value) {
        var unused = Long.SIZE - widthBytes * Byte.SIZE;
        return value << unused >> unused;
    }

    private static TeltonikaIo[] byId() {
        var highest = 0;
        for (var io : values()) {
            highest = Math.max(highest, io.id);
        }
        var table = new TeltonikaIo[highest + 1];
        for (var io : values()) {
            table[io.id] = io;
        }
        return table;
    }
}
