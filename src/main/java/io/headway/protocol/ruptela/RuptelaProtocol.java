package io.headway.protocol.ruptela;

import static io.headway.protocol.ruptela.RuptelaPacket.CRC_BYTES;
import static io.headway.protocol.ruptela.RuptelaPacket.ENVELOPE_BYTES;
import static io.headway.protocol.ruptela.RuptelaPacket.IMEI_BYTES;
import static io.headway.protocol.ruptela.RuptelaPacket.LENGTH_BYTES;
import static io.headway.protocol.ruptela.RuptelaPacket.MIN_CONTENT_BYTES;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.Crc16;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ruptela over TCP, and over UDP the same packets. Stateless and pure; any thread.
 *
 * <p>Every packet names its device by the IMEI, so none needs a login before it. Records are acknowledged as a whole packet, 1 for taken and
 * 0 for "send again" (vendor document, commands 1/100 and 68/100): records kept as rejected are durable too, so the answer after a receipt
 * is always 1. A packet of records that does not verify is answered with 0.
 */
public final class RuptelaProtocol implements DeviceProtocol {
    private static final int CANNOT_FOLLOW = -1;
    private static final int IMEI_DIGITS = 15;
    private static final long LARGEST_IMEI = 999_999_999_999_999L;
    /** How long a device that is not known yet waits before it identifies itself again. */
    private static final int COME_AGAIN_MINUTES = 5;

    @Override
    public String name() {
        return "ruptela";
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        if (to - from < LENGTH_BYTES) {
            return 0;
        }
        var contentBytes = in.getUnsignedShort(from);
        if (contentBytes < MIN_CONTENT_BYTES) {
            return CANNOT_FOLLOW;
        }
        if (to - from >= LENGTH_BYTES + IMEI_BYTES && !isImei(in.getLong(from + LENGTH_BYTES))) {
            return CANNOT_FOLLOW;
        }
        return ENVELOPE_BYTES + contentBytes;
    }

    /**
     * The frame's own end counts, and not the length in it: some firmware gives the answer to an I/O command a wrong one, and in a datagram
     * the packet is whole all the same. The CRC decides.
     */
    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < ENVELOPE_BYTES + MIN_CONTENT_BYTES || length > in.length() - from) {
            return malformed("a packet has at least an IMEI and a command");
        }
        var content = from + LENGTH_BYTES;
        var end = from + length - CRC_BYTES;
        int command = in.getUnsignedByte(content + IMEI_BYTES);
        if (Crc16.KERMIT.of(in, content, end) != in.getUnsignedShort(end)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the packet's CRC-16 does not verify", sendAgain(command));
        }
        var number = in.getLong(content);
        if (!isImei(number)) {
            return malformed("an IMEI has at most 15 digits");
        }
        var imei = digits(number);
        var payload = content + MIN_CONTENT_BYTES;
        return switch (command) {
            case RuptelaPacket.RECORDS, RuptelaPacket.EXTENDED_RECORDS ->
                records(
                        imei,
                        new RuptelaRecords(in, payload, end, command == RuptelaPacket.EXTENDED_RECORDS).read(),
                        command,
                        arrival);
            case RuptelaPacket.TROUBLE_CODES -> positions(imei, RuptelaRecords.troubleCodes(in, payload, end), command);
            case RuptelaPacket.IDENTIFICATION ->
                new Frame.Login(imei, RuptelaPacket.positive(command), RuptelaPacket.comeAgain(COME_AGAIN_MINUTES));
            case RuptelaPacket.HEARTBEAT -> new Frame.Heartbeat(imei, RuptelaPacket.positive(command));
            case RuptelaPacket.SMS_RESPONSE -> text(imei, in, payload, end, arrival);
            default -> new Frame.Heartbeat(imei, null);
        };
    }

    /** A packet of one record that has no place is a state. Of several, each is kept for its attributes. */
    private static Frame records(String imei, List<Fix> fixes, int command, Arrival arrival) {
        if (fixes.size() != 1 || fixes.getFirst().hasLocation()) {
            return positions(imei, fixes, command);
        }
        var only = fixes.getFirst();
        var atMs = only.recordedAtMs() == FixTime.UNKNOWN ? arrival.atMs() : only.recordedAtMs();
        return new Frame.Status(imei, atMs, only.attributes(), RuptelaPacket.positive(command));
    }

    private static Frame positions(String imei, List<Fix> fixes, int command) {
        return fixes.isEmpty()
                ? new Frame.Rejected(FrameFault.MALFORMED, "the payload is not exactly its records", sendAgain(command))
                : new Frame.Positions(imei, fixes, _ -> RuptelaPacket.positive(command));
    }

    /** What a command sent as text was answered with. */
    private static Frame text(String imei, Buffer in, int payload, int end, Arrival arrival) {
        var fix = new FixBuilder();
        fix.attributes().put(Attribute.TEXT, in.getString(payload, end, StandardCharsets.ISO_8859_1.name()));
        return fix.status(imei, arrival.atMs(), null);
    }

    /** Null where the document has no such word. */
    private static Buffer sendAgain(int command) {
        return command == RuptelaPacket.RECORDS || command == RuptelaPacket.EXTENDED_RECORDS
                ? RuptelaPacket.negative(command)
                : null;
    }

    private static boolean isImei(long number) {
        return number > 0 && number <= LARGEST_IMEI;
    }

    private static String digits(long imei) {
        var digits = Long.toString(imei);
        return "0".repeat(IMEI_DIGITS - digits.length()) + digits;
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
