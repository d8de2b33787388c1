package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;

/**
 * Packets of radio cells and access points, sent where there is no fix (vendor document, sections "LBS Multi-Base Extended Information
 * Packet" and "LBS Multi-Base Extended 4G"; the others captured packets, 0x33, 0x34 and 0xA9 by the common reading). They become a status with the time they name. Pure; any thread.
 */
final class CellLists {
    /** Address and signal of an access point. */
    static final int WIFI_BYTES = 7;

    private static final int MAC_BYTES = 6;
    private static final String NO_MAC = "00:00:00:00:00:00";
    /** The serving cell and six neighbours. */
    private static final int USUAL_CELLS = 7;

    private static final int LANGUAGE_BYTES = 2;
    private static final int WANWAY_BYTES = 0x31 - 5;

    private CellLists() {}

    static Frame decode(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 10) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        fix.at(in.time());
        var kind = packet.kind();
        var wanway = kind == 0x24 && packet.contentBytes() == WANWAY_BYTES;
        var early = wanway || kind == 0x34;
        if (early) {
            in.skip(1);
        }
        var cell = cell(kind);
        var codes = in.u16();
        var network = cell.network(in, codes);
        if (kind == 0xA9 && in.u8() != 0) {
            cell = Cell.LTE;
        }
        var most = in.left() / (cell.entryBytes() + 1);
        var count = Math.min(most, wanway || kind == 0xA9 ? in.u8() : kind == 0x33 ? USUAL_CELLS - 1 : USUAL_CELLS);
        var out = fix.attributes();
        cells(in, out, cell, Cell.country(codes), network, count);
        if (!early) {
            in.skip(1);
        }
        if (hasWifi(kind, in)) {
            wifi(in, out, in.u8());
        }
        if (kind == 0xA9 && in.left() >= 2) {
            var code = in.u8();
            Terminal.alarms(out, 0, AlarmCode.of((in.u8() >> 4) << 8 | code), code);
        }
        return packet.status(fix, arrival, packet.reply());
    }

    /** Kind 0xF3: time, then access points, each behind two bytes. */
    static Frame wifiOnly(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 7) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        fix.at(in.time());
        points(in, fix.attributes(), in.u8(), false);
        return packet.status(fix, arrival, packet.reply());
    }

    private static Cell cell(int kind) {
        return switch (kind) {
            case 0xA1, 0xA2 -> Cell.LTE;
            case 0x33 -> Cell.UMTS;
            case 0x34 -> Cell.UMTS_WIDE;
            default -> Cell.GSM;
        };
    }

    private static boolean hasWifi(int kind, Content in) {
        return switch (kind) {
            case 0x2C, 0x33, 0xA2, 0xA9 -> true;
            // Captured packets of this kind have none, and end with the language; those of other firmware may.
            case 0x18 -> in.left() > LANGUAGE_BYTES && in.left() >= in.peek() * WIFI_BYTES + 1;
            default -> false;
        };
    }

    /** Cells with their signals, as many as are there; an area of 0 stands for none. Without codes where {@code country} is 0. */
    static void cells(Content in, AttributesWriter out, Cell cell, int country, int network, int count) {
        var some = false;
        for (var i = 0; i < count && in.left() > cell.entryBytes(); i++) {
            var area = cell.area(in);
            var id = cell.cell(in);
            var signal = in.u8();
            if (area != 0) {
                if (!some) {
                    out.openArray(Attribute.CELLS);
                    some = true;
                }
                out.openObject();
                if (country != 0) {
                    out.put("mcc", country);
                    out.put("mnc", network);
                }
                out.put("lac", area);
                out.put("cell_id", id);
                out.put("rssi", signal);
                out.close();
            }
        }
        if (some) {
            out.close();
        }
    }

    /**
     * Access points with their signals, as many as are there. Signals are dBm, as a signed byte or without their sign (captured packets: the
     * strongest is always first).
     */
    static void wifi(Content in, AttributesWriter out, int count) {
        points(in, out, count, true);
    }

    /** An address of zeros stands for none. */
    private static void points(Content in, AttributesWriter out, int count, boolean signals) {
        var some = false;
        for (var i = 0; i < count && in.left() >= (signals ? WIFI_BYTES : 2 + MAC_BYTES); i++) {
            in.skip(signals ? 0 : 2);
            var mac = mac(in);
            var signal = signals ? (byte) in.u8() : 0;
            if (!mac.equals(NO_MAC)) {
                if (!some) {
                    out.openArray(Attribute.WIFI);
                    some = true;
                }
                out.openObject();
                out.put("mac", mac);
                if (signals) {
                    out.put("rssi", signal > 0 ? -signal : signal);
                }
                out.close();
            }
        }
        if (some) {
            out.close();
        }
    }

    private static String mac(Content in) {
        var digits = in.hex(MAC_BYTES);
        var mac = new StringBuilder(3 * MAC_BYTES);
        for (var i = 0; i < digits.length(); i += 2) {
            if (i > 0) {
                mac.append(':');
            }
            mac.append(digits, i, i + 2);
        }
        return mac.toString();
    }
}
