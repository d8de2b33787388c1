package io.headway.protocol.jt808;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Messages beside registration and positions. Those that say something of the terminal are a state, the others a sign of life; all are answered
 * by the general response. Pure; any thread.
 */
final class Jt808Notices {
    private static final int ATTRIBUTES_ANSWER = 0x0107;
    private static final int COMMAND_ANSWER = 0x0701;
    private static final int DRIVER = 0x0702;
    private static final int TRANSPARENT = 0x0900;
    private static final int TEXT = 0x6006;

    /** Transparent: readings of an OBD terminal, and a position with Bluetooth beacons; by captured messages. */
    private static final int OBD = 0xF0;

    private static final int BEACONS = 0x53;
    /** Type, state 4, latitude 4, longitude 4, altitude 2, speed 2, direction 2, time 6. */
    private static final int BEACONS_BYTES = 25;
    /** Type, time 6, from memory, kind of vehicle, kind of readings, how many. */
    private static final int OBD_BYTES = 11;
    /** Kind of terminal 2, maker 5, model 20, terminal's id 7, SIM card 10, length of the hardware's version. */
    private static final int ATTRIBUTES_BYTES = 45;
    /** State, time 6, result, length of the name. */
    private static final int DRIVER_BYTES = 9;

    private static final int CERTIFICATE_BYTES = 20;

    private Jt808Notices() {}

    static Frame decode(Jt808Message message, Arrival arrival) {
        return switch (message.id()) {
            case ATTRIBUTES_ANSWER -> attributes(message, arrival);
            case COMMAND_ANSWER -> text(message, message.body() + 4, arrival);
            case TEXT -> text(message, message.body() + 1, arrival);
            case DRIVER -> driver(message, arrival);
            case TRANSPARENT -> transparent(message, arrival);
            default -> alive(message);
        };
    }

    /** Whether fields have the widths of 2011 and 2013. */
    private static boolean is2013(Jt808Message message) {
        return (message.attributes() & Jt808Message.VERSION_2019) == 0;
    }

    private static Frame alive(Jt808Message message) {
        return new Frame.Heartbeat(message.uniqueId(), answer(message));
    }

    private static Buffer answer(Jt808Message message) {
        return Jt808Replies.general(message, Jt808Replies.SUCCESS);
    }

    /** An answer to a command, or a message to a person. GBK in the document; what is not printable ASCII is not kept. */
    private static Frame text(Jt808Message message, int from, Arrival arrival) {
        if (from >= message.end() || !Jt808Items.isPrintable(message.bytes(), from, message.end() - from)) {
            return alive(message);
        }
        var status = new FixBuilder();
        status.attributes().putAscii(Attribute.TEXT.key(), message.bytes(), from, message.end() - from);
        return status.status(message.uniqueId(), arrival.atMs(), answer(message));
    }

    /** Vendor document of 2013, section "Terminal attributes query response". */
    private static Frame attributes(Jt808Message message, Arrival arrival) {
        if (!is2013(message) || message.length() < ATTRIBUTES_BYTES) {
            return alive(message);
        }
        var in = message.bytes();
        var at = message.body();
        var status = new FixBuilder();
        var out = status.attributes();
        out.put(Attribute.MODEL, text(in, at + 7, at + 27));
        out.put(Attribute.ICCID, Jt808Items.iccid(in, at + 34));
        var firmware = at + ATTRIBUTES_BYTES + in.getUnsignedByte(at + ATTRIBUTES_BYTES - 1);
        if (firmware < message.end()) {
            var to = firmware + 1 + in.getUnsignedByte(firmware);
            if (to <= message.end()) {
                out.put(Attribute.FIRMWARE, text(in, firmware + 1, to));
            }
        }
        return status.status(message.uniqueId(), arrival.atMs(), answer(message));
    }

    /** Vendor document, section "Driver identity": the card was put in (1) and read (0); its certificate's number names the driver. */
    private static Frame driver(Jt808Message message, Arrival arrival) {
        if (!is2013(message) || message.length() < DRIVER_BYTES) {
            return alive(message);
        }
        var in = message.bytes();
        var at = message.body();
        var certificate = at + DRIVER_BYTES + in.getUnsignedByte(at + DRIVER_BYTES - 1);
        if (in.getByte(at) != 1 || in.getByte(at + 7) != 0 || certificate + CERTIFICATE_BYTES > message.end()) {
            return alive(message);
        }
        var status = new FixBuilder().at(Jt808Location.time(in, at + 1));
        status.attributes().put(Attribute.DRIVER_ID, text(in, certificate, certificate + CERTIFICATE_BYTES));
        return status.status(message.uniqueId(), arrival.atMs(), answer(message));
    }

    private static Frame transparent(Jt808Message message, Arrival arrival) {
        var length = message.length();
        var type = length == 0 ? 0 : message.bytes().getUnsignedByte(message.body());
        if (type == OBD && length >= OBD_BYTES) {
            return readings(message, arrival);
        }
        return type == BEACONS && length >= BEACONS_BYTES
                ? beacons(message)
                : text(message, message.body() + 1, arrival);
    }

    private static Frame beacons(Jt808Message message) {
        var in = message.bytes();
        var at = message.body();
        var state = in.getInt(at + 1);
        var fix = new FixBuilder().at(Jt808Location.time(in, at + 19));
        Jt808Location.place(fix, in, at + 5, state);
        fix.attributes().put(Attribute.STATUS, state & 0xFFFF_FFFFL);
        var beacons = message.length() - BEACONS_BYTES;
        if (beacons > 0) {
            fix.attributes().putHexIndexed("jt808_beacons", BEACONS, in, at + BEACONS_BYTES, beacons);
        }
        var answer = answer(message);
        return new Frame.Positions(message.uniqueId(), List.of(fix.build()), _ -> answer);
    }

    /** Values of kind 1, each behind a number of two bytes and a length; other kinds only say when. A place behind them is not read. */
    private static Frame readings(Jt808Message message, Arrival arrival) {
        var in = message.bytes();
        var at = message.body();
        var time = Jt808Location.time(in, at + 1);
        var status = new FixBuilder().at(time == FixTime.UNKNOWN ? arrival.atMs() : time);
        var out = status.attributes();
        if (in.getByte(at + 7) != 0) {
            out.put(Attribute.ARCHIVE, true);
        }
        if (in.getByte(at + 9) == 1) {
            int count = in.getUnsignedByte(at + 10);
            var next = at + OBD_BYTES;
            for (var i = 0; i < count && message.end() - next >= 3; i++) {
                int valueBytes = in.getUnsignedByte(next + 2);
                if (valueBytes > message.end() - next - 3) {
                    break;
                }
                Jt808Item.write(out, Jt808Item.Source.F0, in.getUnsignedShort(next), in, next + 3, valueBytes);
                next += 3 + valueBytes;
            }
        }
        return status.status(message.uniqueId(), arrival.atMs(), answer(message));
    }

    /** Without what fills it up. */
    private static String text(Buffer in, int from, int to) {
        return Bytes.indexOf(in, from, to, '\0') < 0
                ? in.getString(from, to, StandardCharsets.ISO_8859_1.name()).trim()
                : in.getString(from, Bytes.indexOf(in, from, to, '\0'), StandardCharsets.ISO_8859_1.name())
                        .trim();
    }
}
