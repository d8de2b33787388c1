package io.headway.protocol.ruptela;

import io.headway.protocol.Crc16;
import io.vertx.core.buffer.Buffer;

/**
 * The envelope of both directions: a length of 2 bytes, the content it counts, a CRC-16 of the content. A device's content starts with its
 * IMEI of 8 bytes and a command, a server's with the command (vendor document, section "Records", packet structure).
 */
final class RuptelaPacket {
    static final int LENGTH_BYTES = 2;
    static final int CRC_BYTES = 2;
    static final int IMEI_BYTES = 8;
    /** IMEI and command. */
    static final int MIN_CONTENT_BYTES = IMEI_BYTES + 1;

    static final int ENVELOPE_BYTES = LENGTH_BYTES + CRC_BYTES;

    static final int RECORDS = 0x01;
    static final int SMS_RESPONSE = 0x07;
    static final int TROUBLE_CODES = 0x09;
    static final int IDENTIFICATION = 0x0F;
    static final int HEARTBEAT = 0x10;
    static final int EXTENDED_RECORDS = 0x44;

    /** Answers the records of both commands. */
    static final int RECORDS_ANSWER = 0x64;
    /** Any other answer is the command plus 100. */
    private static final int ANSWER_OFFSET = 100;

    private static final int POSITIVE = 1;
    private static final int NEGATIVE = 0;

    private RuptelaPacket() {}

    /** "Taken", to a command. */
    static Buffer positive(int command) {
        return packet(Buffer.buffer(2).appendByte((byte) answerTo(command)).appendByte((byte) POSITIVE));
    }

    /** "Not taken, send again", to a command. */
    static Buffer negative(int command) {
        return packet(Buffer.buffer(2).appendByte((byte) answerTo(command)).appendByte((byte) NEGATIVE));
    }

    /** To an identification: not authorised, come again after some minutes, 0 to 255. */
    static Buffer comeAgain(int minutes) {
        return packet(Buffer.buffer(3)
                .appendByte((byte) answerTo(IDENTIFICATION))
                .appendByte((byte) 2)
                .appendByte((byte) minutes));
    }

    /** The envelope around a content of at most 65,535 bytes. */
    static Buffer packet(Buffer content) {
        return Buffer.buffer(ENVELOPE_BYTES + content.length())
                .appendUnsignedShort(content.length())
                .appendBuffer(content)
                .appendUnsignedShort(Crc16.KERMIT.of(content, 0, content.length()));
    }

    private static int answerTo(int command) {
        return command == RECORDS || command == EXTENDED_RECORDS ? RECORDS_ANSWER : command + ANSWER_OFFSET;
    }
}
