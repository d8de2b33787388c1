package io.headway.simulate;

import io.headway.protocol.DeviceEncoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** Owned by a link's event loop: waits for the answers that a message is owed. */
final class AnswerReader {
    private final DeviceEncoder encoder;
    private final String uniqueId;
    private Buffer arrived = Buffer.buffer();
    private Promise<Void> waiting;
    private int owed;
    private boolean toLogin;

    AnswerReader(DeviceEncoder encoder, String uniqueId) {
        this.encoder = encoder;
        this.uniqueId = uniqueId;
    }

    /** Completes when so many answers have come; fails with the first that says no. At once when none is owed. */
    Future<Void> expect(int answers, boolean login) {
        if (answers == 0) {
            return Future.succeededFuture();
        }
        waiting = Promise.promise();
        owed = answers;
        toLogin = login;
        return waiting.future();
    }

    /** @return false when the engine says no */
    boolean take(Buffer bytes) {
        arrived.appendBuffer(bytes);
        var from = 0;
        var positive = true;
        while (from < arrived.length() && waiting != null && positive) {
            var length = encoder.answerLength(arrived, from, arrived.length(), toLogin);
            if (length == 0) {
                break;
            }
            positive = encoder.isPositive(arrived, from, length);
            from += length;
            if (--owed == 0) {
                var done = waiting;
                waiting = null;
                if (positive) {
                    done.tryComplete();
                } else {
                    done.tryFail(refusal());
                }
            }
        }
        // What nobody waits for is nothing that a tracker would read.
        arrived = waiting == null ? Buffer.buffer() : arrived.getBuffer(from, arrived.length());
        if (!positive) {
            fail(refusal());
        }
        return positive;
    }

    void fail(String reason) {
        if (waiting != null) {
            var lost = waiting;
            waiting = null;
            lost.tryFail(reason);
        }
    }

    private String refusal() {
        return (toLogin ? "device " : "a report of device ") + uniqueId + " is refused";
    }
}
