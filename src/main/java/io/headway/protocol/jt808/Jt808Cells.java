package io.headway.protocol.jt808;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.vertx.core.buffer.Buffer;

/**
 * Lists of radio cells and access points in additional items. Each method writes nothing, and says false, when the bytes are no such list.
 * Pure; any thread.
 */
final class Jt808Cells {
    /** Address 6, strength. */
    static final int WIFI_BYTES = 7;
    /** Country 2, network 1. */
    private static final int NETWORK_BYTES = 3;
    /** Country codes are 200 to 799 (ITU-T E.212). */
    private static final int LOWEST_COUNTRY = 200;

    private static final int HIGHEST_COUNTRY = 799;

    private Jt808Cells() {}

    /** How many, and of each: country 2, network 1, area 2, cell, strength 1. "JT/T808 Protocol for G10LS", table 20, items 0x53 and 0x5D. */
    static boolean counted(AttributesWriter out, Buffer in, int at, int length, int cellBytes) {
        int count = in.getUnsignedByte(at);
        var each = NETWORK_BYTES + 2 + cellBytes + 1;
        if (count * each != length - 1) {
            return false;
        }
        out.openArray(Attribute.CELLS);
        for (var cell = at + 1; cell < at + length; cell += each) {
            write(out, in, cell, cell + NETWORK_BYTES, cellBytes);
        }
        out.close();
        return true;
    }

    /** Country 2, network 1, then of each cell: area 2, cell 2, strength 1. By captured messages. */
    static boolean neighbours(AttributesWriter out, Buffer in, int at, int length) {
        if (length < NETWORK_BYTES + 5 || (length - NETWORK_BYTES) % 5 != 0 || !isCountry(in, at)) {
            return false;
        }
        out.openArray(Attribute.CELLS);
        for (var cell = at + NETWORK_BYTES; cell < at + length; cell += 5) {
            write(out, in, at, cell, 2);
        }
        out.close();
        return true;
    }

    /** Country 2, network 1, area 2, cell 4, strength 1. By captured messages. */
    static boolean single(AttributesWriter out, Buffer in, int at, int length) {
        if (length != NETWORK_BYTES + 7 || !isCountry(in, at)) {
            return false;
        }
        out.openArray(Attribute.CELLS);
        write(out, in, at, at + NETWORK_BYTES, 4);
        out.close();
        return true;
    }

    /** Country 2, network 1, cell 4, area 2: Jointech's software kits jt707 and jt709. */
    static boolean cellFirst(AttributesWriter out, Buffer in, int at, int length) {
        if (length != NETWORK_BYTES + 6 || !isCountry(in, at)) {
            return false;
        }
        out.put(Attribute.MCC, in.getUnsignedShort(at));
        out.put(Attribute.MNC, in.getUnsignedByte(at + 2));
        out.put(Attribute.LAC, in.getUnsignedShort(at + 7));
        out.put(Attribute.CELL_ID, in.getUnsignedInt(at + 3));
        return true;
    }

    /** Lists have places for a fixed number of cells: those that were not found are zeros. */
    private static void write(AttributesWriter out, Buffer in, int network, int cell, int cellBytes) {
        var area = in.getUnsignedShort(cell);
        var number = cellBytes == 2 ? in.getUnsignedShort(cell + 2) : in.getUnsignedInt(cell + 2);
        if ((area == 0 && number == 0) || !isCountry(in, network)) {
            return;
        }
        out.openObject();
        out.put("mcc", in.getUnsignedShort(network));
        out.put("mnc", in.getUnsignedByte(network + 2));
        out.put("lac", area);
        out.put("cell_id", number);
        out.put("rssi", in.getUnsignedByte(cell + 2 + cellBytes));
        out.close();
    }

    /** Addresses of six bytes, each with its strength in dBm. */
    static boolean wifi(AttributesWriter out, Buffer in, int at, int length) {
        if (length == 0 || length % WIFI_BYTES != 0) {
            return false;
        }
        out.openArray(Attribute.WIFI);
        for (var point = at; point < at + length; point += WIFI_BYTES) {
            out.openObject();
            out.put("mac", mac(in, point));
            out.put("rssi", in.getByte(point + 6));
            out.close();
        }
        out.close();
        return true;
    }

    private static String mac(Buffer in, int at) {
        var text = new StringBuilder(17);
        for (var i = at; i < at + 6; i++) {
            text.append(i == at ? "" : ":")
                    .append(Character.forDigit(in.getUnsignedByte(i) >> 4, 16))
                    .append(Character.forDigit(in.getByte(i) & 0xF, 16));
        }
        return text.toString();
    }

    private static boolean isCountry(Buffer in, int at) {
        var code = in.getUnsignedShort(at);
        return code >= LOWEST_COUNTRY && code <= HIGHEST_COUNTRY;
    }
}
