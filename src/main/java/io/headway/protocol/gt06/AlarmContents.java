package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;

/**
 * Packets of time, place, cell and the device's state with an alarm (vendor document, sections "Alarm Packet" and
 * "Multi-fence Alarm Packet 4G"). Pure; any thread.
 */
final class AlarmContents {
    private static final int STATE_BYTES = 5;
    /** A cell of GSM and its length. */
    private static final int GSM_LENGTH = 9;

    private static final int NO_FENCE = 0xFF;
    /** A cell of one byte of network code, and the least that follows; VXT01 has neither the cell's length nor the language. */
    private static final int VXT01_BYTES = 13;

    private AlarmContents() {}

    static Frame decode(Packet packet) {
        var kind = packet.kind();
        var in = packet.content();
        if (in.left() < GpsBlock.BYTES) {
            return in.left() == 0 ? packet.nothing(null) : packet.tooShort();
        }
        var fix = new FixBuilder();
        GpsBlock.read(in, fix);
        var out = fix.attributes();
        if (kind == 0x16 && in.left() == VXT01_BYTES) {
            Cell.GSM.readServing(in, out);
            LocationExtras.supplied(in, out);
            return packet.fix(null, fix);
        }
        if (kind == 0x32 && (in.left() == 16 || in.left() == 18) && in.peek() != GSM_LENGTH) {
            wide(in, fix);
            return packet.fix(null, fix);
        }
        var fenced = kind == 0x27 || kind == 0xA4;
        cell(in, fix, kind >= 0xA3, fenced);
        if (in.left() >= STATE_BYTES) {
            Terminal.read(in.part(STATE_BYTES), out);
        }
        if (fenced && in.left() > 0) {
            fence(in, fix);
        }
        if (in.left() == 4) {
            out.put(Attribute.ODOMETER, in.u32());
        }
        return packet.fix(null, fix);
    }

    /**
     * The cell behind a length, which counts itself by the document. Some firmware does not count it, and some sends any number there
     * (captured packets); so it only decides what the protocol number does not: whether a cell is there, and whether its id has four bytes.
     */
    private static void cell(Content in, FixBuilder fix, boolean lte, boolean fenced) {
        var length = in.u8();
        if (length == 0 && in.left() < Cell.GSM.bytes() + STATE_BYTES) {
            return;
        }
        var isLong = length == Cell.UMTS.bytes() && !fenced && in.left() == Cell.UMTS.bytes() + STATE_BYTES;
        (lte ? Cell.LTE : isLong ? Cell.UMTS : Cell.GSM).readServing(in, fix.attributes());
    }

    /** SL4X (common reading, the cell as in captured packets of its kind 0x31): a wide cell, with a length before it or without, state with a language or without, altitude or not. */
    private static void wide(Content in, FixBuilder fix) {
        // A country code is at most 999, so its first byte at most 3, unless its highest bit is set.
        if (in.peek() > 3 && in.peek() < 0x80) {
            in.skip(1);
        }
        Cell.UMTS_WIDE.readServing(in, fix.attributes());
        var altitudeBytes = in.left() >= 6 ? 2 : 0;
        Terminal.read(in.part(in.left() - altitudeBytes), fix.attributes());
        if (altitudeBytes > 0) {
            fix.altitudeM(in.i16());
        }
    }

    private static void fence(Content in, FixBuilder fix) {
        var number = in.u8();
        if (number != NO_FENCE) {
            fix.attributes().put("gt06_fence", number);
        }
    }
}
