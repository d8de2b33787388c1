package io.headway.protocol.queclink;

import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The frames of messages in bytes (GV200, 5.01, section "HEX format report message"): a header of four letters, type, a mask of what is
 * there, length, contents, checksum, 0D 0A. Pure; any thread. The checksum is CRC-16/IBM-3740 (x^16 + x^12 + x^5 + 1, start 0xFFFF) of what
 * stands between header and checksum; the document names no kind, but the examples of all its sections verify so.
 */
final class QueclinkBinary {
    private static final int HEADER_BYTES = 4;
    /** Count number, checksum, 0D 0A. */
    private static final int COUNT_FROM_END = 6;

    private static final int CHECKSUM_FROM_END = 4;
    private static final int MIN_BYTES = 16;
    /** Longer than an information report can be. */
    private static final int MAX_INFORMATION = 1_024;
    /** Type of +RSP:GTERI. */
    static final int EXTENDED = 18;
    /** Of the mask of an extended report's extension. */
    private static final int MORE_MASK_BYTES = 4;

    private static final long PLAIN_NUMBER_END = 1_000_000_000_000_000L;
    private static final int CANNOT_FOLLOW = -1;
    private static final int POLYNOMIAL = 0x1021;
    private static final int WITH_LENGTH = 1;
    private static final int WITH_TYPE = 1 << 1;
    private static final int WITH_PROTOCOL = 1 << 2;
    private static final int WITH_FIRMWARE = 1 << 3;
    private static final int IS_NAME = 1 << 4;
    private static final int WITH_COUNT = 1 << 6;
    private static final int WITH_IDENTITY = 1 << 7;
    private static final int ID_BYTES = 8;

    private QueclinkBinary() {}

    /** The kinds of frame, and where each has the mask of its contents and its length. */
    private enum Header {
        ACK("+ACK", 5, 1, 6, 1, 1),
        /** A heartbeat. */
        HBD("+HBD", 4, 1, 5, 1, 1),
        /** A heartbeat from earlier. */
        BBD("+BBD", 4, 1, 5, 1, 1),
        INF("+INF", 5, 2, 7, 2, 1),
        BNF("+BNF", 5, 2, 7, 2, 1),
        /** Accelerations around a crash, and such from earlier. */
        CRD("+CRD", 5, 1, 6, 2, 1),
        BRD("+BRD", 5, 1, 6, 2, 1),
        RSP("+RSP", 5, 4, 9, 2, 1 << 7),
        BSP("+BSP", 5, 4, 9, 2, 1 << 7),
        EVT("+EVT", 5, 4, 9, 2, 1 << 7),
        BVT("+BVT", 5, 4, 9, 2, 1 << 7),
        /** Values of the diagnostic socket, with a position; its mask says only which values (GV500MAP). */
        OBD("+OBD", 5, 4, 9, 2, 0);

        private final String letters;
        private final int maskAt;
        private final int maskBytes;
        private final int lengthAt;
        private final int lengthBytes;
        private final int lengthBit;

        Header(String letters, int maskAt, int maskBytes, int lengthAt, int lengthBytes, int lengthBit) {
            this.letters = letters;
            this.maskAt = maskAt;
            this.maskBytes = maskBytes;
            this.lengthAt = lengthAt;
            this.lengthBytes = lengthBytes;
            this.lengthBit = lengthBit;
        }

        /** Null when the bytes begin with none, or are text: in that a colon and GT follow the letters. */
        static Header of(Buffer in, int from, int to) {
            if (to - from < HEADER_BYTES || in.getByte(from) != '+') {
                return null;
            }
            for (var header : values()) {
                if (in.getByte(from + 1) == header.letters.charAt(1)
                        && in.getByte(from + 2) == header.letters.charAt(2)
                        && in.getByte(from + 3) == header.letters.charAt(3)) {
                    return to - from > HEADER_BYTES && in.getByte(from + HEADER_BYTES) == ':' ? null : header;
                }
            }
            return null;
        }

        long mask(Buffer in, int from) {
            return number(in, from + maskAt, maskBytes);
        }

        /** Where the length is, counted from the start of the frame; 0 when too little has come to know. */
        int lengthAt(Buffer in, int from, int to) {
            if (to - from < lengthAt + lengthBytes) {
                return 0;
            }
            return switch (this) {
                // Extended reports have the mask of their extension in front of it.
                case RSP, BSP -> in.getByte(from + HEADER_BYTES) == EXTENDED ? lengthAt + MORE_MASK_BYTES : lengthAt;
                // Some models have a second mask there, which is no length that can be.
                case INF, BNF -> {
                    int length = in.getUnsignedShort(from + lengthAt);
                    yield length < MIN_BYTES || length > MAX_INFORMATION ? lengthAt + lengthBytes : lengthAt;
                }
                default -> lengthAt;
            };
        }
    }

    private static long number(Buffer in, int at, int bytes) {
        return switch (bytes) {
            case 1 -> in.getUnsignedByte(at);
            case 2 -> in.getUnsignedShort(at);
            default -> in.getUnsignedInt(at);
        };
    }

    static boolean startsAt(Buffer in, int from, int to) {
        return Header.of(in, from, to) != null;
    }

    /** As {@link io.headway.protocol.DeviceProtocol#frameLength}; negative for a frame that was set to have no length. */
    static int frameLength(Buffer in, int from, int to) {
        var header = Header.of(in, from, to);
        var lengthAt = header.lengthAt(in, from, to);
        if (lengthAt == 0 || to - from < lengthAt + header.lengthBytes) {
            return 0;
        }
        var length = (int) number(in, from + lengthAt, header.lengthBytes);
        var hasLength = header.lengthBit == 0 || (header.mask(in, from) & header.lengthBit) != 0;
        return !hasLength || length < MIN_BYTES ? CANNOT_FOLLOW : length;
    }

    static Frame decode(Buffer in, int from, int to, Arrival arrival) {
        var header = Header.of(in, from, to);
        if (to - from < MIN_BYTES || frameLength(in, from, to) != to - from) {
            return QueclinkProtocol.malformed("the length does not agree with a frame of " + (to - from) + " bytes");
        }
        var checksumAt = to - CHECKSUM_FROM_END;
        if (checksum(in, from + HEADER_BYTES, checksumAt) != in.getUnsignedShort(checksumAt)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the frame's CRC-16 does not verify");
        }
        return switch (header) {
            case RSP, BSP, EVT, BVT ->
                QueclinkRecords.read(
                        in,
                        from,
                        from + header.lengthAt(in, from, to) + header.lengthBytes,
                        to,
                        in.getInt(from + header.maskAt),
                        header.letters,
                        arrival);
            case OBD ->
                QueclinkRecords.read(
                        in,
                        from,
                        from + header.lengthAt + header.lengthBytes,
                        to,
                        QueclinkRecords.EVERYTHING,
                        header.letters,
                        arrival);
            case HBD, BBD -> heartbeat(in, from, to, header);
            case ACK -> new Frame.Heartbeat(null, (header.mask(in, from) & WITH_COUNT) == 0 ? null : answer(in, to));
            case INF, BNF -> information(in, from, to, arrival, header);
            // What cannot be kept is not acknowledged.
            case CRD, BRD -> new Frame.Heartbeat(null, null);
        };
    }

    /** Bits of the mask: GV200, "AT+GTHRM", parameter "+HBD Mask". */
    private static Frame heartbeat(Buffer in, int from, int to, Header header) {
        var mask = in.getUnsignedByte(from + header.maskAt);
        var at = from + header.lengthAt + ((mask & WITH_LENGTH) != 0 ? 1 : 0);
        var hasVersion = (mask & WITH_TYPE) != 0 && (mask & WITH_PROTOCOL) != 0;
        var version = hasVersion
                ? String.format(Locale.ROOT, "%02X%04X", in.getUnsignedByte(at), in.getUnsignedShort(at + 1))
                : "";
        at += ((mask & WITH_TYPE) != 0 ? 1 : 0)
                + ((mask & WITH_PROTOCOL) != 0 ? 2 : 0)
                + ((mask & WITH_FIRMWARE) != 0 ? 2 : 0);
        var uniqueId = (mask & WITH_IDENTITY) != 0 ? identity(in, at, to, (mask & IS_NAME) != 0) : null;
        return new Frame.Heartbeat(
                uniqueId,
                (mask & WITH_COUNT) == 0
                        ? null
                        : Buffer.buffer("+SACK:GT" + header + "," + version + "," + count(in, to) + "$"));
    }

    /** Only that it came: its contents differ by model and mask (GV200, section "Information report +INF"). */
    private static Frame information(Buffer in, int from, int to, Arrival arrival, Header header) {
        var mask = header.mask(in, from);
        var uniqueId =
                identity(in, from + header.lengthAt(in, from, to) + header.lengthBytes, to, (mask & 1 << 1) != 0);
        return uniqueId == null
                ? QueclinkProtocol.malformed("no identity")
                : new Frame.Status(
                        uniqueId,
                        arrival.atMs(),
                        header == Header.BNF ? "{\"event\":\"INF\",\"archive\":true}" : "{\"event\":\"INF\"}",
                        (mask & 1 << 5) == 0 ? null : answer(in, to));
    }

    /**
     * The IMEI, two decimal digits a byte as a number, the last digit alone; or up to eight characters of the device name, where the device is
     * set to send that (GV200, section "Heartbeat data", parameter "Unique ID"). What would be an IMEI that begins with 0000 to 0003 is the whole
     * number in eight bytes, as an open-source server (Traccar) reads it: no such IMEI is given out.
     *
     * @return null when the bytes are neither
     */
    static String identity(Buffer in, int at, int end, boolean isName) {
        if (at + ID_BYTES > end - CHECKSUM_FROM_END) {
            return null;
        }
        var number = in.getLong(at);
        if (!isName && number > 0 && number < PLAIN_NUMBER_END) {
            return String.format(Locale.ROOT, "%015d", number);
        }
        var text = new StringBuilder(2 * ID_BYTES);
        for (var i = at; i < at + ID_BYTES; i++) {
            int b = in.getUnsignedByte(i);
            if (isName) {
                if (b == 0) {
                    break;
                }
                if (b <= ' ' || b > '~') {
                    return null;
                }
                text.append((char) b);
            } else if (i < at + ID_BYTES - 1) {
                if (b > 99) {
                    return null;
                }
                text.append(b / 10).append(b % 10);
            } else if (b > 9) {
                return null;
            } else {
                text.append(b);
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    /** Our answers are text in either format, as the commands are. */
    static Buffer answer(Buffer in, int end) {
        return Buffer.buffer("+SACK:" + count(in, end) + "$", StandardCharsets.US_ASCII.name());
    }

    private static String count(Buffer in, int end) {
        return String.format(Locale.ROOT, "%04X", in.getUnsignedShort(end - COUNT_FROM_END));
    }

    static int checksum(Buffer in, int from, int to) {
        var crc = 0xFFFF;
        for (var i = from; i < to; i++) {
            crc ^= (in.getByte(i) & 0xFF) << 8;
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }
}
