package io.headway.protocol.wialon;

import io.vertx.core.buffer.Buffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A message as a zlib stream (vendor document, "Data compression"). Pure; any thread. */
final class PackedMessage {
    /** First byte of a packed message. */
    static final int MARK = 0xFF;

    /** What is read of a stream at most: some hundred records. A stream of 64 KiB would pack into 200 bytes. */
    private static final int MAX_BYTES = 16 * 1_024;

    private static final int PART_BYTES = 4 * 1_024;

    private PackedMessage() {}

    /** The message; null when the bytes are no whole stream, hold more than a message may, or a message that is packed again. */
    static Buffer unpacked(Buffer in, int from, int to) {
        var inflater = new Inflater();
        try {
            inflater.setInput(in.getBytes(from, to));
            var message = Buffer.buffer();
            var part = new byte[PART_BYTES];
            while (!inflater.finished() && message.length() <= MAX_BYTES) {
                var count = inflater.inflate(part);
                if (count == 0) {
                    return null;
                }
                message.appendBytes(part, 0, count);
            }
            var isWhole = inflater.finished() && message.length() <= MAX_BYTES && message.length() > 0;
            return isWhole && message.getUnsignedByte(0) != MARK ? message : null;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
