package io.headway.protocol.tk103;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * TK103 and its kin over TCP and UDP. Stateless and pure; any thread. Every message names its device.
 *
 * <p>Three commands are answered (the first two by the vendor document, "Working mode" and table of commands; the third as open servers do): BP00 with
 * AP01HSO, BP05 with AP05, BO01 with AS01 and the number of the alarm. The form with commas knows no answers.
 */
public final class Tk103Protocol implements DeviceProtocol {
    static final String NAME = "tk103";
    static final char START = '(';
    static final char END = ')';
    static final String HANDSHAKE_ANSWER = "AP01HSO";

    /** Stands at both ends of a text, in which parentheses end nothing. */
    private static final char QUOTE = '$';

    private static final int VIN_CHARACTERS = 17;
    private static final Buffer EMPTY = Buffer.buffer();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (from >= to) {
            return 0;
        }
        if (isPadding((char) in.getUnsignedByte(from))) {
            return 1;
        }
        if (in.getByte(from) != START) {
            var next = Bytes.indexOf(in, from, to, START);
            return (next < 0 ? to : next) - from;
        }
        var quote = to;
        for (var i = from + 1; i < to; i++) {
            var b = in.getByte(i);
            if (b == QUOTE && quote == to) {
                quote = i;
            } else if (b == END && (i < quote || endsText(in, quote, i, to))) {
                return i + 1 - from;
            }
        }
        return 0;
    }

    /** Behind the closing quote; or, where a maker forgot it, before the next message. */
    private static boolean endsText(Buffer in, int quote, int at, int to) {
        var closed = at - 1 > quote && in.getByte(at - 1) == QUOTE;
        var followed = at + 2 < to && in.getByte(at + 1) == START && Tk103Message.isDigit((char) in.getByte(at + 2));
        return closed || followed;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var content = in.getString(from, from + length, StandardCharsets.ISO_8859_1.name());
        var start = 0;
        var end = content.length();
        while (start < end && isPadding(content.charAt(start))) {
            start++;
        }
        while (end > start && isPadding(content.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return new Frame.Heartbeat(null, null);
        }
        if (content.charAt(start) != START) {
            return malformed("bytes between messages");
        }
        start++;
        end -= end > start && content.charAt(end - 1) == END ? 1 : 0;
        var message = Tk103Message.of(content.substring(start, end));
        return message == null ? malformed("no message starts here") : decode(message, arrival);
    }

    private static boolean isPadding(char c) {
        return c == '\r' || c == '\n' || c == ' ' || c == 0;
    }

    private static Frame decode(Tk103Message message, Arrival arrival) {
        return switch (message.command()) {
            case "BP00" -> new Frame.Heartbeat(message.id(), message.answer(HANDSHAKE_ANSWER));
            case "BZ00" -> cells(message, null, arrival);
            case "BV00" -> vin(message, arrival);
            case "ZC03" -> text(message, arrival);
            case "ZC20" -> battery(message, arrival);
            default -> place(message, arrival);
        };
    }

    private static Frame place(Tk103Message message, Arrival arrival) {
        var fix = new FixBuilder();
        var date = Tk103Position.read(message, fix);
        var beforeDate = message.body().substring(0, Math.max(0, date));
        if (date < 0) {
            return withoutPlace(message, arrival);
        }
        Tk103Alarms.writeTo(fix.attributes(), message.command(), beforeDate);
        var reply = answer(message, beforeDate);
        if (!fix.hasLocation()) {
            return fix.status(message.id(), arrival.atMs(), reply);
        }
        return new Frame.Positions(message.id(), List.of(fix.build()), _ -> reply);
    }

    /** Null for none. */
    private static Buffer answer(Tk103Message message, String beforeDate) {
        if (message.commas()) {
            return null;
        }
        return switch (message.command()) {
            case "BP05" -> message.answer("AP05");
            case "BO01" -> {
                var alarm = Tk103Alarms.number(beforeDate);
                yield message.answer(alarm < 0 ? "AS01" : "AS01" + alarm);
            }
            default -> null;
        };
    }

    private static Frame withoutPlace(Tk103Message message, Arrival arrival) {
        var command = message.command();
        if (command.equals("BO01") && message.body().length() == 1) {
            var fix = new FixBuilder();
            Tk103Alarms.writeTo(fix.attributes(), command, message.body());
            return fix.status(message.id(), arrival.atMs(), answer(message, message.body()));
        }
        if (command.startsWith("BR") || command.equals("BO01")) {
            return malformed(command + " without a place");
        }
        if (command.startsWith("DW")) {
            var fix = new FixBuilder();
            Tk103Alarms.writeTo(fix.attributes(), command, "");
            return fix.at(Tk103Network.surroundings(fix.attributes(), message.body()))
                    .status(message.id(), arrival.atMs(), null);
        }
        if (!command.equals("BP05")) {
            return new Frame.Heartbeat(message.id(), null);
        }
        var reply = answer(message, "");
        if (message.body().indexOf('{') >= 0) {
            return cells(message, reply, arrival);
        }
        return reply == null ? new Frame.Heartbeat(message.id(), null) : new Frame.Login(message.id(), reply, EMPTY);
    }

    private static Frame cells(Tk103Message message, Buffer reply, Arrival arrival) {
        var fix = new FixBuilder();
        if (message.body().indexOf('{') >= 0) {
            Tk103Network.braces(fix.attributes(), message.body());
        } else {
            Tk103Network.hexadecimal(fix.attributes(), message.body());
        }
        return fix.status(message.id(), arrival.atMs(), reply);
    }

    private static Frame vin(Tk103Message message, Arrival arrival) {
        var fix = new FixBuilder();
        if (message.body().length() == VIN_CHARACTERS) {
            fix.attributes().put(Attribute.VIN, message.body());
        }
        return fix.status(message.id(), arrival.atMs(), null);
    }

    /** Date, time and a text between quotes. */
    private static Frame text(Tk103Message message, Arrival arrival) {
        var fix = new FixBuilder();
        var body = message.body();
        var open = body.indexOf(QUOTE);
        if (open >= 0) {
            var close = body.lastIndexOf(QUOTE);
            fix.attributes().put(Attribute.TEXT, body.substring(open + 1, close > open ? close : body.length()));
        }
        return fix.at(FixTime.ddMMyy(TextFields.of(body, ','), 0, 1)).status(message.id(), arrival.atMs(), null);
    }

    /** Date, time, level in steps, battery in hundredths of a volt, supply in tenths of a volt; all ones stand for unknown. */
    private static Frame battery(Tk103Message message, Arrival arrival) {
        var in = TextFields.of(message.body(), ',');
        var fix = new FixBuilder();
        var charge = charge(in.integer(2, -1));
        if (charge >= 0) {
            fix.attributes().put(Attribute.BATTERY_PCT, charge);
        }
        voltage(fix, Attribute.BATTERY_V, in.integer(3, 0xFFFF), 2);
        voltage(fix, Attribute.POWER_V, in.integer(4, 0xFFFF), 1);
        return fix.at(FixTime.ddMMyy(in, 0, 1)).status(message.id(), arrival.atMs(), null);
    }

    private static void voltage(FixBuilder fix, Attribute attribute, long value, int decimals) {
        if (value >= 0 && value < 0xFFFF) {
            fix.attributes().putDecimal(attribute, value, decimals);
        }
    }

    /** Per cent of a step from 2 to 6; -1 for every other, of which no share is known. */
    private static long charge(long step) {
        return switch ((int) Math.min(step, 0xFF)) {
            case 6 -> 100;
            case 5 -> 80;
            case 4 -> 50;
            case 3 -> 20;
            case 2 -> 10;
            default -> -1;
        };
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
