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
    private static final int VERSION = 0x0205;
    private static final int ATTRIBUTES_ANSWER = 0x0107;
    private static final int COMMAND_ANSWER = 0x0701;
    private static final int DRIVER = 0x0702;
    private static final int MEDIA = 0x0801;
    private static final int TRANSPARENT = 0x0900;
    private static final int TEXT = 0x6006;

    /** Kind of terminal 2, maker 5, model 20, terminal's id 7, SIM card 10, length of the hardware's version. */
    private static final int ATTRIBUTES_BYTES = 45;
    /** State, time 6, result, length of the name. */
    private static final int DRIVER_BYTES = 9;

    /** Software 14, its date 10, processor 12, modem 15, IMEI 15, IMSI 15, SIM card 20, model 2, VIN 17, metres 4, millilitres 4. */
    private static final int VERSION_BYTES = 128;

    /** Number 4, kind, format, event, channel. */
    private static final int MEDIA_BYTES = 8;

    private static final int CERTIFICATE_BYTES = 20;

    private Jt808Notices() {}

    static Frame decode(Jt808Message message, Arrival arrival) {
        return switch (message.id()) {
            case ATTRIBUTES_ANSWER -> attributes(message, arrival);
            case COMMAND_ANSWER -> text(message, message.body() + 4, arrival);
            case TEXT -> text(message, message.body() + 1, arrival);
            case DRIVER -> driver(message, arrival);
            case MEDIA -> media(message);
            case TRANSPARENT -> Jt808Transparent.decode(message, arrival);
            case VERSION -> version(message, arrival);
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

    /** The usual: a general response that all is well. */
    static Buffer answer(Jt808Message message) {
        return Jt808Replies.general(message, Jt808Replies.SUCCESS);
    }

    /** An answer to a command, or a message to a person. GBK in the document; what is not printable ASCII is not kept. */
    static Frame text(Jt808Message message, int from, Arrival arrival) {
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

    /**
     * Vendor document of 2013, section "Multimedia data upload": behind eight bytes about it the place where it was taken. Makers that follow
     * the document of 2011 have the picture there, whose bytes are no date.
     */
    private static Frame media(Jt808Message message) {
        var from = message.body() + MEDIA_BYTES;
        if (message.part() != 1
                || message.end() - from < Jt808Location.BYTES
                || Jt808Location.timeOf(message.bytes(), from) == FixTime.UNKNOWN) {
            return alive(message);
        }
        var fix = Jt808Location.read(message.bytes(), from, from + Jt808Location.BYTES, false);
        var answer = answer(message);
        return new Frame.Positions(message.uniqueId(), List.of(fix), _ -> answer);
    }

    /** "4G Wireless Air Protocol", sections 3.60 and 3.61: the terminal says what it is, and sets its clock by the answer. */
    private static Frame version(Jt808Message message, Arrival arrival) {
        if (message.length() != VERSION_BYTES) {
            return alive(message);
        }
        var in = message.bytes();
        var at = message.body();
        var status = new FixBuilder();
        var out = status.attributes();
        out.put(Attribute.FIRMWARE, text(in, at, at + 14));
        out.put(Attribute.IMEI, text(in, at + 51, at + 66));
        out.put(Attribute.IMSI, text(in, at + 66, at + 81));
        out.put(Attribute.ICCID, text(in, at + 81, at + 101));
        out.put(Attribute.VIN, text(in, at + 103, at + 120));
        out.put(Attribute.ODOMETER, in.getUnsignedInt(at + 120));
        out.putDecimal(Attribute.FUEL_USED, in.getUnsignedInt(at + 124), 3);
        return status.status(message.uniqueId(), arrival.atMs(), Jt808Replies.version(message, arrival.atMs()));
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

    /** Without what fills it up. */
    private static String text(Buffer in, int from, int to) {
        return Bytes.indexOf(in, from, to, '\0') < 0
                ? in.getString(from, to, StandardCharsets.ISO_8859_1.name()).trim()
                : in.getString(from, Bytes.indexOf(in, from, to, '\0'), StandardCharsets.ISO_8859_1.name())
                        .trim();
    }
}
