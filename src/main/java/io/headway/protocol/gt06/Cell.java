package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;

/**
 * How a radio cell is written. Country code first, network code next: of one byte, or two where the country code's highest bit is set
 * (vendor document, section "GPS Location Packet 4G"); then area and cell.
 */
enum Cell {
    /** Vendor document, section "GPS Location Packet". */
    GSM(false, 2, 3),
    /** Cell ids of four bytes: kinds 0x25 and 0x61, and Seeworld's. */
    UMTS(false, 2, 4),
    /** As {@link #UMTS}, the network code always of two bytes: kind 0x11, and SL4X. */
    UMTS_WIDE(true, 2, 4),
    /** Vendor document, section "GPS Location Packet 4G". */
    LTE(false, 4, 8);

    private static final int WIDE_NETWORK = 0x8000;
    private static final int COUNTRY_MASK = 0x7FFF;

    private final boolean wideNetwork;
    private final int areaBytes;
    private final int cellBytes;

    Cell(boolean wideNetwork, int areaBytes, int cellBytes) {
        this.wideNetwork = wideNetwork;
        this.areaBytes = areaBytes;
        this.cellBytes = cellBytes;
    }

    /** Area and cell of one entry of a list, without codes and signal. */
    int entryBytes() {
        return areaBytes + cellBytes;
    }

    /** Least bytes of a whole cell. */
    int bytes() {
        return 2 + (wideNetwork ? 2 : 1) + areaBytes + cellBytes;
    }

    /** The serving cell; nothing is written when its country code is 0, which stands for none. */
    void readServing(Content in, AttributesWriter out) {
        if (in.left() < bytes()) {
            return;
        }
        var country = in.u16();
        var network = network(in, country);
        var area = area(in);
        var cell = cell(in);
        if ((country & COUNTRY_MASK) != 0) {
            out.put(Attribute.MCC, country & COUNTRY_MASK);
            out.put(Attribute.MNC, network);
            out.put(Attribute.LAC, area);
            out.put(Attribute.CELL_ID, cell);
        }
    }

    static int country(int codes) {
        return codes & COUNTRY_MASK;
    }

    /** @param country as read, with its highest bit */
    int network(Content in, int country) {
        return wideNetwork || (country & WIDE_NETWORK) != 0 ? in.u16() : in.u8();
    }

    long area(Content in) {
        return areaBytes == 4 ? in.u32() : in.u16();
    }

    long cell(Content in) {
        return switch (cellBytes) {
            case 3 -> in.u24();
            case 4 -> in.u32();
            default -> in.i64();
        };
    }
}
