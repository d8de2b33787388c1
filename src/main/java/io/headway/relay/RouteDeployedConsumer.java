package io.headway.relay;

import io.headway.relay.RelayMetrics.RouteFate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import io.vertx.kafka.client.serialization.BufferDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its own event loop. Deploys the routes that other systems of the platform tell of on the topic {@code route.deployed}: the
 * envelope of an event whose data has {@code route_id} and {@code vehicle_id}. A message is committed when the database has what it says;
 * while the database is down it is tried again for ever. One that says nothing we understand is logged, counted and passed over.
 */
final class RouteDeployedConsumer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RouteDeployedConsumer.class);
    private static final String TOPIC = "route.deployed";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_RETRY_MS = 100;
    private static final long MAX_RETRY_MS = 5_000;

    private final KafkaSettings settings;
    private final RouteDeployments deployments;
    private final RelayMetrics metrics;
    private final Backoff backoff = new Backoff(FIRST_RETRY_MS, MAX_RETRY_MS, new SplittableRandom());
    private KafkaReadStream<String, Buffer> consumer;
    private boolean stopped;

    RouteDeployedConsumer(KafkaSettings settings, RouteDeployments deployments, RelayMetrics metrics) {
        this.settings = settings;
        this.deployments = deployments;
        this.metrics = metrics;
    }

    /** What a message asks for. */
    record Wanted(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId) {
        static Optional<Wanted> read(Buffer message) {
            try {
                var envelope = message.toJsonObject();
                var data = envelope.getJsonObject("data");
                return Optional.of(new Wanted(
                        uuid(envelope, "workspace_id"),
                        uuid(data, "route_id"),
                        uuid(data, "vehicle_id"),
                        storable(envelope.getString("actor_id"))));
            } catch (RuntimeException e) {
                // Whatever is wrong with it, a tombstone, no JSON or other JSON: it is not a message of ours.
                return Optional.empty();
            }
        }

        /** PostgreSQL has no NUL in a text: a message that it would refuse for ever must not hold up those behind it. */
        private static String storable(String text) {
            if (text != null && text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("holds a NUL");
            }
            return text;
        }

        private static UUID uuid(JsonObject object, String name) {
            return UUID.fromString(object.getString(name));
        }
    }

    /** Does not wait for Kafka. */
    @Override
    public Future<?> start() {
        run(1);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return close();
    }

    private void run(int failures) {
        open().compose(_ -> consumer.poll(POLL)).compose(this::deployAll).onComplete(turn -> {
            if (stopped) {
                close();
            } else if (turn.succeeded()) {
                run(1);
            } else {
                LOG.warn("deployed routes cannot be read: {}", turn.cause().toString());
                close().onComplete(_ -> vertx.setTimer(backoff.delayMs(failures), _ -> {
                    if (!stopped) {
                        run(failures + 1);
                    }
                }));
            }
        });
    }

    private Future<Void> open() {
        if (consumer != null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                        () -> KafkaReadStream.<String, Buffer>create(
                                vertx, settings.consumer("routes"), new StringDeserializer(), new BufferDeserializer()),
                        false)
                .onSuccess(opened -> consumer = opened)
                .compose(opened -> opened.subscribe(Set.of(settings.topic(TOPIC))));
    }

    private Future<Void> close() {
        var last = consumer;
        consumer = null;
        return last == null ? Future.succeededFuture() : last.close().otherwiseEmpty();
    }

    private Future<Void> deployAll(ConsumerRecords<String, Buffer> records) {
        if (records.isEmpty()) {
            return Future.succeededFuture();
        }
        return deployNext(records.iterator()).compose(_ -> commit(records));
    }

    private Future<Void> deployNext(Iterator<ConsumerRecord<String, Buffer>> records) {
        return records.hasNext() ? deploy(records.next()).compose(_ -> deployNext(records)) : Future.succeededFuture();
    }

    private Future<Void> deploy(ConsumerRecord<String, Buffer> message) {
        var wanted = Wanted.read(message.value());
        if (wanted.isEmpty()) {
            LOG.warn(
                    "message {} of {}-{} deploys no route: it is passed over",
                    message.offset(),
                    message.topic(),
                    message.partition());
            metrics.route(RouteFate.MALFORMED);
            return Future.succeededFuture();
        }
        return deploy(wanted.get(), 1);
    }

    private Future<Void> deploy(Wanted wanted, int attempt) {
        return deployments
                .deploy(wanted.workspaceId(), wanted.routeId(), wanted.vehicleId(), wanted.actorId())
                .onSuccess(known -> {
                    metrics.route(known ? RouteFate.DEPLOYED : RouteFate.UNKNOWN);
                    if (!known) {
                        LOG.warn("{} names a route or vehicle that the workspace does not have", wanted);
                    }
                })
                .<Void>mapEmpty()
                .recover(failure -> stopped
                        ? Future.failedFuture(failure)
                        : vertx.timer(backoff.delayMs(attempt)).compose(_ -> deploy(wanted, attempt + 1)));
    }

    private Future<Void> commit(ConsumerRecords<String, Buffer> records) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : records.partitions()) {
            offsets.put(
                    partition,
                    new OffsetAndMetadata(records.records(partition).getLast().offset() + 1));
        }
        return consumer == null
                ? Future.failedFuture("stopped before the commit")
                : consumer.commit(offsets).mapEmpty();
    }
}
