package io.headway.protocol.wialon;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Wialon IPS 1.1 and 2.0. Stateless and pure; any thread.
 *
 * <p>A message is a line {@code #TYPE#fields}. A datagram has before it whose it is: {@code imei}, or {@code version;imei} from 2.0 on
 * (vendor document, "Incoming data (UDP)"); such a line is taken over TCP too. Which version a TCP connection speaks was said at its login
 * only, so a checksum is known by its place behind the last field, or by its look.
 *
 * <p>Blocks of pictures and files follow the line of their message as raw bytes. A packed message is a byte 0xFF, its length in two bytes,
 * the lower first, and a zlib stream (vendor document, "Data compression").
 */
public final class WialonProtocol implements DeviceProtocol {
    static final String NAME = "wialon";

    private static final int PACKED_HEADER_BYTES = 3;
    private static final String ONLY_IN_2 = "2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (to - from < 1) {
            return 0;
        }
        if (in.getUnsignedByte(from) == PackedMessage.MARK) {
            return to - from < PACKED_HEADER_BYTES ? 0 : PACKED_HEADER_BYTES + in.getUnsignedShortLE(from + 1);
        }
        var newline = Bytes.indexOf(in, from, to, '\n');
        if (newline < 0) {
            return 0;
        }
        var line = newline + 1 - from;
        var length = line + FileBlock.announcedBytes(in, from, newline);
        return length > Integer.MAX_VALUE ? -1 : (int) length;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        if (in.getUnsignedByte(from) != PackedMessage.MARK) {
            return line(in, from, from + length, arrival);
        }
        var unpacked = length < PACKED_HEADER_BYTES || in.getUnsignedShortLE(from + 1) != length - PACKED_HEADER_BYTES
                ? null
                : PackedMessage.unpacked(in, from + PACKED_HEADER_BYTES, from + length);
        return unpacked == null
                ? malformed("a packed message that is not whole, or too long")
                : line(unpacked, 0, unpacked.length(), arrival);
    }

    /** A line with its delimiter or without, and the block behind it if its kind has one. */
    private static Frame line(Buffer in, int from, int to, Arrival arrival) {
        var newline = Bytes.indexOf(in, from, to, '\n');
        var end = newline < 0 ? to : newline;
        while (end > from && isSpace(in.getByte(end - 1))) {
            end--;
        }
        if (end == from) {
            return new Frame.Heartbeat(null, null);
        }
        var first = Bytes.indexOf(in, from, end, '#');
        var second = first < 0 ? -1 : Bytes.indexOf(in, first + 1, end, '#');
        if (second < 0) {
            return malformed("a line without #TYPE#");
        }
        var sender = TextFields.of(in, from, first, ';');
        var body = new Body(in, second + 1, end, sender.count() > 1 && sender.startsWith(0, ONLY_IN_2));
        var uniqueId = first == from ? null : sender.text(sender.count() - 1).strip();
        var type = in.getString(first + 1, second, StandardCharsets.ISO_8859_1.name());
        return switch (type) {
            case "L" -> login(body);
            case "P" -> new Frame.Heartbeat(uniqueId, answer("#AP#"));
            case "I", "T" -> FileBlock.frame(uniqueId, body, type, to - (newline < 0 ? to : newline + 1));
            case "IT" -> new Frame.Heartbeat(uniqueId, answer("#AIT#0"));
            default -> {
                if (uniqueId == null && !arrival.loggedIn()) {
                    yield new Frame.Rejected(FrameFault.NOT_LOGGED_IN, "a message before the login");
                }
                yield report(uniqueId, type, body, arrival);
            }
        };
    }

    private static Frame report(String uniqueId, String type, Body body, Arrival arrival) {
        return switch (type) {
            case "SD" -> DataMessage.SHORT.frame(uniqueId, body, arrival);
            case "D" -> DataMessage.EXTENDED.frame(uniqueId, body, arrival);
            case "B" -> BlackBox.frame(uniqueId, body, arrival);
            case "M" -> DriverMessage.frame(uniqueId, body, arrival);
            // Answers to what a server may send, and kinds of later versions: no answer is due to them.
            default -> new Frame.Heartbeat(uniqueId, null);
        };
    }

    /** "imei;password", and from 2.0 on "version;imei;password;crc16" (vendor document, "Login packet"). Passwords are not looked at. */
    private static Frame login(Body body) {
        var fields = body.fields(';');
        var isVersion2 = fields.count() > 3 || (fields.count() == 3 && hasPoint(fields.text(0)));
        if (isVersion2 && !body.checksumVerifies()) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the login's CRC-16 does not verify", answer("#AL#10"));
        }
        var uniqueId = fields.text(isVersion2 ? 1 : 0).strip();
        return uniqueId.isEmpty()
                ? new Frame.Rejected(FrameFault.MALFORMED, "a login without an identity", answer("#AL#0"))
                : new Frame.Login(uniqueId, answer("#AL#1"), answer("#AL#0"));
    }

    /** Versions have one and identities as a rule have none. */
    private static boolean hasPoint(String text) {
        return text.indexOf('.') >= 0;
    }

    static Buffer answer(String message) {
        return Buffer.buffer(message + "\r\n");
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }

    private static boolean isSpace(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == '\t' || b == 0;
    }
}
