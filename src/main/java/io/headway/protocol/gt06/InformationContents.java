package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.nio.charset.StandardCharsets;

/**
 * Kind 0x94, all that is no place (vendor document, section "Information Transfer Packet"). Wants no answer. Behind 78 78 it is the voltage of the
 * supply alone; behind 79 79 a byte says what it is. Pure; any thread.
 */
final class InformationContents {
    private static final int ARMED = 0x80;
    private static final int CUT = 2;
    private static final int CONNECTED = 1;
    private static final int STX = 2;
    private static final int ETX = 3;

    private InformationContents() {}

    static Frame decode(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 2) {
            return packet.nothing(null);
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        switch (packet.extended() ? in.u8() : 0) {
            case 0x00 -> supply(in, out);
            case 0x04 -> settings(in, out);
            case 0x05 -> door(in, gathered);
            case 0x09 -> out.put(Attribute.GNSS_STATUS, in.u8());
            case 0x0A -> sim(in, out);
            case 0x0B -> network(in, out);
            case 0x0D -> tank(in, gathered);
            case 0x1B -> tag(in, out);
            case 0x1E -> climate(in, out);
            default -> {
                return packet.nothing(null);
            }
        }
        return packet.status(gathered, arrival, null);
    }

    private static void supply(Content in, AttributesWriter out) {
        if (in.left() >= 2) {
            out.putDecimal(Attribute.POWER_V, in.u16(), 2);
        }
    }

    /** {@code ALM1=FF;…;STA1=C0;DYD=01;…}: STA1 has whether the device is armed, DYD whether the fuel is cut. */
    private static void settings(Content in, AttributesWriter out) {
        var fields = TextFields.of(in.buffer(), in.at(), in.at() + in.left(), ';');
        for (var i = 0; i < fields.count(); i++) {
            if (fields.startsWith(i, "STA1=")) {
                var state = fields.hex(i, 5, 2, -1);
                if (state >= 0) {
                    out.put(Attribute.ARMED, (state & ARMED) != 0);
                }
            } else if (fields.startsWith(i, "DYD=")) {
                var state = fields.hex(i, 4, 2, 0);
                if ((state & (CUT | CONNECTED)) != 0) {
                    out.put(Attribute.BLOCKED, (state & CUT) != 0);
                }
            } else if (fields.startsWith(i, "ICCID=")) {
                out.put(Attribute.ICCID, Modules.unfilled(fields.text(i, 6)));
            }
        }
        out.put("gt06_settings", TextContents.decoded(in, StandardCharsets.ISO_8859_1));
    }

    /** Some firmware has the time before the byte of bits (captured packets). */
    private static void door(Content in, FixBuilder gathered) {
        if (in.left() >= 7) {
            gathered.at(in.time());
        }
        if (in.left() > 0) {
            var bits = in.u8();
            gathered.attributes().put(Attribute.DOOR, (bits & 1) != 0);
            gathered.attributes().put(Attribute.INPUT_1, (bits & 4) != 0);
        }
    }

    /** The device's IMEI, by which it is known already, the subscriber's identity and the card's number. */
    private static void sim(Content in, AttributesWriter out) {
        in.skip(IdentifiedContents.IMEI_BYTES);
        out.put(Attribute.IMSI, IdentifiedContents.imei(in));
        out.put(Attribute.ICCID, Modules.iccid(in));
    }

    /** One byte is the kind of network, two are a voltage (captured packets). */
    private static void network(Content in, AttributesWriter out) {
        if (in.left() == 1) {
            out.put(Attribute.NETWORK_TYPE, in.u8() != 0 ? "4G" : "2G");
        } else {
            supply(in, out);
        }
    }

    /** An ultrasonic sensor in a tank: {@code !AIOIL,address,output,temperature,version,codes,level,…} (captured packets). */
    private static void tank(Content in, FixBuilder gathered) {
        if (in.peek() != '!' && in.left() > 6) {
            gathered.at(in.time());
        }
        var fields = TextFields.of(in.buffer(), in.at(), in.at() + in.left(), ',');
        if (fields.is(0, "!AIOIL")) {
            gathered.attributes().put(Attribute.TEMPERATURE_1, fields.number(3));
            gathered.attributes().put("gt06_fuel_level", fields.number(6));
        }
    }

    /** A tag at a reader: its number as text, between start and end of a reader's own frame, or alone. */
    private static void tag(Content in, AttributesWriter out) {
        if (Character.isLetter(in.peek())) {
            var text = TextContents.decoded(in, StandardCharsets.ISO_8859_1);
            out.put(Attribute.RFID, text.startsWith("RFID:") ? text.substring(5) : text);
        } else if (in.left() == 8 && in.peek() == STX && in.buffer().getUnsignedByte(in.at() + 7) == ETX) {
            in.skip(2);
            out.put(Attribute.RFID, in.hex(4));
        } else {
            out.put(Attribute.RFID, in.hex(in.left()));
        }
    }

    private static void climate(Content in, AttributesWriter out) {
        if (in.left() >= 8) {
            out.putDecimal(Attribute.TEMPERATURE_1, in.i32(), 1);
            out.putDecimal(Attribute.HUMIDITY, in.i32(), 1);
        }
    }
}
