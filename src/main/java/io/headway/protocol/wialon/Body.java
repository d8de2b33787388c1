package io.headway.protocol.wialon;

import io.headway.protocol.Crc16;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;

/**
 * What stands behind {@code #TYPE#}. Its checksum, where it has one, is the last field, in hexadecimal, of all that stands before it, the
 * separator included (vendor document 2.0, "Appendix 1"; the separator by captured messages). Immutable; any thread.
 *
 * @param to exclusive
 * @param mustHaveChecksum whether the message itself says that it is of a version that has them
 */
record Body(Buffer in, int from, int to, boolean mustHaveChecksum) {
    private static final int CHECKSUM_DIGITS = 4;

    TextFields fields(char separator) {
        return TextFields.of(in, from, to, separator);
    }

    /** Whether what stands behind the last {@code ;} or {@code |} is exactly four hexadecimal digits. */
    boolean looksLikeChecksum() {
        return to - lastField() == CHECKSUM_DIGITS && checksum() >= 0;
    }

    /** Whether what stands behind the last {@code ;} or {@code |} is the checksum of what stands before. Leading zeros may be left out. */
    boolean checksumVerifies() {
        var given = checksum();
        return given >= 0 && given == Crc16.ARC.of(in, from, lastField());
    }

    private long checksum() {
        var at = lastField();
        var digits = to - at;
        return digits < 1 || digits > CHECKSUM_DIGITS
                ? -1
                : TextFields.of(in, at, to, '\0').hex(0, -1);
    }

    private int lastField() {
        var at = to;
        while (at > from && in.getByte(at - 1) != ';' && in.getByte(at - 1) != '|') {
            at--;
        }
        return at;
    }
}
