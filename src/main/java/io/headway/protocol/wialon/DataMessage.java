package io.headway.protocol.wialon;

import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The messages of one record, and the words that answer them (vendor document, "Short data packet" and "Data packet"). */
enum DataMessage {
    SHORT("#ASD#", 10, 13),
    EXTENDED("#AD#", 16, 16);

    private static final int REGISTERED = 1;
    private static final int STRUCTURE_ERROR = -1;
    private static final int INCORRECT_TIME = 0;
    private static final int COORDINATES_ERROR = 10;
    private static final int SPEED_ERROR = 11;

    private final String answer;
    private final int fields;
    private final int checksumError;

    DataMessage(String answer, int fields, int checksumError) {
        this.answer = answer;
        this.fields = fields;
        this.checksumError = checksumError;
    }

    /**
     * What the message means. One with fewer fields than the document wants is taken as far as it goes, when it has at least those of a
     * position.
     */
    Frame frame(String uniqueId, Body body, Arrival arrival) {
        var parts = body.fields(';');
        // A separator that ends the message has nothing behind it that could be a checksum.
        var hasChecksum = body.mustHaveChecksum()
                || body.looksLikeChecksum()
                || (parts.count() > fields && !parts.isEmpty(parts.count() - 1));
        if (hasChecksum && !body.checksumVerifies()) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the CRC-16 does not verify", answer(checksumError));
        }
        var count = hasChecksum ? parts.count() - 1 : parts.count();
        if (count < DataRecord.MIN_FIELDS) {
            return new Frame.Rejected(
                    FrameFault.MALFORMED, "a record of " + count + " fields", answer(STRUCTURE_ERROR));
        }
        var record = new DataRecord(parts, count, arrival);
        var fix = record.read();
        return record.saysNowhere()
                ? fix.status(uniqueId, arrival.atMs(), answer(REGISTERED))
                : new Frame.Positions(uniqueId, List.of(fix.build()), this::acknowledgement);
    }

    private Buffer acknowledgement(Receipt receipt) {
        return answer(
                switch (receipt.outcomes().getFirst()) {
                    case Outcome.Kept _ -> REGISTERED;
                    case Outcome.Rejected rejected ->
                        switch (rejected.reason()) {
                            case TOO_OLD, IN_FUTURE -> INCORRECT_TIME;
                            case NO_FIX, OUT_OF_RANGE -> COORDINATES_ERROR;
                            case SPEED_OUT_OF_RANGE -> SPEED_ERROR;
                            case REFUSED_BY_STORE -> STRUCTURE_ERROR;
                        };
                });
    }

    private Buffer answer(int code) {
        return WialonProtocol.answer(answer + code);
    }
}
