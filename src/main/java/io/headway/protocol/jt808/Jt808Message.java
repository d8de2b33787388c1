package io.headway.protocol.jt808;

import io.headway.protocol.Bytes;
import io.vertx.core.buffer.Buffer;

/**
 * A message without flags, escapes and checksum (vendor document, section "Message header"): id, attributes, the terminal's telephone number
 * in BCD, a serial number, and which part it is of a longer one. The attributes hold the length of the body, which is not asked: the flags
 * say where it ends, and some firmware counts wrong.
 *
 * @param bytes the header from its first byte, and what follows it
 * @param parts of how many parts this is one; 1 for a whole message
 * @param part from 1
 * @param body where the body starts
 * @param end the byte after it
 */
record Jt808Message(
        Jt808Marks marks,
        Buffer bytes,
        int id,
        int attributes,
        int phoneAt,
        int phoneBytes,
        int serial,
        int parts,
        int part,
        int body,
        int end) {
    private static final int PHONE_AT = 4;
    private static final int PHONE_BYTES = 6;
    private static final int PHONE_BYTES_2019 = 10;
    /** Between the flags E7, as the terminals that have them send it. */
    private static final int PHONE_BYTES_ALTERNATIVE = 7;

    private static final int LENGTH = 0x03FF;
    private static final int ENCRYPTED = 0x1C00;
    private static final int IN_PARTS = 0x2000;
    static final int VERSION_2019 = 0x4000;
    private static final int IMEI_DIGITS_UNCHECKED = 14;

    /**
     * Reads a header.
     *
     * @param end the byte after the body, where the checksum is
     * @return null when the bytes end within the header
     */
    static Jt808Message of(Jt808Marks marks, Buffer bytes, int end) {
        if (end < PHONE_AT) {
            return null;
        }
        var id = bytes.getUnsignedShort(0);
        var attributes = bytes.getUnsignedShort(2);
        var jointech = isJointech(id);
        var is2019 = !jointech && (attributes & VERSION_2019) != 0;
        var phoneAt = PHONE_AT + (is2019 ? 1 : 0);
        var phoneBytes =
                is2019 ? PHONE_BYTES_2019 : marks == Jt808Marks.ALTERNATIVE ? PHONE_BYTES_ALTERNATIVE : PHONE_BYTES;
        var serialAt = phoneAt + phoneBytes;
        var inParts = !jointech && (attributes & IN_PARTS) != 0;
        var partsAt = serialAt + (jointech ? 1 : 2);
        var body = partsAt + (inParts ? 4 : 0);
        if (body > end) {
            return null;
        }
        var serial = jointech ? bytes.getUnsignedByte(serialAt) : bytes.getUnsignedShort(serialAt);
        return new Jt808Message(
                marks,
                bytes,
                id,
                attributes,
                phoneAt,
                phoneBytes,
                serial,
                inParts ? bytes.getUnsignedShort(partsAt) : 1,
                inParts ? bytes.getUnsignedShort(partsAt + 2) : 1,
                body,
                end);
    }

    /** Whether a message has Jointech's own header: a serial number of one byte, and other attributes. */
    static boolean isJointech(int id) {
        return id == JointechLocation.CURRENT || id == JointechLocation.STORED;
    }

    int length() {
        return end - body;
    }

    /** The bits that say so are the length's next ones: some terminals send bodies longer than the ten bits of the document can say. */
    boolean isEncrypted() {
        return (attributes & ENCRYPTED) != 0 && (attributes & (ENCRYPTED | LENGTH)) != length();
    }

    boolean isPart() {
        return parts > 1;
    }

    /**
     * The telephone number without the zeros that fill it up, as it is printed on the terminal. Some send the first 14 digits of their IMEI
     * as a number of six bytes instead, which is no BCD then: the IMEI with its check digit is what is printed.
     */
    String uniqueId() {
        var digits = Bytes.hex(bytes, phoneAt, phoneBytes);
        for (var i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > '9') {
                return phoneBytes == PHONE_BYTES ? imeiOrHex(digits) : digits;
            }
        }
        return withoutLeadingZeros(digits);
    }

    static String withoutLeadingZeros(String digits) {
        var from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    private static String imeiOrHex(String hex) {
        var number = Long.toString(Long.parseLong(hex, 16));
        return number.length() == IMEI_DIGITS_UNCHECKED ? number + checkDigit(number) : hex;
    }

    /** By Luhn's formula (ISO/IEC 7812-1, annex B; 3GPP TS 23.003, annex B). */
    private static int checkDigit(String number) {
        var sum = 0;
        for (var i = 0; i < number.length(); i++) {
            var digit = number.charAt(i) - '0';
            var weighted = (number.length() - i) % 2 == 1 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }
}
