package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;

/**
 * Packets that name the device's IMEI before the time, under numbers whose content otherwise starts with the time (0x22 and 0x61 in captured packets,
 * 0x12 and 0x25 by the common reading). They are told by the calendar: digits of an IMEI are no date, and a date stands where it must behind them. Pure; any thread.
 */
final class IdentifiedContents {
    static final int IMEI_BYTES = 8;

    /** Kind of source, IMEI, time of sending. */
    private static final int HEAD_BYTES = 15;

    private static final int DRIVER_KIND = 0x25;
    private static final int KEY_BYTES = 6;

    private IdentifiedContents() {}

    /** Null when this is no such packet. */
    static Frame decode(Packet packet) {
        var in = packet.content();
        var fix = new FixBuilder();
        if (in.left() >= HEAD_BYTES + GpsBlock.BYTES
                && (packet.kind() == 0x22 || packet.kind() == DRIVER_KIND)
                && in.timeAhead(HEAD_BYTES) != FixTime.UNKNOWN) {
            in.skip(1);
            var imei = imei(in);
            in.skip(6);
            GpsBlock.read(in, fix);
            supplied(in, fix, packet.kind());
            return packet.fix(imei, fix);
        }
        if (in.left() >= IMEI_BYTES + GpsBlock.BYTES && in.timeAhead(IMEI_BYTES) != FixTime.UNKNOWN) {
            var imei = imei(in);
            var flags = GpsBlock.read(in, fix);
            LocationExtras.read(in, fix, flags);
            return packet.fix(imei, fix);
        }
        return null;
    }

    /** Kind 0x61: IMEI, place, cell, and the key that was held to the reader. */
    static Frame key(Packet packet) {
        var in = packet.content();
        if (in.left() < IMEI_BYTES + GpsBlock.BYTES) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        var imei = imei(in);
        var flags = GpsBlock.read(in, fix);
        Cell.UMTS.readServing(in, fix.attributes());
        fix.attributes().put(Attribute.DRIVER_ID, in.hex(KEY_BYTES));
        GpsBlock.ignition(fix, flags);
        return packet.fix(imei, fix);
    }

    /**
     * Sixteen half bytes as digits. An IMEI has 15 and a 0 before it, which is left out (vendor document, section "Login Packet",
     * "Terminal ID").
     */
    static String imei(Content in) {
        var digits = in.hex(IMEI_BYTES);
        return digits.startsWith("0") ? digits.substring(1) : digits;
    }

    /** NT, XT40 and VL100: cell behind its length, state, both voltages, signal, alarm, metres and minutes driven, and maybe a driver. */
    private static void supplied(Content in, FixBuilder fix, int kind) {
        var out = fix.attributes();
        var cell = in.part(in.u8());
        (cell.left() == Cell.UMTS.bytes() ? Cell.UMTS : Cell.GSM).readServing(cell, out);
        if (in.left() < 7) {
            return;
        }
        var state = in.u8();
        Terminal.bits(out, state);
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        out.putDecimal(Attribute.BATTERY_V, in.u8(), 1);
        out.put(Attribute.RSSI, in.u8());
        var code = in.u8();
        Terminal.alarms(out, state, AlarmCode.of(code), code);
        in.skip(1);
        if (in.left() >= 6) {
            out.put(Attribute.ODOMETER, in.u24());
            out.put(Attribute.ENGINE_HOURS, in.u24() * 60L);
        }
        if (kind == DRIVER_KIND && in.left() > 0) {
            var driver = in.part(in.u8());
            driver.skip(1);
            out.put(Attribute.DRIVER_ID, driver.hex(driver.left()));
        }
    }
}
