package io.headway.protocol.meitrack;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Owned by the thread that decodes; local to one report. What a parameter of CCE means (vendor document, table of parameters). One that is
 * not known becomes {@code io<N>} with its number in decimal.
 */
final class ParameterValues {
    private static final double DEGREES = 1e-6;
    private static final int FIRST_WIFI = 0x1D;
    private static final int FIRST_TEMPERATURE = 0x2A;
    private static final int CELL_BYTES = 12;
    private static final int MAC_BYTES = 6;
    private static final int WIFI_BYTES = 8;
    private static final int TEMPERATURE_BYTES = 3;
    private static final double TAG_STEPS = 256;

    private static final Attribute[] TEMPERATURES = {
        Attribute.TEMPERATURE_1, Attribute.TEMPERATURE_2, Attribute.TEMPERATURE_3, Attribute.TEMPERATURE_4
    };

    private final Buffer in;
    private final FixBuilder fix;
    private final AttributesWriter attributes;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private boolean wifiIsOpen;

    ParameterValues(Buffer in, FixBuilder fix) {
        this.in = in;
        this.fix = fix;
        this.attributes = fix.attributes();
    }

    /** One of 1, 2 or 4 bytes. */
    void fixed(int number, int at, int width) {
        switch (width) {
            case 1 -> oneByte(number, in.getUnsignedByte(at));
            case 2 -> twoBytes(number, in.getUnsignedShortLE(at));
            default -> fourBytes(number, in.getUnsignedIntLE(at));
        }
    }

    private void oneByte(int number, int value) {
        switch (number) {
            case 0x01 -> MeitrackEvent.put(attributes, value);
            case 0x05 -> fix.valid(value != 0);
            case 0x06 -> fix.satellites(value);
            case 0x07 -> attributes.put(Attribute.RSSI, value);
            case 0x14 -> attributes.put(Attribute.OUTPUTS, value);
            case 0x15 -> attributes.put(Attribute.INPUTS, value);
            case 0x97 -> attributes.put(Attribute.THROTTLE, value);
            case 0x9D -> attributes.put(Attribute.FUEL_PCT, value);
            case 0xFE69 -> attributes.put(Attribute.BATTERY_PCT, value);
            default -> attributes.putIndexed("io", number, value);
        }
    }

    private void twoBytes(int number, int value) {
        switch (number) {
            case 0x08 -> fix.speedKmh(value);
            case 0x09 -> fix.headingDeg(value);
            case 0x0A -> attributes.putDecimal(Attribute.HDOP, value, 1);
            case 0x0B -> fix.altitudeM((short) value);
            case 0x16 -> attributes.putDecimal(Attribute.ANALOG_INPUT_1, value, 2);
            case 0x17 -> attributes.putDecimal(Attribute.ANALOG_INPUT_2, value, 2);
            case 0x18 -> attributes.putDecimal(Attribute.ANALOG_INPUT_3, value, 2);
            case 0x19 -> attributes.putDecimal(Attribute.BATTERY_V, value, 2);
            case 0x1A -> attributes.putDecimal(Attribute.POWER_V, value, 2);
            case 0x29 -> attributes.putDecimal(Attribute.FUEL_PCT, value, 2);
            case 0x40 -> MeitrackEvent.put(attributes, value);
            case 0x91, 0x92 -> attributes.put(Attribute.VEHICLE_SPEED, value);
            case 0x99 -> attributes.put(Attribute.ENGINE_RPM, value);
            case 0x9C -> attributes.put(Attribute.COOLANT_TEMPERATURE, (short) value);
            default -> attributes.putIndexed("io", number, value);
        }
    }

    private void fourBytes(int number, long value) {
        switch (number) {
            case 0x02 -> latitude = (int) value * DEGREES;
            case 0x03 -> longitude = (int) value * DEGREES;
            case 0x04 -> fix.at(MeitrackTime.of(value));
            case 0x0C -> attributes.put(Attribute.ODOMETER, value);
            case 0x0D -> TextReport.runTime(attributes, value);
            case 0x1C -> attributes.put(Attribute.STATUS, value);
            case 0x25 -> attributes.put(Attribute.RFID, String.format(Locale.ROOT, "%08X", value));
            case 0x9B -> attributes.put("meitrack_vehicle_odometer_m", value);
            case 0xA0 -> attributes.putDecimal(Attribute.FUEL_USED, value, 3);
            default -> attributes.putIndexed("io", number, value);
        }
    }

    /** One whose length stands before it. Those of access points follow one another, and close the list of them when another comes. */
    void variable(int number, int at, int length) {
        var isWifi = number >= FIRST_WIFI && number < FIRST_WIFI + 8 && length == WIFI_BYTES;
        if (isWifi) {
            accessPoint(at);
            return;
        }
        closeWifi();
        if (number == 0x0E && length == CELL_BYTES) {
            cell(at);
        } else if (number == 0x4B && length > TEMPERATURE_BYTES) {
            networkType(at, length);
        } else if (number >= FIRST_TEMPERATURE
                && number < FIRST_TEMPERATURE + TEMPERATURES.length
                && length == TEMPERATURE_BYTES) {
            attributes.putDecimal(TEMPERATURES[number - FIRST_TEMPERATURE], in.getShortLE(at + 1), 2);
        } else if (number == 0xFE73) {
            tag(number, at, length);
        } else {
            attributes.putHexIndexed("io", number, in, at, length);
        }
    }

    /** To be called behind the last parameter. */
    void end() {
        closeWifi();
        fix.degrees(latitude, longitude);
    }

    /** Country, network, area, 4 bytes of the cell, signal in dBm. */
    private void cell(int at) {
        attributes.openArray(Attribute.CELLS);
        attributes.openObject();
        attributes.put("mcc", in.getUnsignedShortLE(at));
        attributes.put("mnc", in.getUnsignedShortLE(at + 2));
        attributes.put("lac", in.getUnsignedShortLE(at + 4));
        attributes.put("cell_id", in.getUnsignedIntLE(at + 6));
        attributes.put("rssi", in.getShortLE(at + 10));
        attributes.close();
        attributes.close();
    }

    /** Address, and signal in dBm. */
    private void accessPoint(int at) {
        if (!wifiIsOpen) {
            attributes.openArray(Attribute.WIFI);
            wifiIsOpen = true;
        }
        attributes.openObject();
        attributes.put("mac", mac(at));
        attributes.put("rssi", in.getShortLE(at + MAC_BYTES));
        attributes.close();
    }

    private void closeWifi() {
        if (wifiIsOpen) {
            attributes.close();
            wifiIsOpen = false;
        }
    }

    private String mac(int at) {
        var digits = Bytes.hex(in, at, MAC_BYTES);
        var mac = new StringBuilder(digits.substring(0, 2));
        for (var i = 2; i < digits.length(); i += 2) {
            mac.append(':').append(digits, i, i + 2);
        }
        return mac.toString();
    }

    /** Version, a number, and the name behind its length. */
    private void networkType(int at, int length) {
        var nameBytes = in.getUnsignedByte(at + 2);
        if (nameBytes > 0 && nameBytes <= length - 3) {
            attributes.put(
                    Attribute.NETWORK_TYPE,
                    in.getString(at + 3, at + 3 + nameBytes, StandardCharsets.ISO_8859_1.name()));
        }
    }

    /** A Bluetooth sensor: version, its name behind the length, address, battery in percent, temperature and humidity in 256ths. */
    private void tag(int number, int at, int length) {
        var nameBytes = length < 2 ? length : in.getUnsignedByte(at + 1);
        var behindName = at + 2 + nameBytes;
        if (behindName + MAC_BYTES + 5 > at + length) {
            attributes.putHexIndexed("io", number, in, at, length);
            return;
        }
        attributes.put("meitrack_tag", in.getString(at + 2, behindName, StandardCharsets.ISO_8859_1.name()));
        attributes.put("meitrack_tag_mac", mac(behindName));
        attributes.put("meitrack_tag_battery_pct", in.getUnsignedByte(behindName + MAC_BYTES));
        attributes.put(Attribute.TEMPERATURE, in.getShortLE(behindName + MAC_BYTES + 1) / TAG_STEPS);
        attributes.put(Attribute.HUMIDITY, in.getUnsignedShortLE(behindName + MAC_BYTES + 3) / TAG_STEPS);
    }
}
