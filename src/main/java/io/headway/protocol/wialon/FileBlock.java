package io.headway.protocol.wialon;

import io.headway.protocol.Bytes;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;

/**
 * A part of a picture, {@code #I#size;index;last;date;time;name} (vendor document, "Packet with photo"), or of a file of a tachograph,
 * {@code #T#code;size;index} (vendor document 2.0, "Packet containing a ddd-file part"), and behind the line so many raw bytes. Nothing of
 * it is kept, so each block is answered as not received. Pure; any thread.
 */
final class FileBlock {
    private static final int SIZE_OF_PICTURE = 0;
    private static final int SIZE_OF_FILE = 1;
    /** Between the line's start and the second {@code #}: an identity in datagrams, and a type. */
    private static final int MAX_HEADER_BYTES = 64;

    private FileBlock() {}

    /** Raw bytes that a line says will follow it; 0 when it is of a kind that has none. */
    static long announcedBytes(Buffer in, int from, int newline) {
        var near = Math.min(newline, from + MAX_HEADER_BYTES);
        var first = Bytes.indexOf(in, from, near, '#');
        if (first < 0 || first + 2 >= near || in.getByte(first + 2) != '#') {
            return 0;
        }
        return switch (in.getByte(first + 1)) {
            case 'I' -> size(in, first + 3, newline, SIZE_OF_PICTURE);
            case 'T' -> size(in, first + 3, newline, SIZE_OF_FILE);
            default -> 0;
        };
    }

    /** @param blockBytes that have come behind the line */
    static Frame frame(String uniqueId, Body body, String type, int blockBytes) {
        var isPicture = type.equals("I");
        var fields = body.fields(';');
        if (Math.max(0, fields.integer(isPicture ? SIZE_OF_PICTURE : SIZE_OF_FILE, 0)) != blockBytes) {
            return WialonProtocol.malformed("a block of " + blockBytes + " bytes announced as another");
        }
        if (!isPicture) {
            return new Frame.Heartbeat(uniqueId, WialonProtocol.answer("#AT#" + fields.integer(2, 0) + ";0"));
        }
        return new Frame.Heartbeat(uniqueId, WialonProtocol.answer("#AI#" + fields.integer(1, 0) + ";0"));
    }

    private static long size(Buffer in, int from, int to, int field) {
        return Math.max(0, TextFields.of(in, from, to, ';').integer(field, 0));
    }
}
