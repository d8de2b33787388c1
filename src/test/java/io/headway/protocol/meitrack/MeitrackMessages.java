package io.headway.protocol.meitrack;

import io.headway.protocol.Checksums;
import io.vertx.core.buffer.Buffer;

/** Messages with the right length and checksum. Test thread. */
final class MeitrackMessages {
    static final String IMEI = "353358017784062";

    private MeitrackMessages() {}

    static Buffer text(String kindAndContent) {
        return MeitrackTracker.message('A', ',' + IMEI + ',' + kindAndContent + '*');
    }

    static Buffer binary(String kind, Buffer content) {
        var body = Buffer.buffer(',' + IMEI + ',' + kind + ',')
                .appendBuffer(content)
                .appendString("*");
        var message = Buffer.buffer("$$A" + (body.length() + 4)).appendBuffer(body);
        return message.appendString(String.format("%02X\r\n", Checksums.sum8(message, 0, message.length())));
    }

    /** A report of CCE, without its length. */
    static Buffer parameters(int count, int... bytes) {
        var report = Buffer.buffer().appendUnsignedShortLE(count);
        for (var b : bytes) {
            report.appendByte((byte) b);
        }
        return report;
    }

    /** The content of a CCE. */
    static Buffer reports(Buffer... reports) {
        var content = Buffer.buffer().appendIntLE(0).appendUnsignedShortLE(reports.length);
        for (var report : reports) {
            content.appendUnsignedShortLE(report.length()).appendBuffer(report);
        }
        return content;
    }
}
