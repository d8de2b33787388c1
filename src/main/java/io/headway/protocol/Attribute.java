package io.headway.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one vocabulary of attributes, over all protocols: docs/protocols.md has it as a table. A unit stands last in the name. What has no
 * name here stays as {@code io<N>} or under the maker's own name behind that of the protocol.
 */
public enum Attribute {
    ACTIVITY("activity", Kind.TEXT, "what a phone says its owner does: still, walking, in_vehicle …"),
    ALARM(
            "alarm",
            Kind.TEXT,
            "what the device raises an alarm for, one of the words of Alarm; several with commas between them"),
    ANALOG_INPUT_1("analog_input1_v", Kind.NUMBER, "voltage at the first analogue input"),
    ANALOG_INPUT_2("analog_input2_v", Kind.NUMBER, "voltage at the second analogue input"),
    ANALOG_INPUT_3("analog_input3_v", Kind.NUMBER, "voltage at the third analogue input"),
    ANALOG_INPUT_4("analog_input4_v", Kind.NUMBER, "voltage at the fourth analogue input"),
    ARCHIVE("archive", Kind.FLAG, "sent from the device's memory, later than it was recorded"),
    ARMED("armed", Kind.FLAG, "the alarm system is armed"),
    AXIS_X("axis_x_mg", Kind.NUMBER, "acceleration along the device's x axis, thousandths of g"),
    AXIS_Y("axis_y_mg", Kind.NUMBER, "acceleration along the device's y axis"),
    AXIS_Z("axis_z_mg", Kind.NUMBER, "acceleration along the device's z axis"),
    BATTERY_A("battery_current_a", Kind.NUMBER, "current into the device's own battery"),
    BATTERY_PCT("battery_pct", Kind.NUMBER, "charge of the device's own battery"),
    BATTERY_V("battery_v", Kind.NUMBER, "voltage of the device's own battery"),
    BLOCKED("blocked", Kind.FLAG, "the vehicle is immobilised"),
    BLOOD_OXYGEN("blood_oxygen_pct", Kind.NUMBER, "oxygen saturation of the blood"),
    BLOOD_PRESSURE_DIASTOLIC("blood_pressure_diastolic_mmhg", Kind.NUMBER, "lower blood pressure"),
    BLOOD_PRESSURE_SYSTOLIC("blood_pressure_systolic_mmhg", Kind.NUMBER, "upper blood pressure"),
    CELLS(
            "cells",
            Kind.ARRAY,
            "radio cells in reach, the serving one first: objects of mcc, mnc, lac, cell_id, rssi, as far as known"),
    CELL_ID("cell_id", Kind.NUMBER, "the serving radio cell"),
    CHARGING("charging", Kind.FLAG, "the battery is being charged"),
    COOLANT_TEMPERATURE("coolant_temperature_c", Kind.NUMBER, "of the engine's coolant"),
    CRASH("crash", Kind.NUMBER, "the maker's number of a kind of crash"),
    DATA_MODE("data_mode", Kind.NUMBER, "the maker's number of a mode of sending"),
    DOOR("door", Kind.FLAG, "a door is open"),
    DRIVER_ID("driver_id", Kind.TEXT, "the driver's card, key or number"),
    DTCS("dtcs", Kind.TEXT, "diagnostic trouble codes, spaces between them"),
    ECO_SCORE("eco_score", Kind.NUMBER, "the maker's mark for the way of driving"),
    ENGINE_HOURS("engine_hours_s", Kind.NUMBER, "time that the engine has run"),
    ENGINE_LOAD("engine_load_pct", Kind.NUMBER, "load of the engine"),
    ENGINE_RPM("engine_rpm", Kind.NUMBER, "revolutions of the engine a minute"),
    EVENT("event", Kind.ANY, "the maker's code of what caused the report"),
    FIRMWARE("firmware", Kind.TEXT, "version of the device's software"),
    FUEL_L("fuel_l", Kind.NUMBER, "fuel in the tank"),
    FUEL_PCT("fuel_pct", Kind.NUMBER, "fuel in the tank as a share of its size"),
    FUEL_RATE("fuel_rate_l_per_h", Kind.NUMBER, "fuel used at the moment"),
    FUEL_RATE_100_KM("fuel_rate_l_per_100km", Kind.NUMBER, "fuel used at the moment, by distance"),
    FUEL_USED("fuel_used_l", Kind.NUMBER, "fuel used since the device counts"),
    GENERATION_TYPE("generation_type", Kind.NUMBER, "the maker's number of why the record was made"),
    GNSS_STATUS("gnss_status", Kind.NUMBER, "the maker's number of the receiver's state"),
    GREEN_DRIVING("green_driving", Kind.NUMBER, "the maker's number of a kind of rough driving"),
    HDOP("hdop", Kind.NUMBER, "horizontal dilution of precision"),
    HEART_RATE("heart_rate_bpm", Kind.NUMBER, "beats of the heart a minute"),
    HUMIDITY("humidity_pct", Kind.NUMBER, "relative humidity of the air"),
    ICCID("iccid", Kind.TEXT, "number of the SIM card"),
    IDLING("idling", Kind.FLAG, "the engine runs while the vehicle stands"),
    IGNITION("ignition", Kind.FLAG, "the ignition is on"),
    IMEI("imei", Kind.TEXT, "identity of the modem, where the device is known by another"),
    IMSI("imsi", Kind.TEXT, "identity of the subscriber"),
    INDEX("index", Kind.NUMBER, "the device's number of the record"),
    INPUTS("inputs", Kind.NUMBER, "state of the digital inputs, a bit each, the first input lowest"),
    INPUT_1("input1", Kind.FLAG, "the first digital input is on"),
    INPUT_2("input2", Kind.FLAG, "the second digital input is on"),
    INPUT_3("input3", Kind.FLAG, "the third digital input is on"),
    INPUT_4("input4", Kind.FLAG, "the fourth digital input is on"),
    ISO6709("iso6709", Kind.TEXT, "the position as the device writes it by ISO 6709"),
    JAMMING("jamming", Kind.FLAG, "the radio is jammed"),
    LAC("lac", Kind.NUMBER, "area code of the serving radio cell"),
    MCC("mcc", Kind.NUMBER, "country code of the serving radio cell"),
    MNC("mnc", Kind.NUMBER, "network code of the serving radio cell"),
    MODEL("model", Kind.TEXT, "the device's model"),
    MOTION("motion", Kind.FLAG, "the device moves, by its own sensor"),
    NETWORK_TYPE("network_type", Kind.ANY, "kind of the radio network, as the device says it"),
    ODOMETER("odometer_m", Kind.NUMBER, "distance driven since the device or vehicle counts"),
    OPERATOR("operator", Kind.ANY, "radio network in use, country and network code together as a rule"),
    OUTPUTS("outputs", Kind.NUMBER, "state of the digital outputs, a bit each, the first output lowest"),
    OUTPUT_1("output1", Kind.FLAG, "the first digital output is on"),
    OUTPUT_2("output2", Kind.FLAG, "the second digital output is on"),
    PDOP("pdop", Kind.NUMBER, "dilution of precision in space"),
    PHONE("phone", Kind.TEXT, "number of the SIM card as a telephone"),
    POWER_V("power_v", Kind.NUMBER, "voltage of the supply: the vehicle's battery as a rule"),
    PRESSURE("pressure_hpa", Kind.NUMBER, "pressure of the air"),
    PRIORITY("priority", Kind.NUMBER, "the maker's number of how urgent the record is"),
    RFID("rfid", Kind.TEXT, "card or tag at a reader"),
    ROAMING("roaming", Kind.FLAG, "the modem is in a foreign network"),
    RSSI(
            "rssi",
            Kind.NUMBER,
            "strength of the radio signal in the device's own measure: dBm when negative, otherwise bars or the number of 3GPP TS 27.007, +CSQ"),
    SATELLITES_VISIBLE("satellites_visible", Kind.NUMBER, "satellites in view; those used are a field of the position"),
    SLEEP_MODE("sleep_mode", Kind.NUMBER, "the maker's number of a state of sleep"),
    STATUS("status", Kind.NUMBER, "the device's state, as the maker's bits"),
    STEPS("steps", Kind.NUMBER, "steps counted"),
    TEMPERATURE("temperature_c", Kind.NUMBER, "the device's own, or the only sensor's"),
    TEMPERATURE_1("temperature1_c", Kind.NUMBER, "the first sensor's"),
    TEMPERATURE_2("temperature2_c", Kind.NUMBER, "the second sensor's"),
    TEMPERATURE_3("temperature3_c", Kind.NUMBER, "the third sensor's"),
    TEMPERATURE_4("temperature4_c", Kind.NUMBER, "the fourth sensor's"),
    TEXT("text", Kind.TEXT, "what the device wrote for a person: an answer to a command, a message"),
    THROTTLE("throttle_pct", Kind.NUMBER, "position of the accelerator"),
    TOWING("towing", Kind.FLAG, "the vehicle is moved without its engine"),
    TRIP("trip", Kind.NUMBER, "the maker's number of a state of the trip"),
    TRIP_ODOMETER("trip_odometer_m", Kind.NUMBER, "distance driven on this trip"),
    UNPLUGGED("unplugged", Kind.FLAG, "the device is cut off from its supply"),
    VDOP("vdop", Kind.NUMBER, "vertical dilution of precision"),
    VEHICLE_SPEED("io_speed_kmh", Kind.NUMBER, "speed by the vehicle's own instruments"),
    VIN("vin", Kind.TEXT, "the vehicle's identification number"),
    WEIGHT("weight_kg", Kind.NUMBER, "load of the vehicle"),
    WIFI("wifi", Kind.ARRAY, "access points in reach: objects of mac, rssi, as far as known");

    /** What a value looks like. */
    public enum Kind {
        FLAG,
        NUMBER,
        TEXT,
        /** A number or a text. */
        ANY,
        ARRAY
    }

    private static final Map<String, Attribute> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Attribute::key, Function.identity()));

    private final String key;
    private final Kind kind;
    private final String meaning;

    Attribute(String key, Kind kind, String meaning) {
        this.key = key;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** Its name in a position's attributes. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** One clause for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** Null when the vocabulary has no such name. */
    public static Attribute of(String key) {
        return BY_KEY.get(key);
    }
}
