package io.headway.gateway;

import io.headway.model.Receipt;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Owned by a connection's event loop. Writes acknowledgements in the order in which the packets came, those that are due at the end of one
 * turn of the loop together.
 */
final class AckQueue {
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final TurnEnd turnEnd;
    private final Consumer<Buffer> out;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>(2);
    private boolean flushScheduled;

    private static final class Slot {
        private Buffer bytes;
    }

    AckQueue(TurnEnd turnEnd, Consumer<Buffer> out) {
        this.turnEnd = turnEnd;
        this.out = out;
    }

    /** Takes the next place in the order; the returned consumer fills it. */
    Consumer<Receipt> expect(Function<Receipt, Buffer> ack) {
        var slot = new Slot();
        slots.add(slot);
        return receipt -> {
            var bytes = ack.apply(receipt);
            slot.bytes = bytes == null ? NOTHING : bytes;
            if (!flushScheduled && slots.peek() == slot) {
                flushScheduled = true;
                turnEnd.add(this::flush);
            }
        };
    }

    private void flush() {
        flushScheduled = false;
        Buffer due = null;
        var owned = false;
        while (!slots.isEmpty() && slots.peek().bytes != null) {
            var bytes = slots.poll().bytes;
            if (due == null) {
                due = bytes;
            } else {
                // The first may be a buffer that all connections share: it is copied before it grows.
                due = owned ? due : due.copy();
                owned = true;
                due.appendBuffer(bytes);
            }
        }
        if (due != null) {
            out.accept(due);
        }
    }
}
