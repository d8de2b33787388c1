package io.headway.protocol.wialon;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;

/**
 * Records from a device's memory, short or extended, a vertical bar between them and from 2.0 on a checksum behind the last (vendor
 * document, "Blackbox packet"). The answer is how many of them are kept, those kept as rejected included; without a number it says that the
 * checksum is wrong. Pure; any thread.
 */
final class BlackBox {
    private static final String ANSWER = "#AB#";

    private BlackBox() {}

    static Frame frame(String uniqueId, Body body, Arrival arrival) {
        var records = body.fields('|');
        var last = records.count() - 1;
        var hasChecksum =
                body.mustHaveChecksum() || (last > 0 && body.looksLikeChecksum() && isOneField(records, last));
        if (hasChecksum && !body.checksumVerifies()) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the CRC-16 does not verify", WialonProtocol.answer(ANSWER));
        }
        var fixes = new ArrayList<Fix>();
        DataRecord record = null;
        for (var i = 0; i < (hasChecksum ? last : records.count()); i++) {
            var fields = records.split(i, ';');
            if (fields.count() >= DataRecord.MIN_FIELDS) {
                record = new DataRecord(fields, fields.count(), arrival);
                fixes.add(record.read().build());
            }
        }
        if (record == null) {
            return new Frame.Rejected(FrameFault.MALFORMED, "a black box without a record", answer(0));
        }
        if (fixes.size() == 1 && record.saysNowhere()) {
            return record.read().status(uniqueId, arrival.atMs(), answer(1));
        }
        return new Frame.Positions(uniqueId, fixes, BlackBox::acknowledgement);
    }

    private static boolean isOneField(TextFields records, int index) {
        return records.split(index, ';').count() == 1;
    }

    private static Buffer acknowledgement(Receipt receipt) {
        return answer(receipt.size());
    }

    private static Buffer answer(int kept) {
        return WialonProtocol.answer(ANSWER + kept);
    }
}
