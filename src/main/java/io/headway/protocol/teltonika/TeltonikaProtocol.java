package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Crc16;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Teltonika over TCP. Stateless and pure; any thread.
 *
 * <p>A connection starts with the device's IMEI behind a 2-byte length and is answered 01 or 00 (vendor document, section "Communication with
 * server"). Packets follow: four zero bytes, length, content, checksum. The acknowledgement is the number of records as 4 bytes. It counts
 * every record of the packet, those kept as rejected too: all of them are durable then, and a smaller number would make the device send the
 * whole packet again.
 *
 * <p>Codecs 12, 13, 14 and 15 carry text: answers to our commands, or what hangs on the device's serial port. Nothing of it is stored, and
 * no answer is due: for 12 and 14 the document knows acknowledgements from the device only, 13 and 15 go from device to server only.
 */
public final class TeltonikaProtocol implements DeviceProtocol {
    static final String NAME = "teltonika";

    static final int KEEP_ALIVE = 0xFF;
    private static final int LOGIN_HEADER_BYTES = 2;
    private static final int MIN_IMEI_DIGITS = 14;
    private static final int MAX_IMEI_DIGITS = 17;
    private static final int HEADER_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;
    private static final int ENVELOPE_BYTES = HEADER_BYTES + CHECKSUM_BYTES;
    /** Codec and two counts. */
    private static final int MIN_CONTENT_BYTES = 3;

    /** What a length of a frame can say at all; the gateway's own limit is far below. */
    private static final long MAX_CONTENT_BYTES = Integer.MAX_VALUE - ENVELOPE_BYTES;

    private static final int CANNOT_FOLLOW = -1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        var available = to - from;
        if (available < 1) {
            return 0;
        }
        if (in.getUnsignedByte(from) == KEEP_ALIVE) {
            return 1;
        }
        if (in.getByte(from) != 0) {
            return CANNOT_FOLLOW;
        }
        if (available < LOGIN_HEADER_BYTES) {
            return 0;
        }
        int second = in.getUnsignedByte(from + 1);
        if (second != 0) {
            return loggedIn ? CANNOT_FOLLOW : LOGIN_HEADER_BYTES + second;
        }
        if (available < HEADER_BYTES) {
            return 0;
        }
        var contentBytes = in.getUnsignedInt(from + 4);
        if (in.getInt(from) != 0 || contentBytes > MAX_CONTENT_BYTES) {
            return CANNOT_FOLLOW;
        }
        return ENVELOPE_BYTES + (int) contentBytes;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        if (length == 1) {
            return in.getUnsignedByte(from) == KEEP_ALIVE
                    ? new Frame.Heartbeat(null, null)
                    : malformed("a single byte that is no keep-alive");
        }
        if (!arrival.loggedIn() && in.getUnsignedShort(from) != 0) {
            return login(in, from, length);
        }
        if (length < ENVELOPE_BYTES || in.getInt(from) != 0) {
            return malformed("no packet starts here");
        }
        var contentBytes = in.getUnsignedInt(from + 4);
        if (contentBytes + ENVELOPE_BYTES != length) {
            return malformed("the length says " + contentBytes + " bytes of content in a frame of " + length);
        }
        if (!arrival.loggedIn()) {
            return new Frame.Rejected(FrameFault.NOT_LOGGED_IN, "a packet before the IMEI");
        }
        return packet(in, from + HEADER_BYTES, from + HEADER_BYTES + (int) contentBytes, arrival);
    }

    private static Frame login(Buffer in, int from, int length) {
        var digits = length - LOGIN_HEADER_BYTES;
        if (in.getUnsignedShort(from) != digits || !isImei(in, from + LOGIN_HEADER_BYTES, from + length)) {
            return malformed("an IMEI has 14 to 17 digits");
        }
        var imei = in.getString(from + LOGIN_HEADER_BYTES, from + length, StandardCharsets.US_ASCII.name());
        return new Frame.Login(
                imei, Buffer.buffer(1).appendByte((byte) 1), Buffer.buffer(1).appendByte((byte) 0));
    }

    static boolean isImei(Buffer in, int from, int to) {
        if (to - from < MIN_IMEI_DIGITS || to - from > MAX_IMEI_DIGITS) {
            return false;
        }
        for (var i = from; i < to; i++) {
            if (in.getByte(i) < '0' || in.getByte(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** @param end the byte after the content, where the checksum starts; it lies within {@code in} */
    private static Frame packet(Buffer in, int content, int end, Arrival arrival) {
        if (Crc16.ARC.of(in, content, end) != in.getUnsignedInt(end)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the packet's CRC-16 does not verify");
        }
        if (end - content < MIN_CONTENT_BYTES) {
            return malformed("a packet without a codec and counts");
        }
        return content(in, content, end, arrival);
    }

    /** Codec, count, records, count; at least three bytes. */
    static Frame content(Buffer in, int content, int end, Arrival arrival) {
        int codec = in.getUnsignedByte(content);
        return switch (codec) {
            case 0x07 -> maskedRecords(in, content, end, arrival);
            case 0x08 -> records(in, content, end, arrival, TeltonikaCodec.CODEC_8);
            case 0x8E -> records(in, content, end, arrival, TeltonikaCodec.CODEC_8_EXTENDED);
            case 0x10 -> records(in, content, end, arrival, TeltonikaCodec.CODEC_16);
            case 0x0C, 0x0D, 0x0E, 0x0F -> new Frame.Heartbeat(null, null);
            default -> new Frame.Rejected(FrameFault.UNKNOWN_KIND, "codec " + codec + " is not known");
        };
    }

    /** The records between codec and second count. */
    private static Frame records(Buffer in, int content, int end, Arrival arrival, TeltonikaCodec codec) {
        int count = in.getUnsignedByte(content + 1);
        var instead = insteadOfRecords(in, content, end, arrival);
        if (instead != null) {
            return instead;
        }
        var fixes = new AvlReader(in, content + 2, end - 1, codec, false).read(count);
        if (fixes.isEmpty() && codec == TeltonikaCodec.CODEC_8) {
            // Some firmware has a group of 16-byte elements too, and no mark that says so. The layouts differ in
            // length, so a packet that
            // is whole in the documented one is never read in this.
            fixes = new AvlReader(in, content + 2, end - 1, codec, true).read(count);
        }
        return positions(count, fixes);
    }

    /** As {@link #records}, of codec 7, where a record may have no place. */
    private static Frame maskedRecords(Buffer in, int content, int end, Arrival arrival) {
        int count = in.getUnsignedByte(content + 1);
        var instead = insteadOfRecords(in, content, end, arrival);
        if (instead != null) {
            return instead;
        }
        var fixes = new MaskedReader(in, content + 2, end - 1).read(count);
        if (fixes.size() == 1 && !fixes.getFirst().hasLocation()) {
            var report = fixes.getFirst();
            return new Frame.Status(null, report.recordedAtMs(), report.attributes(), count(1));
        }
        return positions(count, fixes);
    }

    /** What a packet is whose counts say that it holds no records, or disagree; null when it holds some. */
    private static Frame insteadOfRecords(Buffer in, int content, int end, Arrival arrival) {
        int count = in.getUnsignedByte(content + 1);
        int repeated = in.getUnsignedByte(end - 1);
        if (count != repeated) {
            return new Frame.Rejected(
                    FrameFault.COUNT_MISMATCH, "the counts say " + count + " and " + repeated + " records");
        }
        if (count > 0) {
            return null;
        }
        return end - content == MIN_CONTENT_BYTES
                ? new Frame.Status(null, arrival.atMs(), "{}", count(0))
                : malformed("a packet of no records has content");
    }

    private static Frame positions(int count, List<Fix> fixes) {
        return fixes.isEmpty()
                ? malformed("the content is not exactly " + count + " records")
                : new Frame.Positions(null, fixes, TeltonikaProtocol::acknowledgement);
    }

    private static Buffer acknowledgement(Receipt receipt) {
        return count(receipt.size());
    }

    private static Buffer count(int records) {
        return Buffer.buffer(Integer.BYTES).appendInt(records);
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
