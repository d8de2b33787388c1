package io.headway.protocol.suntech;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.Checksums;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * What a device on the serial port said, in a report UEX: {@code <length>;<data>;<checksum>}, the checksum being the low byte of the sum of
 * the data (vendor document, section "Report of external device's data"). The data may hold semicolons and ends of lines.
 *
 * @param from place of its first byte
 * @param to place of the semicolon behind it, or beyond what has arrived
 */
record ExternalData(int from, int to) {
    /** The vendor document allows 500. */
    private static final int MAX_BYTES = 1_024;
    /** Longer than the fields before the data can be. */
    private static final int MAX_HEAD_BYTES = 512;
    /** Of "GTSL", a reader of drivers' licences: name, three numbers, the driver, one number. */
    private static final int GTSL_DRIVER = 4;

    /**
     * Finds the data by its length.
     *
     * @return null when the message has none, or its length is none that can be
     */
    static ExternalData find(Buffer in, int from, int to) {
        var head = TextFields.of(in, from, Math.min(to, from + MAX_HEAD_BYTES), ';');
        var lengthAt = lengthField(head, SuntechHeader.of(head));
        if (lengthAt < 0 || lengthAt + 1 >= head.count()) {
            return null;
        }
        var length = head.integer(lengthAt, -1);
        if (length < 0 || length > MAX_BYTES) {
            return null;
        }
        var start = from;
        for (var field = 0; field <= lengthAt; field++) {
            start += head.length(field) + 1;
        }
        var end = start + (int) length;
        return end < to && in.getByte(end) != ';' ? null : new ExternalData(start, end);
    }

    /** Number of the field of the length in a report UEX; -1 in any other. */
    static int lengthField(TextFields head, SuntechHeader header) {
        if (header == null || !header.kind().equals("UEX") || header.isAnswer()) {
            return -1;
        }
        return header.isUniversal() ? UniversalReport.lengthField(head) : VehicleReport.lengthField(head);
    }

    /** Whether the checksum, the field behind the data, verifies. */
    boolean verifies(Buffer in, TextFields behind) {
        return behind.hex(0, -1) == Checksums.sum8(in, from, to);
    }

    /** Puts what it says: a tag, a driver, otherwise the text. */
    void put(AttributesWriter attributes, Buffer in) {
        var bytes = in.getBytes(from, to);
        var text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        for (var b : bytes) {
            if (b < ' ' && b != '\r' && b != '\n') {
                attributes.putHexIndexed("suntech_external", 1, in, from, to - from);
                return;
            }
        }
        var parts = TextFields.of(text, '|');
        if (text.startsWith("RFID:")) {
            attributes.put(Attribute.RFID, text.substring("RFID:".length()));
        } else if (parts.is(0, "GTSL") && parts.count() > GTSL_DRIVER) {
            attributes.put(Attribute.DRIVER_ID, parts.text(GTSL_DRIVER));
        } else {
            attributes.put("suntech_external", text);
        }
    }
}
