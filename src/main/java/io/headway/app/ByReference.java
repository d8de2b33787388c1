package io.headway.app;

import io.headway.model.EventBatch;
import io.headway.model.PositionBatch;
import io.headway.model.RouteProgressBatch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Carries an immutable object over the local event bus as it is. Stateless; any thread.
 *
 * @param name of the codec, unique in a Vert.x instance
 */
public record ByReference<T>(String name) implements MessageCodec<T, T> {

    /**
     * Makes it the way of everything that the stages send each other; once per Vert.x instance, before the first message.
     *
     * @throws IllegalStateException when that was done already
     */
    public static void install(Vertx vertx) {
        vertx.eventBus()
                .registerDefaultCodec(PositionBatch.class, new ByReference<PositionBatch>("headway.position-batch"))
                .registerDefaultCodec(EventBatch.class, new ByReference<EventBatch>("headway.event-batch"))
                .registerDefaultCodec(
                        RouteProgressBatch.class, new ByReference<RouteProgressBatch>("headway.route-progress"));
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        throw new UnsupportedOperationException(name + " does not leave the process over the event bus");
    }

    @Override
    public T decodeFromWire(int pos, Buffer buffer) {
        throw new UnsupportedOperationException(name + " does not come from outside over the event bus");
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
