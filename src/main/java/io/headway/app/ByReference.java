package io.headway.broadcast;

import io.headway.model.PositionBatch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries a {@link PositionBatch} over the local event bus by reference. Stateless; any thread. */
public final class PositionBatchCodec implements MessageCodec<PositionBatch, PositionBatch> {
    private static final String NAME = "headway.position-batch";

    private PositionBatchCodec() {}

    /**
     * Registers the codec as the default of {@link PositionBatch}; once per Vert.x instance, before the first batch is sent.
     *
     * @throws IllegalStateException when it is registered already
     */
    public static void install(Vertx vertx) {
        vertx.eventBus().registerDefaultCodec(PositionBatch.class, new PositionBatchCodec());
    }

    @Override
    public void encodeToWire(Buffer buffer, PositionBatch batch) {
        throw new UnsupportedOperationException("position batches do not leave the process over the event bus");
    }

    @Override
    public PositionBatch decodeFromWire(int pos, Buffer buffer) {
        throw new UnsupportedOperationException("position batches do not come from outside over the event bus");
    }

    @Override
    public PositionBatch transform(PositionBatch batch) {
        return batch;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
