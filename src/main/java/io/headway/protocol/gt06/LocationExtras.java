package io.headway.protocol.gt06;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import java.nio.charset.StandardCharsets;

/**
 * What follows the cell in kind 0x12, the oldest, to which every maker has added something else (captured packets; VXT01, S5 and the
 * bits of Benway by the common reading). Each has a length of its own. Pure; any thread.
 */
final class LocationExtras {
    /** Behind the card's number: an alarm and whether it was swiped. */
    private static final int GT06E_TAIL_BYTES = 2;
    /** Behind the card's number: an alarm, the card's state and the time driven. */
    private static final int WETRUST_TAIL_BYTES = 4;

    private LocationExtras() {}

    static void read(Content in, FixBuilder fix, int flags) {
        var out = fix.attributes();
        Cell.GSM.readServing(in, out);
        switch (in.left()) {
            case 2 -> benway(in.u16(), out);
            case 3 -> LocationContents.reported(in, fix);
            case 4 -> {
                out.put(Attribute.ODOMETER, in.u32());
                GpsBlock.ignition(fix, flags);
            }
            case 5 -> supplied(in, out);
            case 7 -> {
                LocationContents.reported(in, fix);
                out.put(Attribute.ODOMETER, in.u32());
            }
            case 12 -> tank(in, out);
            default -> {
                card(in, out);
                GpsBlock.ignition(fix, flags);
            }
        }
    }

    /** Benway: ignition, second input, and either a temperature in whole degrees or an analogue input in volts or tenths of them. */
    private static void benway(int word, AttributesWriter out) {
        out.put(Attribute.IGNITION, (word & 0x8000) != 0);
        out.put(Attribute.INPUT_2, (word & 0x4000) != 0);
        if ((word & 0x1000) != 0) {
            var degrees = word & 0x1FF;
            out.put(Attribute.TEMPERATURE_1, (word & 0x200) != 0 ? -degrees : degrees);
        } else {
            out.putDecimal(Attribute.ANALOG_INPUT_1, word & 0x3FF, (word & 0x2000) != 0 ? 0 : 1);
        }
    }

    /** VXT01: state, voltage of the supply, signal, and a byte that only extends the alarm. */
    static void supplied(Content in, AttributesWriter out) {
        var state = in.u8();
        Terminal.bits(out, state);
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        out.put(Attribute.RSSI, in.u8());
        Terminal.alarms(out, state, null, 0);
    }

    /** S5: as VXT01 with an alarm, then fuel in a measure of its own, temperature with a bit for its sign, and tens of metres. */
    private static void tank(Content in, AttributesWriter out) {
        var state = in.u8();
        Terminal.bits(out, state);
        out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        out.put(Attribute.RSSI, in.u8());
        var code = in.u8();
        Terminal.alarms(out, state, AlarmCode.of(code), code);
        out.put("gt06_oil", in.u16());
        var temperature = in.u8();
        out.put(Attribute.TEMPERATURE_1, (temperature & 0x80) != 0 ? -(temperature & 0x7F) : temperature);
        out.put(Attribute.ODOMETER, in.u32() * 10);
    }

    /** Distance, then the driver's card with its length before it. */
    private static void card(Content in, AttributesWriter out) {
        if (in.left() < 5) {
            return;
        }
        int cardBytes = in.buffer().getUnsignedByte(in.at() + 4);
        var tail = in.left() - 5 - cardBytes;
        if (tail != GT06E_TAIL_BYTES && tail != WETRUST_TAIL_BYTES) {
            return;
        }
        out.put(Attribute.ODOMETER, in.u32());
        in.skip(1);
        var number = in.part(cardBytes);
        out.put(
                Attribute.DRIVER_ID,
                in.buffer()
                        .getString(number.at(), number.at() + number.left(), StandardCharsets.ISO_8859_1.name())
                        .strip());
        if (in.u8() != 0 && tail == WETRUST_TAIL_BYTES) {
            out.put(Alarm.GENERAL);
        }
    }
}
