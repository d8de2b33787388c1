package io.headway.protocol.queclink;

import java.util.Map;

/**
 * The families of models that lay out the same report differently. The first two characters of the protocol version name the model, in a
 * version of ten characters the first six (vendor documents, parameter "Protocol version").
 */
enum QueclinkModel {
    /** Vehicle trackers: supply voltage in front of the positions; mileage, engine hours, analogue inputs and device status behind them. */
    VEHICLE,
    /** Those at the diagnostic socket: the same, and the vehicle's identification number in front of the device name. */
    DIAGNOSTIC,
    /** GV200: the state of inputs and outputs as a field of their own each, where others have battery and device status. */
    PORTS,
    /** Portable trackers: the charge of the battery is the last field before the time of sending. */
    PORTABLE,
    /** Trackers of the GL500 and GL530 kind, which sleep for days: temperature and battery in front of the position. */
    SLEEPING,
    /** GL500M: battery, mode, motion and temperature behind the position. */
    SLEEPING_M,
    UNKNOWN;

    private static final int SHORT_PREFIX = 2;
    private static final int LONG_PREFIX = 6;
    private static final int LONG_VERSION = 10;

    private static final Map<String, QueclinkModel> BY_PREFIX = Map.ofEntries(
            Map.entry("02", PORTABLE),
            Map.entry("04", PORTS),
            Map.entry("06", VEHICLE),
            Map.entry("08", VEHICLE),
            Map.entry("09", VEHICLE),
            Map.entry("0A", VEHICLE),
            Map.entry("0F", VEHICLE),
            Map.entry("10", VEHICLE),
            Map.entry("11", PORTABLE),
            Map.entry("1A", PORTABLE),
            Map.entry("1F", DIAGNOSTIC),
            Map.entry("21", PORTABLE),
            Map.entry("24", VEHICLE),
            Map.entry("25", VEHICLE),
            Map.entry("27", VEHICLE),
            Map.entry("28", PORTABLE),
            Map.entry("2C", PORTABLE),
            Map.entry("2D", DIAGNOSTIC),
            Map.entry("2F", VEHICLE),
            Map.entry("30", PORTABLE),
            Map.entry("31", VEHICLE),
            Map.entry("35", PORTS),
            Map.entry("36", DIAGNOSTIC),
            Map.entry("38", VEHICLE),
            Map.entry("3F", VEHICLE),
            Map.entry("40", SLEEPING),
            Map.entry("41", VEHICLE),
            Map.entry("42", PORTABLE),
            Map.entry("44", SLEEPING),
            Map.entry("45", VEHICLE),
            Map.entry("4B", VEHICLE),
            Map.entry("4F", VEHICLE),
            Map.entry("50", VEHICLE),
            Map.entry("52", PORTABLE),
            Map.entry("55", PORTABLE),
            Map.entry("56", DIAGNOSTIC),
            Map.entry("5E", DIAGNOSTIC),
            Map.entry("66", PORTABLE),
            Map.entry("6E", VEHICLE),
            Map.entry("74", VEHICLE),
            Map.entry("BD", VEHICLE),
            Map.entry("C2", VEHICLE),
            Map.entry("C3", PORTABLE),
            Map.entry("DC", VEHICLE),
            Map.entry("DE", SLEEPING_M),
            Map.entry("DF", VEHICLE),
            Map.entry("F1", VEHICLE),
            Map.entry("F5", PORTABLE),
            Map.entry("F8", VEHICLE),
            Map.entry("FC", VEHICLE),
            Map.entry("802004", VEHICLE),
            Map.entry("802005", VEHICLE),
            Map.entry("80201E", VEHICLE));

    /** Of a protocol version of any length. */
    static QueclinkModel of(String version) {
        var prefix = version.length() == LONG_VERSION ? LONG_PREFIX : SHORT_PREFIX;
        return version.length() < prefix ? UNKNOWN : BY_PREFIX.getOrDefault(version.substring(0, prefix), UNKNOWN);
    }

    /** Whether the byte behind the radio cell is the mask of what is appended to a position. */
    boolean hasAppendMask() {
        return this == VEHICLE || this == DIAGNOSTIC || this == PORTS || this == UNKNOWN;
    }
}
