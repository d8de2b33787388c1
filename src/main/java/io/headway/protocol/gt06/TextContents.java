package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Packets of text: answers to commands (vendor document, section "Online Command", kinds 0x15 and 0x21), what hangs on the serial port (kind 0x9B),
 * and the vehicle's own bus (kinds 0x66 and 0x8C; captured packets). None of them asks for an answer. Pure; any thread.
 */
final class TextContents {
    private static final String ICCID = "<ICCID:";
    private static final int ICCID_DIGITS = 20;
    private static final int LANGUAGE_BYTES = 2;
    private static final int STX = 2;
    /** The sign of degrees Celsius in GB 2312, its two bytes as characters. */
    private static final String CELSIUS = "\u00A1\u00E6";

    private static final String POSITION = "Current position!";
    /** Satellites, latitude, longitude, speed, course and status stand behind the text of kinds 0x66 and 0x8C. */
    private static final int PLACE_BYTES = 12;

    private TextContents() {}

    /** Kind 0x15: the length of what follows but for the language, the server's own four bytes, and the text. */
    static Frame shortAnswer(Packet packet, Arrival arrival) {
        var in = packet.content();
        var length = in.u8();
        // Some firmware leaves the length at 0; then the text goes to the language.
        var answer = in.part(length == 0 ? Math.max(0, in.left() - LANGUAGE_BYTES) : length);
        answer.skip(4);
        return text(packet, arrival, decoded(answer, StandardCharsets.ISO_8859_1));
    }

    /** Kind 0x21: the server's own four bytes, 1 for ASCII or 2 for UTF-16, and the text. */
    static Frame longAnswer(Packet packet, Arrival arrival) {
        var in = packet.content();
        in.skip(4);
        var isAscii = in.u8() == 1;
        return text(packet, arrival, decoded(in, isAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE));
    }

    private static Frame text(Packet packet, Arrival arrival, String text) {
        if (text.isEmpty()) {
            return packet.nothing(null);
        }
        if (text.startsWith(POSITION)) {
            var position = position(text.substring(POSITION.length()));
            if (position != null) {
                return new Frame.Positions(null, List.of(position.build()), _ -> null);
            }
        }
        var gathered = new FixBuilder();
        if (text.startsWith(ICCID) && text.length() >= ICCID.length() + ICCID_DIGITS) {
            gathered.attributes().put(Attribute.ICCID, text.substring(ICCID.length(), ICCID.length() + ICCID_DIGITS));
        } else {
            gathered.attributes().put(Attribute.TEXT, text);
        }
        return packet.status(gathered, arrival, null);
    }

    /** Common reading: {@code Lat:N22.571285,Lon:E113.85,Course:0.00,Speed:0.00,DateTime:2013-09-09 17:02:09}; null when it is not that. */
    private static FixBuilder position(String text) {
        var fields = TextFields.of(text, ',');
        var latitude = degrees(fields, 0, "Lat:", 'S');
        var longitude = degrees(fields, 1, "Lon:", 'W');
        var at = "DateTime:".length();
        if (Double.isNaN(latitude) || Double.isNaN(longitude) || !fields.startsWith(4, "DateTime:")) {
            return null;
        }
        var time = fields.length(4);
        var time0 = time - "HH:mm:ss".length();
        return new FixBuilder()
                .at(
                        time0 < at
                                ? FixTime.UNKNOWN
                                : FixTime.utc(
                                        fields.digits(4, at, 4),
                                        fields.digits(4, at + 5, 2),
                                        fields.digits(4, at + 8, 2),
                                        fields.digits(4, time0, 2),
                                        fields.digits(4, time0 + 3, 2),
                                        fields.digits(4, time0 + 6, 2)))
                .degrees(latitude, longitude)
                .headingDeg(fields.number(2, "Course:".length(), fields.length(2)))
                .speedKmh(fields.number(3, "Speed:".length(), fields.length(3)));
    }

    private static double degrees(TextFields fields, int field, String name, char negative) {
        if (!fields.startsWith(field, name)) {
            return Double.NaN;
        }
        var value = fields.number(field, name.length() + 1, fields.length(field));
        return fields.charAt(field, name.length()) == negative ? 0 - value : value;
    }

    /**
     * Kind 0x9B: a byte for what hangs there, and what it wrote: the number of a card between STX and ETX, a temperature, any other text, or
     * else bytes.
     */
    static Frame serialPort(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 2) {
            return packet.nothing(null);
        }
        var gathered = new FixBuilder();
        var out = gathered.attributes();
        in.skip(1);
        var text = decoded(in, StandardCharsets.ISO_8859_1);
        if (in.peek() == STX && isPrintable(text)) {
            out.put(Attribute.RFID, text);
        } else if (text.endsWith(CELSIUS)) {
            out.put(Attribute.TEMPERATURE_1, TextFields.of(text, ',').number(0, 0, text.length() - CELSIUS.length()));
        } else {
            out.put("gt06_serial", isPrintable(text) ? text : in.hex(in.left()));
        }
        return packet.status(gathered, arrival, null);
    }

    /** Kinds 0x66 and 0x8C: time, ignition, then {@code id=value,…}, hexadecimal and in hundredths. */
    static Frame vehicle(Packet packet, Arrival arrival) {
        var in = packet.content();
        if (in.left() < 7 + PLACE_BYTES) {
            return packet.tooShort();
        }
        var gathered = new FixBuilder();
        gathered.at(in.time());
        gathered.attributes().put(Attribute.IGNITION, in.u8() != 0);
        var pairs = TextFields.of(in.buffer(), in.at(), in.at() + in.left() - PLACE_BYTES, ',');
        for (var i = 0; i < pairs.count(); i++) {
            var pair = pairs.split(i, '=');
            if (pair.count() == 2 && !pair.isEmpty(1)) {
                BusValue.write(gathered.attributes(), pair, packet.kind() == 0x66);
            }
        }
        return packet.status(gathered, arrival, null);
    }

    /** The rest of a content as text, without what is no letter at either end. */
    static String decoded(Content in, Charset charset) {
        return new String(in.buffer().getBytes(in.at(), in.at() + in.left()), charset).trim();
    }

    /** Whether a text has only visible ASCII and spaces. */
    static boolean isPrintable(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
