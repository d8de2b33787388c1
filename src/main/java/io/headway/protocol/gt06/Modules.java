package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;

/**
 * Items of a number, a length and a value, as later packets of Jimi end with them or consist of them (kinds 0x36 to 0x39 and 0x70; captured
 * packets). Owned by the thread that decodes.
 */
final class Modules {
    private static final int PLACE_BYTES = 18;
    private static final int TAG_BYTES = 14;
    private static final int UNKNOWN_VOLTAGE = 0x7FFF;

    private Modules() {}

    /**
     * Reads items to the end of the content.
     *
     * @param lengthBytes how wide an item's length is, 1 or 2
     * @return whether one of them was a place
     */
    static boolean read(Content in, int lengthBytes, FixBuilder fix) {
        var placed = false;
        while (in.left() >= 2 + lengthBytes) {
            var number = in.u16();
            var length = lengthBytes == 1 ? in.u8() : in.u16();
            var value = in.part(length);
            if (number == 0x33 && value.left() >= PLACE_BYTES) {
                place(value, fix);
                placed = true;
            } else if (number == 0x2C && value.left() >= 4) {
                // When the packet was made; the time of a place is its own.
                var sentAtMs = value.epochMs();
                if (!placed) {
                    fix.at(sentAtMs);
                }
            } else if (value.left() == length && length > 0) {
                item(number, value, fix);
            }
        }
        return placed;
    }

    /** Seconds since 1970, satellites, altitude, latitude, longitude, speed, course and status. */
    private static void place(Content in, FixBuilder fix) {
        fix.at(in.epochMs());
        fix.satellites(in.u8());
        fix.altitudeM(in.i16());
        var latitude = in.u32();
        var longitude = in.u32();
        fix.speedKmh(in.u8());
        GpsBlock.place(fix, latitude, longitude, in.u16());
    }

    private static void item(int number, Content in, FixBuilder fix) {
        var out = fix.attributes();
        switch (number) {
            case 0x02 -> out.put(Attribute.IMSI, IdentifiedContents.imei(in));
            case 0x03 -> out.put(Attribute.ICCID, iccid(in));
            case 0x09 -> fix.satellites(in.u8());
            case 0x0A -> out.put(Attribute.SATELLITES_VISIBLE, in.u8());
            case 0x11 -> cell(in, out);
            case 0x18 -> out.putDecimal(Attribute.BATTERY_V, in.u16(), 2);
            case 0x27 -> out.putDecimal(Attribute.POWER_V, in.u16(), 2);
            case 0x28 -> out.putDecimal(Attribute.HDOP, in.u8(), 1);
            case 0x29 -> out.put(Attribute.INDEX, in.u32());
            case 0x2A -> {
                var inputs = in.u8();
                out.put(Attribute.DOOR, (inputs & 0xF) != 0);
                out.put("gt06_tampered", inputs >> 4 != 0);
            }
            case 0x2B -> out.put("gt06_boot_reason", in.u8());
            case 0x2E -> out.put(Attribute.ODOMETER, in.u32());
            case 0x34 -> event(in.u8(), out);
            case 0x3B -> accuracy(in.u16(), fix);
            case 0x6A -> out.put(Attribute.BATTERY_PCT, in.u8());
            case 0x7F -> tag(in, out);
            default -> {}
        }
    }

    private static void cell(Content in, AttributesWriter out) {
        var country = in.u16();
        var network = in.u16();
        var area = in.u16();
        var cell = in.u24();
        if (country != 0 && cell != 0) {
            out.put(Attribute.MCC, country);
            out.put(Attribute.MNC, network);
            out.put(Attribute.LAC, area);
            out.put(Attribute.CELL_ID, cell);
        }
    }

    /** 0 while there is no fix. */
    private static void accuracy(int centimetres, FixBuilder fix) {
        fix.accuracyM(centimetres == 0 ? Double.NaN : centimetres / 100.0);
    }

    private static void event(int event, AttributesWriter out) {
        out.put(Attribute.EVENT, event);
        var alarm = AlarmCode.ofModule(event);
        if (alarm != null) {
            out.put(alarm);
        }
    }

    /** A radio tag with a thermometer: its address, voltage in thousandths, charge, temperature and humidity in tenths. */
    private static void tag(Content in, AttributesWriter out) {
        if (in.left() < TAG_BYTES) {
            return;
        }
        out.put("gt06_tag", in.hex(6));
        var millivolts = in.u16();
        if (millivolts != UNKNOWN_VOLTAGE) {
            out.putDecimal("gt06_tag_battery_v", millivolts, 3);
        }
        out.put("gt06_tag_battery_pct", in.u8());
        out.putDecimal(Attribute.TEMPERATURE_1, in.i16(), 1);
        out.putDecimal(Attribute.HUMIDITY, in.u16(), 1);
    }

    /**
     * Twenty digits, or fewer and then filled up with F (vendor document, "ICCID Information"). Every number starts with 89 (ITU-T E.118); some
     * firmware sends the halves of each byte the other way round, as the SIM card has them.
     */
    static String iccid(Content in) {
        var digits = in.hex(10);
        if (!digits.startsWith("98")) {
            return unfilled(digits);
        }
        var swapped = new StringBuilder(digits.length());
        for (var i = 0; i + 1 < digits.length(); i += 2) {
            swapped.append(digits.charAt(i + 1)).append(digits.charAt(i));
        }
        return unfilled(swapped.toString());
    }

    static String unfilled(String digits) {
        var end = digits.length();
        while (end > 0 && (digits.charAt(end - 1) == 'f' || digits.charAt(end - 1) == 'F')) {
            end--;
        }
        return digits.substring(0, end);
    }
}
