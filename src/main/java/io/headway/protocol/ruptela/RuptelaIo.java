package io.headway.protocol.ruptela;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/**
 * The I/O elements that get a name of their own, those whose meaning captured packets and open implementations agree on. An element counts as
 * known only when its width on the wire is the listed one; any other is kept under {@code io<N>}. Pure; any thread.
 */
enum RuptelaIo {
    INPUT_1(2, Attribute.INPUT_1, Kind.FLAG, 1),
    INPUT_2(3, Attribute.INPUT_2, Kind.FLAG, 1),
    INPUT_3(4, Attribute.INPUT_3, Kind.FLAG, 1),
    IGNITION(5, Attribute.IGNITION, Kind.FLAG, 1),
    ANALOG_INPUT_3(20, Attribute.ANALOG_INPUT_3, Kind.MILLI, 2),
    ANALOG_INPUT_4(21, Attribute.ANALOG_INPUT_4, Kind.MILLI, 2),
    ANALOG_INPUT_1(22, Attribute.ANALOG_INPUT_1, Kind.MILLI, 2),
    ANALOG_INPUT_2(23, Attribute.ANALOG_INPUT_2, Kind.MILLI, 2),
    /** The number of 3GPP TS 27.007, +CSQ; 255 before the modem knows it. */
    GSM_SIGNAL(27, Attribute.RSSI, Kind.UP_TO_31, 1),
    POWER_SUPPLY(29, Attribute.POWER_V, Kind.MILLI, 2),
    BATTERY(30, Attribute.BATTERY_V, Kind.MILLI, 2),
    PCB_TEMPERATURE(32, Attribute.TEMPERATURE, Kind.SIGNED, 1),
    /** The number of a key at the reader, 0 for none. */
    KEY(34, Attribute.DRIVER_ID, Kind.HEXADECIMAL, 8),
    VIRTUAL_ODOMETER(65, Attribute.ODOMETER, Kind.PLAIN, 4),
    TEMPERATURE_1(78, Attribute.TEMPERATURE_1, Kind.DECI_SIGNED, 2),
    TEMPERATURE_2(79, Attribute.TEMPERATURE_2, Kind.DECI_SIGNED, 2),
    TEMPERATURE_3(80, Attribute.TEMPERATURE_3, Kind.DECI_SIGNED, 2),
    JAMMING(88, Attribute.JAMMING, Kind.FLAG, 1),
    /** Quarters of a revolution a minute, as in OBD (SAE J1979, PID 0C). */
    OBD_RPM(94, Attribute.ENGINE_RPM, Kind.QUARTER, 2),
    OBD_SPEED(95, Attribute.VEHICLE_SPEED, Kind.PLAIN, 1),
    /** From -40 °C on (SAE J1979, PID 05). */
    OBD_COOLANT(96, Attribute.COOLANT_TEMPERATURE, Kind.FROM_MINUS_40, 1),
    /** From empty to full in 255 steps (SAE J1979, PID 2F). */
    OBD_FUEL(98, Attribute.FUEL_PCT, Kind.OF_255, 1),
    OPERATOR(150, Attribute.OPERATOR, Kind.PLAIN, 4),
    CHARGER(170, Attribute.CHARGING, Kind.FLAG, 1),
    MOVEMENT(173, Attribute.MOTION, Kind.FLAG, 1),
    /** Eighths of a revolution a minute (SAE J1939, SPN 190). */
    CAN_RPM(197, Attribute.ENGINE_RPM, Kind.EIGHTH, 2),
    /** In steps of 0.4 % (SAE J1939, SPN 96). */
    CAN_FUEL(207, Attribute.FUEL_PCT, Kind.TWO_FIFTHS, 1),
    /** Half litres (SAE J1939, SPN 250). */
    CAN_FUEL_USED(208, Attribute.FUEL_USED, Kind.HALF, 4),
    /** Of newer models, whose fourth input is one like the others. */
    CUSTOM_IGNITION(409, Attribute.IGNITION, Kind.FLAG, 1);

    private static final int HIGHEST_SIGNAL = 31;
    private static final int HIGHEST_ON_BUS = 0xFA;
    private static final String UNKNOWN_PREFIX = "io";
    private static final int FIRST_PART_OF_VIN = 104;
    private static final int LAST_PART_OF_VIN = 106;
    private static final RuptelaIo[] BY_ID = byId();

    private enum Kind {
        FLAG,
        PLAIN,
        UP_TO_31,
        HEXADECIMAL,
        SIGNED,
        MILLI,
        DECI_SIGNED,
        HALF,
        QUARTER,
        EIGHTH,
        TWO_FIFTHS,
        OF_255,
        FROM_MINUS_40
    }

    private final int id;
    private final Attribute attribute;
    private final Kind kind;
    private final int widthBytes;

    RuptelaIo(int id, Attribute attribute, Kind kind, int widthBytes) {
        this.id = id;
        this.attribute = attribute;
        this.kind = kind;
        this.widthBytes = widthBytes;
    }

    /** Whether an element of 8 bytes is eight characters of the vehicle's identification number. */
    static boolean isPartOfVin(int id) {
        return id >= FIRST_PART_OF_VIN && id <= LAST_PART_OF_VIN;
    }

    /**
     * Writes one element.
     *
     * @param id 0 to 65535
     * @param widthBytes 1, 2, 4 or 8
     * @param value its bytes, big-endian, not sign-extended
     */
    static void write(AttributesWriter out, int id, int widthBytes, long value) {
        var known = id < BY_ID.length ? BY_ID[id] : null;
        if (known != null && known.widthBytes == widthBytes) {
            known.write(out, value);
        } else if (widthBytes == 8) {
            // Beyond 2^53 a reader in JavaScript would lose digits of a number.
            out.putHexIndexed(UNKNOWN_PREFIX, id, value, widthBytes);
        } else {
            out.putIndexed(UNKNOWN_PREFIX, id, value);
        }
    }

    private void write(AttributesWriter out, long value) {
        switch (kind) {
            case FLAG -> out.put(attribute, value != 0);
            case PLAIN -> out.put(attribute, value);
            case UP_TO_31 -> {
                if (value <= HIGHEST_SIGNAL) {
                    out.put(attribute, value);
                }
            }
            case HEXADECIMAL -> {
                if (value != 0) {
                    out.putHex(attribute.key(), value, widthBytes);
                }
            }
            case SIGNED -> out.put(attribute, (byte) value);
            case MILLI -> out.putDecimal(attribute, value, 3);
            case DECI_SIGNED -> out.putDecimal(attribute, (short) value, 1);
            case HALF -> onBus(out, value, value * 5, 1);
            case QUARTER -> out.putDecimal(attribute, value * 25, 2);
            case EIGHTH -> onBus(out, value, value * 125, 3);
            case TWO_FIFTHS -> onBus(out, value, value * 4, 1);
            case OF_255 -> out.putDecimal(attribute, Math.round(value * 1_000 / 255.0), 1);
            case FROM_MINUS_40 -> out.put(attribute, value - 40);
        }
    }

    /** Not when the bus says that it is an error or not there: a highest byte above FA (SAE J1939-71, section "Transmitted signal ranges"). */
    private void onBus(AttributesWriter out, long value, long unscaled, int scale) {
        if (value >> (8 * (widthBytes - 1)) <= HIGHEST_ON_BUS) {
            out.putDecimal(attribute, unscaled, scale);
        }
    }

    /** What an element raises; null for nothing. */
    static Alarm alarm(int id, long value) {
        if (value == 0) {
            return null;
        }
        return switch (id) {
            case 134 -> Alarm.HARSH_BRAKING;
            case 136 -> Alarm.HARSH_ACCELERATION;
            case 410 -> Alarm.TOW;
            case 411 -> Alarm.ACCIDENT;
            default -> null;
        };
    }

    /** The element that carries an attribute as it is here, for an encoder. */
    int id() {
        return id;
    }

    private static RuptelaIo[] byId() {
        var highest = 0;
        for (var io : values()) {
            highest = Math.max(highest, io.id);
        }
        var table = new RuptelaIo[highest + 1];
        for (var io : values()) {
            table[io.id] = io;
        }
        return table;
    }
}
