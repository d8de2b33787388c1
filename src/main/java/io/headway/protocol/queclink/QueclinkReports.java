package io.headway.protocol.queclink;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** What a whole message of text means. Pure; any thread. */
final class QueclinkReports {
    private QueclinkReports() {}

    static Frame read(QueclinkMessage message, Arrival arrival) {
        var count = message.countNumber();
        if (message.head().equals("ACK") && message.kind().equals("HBD")) {
            // GL300, section "Heartbeat".
            return new Frame.Heartbeat(
                    message.uniqueId(),
                    count == null ? null : ascii("+SACK:GTHBD," + message.version() + "," + count + "$"));
        }
        var answer = count == null ? null : ascii("+SACK:" + count + "$");
        if (!message.head().equals("RESP")
                && !message.head().equals("BUFF")
                && !message.head().equals("EVT")) {
            // The answer to a command: nothing to store.
            return new Frame.Heartbeat(message.uniqueId(), answer);
        }
        var longitudeAt = QueclinkPositions.next(message, 0);
        return longitudeAt == QueclinkPositions.NONE
                ? status(message, arrival, answer)
                : positions(message, longitudeAt, answer);
    }

    private static Frame positions(QueclinkMessage message, int firstAt, Buffer answer) {
        var fix = new FixBuilder();
        var fixes = new ArrayList<Fix>();
        for (var at = firstAt; at != QueclinkPositions.NONE; ) {
            general(message, fix.attributes());
            var behind = QueclinkTail.appended(message, QueclinkPositions.read(message, at, fix), fix);
            at = QueclinkPositions.next(message, at + 3);
            if (at == QueclinkPositions.NONE) {
                // The last position is the latest: it takes what the message says once.
                QueclinkKind.write(message, fix.attributes());
                QueclinkDetails.read(message, fix.attributes());
                QueclinkTail.read(message, firstAt, behind, fix.attributes());
            }
            fixes.add(fix.build());
        }
        return new Frame.Positions(message.uniqueId(), fixes, _ -> answer);
    }

    private static Frame status(QueclinkMessage message, Arrival arrival, Buffer answer) {
        var status = new FixBuilder();
        general(message, status.attributes());
        QueclinkKind.write(message, status.attributes());
        QueclinkDetails.read(message, status.attributes());
        switch (message.kind()) {
            case "INF", "OBD", "CAN", "GSM", "LBS", "WIF", "DTT", "DAT" -> {}
            default -> QueclinkPositions.cellOnly(message, status.attributes());
        }
        QueclinkTail.readWithoutPosition(message, status);
        // The time of sending is that of the device's zone, which the message does not say: it counts only for what is
        // kept from earlier.
        if (message.isArchived() && message.isTime(message.sentAt())) {
            var sentAtMs = FixTime.yyyyMMddHHmmss(message.fields(), message.sentAt(), 0);
            status.at(Math.min(sentAtMs, arrival.atMs()));
        }
        return status.status(message.uniqueId(), arrival.atMs(), answer);
    }

    private static void general(QueclinkMessage message, AttributesWriter out) {
        out.put(Attribute.EVENT, message.kind());
        if (message.isArchived()) {
            out.put(Attribute.ARCHIVE, true);
        }
    }

    private static Buffer ascii(String text) {
        return Buffer.buffer(text, StandardCharsets.US_ASCII.name());
    }
}
