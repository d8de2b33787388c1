package io.headway.protocol.gt06;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;

/** Packets of a place that only some models have, each in a layout of its own (captured packets; SR411 and kind 0x39 by the common
 * reading). Pure. */
final class ModelContents {
    private static final int MOST_ANALOG_INPUTS = 4;
    private static final Attribute[] ANALOG_INPUTS = {
        Attribute.ANALOG_INPUT_1, Attribute.ANALOG_INPUT_2, Attribute.ANALOG_INPUT_3, Attribute.ANALOG_INPUT_4
    };

    private ModelContents() {}

    /** Kind 0x24 of SR411 Mini: place, cell, ignition and both voltages. */
    static Frame sr411(Packet packet) {
        var in = packet.content();
        var fix = new FixBuilder();
        GpsBlock.read(in, fix);
        var out = fix.attributes();
        Cell.GSM.readServing(in, out);
        out.put(Attribute.IGNITION, in.u8() != 0);
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        out.putDecimal(Attribute.BATTERY_V, in.u16(), 2);
        return packet.fix(null, fix);
    }

    /** Kind 0x34 of X1 and X3: a word of alarms, place, state, distance, cell, driver, voltages and ports. */
    static Frame x3(Packet packet) {
        var in = packet.content();
        if (in.left() < 4 + GpsBlock.BYTES) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        var out = fix.attributes();
        var alarms = in.u32();
        if (alarms != 0) {
            out.put(Attribute.EVENT, alarms);
        }
        var flags = GpsBlock.read(in, fix);
        GpsBlock.ignition(fix, flags);
        if (in.left() < 29) {
            return packet.fix(null, fix);
        }
        out.put(Attribute.STATUS, in.u16());
        out.put(Attribute.ODOMETER, in.u32());
        Cell.UMTS.readServing(in, out);
        var driver = in.u32();
        if (driver != 0) {
            out.put(Attribute.DRIVER_ID, Long.toString(driver));
        }
        // The captured vehicle's 12 V stand first, the device's 4 V second.
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        out.putDecimal(Attribute.BATTERY_V, in.u16(), 2);
        var ports = in.u32();
        out.put(Attribute.INPUTS, in.u8());
        out.put(Attribute.OUTPUTS, in.u8());
        var analogInputs = Math.min(MOST_ANALOG_INPUTS, (int) (ports >> 20) & 0xF);
        for (var i = 0; i < analogInputs && in.left() >= 2; i++) {
            out.putDecimal(ANALOG_INPUTS[i], in.u16(), 2);
        }
        return packet.fix(null, fix);
    }

    /**
     * Kind 0x38: place, cause, whether sent late, and a cell whose first byte says its width; kind 0x39: place, such a cell, and the state
     * with an alarm. Modules follow both.
     */
    static Frame modular(Packet packet) {
        var in = packet.content();
        if (in.left() < GpsBlock.BYTES) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        var flags = GpsBlock.read(in, fix);
        var out = fix.attributes();
        if (packet.kind() == 0x38) {
            LocationContents.causeAndArchive(in, fix);
            GpsBlock.ignition(fix, flags);
        }
        var isLte = in.u8() >= 3;
        (isLte ? Cell.LTE : Cell.GSM).readServing(in, out);
        signal(in, isLte, out);
        if (packet.kind() == 0x39) {
            Terminal.read(in.part(5), out);
        }
        Modules.read(in, 1, fix);
        return packet.fix(null, fix);
    }

    private static void signal(Content in, boolean isWide, AttributesWriter out) {
        var signal = isWide ? in.u16() : in.u8();
        if (signal != 0) {
            out.put("gt06_cell_signal", signal);
        }
    }

    /** Kind 0xA2 of LW4G: place, cell, state, voltages, signal, alarm, metres and seconds driven, IMEI, inputs. */
    static Frame lw4g(Packet packet) {
        var in = packet.content();
        var fix = new FixBuilder();
        GpsBlock.read(in, fix);
        var out = fix.attributes();
        Cell.LTE.readServing(in, out);
        out.put(Attribute.NETWORK_TYPE, in.u8());
        var state = in.u8();
        Terminal.bits(out, state);
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        Terminal.battery(out, in.u8());
        out.put(Attribute.RSSI, in.u8());
        var code = in.u8();
        Terminal.alarms(out, state, AlarmCode.of(code), code);
        in.skip(1);
        out.put(Attribute.ODOMETER, in.u32());
        out.put(Attribute.ENGINE_HOURS, in.u32());
        in.skip(IdentifiedContents.IMEI_BYTES);
        out.put(Attribute.INPUTS, in.u16());
        return packet.fix(null, fix);
    }

    /**
     * Kinds 0x32 and 0x33 of AZ735 behind 79 79: time, the place behind a length that is 0 when there is none, cell and signal, more cells,
     * access points, and a byte of state.
     */
    static Frame az735(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 7) {
            return packet.tooShort();
        }
        var fix = new FixBuilder();
        fix.at(in.time());
        var place = in.part(in.u8());
        var placed = place.left() >= 12;
        if (placed) {
            GpsBlock.ignition(fix, GpsBlock.place(place, fix));
        }
        var out = fix.attributes();
        var cellLength = in.u8();
        if (cellLength > 0) {
            // Its length counts itself.
            Cell.GSM.readServing(in.part(cellLength - 1), out);
            out.put(Attribute.RSSI, in.u8());
        }
        var cells = in.part(in.u8());
        CellLists.cells(cells, out, Cell.GSM, 0, 0, cells.left() / (Cell.GSM.entryBytes() + 1));
        var points = in.part(in.u8());
        CellLists.wifi(points, out, points.left() / CellLists.WIFI_BYTES);
        if (in.left() > 0) {
            state(in.u8(), packet.kind() == 0x33, out);
        }
        var reply = Answers.longTo(packet.kind(), packet.serial());
        return placed ? packet.longFix(fix) : packet.status(fix, arrival, reply);
    }

    private static void state(int state, boolean isAlarm, AttributesWriter out) {
        out.put(Attribute.STATUS, state);
        if (!isAlarm) {
            return;
        }
        switch (state) {
            case 0xA0 -> out.put(Attribute.ARMED, true);
            case 0xA1 -> out.put(Attribute.ARMED, false);
            case 0xA2, 0xA3 -> out.put(Alarm.LOW_BATTERY);
            case 0xA4 -> out.put(Alarm.GENERAL);
            case 0xA5 -> out.put(Alarm.DOOR);
            default -> {}
        }
    }
}
