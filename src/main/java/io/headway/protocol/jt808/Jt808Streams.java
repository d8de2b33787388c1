package io.headway.protocol.jt808;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;

/**
 * Items that hold many values, each with a number and a length of its own. Makers use the same item for streams of different order, so a
 * stream is read only when its values fill the item exactly. Pure; any thread.
 */
final class Jt808Streams {
    private static final int HIGHEST_VJT = 0x6FFF;

    private Jt808Streams() {}

    /** Length 2 (with the number), number 2, value: item 0xEB of several makers, by captured messages. False when the bytes are no such stream. */
    static boolean lengthFirst(AttributesWriter out, Buffer in, int at, int length) {
        var end = at + length;
        var next = at;
        while (end - next >= 4 && in.getUnsignedShort(next) >= 2 && in.getUnsignedShort(next) <= end - next - 2) {
            next += 2 + in.getUnsignedShort(next);
        }
        if (next != end) {
            return false;
        }
        for (next = at; next < end; next += 2 + in.getUnsignedShort(next)) {
            lengthFirstValue(out, in.getUnsignedShort(next + 2), in, next + 4, in.getUnsignedShort(next) - 2);
        }
        return true;
    }

    private static void lengthFirstValue(AttributesWriter out, int id, Buffer in, int at, int length) {
        if (id == 0xB2 && length == 10) {
            out.put(Attribute.ICCID, Jt808Items.iccid(in, at));
        } else if (id == 0xD5 && length == 15 && Jt808Items.isPrintable(in, at, length)) {
            out.putAscii(Attribute.IMEI.key(), in, at, length);
        } else if (id == 0xD8 && length == 9) {
            out.put(Attribute.MCC, in.getUnsignedShort(at));
            out.put(Attribute.MNC, in.getUnsignedByte(at + 2));
            out.put(Attribute.LAC, in.getUnsignedShort(at + 3));
            out.put(Attribute.CELL_ID, in.getUnsignedInt(at + 5));
        } else if (id != 0xB9 || !wifiAsText(out, in, at, length)) {
            Jt808Item.write(out, Jt808Item.Source.EB, id, in, at, length);
        }
    }

    /** How many, then address and strength of each as text, with commas between all of them. */
    private static boolean wifiAsText(AttributesWriter out, Buffer in, int at, int length) {
        if (length < 2) {
            return false;
        }
        var fields = TextFields.of(in, at + 1, at + length, ',');
        if (fields.count() % 2 != 0) {
            return false;
        }
        out.openArray(Attribute.WIFI);
        for (var i = 0; i < fields.count(); i += 2) {
            out.openObject();
            out.put("mac", fields.text(i));
            out.put("rssi", fields.number(i + 1));
            out.close();
        }
        out.close();
        return true;
    }

    /** Number 2, length 1, value: "4G Wireless Air Protocol", section 3.35. False when the bytes are no such stream. */
    static boolean vjt(FixBuilder fix, Buffer in, int at, int length) {
        if (!isNumberFirst(in, at, length, HIGHEST_VJT)) {
            return false;
        }
        for (var next = at; next < at + length; next += 3 + in.getUnsignedByte(next + 2)) {
            vjtValue(fix, in.getUnsignedShort(next), in, next + 3, in.getUnsignedByte(next + 2));
        }
        return true;
    }

    private static void vjtValue(FixBuilder fix, int id, Buffer in, int at, int length) {
        var out = fix.attributes();
        if (id == 0x0003 && length == 5) {
            out.put(Attribute.ODOMETER, in.getUnsignedInt(at + 1));
        } else if (id == 0x0004 && length == 5) {
            out.putDecimal(Attribute.FUEL_USED, in.getUnsignedInt(at + 1), 3);
        } else if (id == 0x0018 && length == 1) {
            fix.satellites(in.getUnsignedByte(at));
        } else if (id == 0x62F0 && length == 2) {
            var tenths = in.getUnsignedShort(at);
            out.putDecimal((tenths & 0x8000) == 0 ? Attribute.FUEL_PCT : Attribute.FUEL_L, tenths & 0x7FFF, 1);
        } else {
            Jt808Item.write(out, Jt808Item.Source.VJT, id, in, at, length);
        }
    }

    /** Number 2, length 1, value: item 0xF3 of OBD terminals, by captured messages. False when the bytes are no such stream. */
    static boolean obd(AttributesWriter out, Buffer in, int at, int length) {
        if (!isNumberFirst(in, at, length, 0xFFFF)) {
            return false;
        }
        for (var next = at; next < at + length; next += 3 + in.getUnsignedByte(next + 2)) {
            var id = in.getUnsignedShort(next);
            int valueBytes = in.getUnsignedByte(next + 2);
            if (id == 0x50 && valueBytes >= 17 && Jt808Items.isPrintable(in, next + 3, 17)) {
                out.putAscii(Attribute.VIN.key(), in, next + 3, 17);
            } else {
                Jt808Item.write(out, Jt808Item.Source.F3, id, in, next + 3, valueBytes);
            }
        }
        return true;
    }

    /** Whether values, each behind a number of two bytes and a length of one, fill the bytes exactly. */
    static boolean isNumberFirst(Buffer in, int at, int length, int highestNumber) {
        var end = at + length;
        var next = at;
        while (end - next >= 3
                && in.getUnsignedShort(next) <= highestNumber
                && in.getUnsignedByte(next + 2) <= end - next - 3) {
            next += 3 + in.getUnsignedByte(next + 2);
        }
        return next == end && length > 0;
    }
}
