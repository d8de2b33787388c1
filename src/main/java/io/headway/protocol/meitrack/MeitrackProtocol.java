package io.headway.protocol.meitrack;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.Checksums;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Meitrack's trackers. Stateless and pure; any thread.
 *
 * <p>A message is {@code $$<flag><length>,<IMEI>,<kind>,<content>*<checksum>\r\n}: the flag is a letter that counts, the length that from
 * the first comma to the end, the checksum the low byte of the sum of all before it, in hexadecimal (vendor document, "GPRS Command
 * Format"). Messages of text end with their line, since some firmware miscounts their length; those whose content is binary go by the length.
 */
public final class MeitrackProtocol implements DeviceProtocol {
    static final String NAME = "meitrack";

    private static final String REPORT = "AAA";
    private static final Set<String> BINARY_KINDS = Set.of("CCC", "CCE", "CFF", "D00");

    private static final String START = "$$";
    private static final int FLAG_AT = 2;
    private static final int LENGTH_AT = 3;
    private static final int MAX_LENGTH_DIGITS = 6;
    private static final int MAX_IMEI_CHARACTERS = 20;
    private static final int KIND_CHARACTERS = 3;
    /** Asterisk and two digits. */
    private static final int CHECKSUM_BYTES = 3;

    private static final int LINE_END_BYTES = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        var blanks = from;
        while (blanks < to && isSpace(in.getByte(blanks))) {
            blanks++;
        }
        if (blanks > from || to - from < START.length()) {
            return blanks - from;
        }
        var header = Bytes.startsWith(in, from, to, START) ? Header.of(in, from, to) : null;
        if (header != null && BINARY_KINDS.contains(header.kind())) {
            return header.frameBytes();
        }
        // The kind has not come yet, so it is open whether a line or the length ends the message.
        if (header == null && isHeaderCutShort(in, from, to)) {
            return 0;
        }
        var newline = Bytes.indexOf(in, from, to, '\n');
        return newline < 0 ? 0 : newline + 1 - from;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var to = from + length;
        var header = Bytes.startsWith(in, from, to, START) ? Header.of(in, from, to) : null;
        if (header == null) {
            return isBlank(in, from, to)
                    ? new Frame.Heartbeat(null, null)
                    : malformed("a line that starts with no $$, length, IMEI and kind");
        }
        var end = BINARY_KINDS.contains(header.kind()) ? endOfBinary(header, in, from, to) : endOfText(in, from, to);
        if (end < header.content() || in.getByte(end) != '*') {
            return malformed("the message does not end with a checksum where it should");
        }
        if (TextFields.of(in, end + 1, end + CHECKSUM_BYTES, '\0').hex(0, -1) != Checksums.sum8(in, from, end + 1)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the message's checksum does not verify");
        }
        return switch (header.kind()) {
            case "CCC" -> PackedReports.frame(header, in, end);
            case "CCE", "CFF" -> ParameterReports.frame(header.imei(), in, header.content(), end, arrival);
            case "D00" -> new Frame.Heartbeat(header.imei(), null);
            default -> text(header, in, end, arrival);
        };
    }

    /**
     * A report, by its kind or by its look: some answers to commands are reports too, and some firmware has a number before the event. Any
     * other has nothing of a position; no answer is due.
     */
    private static Frame text(Header header, Buffer in, int end, Arrival arrival) {
        var fields = TextFields.of(in, header.content(), end, ',');
        if (!TextReport.looksLikeOne(fields) && fields.isDigits(0) && fields.count() > 1) {
            var behind = TextFields.of(in, header.content() + fields.length(0) + 1, end, ',');
            fields = TextReport.looksLikeOne(behind) ? behind : fields;
        }
        return header.kind().equals(REPORT) || TextReport.looksLikeOne(fields)
                ? TextReport.frame(header.imei(), fields, arrival)
                : new Frame.Heartbeat(header.imei(), null);
    }

    /** Where the asterisk must be; negative when the message is not as long as it says, with the end of its line or without. */
    private static int endOfBinary(Header header, Buffer in, int from, int to) {
        var asterisk = from + header.frameBytes() - LINE_END_BYTES - CHECKSUM_BYTES;
        var missing = from + header.frameBytes() - to;
        return (missing == 0 && in.getByte(to - 1) == '\n') || missing == LINE_END_BYTES ? asterisk : -1;
    }

    private static int endOfText(Buffer in, int from, int to) {
        var end = to;
        while (end > from && isSpace(in.getByte(end - 1))) {
            end--;
        }
        return end - CHECKSUM_BYTES;
    }

    /**
     * What stands before the content.
     *
     * @param flag the letter that counts messages
     * @param frameBytes of the whole message by what it says
     * @param content place of the first byte behind the comma that ends the kind
     */
    record Header(char flag, int frameBytes, String imei, String kind, int content) {

        /** Null when none starts here, or has not come whole. */
        static Header of(Buffer in, int from, int to) {
            var lengthEnd = Bytes.indexOf(in, from, Math.min(to, from + LENGTH_AT + MAX_LENGTH_DIGITS + 1), ',');
            if (lengthEnd <= from + LENGTH_AT) {
                return null;
            }
            var length = TextFields.of(in, from + LENGTH_AT, lengthEnd, '\0').integer(0, -1);
            var imeiEnd = Bytes.indexOf(in, lengthEnd + 1, Math.min(to, lengthEnd + MAX_IMEI_CHARACTERS + 2), ',');
            var kindEnd = imeiEnd + 1 + KIND_CHARACTERS;
            if (length < 0 || imeiEnd <= lengthEnd + 1 || kindEnd >= to) {
                return null;
            }
            return new Header(
                    (char) (in.getByte(from + FLAG_AT) & 0xFF),
                    lengthEnd - from + (int) length,
                    in.getString(lengthEnd + 1, imeiEnd, StandardCharsets.ISO_8859_1.name()),
                    in.getString(imeiEnd + 1, kindEnd, StandardCharsets.ISO_8859_1.name()),
                    in.getByte(kindEnd) == ',' ? kindEnd + 1 : kindEnd);
        }
    }

    /** Whether more bytes could still make a header of what starts here. */
    private static boolean isHeaderCutShort(Buffer in, int from, int to) {
        return Bytes.startsWith(in, from, to, START)
                && to - from < LENGTH_AT + MAX_LENGTH_DIGITS + MAX_IMEI_CHARACTERS + KIND_CHARACTERS + 3
                && Bytes.indexOf(in, from + LENGTH_AT, to, '\n') < 0;
    }

    private static boolean isBlank(Buffer in, int from, int to) {
        for (var i = from; i < to; i++) {
            if (!isSpace(in.getByte(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == 0;
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
