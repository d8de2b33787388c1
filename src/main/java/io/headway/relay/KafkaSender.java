package io.headway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import io.vertx.kafka.client.serialization.BufferSerializer;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Owned by the loop that made it. One producer at a time: made when it is first needed, and a new one when the former was dropped. Making
 * and closing one blocks, so workers do it.
 */
final class KafkaSender {
    private final Vertx vertx;
    private final KafkaSettings settings;
    private final String purpose;
    private Future<KafkaWriteStream<String, Buffer>> producer;
    private Future<Void> closing = Future.succeededFuture();

    /** @param purpose tells its producer from others in the broker's log */
    KafkaSender(Vertx vertx, KafkaSettings settings, String purpose) {
        this.vertx = vertx;
        this.settings = settings;
        this.purpose = purpose;
    }

    /** Succeeds when the topic is known, so that {@link #send} does not block; fails within {@link KafkaSettings#blockingMs}. */
    Future<Void> ready(String topic) {
        return producer().compose(open -> open.partitionsFor(topic)).mapEmpty();
    }

    /**
     * Sends a record behind those sent before.
     *
     * @param key null for none
     * @return succeeds when all replicas have it; fails when they may not, at the latest when the producer is dropped
     */
    Future<Void> send(String topic, UUID key, Buffer value) {
        var record = new ProducerRecord<>(topic, key == null ? null : key.toString(), value);
        return producer().compose(open -> open.send(record)).mapEmpty();
    }

    /** Ends the producer and all that is under way; what is sent from now on goes to a new one. */
    Future<Void> drop() {
        return close(Duration.ZERO);
    }

    /** @param grace for what is under way */
    Future<Void> close(Duration grace) {
        if (producer != null) {
            var last = producer;
            producer = null;
            closing = last.compose(open -> vertx.<Void>executeBlocking(
                            () -> {
                                open.unwrap().close(grace);
                                return null;
                            },
                            false))
                    .otherwiseEmpty();
        }
        return closing;
    }

    private Future<KafkaWriteStream<String, Buffer>> producer() {
        if (producer == null) {
            var opening = closing.compose(_ -> vertx.executeBlocking(this::open, false));
            producer = opening;
            opening.onFailure(_ -> producer = producer == opening ? null : producer);
        }
        return producer;
    }

    private KafkaWriteStream<String, Buffer> open() {
        KafkaWriteStream<String, Buffer> opened = KafkaWriteStream.create(
                vertx, settings.producer(purpose), new StringSerializer(), new BufferSerializer());
        // Without a handler each failed record would be logged with its stack; its future says the same.
        return opened.exceptionHandler(_ -> {});
    }
}
