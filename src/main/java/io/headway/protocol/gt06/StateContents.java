package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;

/** Packets of the device's state without a place (vendor document, section "Heartbeat Packet"; others captured packets). Pure; any thread. */
final class StateContents {
    private static final int AM01_LEAST_BYTES = 13;
    private static final int TEMPERATURE_MODE = 4;
    private static final int SHORT_STATE_BYTES = 5;

    private StateContents() {}

    /** Kind 0x13. */
    static Frame heartbeat(Packet packet, Arrival arrival) {
        var in = packet.content();
        var gathered = new FixBuilder();
        if (in.left() >= AM01_LEAST_BYTES) {
            am01(in, gathered.attributes());
        } else if (in.left() > 0) {
            Terminal.heartbeat(in, gathered.attributes());
        } else {
            return packet.nothing(null);
        }
        return packet.status(gathered, arrival, packet.reply());
    }

    /**
     * AM01 and OBD6: state, a word of signal and satellites in view, alarm, language, battery, mode of work, voltage, and then counters. In
     * the shorter of two lengths a temperature ends it, in mode 4.
     */
    private static void am01(Content in, AttributesWriter out) {
        var bytes = in.left();
        var state = in.u8();
        Terminal.bits(out, state);
        var signals = in.u16();
        out.put(Attribute.RSSI, signals & 0x1F);
        out.put(Attribute.SATELLITES_VISIBLE, (signals >> 5 & 0x1F) + (signals >> 10 & 0x1F));
        var code = in.u8();
        Terminal.alarms(out, state, AlarmCode.of(code), code);
        in.skip(1);
        out.put(Attribute.BATTERY_PCT, in.u8());
        var mode = in.u8();
        out.put(Attribute.DATA_MODE, mode);
        var voltage = in.u16();
        if (voltage != 0) {
            out.putDecimal(Attribute.POWER_V, voltage, 2);
        }
        in.skip(3);
        if (bytes == 14 && mode == TEMPERATURE_MODE) {
            out.putDecimal(Attribute.TEMPERATURE_1, in.i16(), 1);
        }
    }

    /** Kind 0x23 of GK310: state, battery in hundredths of a volt, signal. Some firmware ends earlier. */
    static Frame gk310(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() == 0) {
            return packet.nothing(packet.reply());
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        Terminal.bits(out, in.u8());
        if (in.left() >= 2) {
            out.putDecimal(Attribute.BATTERY_V, in.u16(), 2);
        }
        if (in.left() >= 1) {
            out.put(Attribute.RSSI, in.u8());
        }
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kind 0x36: the state as in a heartbeat, then modules. */
    static Frame modular(Packet packet, Arrival arrival) {
        var in = packet.content();
        var gathered = new FixBuilder();
        Terminal.read(in.part(SHORT_STATE_BYTES), gathered.attributes());
        Modules.read(in, 1, gathered);
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kinds 0x19, 0xA5 and 0xA7: the serving cell, then the state with an alarm, or a telephone number that asks where the device is. */
    static Frame cell(Packet packet, Arrival arrival) {
        var in = packet.content();
        var cell = packet.kind() == 0x19 ? Cell.GSM : Cell.LTE;
        if (in.left() < cell.bytes()) {
            return packet.tooShort();
        }
        var gathered = new FixBuilder();
        cell.readServing(in, gathered.attributes());
        if (packet.kind() != 0xA7 && in.left() >= 3) {
            Terminal.read(in, gathered.attributes());
        }
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kind 0x11 of the first GT06 (its document, section "LBS Packet"): time and the serving cell, a language or none; sent while there is no fix. */
    static Frame timedCell(Packet packet, Arrival arrival) {
        var in = packet.content();
        var gathered = new FixBuilder();
        gathered.at(in.time());
        Cell.GSM.readServing(in, gathered.attributes());
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kind 0x40, a battery's own controller (common reading): identity, seconds since 1970, shares and amounts of charge, temperature, current, voltage. */
    static Frame battery(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 25) {
            return packet.tooShort();
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        in.skip(8);
        gathered.at(in.epochMs());
        out.put(Attribute.BATTERY_PCT, in.u8());
        in.skip(6);
        // Tenths of a kelvin.
        out.putDecimal(Attribute.TEMPERATURE_1, in.u16() - 2_731, 1);
        in.skip(2);
        out.putDecimal(Attribute.BATTERY_V, in.u16(), 3);
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kind 0xF1: seconds since 1970, then items of a number, a length and a value. */
    static Frame items(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 4) {
            return packet.tooShort();
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        gathered.at(in.epochMs());
        while (in.left() >= 3) {
            var number = in.u16();
            var length = in.u8();
            var value = in.part(length);
            if (value.left() == length && length > 0) {
                item(number, value, out);
            }
        }
        return packet.status(gathered, arrival, packet.reply());
    }

    /** Kind 0xF2: seconds since 1970, then what was heard of tags and of a battery that hangs on the device. */
    static Frame peripherals(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 4) {
            return packet.tooShort();
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        gathered.at(in.epochMs());
        while (in.left() >= 3) {
            var number = in.u16();
            var length = in.u8();
            // A length of two bytes starts with 0.
            var value = in.part(length == 0 ? in.u8() : length);
            if (number == 0x0A && value.left() > 7) {
                value.skip(1);
                out.put("gt06_tag", value.hex(6));
                out.put("gt06_tag_data", value.hex(value.left()));
            } else if (number == 0x0C && value.left() > 1) {
                out.put("gt06_external_battery_pct", value.u8());
            }
        }
        return packet.status(gathered, arrival, packet.reply());
    }

    private static void item(int number, Content in, AttributesWriter out) {
        switch (number) {
            case 0x01 -> {
                var motion = in.u8();
                out.put(Attribute.MOTION, motion == 2 || motion == 4);
            }
            case 0x02 -> out.put(Attribute.ARMED, in.u8() != 0);
            case 0x04 -> out.put(Attribute.IGNITION, in.u8() != 0);
            case 0x05 -> out.putDecimal("gt06_voltage_v", in.u16(), 2);
            case 0x07 -> out.put(Attribute.CHARGING, in.u8() != 0);
            default -> {}
        }
    }
}
