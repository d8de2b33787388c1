package io.headway.relay;

import io.headway.model.Event;
import io.headway.protocol.json.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by the relay's loop. Sends events to the topics of their types, keyed by vehicle, so that each vehicle's keep their order. */
final class KafkaEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEvents.class);

    private final KafkaSettings settings;
    private final KafkaSender sender;
    private final RelayMetrics metrics;

    KafkaEvents(Vertx vertx, KafkaSettings settings, RelayMetrics metrics) {
        this.settings = settings;
        this.sender = new KafkaSender(vertx, settings, "events");
        this.metrics = metrics;
    }

    /**
     * Sends events in their order.
     *
     * @return succeeds when all replicas have all of them; fails within {@link KafkaSettings#deliveryTimeoutMs} when some may be missing, and
     *     then nothing of them is under way any more
     */
    Future<Void> publish(List<Event> events) {
        var topics = events.stream()
                .map(event -> topic(event))
                .distinct()
                .map(sender::ready)
                .toList();
        return Future.all(topics)
                .compose(_ -> Future.all(events.stream().map(this::send).toList()))
                .timeout(settings.deliveryTimeoutMs(), TimeUnit.MILLISECONDS)
                .recover(failure -> sender.drop().compose(_ -> Future.failedFuture(failure)))
                .mapEmpty();
    }

    /** Makes a {@link #publish} that is under way fail. */
    Future<Void> abort() {
        return sender.drop();
    }

    Future<Void> close() {
        return sender.close(Duration.ofMillis(settings.blockingMs()));
    }

    private Future<Void> send(Event event) {
        return sender.send(topic(event), event.vehicleId(), EventJson.envelope(event))
                .recover(failure ->
                        failure instanceof RecordTooLargeException ? passOver(event) : Future.failedFuture(failure));
    }

    /** To try it again would hold up every event behind it for ever. */
    private Future<Void> passOver(Event event) {
        LOG.warn("event {} is larger than Kafka accepts and is not sent there", event.id());
        metrics.oversized();
        return Future.succeededFuture();
    }

    private String topic(Event event) {
        return settings.topic(event.type().wireName());
    }
}
