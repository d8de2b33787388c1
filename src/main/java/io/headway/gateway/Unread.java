package io.headway.gateway;

import io.vertx.core.buffer.Buffer;

/** Owned by the event loop of a connection: the bytes that have come and have not been handled. */
final class Unread {
    private static final Buffer NOTHING = Buffer.buffer(0);

    private Buffer bytes = NOTHING;

    /** From the first byte on that has not been handled; not to be changed. */
    Buffer bytes() {
        return bytes;
    }

    int length() {
        return bytes.length();
    }

    /** @param more given away: they are not used elsewhere any more */
    void append(Buffer more) {
        bytes = bytes.length() == 0 ? more : bytes.appendBuffer(more);
    }

    /** The first {@code count} bytes have been handled. What is left is copied, so that it does not keep the memory of a large read. */
    void drop(int count) {
        if (count >= bytes.length()) {
            bytes = NOTHING;
        } else if (count > 0) {
            bytes = bytes.getBuffer(count, bytes.length());
        }
    }
}
