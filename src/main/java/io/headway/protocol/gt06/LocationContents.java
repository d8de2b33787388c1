package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;

/**
 * Packets of time, place and the serving cell, and what a model adds (vendor document, sections "GPS Location
 * Packet" and "GPS Location Packet 4G"). Models add different things under the same protocol number and say nowhere which: the
 * bytes that are left tell. Pure; any thread.
 */
final class LocationContents {
    private static final int UMTS_WIDE_WITH_ALTITUDE = 19;
    private static final int UMTS_WITH_CLIMATE = 24;
    private static final int CARD_NUMBER_BYTES = 8;

    private LocationContents() {}

    static Frame decode(Packet packet) {
        var in = packet.content();
        if (in.left() < GpsBlock.BYTES) {
            // A packet without content is a server's answer, come back: one more answer would go round for ever.
            return in.left() == 0 ? packet.nothing(null) : packet.tooShort();
        }
        var time = in.time();
        if (time == FixTime.UNKNOWN) {
            var identified = IdentifiedContents.decode(packet);
            if (identified != null) {
                return identified;
            }
        }
        var fix = new FixBuilder();
        fix.at(time);
        var flags = GpsBlock.place(in, fix);
        switch (packet.kind()) {
            case 0x11 -> {
                Cell.UMTS_WIDE.readServing(in, fix.attributes());
                GpsBlock.ignition(fix, flags);
            }
            case 0x12 -> LocationExtras.read(in, fix, flags);
            case 0x17 -> card(in, fix, flags);
            case 0x22, 0x2D, 0x31, 0x37, 0xA0 -> report(packet.kind(), in, fix, flags);
            default -> GpsBlock.ignition(fix, flags);
        }
        return packet.fix(null, fix);
    }

    /** Cell, ignition, what caused the report, whether it was sent late, and the distance driven. */
    private static void report(int kind, Content in, FixBuilder fix, int flags) {
        var out = fix.attributes();
        cell(kind, in).readServing(in, out);
        if (!reported(in, fix)) {
            GpsBlock.ignition(fix, flags);
            return;
        }
        if (kind == 0x37) {
            Modules.read(in, 1, fix);
            return;
        }
        switch (in.left()) {
            case 4 -> out.put(Attribute.ODOMETER, in.u32());
            case 6 -> {
                out.put(Attribute.ODOMETER, in.u32());
                fix.altitudeM(in.i16());
            }
            case 12 -> climate(in, fix);
            default -> {}
        }
    }

    private static Cell cell(int kind, Content in) {
        if (kind == 0xA0) {
            return Cell.LTE;
        }
        if (kind == 0x31 && in.left() == UMTS_WIDE_WITH_ALTITUDE) {
            return Cell.UMTS_WIDE;
        }
        return kind == 0x22 && in.left() == UMTS_WITH_CLIMATE ? Cell.UMTS : Cell.GSM;
    }

    /** Ignition, cause and re-upload (vendor document, "ACC", "Data Upload Mode", "GPS Data Re-upload"). False when they are not there. */
    static boolean reported(Content in, FixBuilder fix) {
        if (in.left() < 3) {
            return false;
        }
        var out = fix.attributes();
        out.put(Attribute.IGNITION, in.u8() != 0);
        causeAndArchive(in, fix);
        return true;
    }

    static void causeAndArchive(Content in, FixBuilder fix) {
        var out = fix.attributes();
        out.put(Attribute.EVENT, in.u8());
        if (in.u8() != 0) {
            out.put(Attribute.ARCHIVE, true);
        }
    }

    /** Seeworld (common reading): distance, time driven, then temperature, whose highest bit is its sign, and humidity, in hundredths. */
    private static void climate(Content in, FixBuilder fix) {
        var out = fix.attributes();
        out.put(Attribute.ODOMETER, in.u32());
        in.skip(4);
        var temperature = in.u16();
        out.putDecimal(Attribute.TEMPERATURE_1, (temperature & 0x8000) != 0 ? -(temperature & 0x7FFF) : temperature, 2);
        out.putDecimal(Attribute.HUMIDITY, in.u16(), 2);
    }

    /** Cell and the number of a card (captured packets of kind 0x17); a byte behind it says whether the card is a known one. */
    private static void card(Content in, FixBuilder fix, int flags) {
        var out = fix.attributes();
        Cell.GSM.readServing(in, out);
        out.put(Attribute.RFID, in.hex(CARD_NUMBER_BYTES));
        GpsBlock.ignition(fix, flags);
    }
}
