package io.headway.protocol.jt808;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/**
 * Owned by the thread that decodes; lives for one position. Additional items: number, length, value (vendor document, section "Additional
 * information of a location"). Numbers from 0xE1 on are the makers', and several use the same for different things; such an item is read as
 * one of them only when its length and its values fit it, and is kept under {@code io<N>} otherwise.
 */
final class Jt808Items {
    private static final int FIXED_BYTES = 18;
    private static final int NO_TEMPERATURE = 0xFFFF;
    private static final int SIGN = 0x8000;

    /** Number 4, begin or end, kind, and 26 of speed, place, time and the like at least. */
    private static final int ASSISTANCE_BYTES = 32;

    private static final Attribute[] TEMPERATURES = {
        Attribute.TEMPERATURE_1, Attribute.TEMPERATURE_2, Attribute.TEMPERATURE_3, Attribute.TEMPERATURE_4
    };

    private final FixBuilder fix;
    private final AttributesWriter out;
    private final Set<Alarm> alarms;

    Jt808Items(FixBuilder fix, Set<Alarm> alarms) {
        this.fix = fix;
        this.out = fix.attributes();
        this.alarms = alarms;
    }

    /** Up to the first that is not whole, or has number 0: what follows is none of the document's. */
    void read(Buffer in, int from, int to) {
        if (to - from == FIXED_BYTES && !areItems(in, from, to) && !startsWithItem(in, from)) {
            fixed(in, from);
            return;
        }
        var at = from;
        while (to - at >= 2) {
            int id = in.getUnsignedByte(at);
            int length = in.getUnsignedByte(at + 1);
            at += 2;
            if (id == 0 || length > to - at) {
                return;
            }
            if (length > 0 && !standard(id, in, at, length) && !makers(id, in, at, length)) {
                unknown(out, id, in, at, length);
            }
            at += length;
        }
    }

    /** Whether items fill the bytes exactly. */
    private static boolean areItems(Buffer in, int from, int to) {
        var at = from;
        while (to - at >= 2 && in.getByte(at) != 0) {
            at += 2 + in.getUnsignedByte(at + 1);
        }
        return at == to;
    }

    /** Whether the first is one that every terminal sends: the distance with its 4 bytes, signal or satellites with their one. */
    private static boolean startsWithItem(Buffer in, int from) {
        int id = in.getUnsignedByte(from);
        int length = in.getUnsignedByte(from + 1);
        return (id == 0x01 && length == 4) || ((id == 0x30 || id == 0x31) && length == 1);
    }

    /** In place of items: charge and range 4, kilometres 4, tenths of a volt 2, area 4, signal, reserved 3; by captured messages and open decoders. */
    private void fixed(Buffer in, int at) {
        out.put(Attribute.ODOMETER, in.getUnsignedInt(at + 4) * 1_000);
        out.putDecimal(Attribute.POWER_V, in.getUnsignedShort(at + 8), 1);
        out.put(Attribute.RSSI, in.getUnsignedByte(at + 14));
    }

    /** An item of one number, or of which only the number is known. */
    static void unknown(AttributesWriter out, int id, Buffer in, int at, int length) {
        Jt808Item.write(out, Jt808Item.Source.ITEM, id, in, at, length);
    }

    /** Those below 0xE1 that are more than one number. False when an item is none of them. */
    private boolean standard(int id, Buffer in, int at, int length) {
        switch (id) {
            case 0x06 -> {
                return length == 2 && temperature(Attribute.TEMPERATURE, in.getUnsignedShort(at), 0);
            }
            case 0x31 -> {
                return length == 1 && satellites(in.getUnsignedByte(at));
            }
            case 0x51 -> {
                return temperatures(in, at, length);
            }
            case 0x53 -> {
                return Jt808Cells.counted(out, in, at, length, 2) || Jt808Cells.counted(out, in, at, length, 4);
            }
            case 0x54 -> {
                return in.getUnsignedByte(at) * Jt808Cells.WIFI_BYTES == length - 1
                        && Jt808Cells.wifi(out, in, at + 1, length - 1);
            }
            case 0x5D -> {
                return Jt808Cells.counted(out, in, at, length, 4);
            }
            case 0x56 -> {
                return length == 2 && battery(in.getUnsignedByte(at), in.getUnsignedByte(at + 1));
            }
            case 0x57 -> {
                return length == 8 && turns(in, at, length);
            }
            case 0x64, 0x65, 0x70 -> {
                return length >= ASSISTANCE_BYTES && assistance(id, in, at, length);
            }
            case 0x6C -> {
                return length == 15 && ascii(Attribute.IMEI, in, at, length);
            }
            case 0x71 -> {
                return length == 20 && ascii(Attribute.ICCID, in, at, length);
            }
            case 0x8B, 0x94 -> {
                return length == 17 && ascii(Attribute.VIN, in, at, length);
            }
            default -> {
                return false;
            }
        }
    }

    /** Those from 0xE1 on. False when an item fits none of the makers' that are known. */
    private boolean makers(int id, Buffer in, int at, int length) {
        return switch (id) {
            case 0xE1, 0xFE -> length == 1 && in.getUnsignedByte(at) <= 100 && percent(in.getUnsignedByte(at));
            case 0xE3 -> length == 6 && voltage(in, at);
            case 0xE4 -> length == 2 && in.getUnsignedByte(at + 1) <= 100 && percent(in.getUnsignedByte(at + 1));
            case 0xEA -> Jt808Streams.vjt(fix, in, at, length);
            case 0xEB ->
                Jt808Streams.lengthFirst(out, in, at, length)
                        || Jt808Streams.vjt(fix, in, at, length)
                        || Jt808Cells.neighbours(out, in, at, length);
            case 0xEC -> Jt808Streams.vjt(fix, in, at, length) || Jt808Cells.wifi(out, in, at, length);
            case 0xED -> Jt808Streams.vjt(fix, in, at, length);
            case 0xEE ->
                Jt808Cells.single(out, in, at, length)
                        || Jt808Streams.vjt(fix, in, at, length)
                        || (length == 6 && supply(in, at));
            case 0xF1 -> length == 20 && ascii(Attribute.ICCID, in, at, length);
            case 0xF2 -> length > 8 && ascii(Attribute.FIRMWARE, in, at, length);
            case 0xF3 -> Jt808Streams.obd(out, in, at, length);
            case 0xF4 -> length == 2 ? driving(in.getUnsignedShort(at)) : Jt808Cells.wifi(out, in, at, length);
            case 0xF6 -> AovxItems.sensors(out, in, at, length) || AovxItems.imei(out, in, at, length);
            case 0xF7 -> AovxItems.battery(out, in, at, length);
            case 0xF8 -> length == 2 ? fromMinus50(in.getUnsignedShort(at)) : AovxItems.identity(out, in, at, length);
            case 0xFD -> Jt808Cells.cellFirst(out, in, at, length);
            default -> false;
        };
    }

    private boolean satellites(int count) {
        fix.satellites(count);
        return true;
    }

    /** Sign and magnitude: the highest bit is the sign. */
    private boolean temperature(Attribute attribute, int value, int scale) {
        if (value != NO_TEMPERATURE) {
            out.putDecimal(attribute, (value & SIGN) == 0 ? value : -(value & ~SIGN), scale);
        }
        return true;
    }

    /** Tenths of a degree of one sensor or of eight, of which four have a name. "JT/T808 Protocol for G10LS", table 20. */
    private boolean temperatures(Buffer in, int at, int length) {
        if (length == 2) {
            return temperature(Attribute.TEMPERATURE, in.getUnsignedShort(at), 1);
        }
        if (length != 16) {
            return false;
        }
        for (var i = 0; i < TEMPERATURES.length; i++) {
            temperature(TEMPERATURES[i], in.getUnsignedShort(at + 2 * i), 1);
        }
        return true;
    }

    /** Tenths of the charge, and percent where the terminal can say them. "JT/T808 Protocol for G10LS", table 20. */
    private boolean battery(int tenths, int percent) {
        if (percent >= 1 && percent <= 100) {
            return percent(percent);
        }
        return tenths <= 10 && percent(10 * tenths);
    }

    private boolean percent(int value) {
        out.put(Attribute.BATTERY_PCT, value);
        return true;
    }

    /** Percent of the battery, 0 where there is none, and hundredths of a volt; by captured messages. */
    private boolean voltage(Buffer in, int at) {
        int percent = in.getUnsignedByte(at + 1);
        if (percent >= 1 && percent <= 100) {
            out.put(Attribute.BATTERY_PCT, percent);
        }
        out.putDecimal(Attribute.POWER_V, in.getUnsignedShort(at + 2), 2);
        return true;
    }

    private boolean driving(int bits) {
        Jt808Alarms.addDriving(bits, alarms);
        out.putIndexed("io", 0xF4, bits);
        return true;
    }

    /** Alarms, switches, reserved; by open decoders. The item itself stays beside its alarms. */
    private boolean turns(Buffer in, int at, int length) {
        Jt808Alarms.addTurns(in.getUnsignedShort(at), alarms);
        unknown(out, 0x57, in, at, length);
        return true;
    }

    /** T/JSATL 12, items 0x64, 0x65 and 0x70: number of the alarm 4, begin or end, kind, and what belongs to it. */
    private boolean assistance(int id, Buffer in, int at, int length) {
        var alarm = Jt808Alarms.ofAssistance(id, in.getUnsignedByte(at + 5));
        if (alarm != null) {
            alarms.add(alarm);
        }
        unknown(out, id, in, at, length);
        return true;
    }

    /** Signal, thousandths of a volt of supply and battery, satellites; by open decoders. */
    private boolean supply(Buffer in, int at) {
        out.put(Attribute.RSSI, in.getUnsignedByte(at));
        out.putDecimal(Attribute.POWER_V, in.getUnsignedShort(at + 1), 3);
        out.putDecimal(Attribute.BATTERY_V, in.getUnsignedShort(at + 3), 3);
        return satellites(in.getUnsignedByte(at + 5));
    }

    /** Tenths of a degree from -50 on: Jointech's software kit jt707. */
    private boolean fromMinus50(int tenths) {
        if (tenths != NO_TEMPERATURE) {
            out.putDecimal(Attribute.TEMPERATURE, tenths - 500, 1);
        }
        return true;
    }

    private boolean ascii(Attribute attribute, Buffer in, int at, int length) {
        if (!isPrintable(in, at, length)) {
            return false;
        }
        out.putAscii(attribute.key(), in, at, length);
        return true;
    }

    static boolean isPrintable(Buffer in, int at, int length) {
        var end = at + length;
        while (end > at && in.getByte(end - 1) == 0) {
            end--;
        }
        for (var i = at; i < end; i++) {
            if (in.getByte(i) < ' ' || in.getByte(i) == 0x7F) {
                return false;
            }
        }
        return end > at;
    }

    /** Digits of a SIM card's number in BCD, without the F that fills it up. */
    static String iccid(Buffer in, int at) {
        var digits = Bytes.hex(in, at, 10);
        var to = digits.length();
        while (to > 0 && digits.charAt(to - 1) == 'f') {
            to--;
        }
        return digits.substring(0, to);
    }
}
