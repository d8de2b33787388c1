package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.EventType;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.StoredFeed;
import io.headway.protocol.json.EventJson;
import io.headway.relay.RelayMetrics.PositionFate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its own event loop. Sends stored positions to Kafka, straight from the batch that was stored. A slow Kafka slows down the
 * senders of positions, through the backlog; one that cannot be reached does not: positions are passed over and counted until it is back,
 * and the database has them.
 */
final class KafkaPositions extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPositions.class);
    private static final String ADDRESS = "positions.kafka";
    private static final long LOOK_AGAIN_MS = 1_000;

    private final KafkaSettings settings;
    private final StoredFeed feed;
    private final RelayMetrics metrics;
    private final boolean sampled;
    private final long sampleMs;
    private final Map<UUID, Long> lastSentMs;
    private final String topic;
    private MessageConsumer<PositionBatch> consumer;
    private KafkaSender sender;
    private boolean reachable;
    private boolean looking;

    /** @param maxVehicles whose last sample is remembered; above it the one sampled longest ago is forgotten */
    KafkaPositions(
            HeadwayConfig.Kafka config,
            KafkaSettings settings,
            StoredFeed feed,
            int maxVehicles,
            RelayMetrics metrics) {
        this.settings = settings;
        this.feed = feed;
        this.metrics = metrics;
        this.sampled = config.positions().equals("sampled");
        this.sampleMs = TimeUnit.SECONDS.toMillis(config.positionSampleS());
        this.topic = settings.topic(EventType.VEHICLE_POSITION_UPDATED.wireName());
        this.lastSentMs = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
                return size() > maxVehicles;
            }
        };
    }

    /** What the shards are given for it. */
    static StoredFeed feed(HeadwayConfig.Kafka config) {
        return new StoredFeed(ADDRESS, new Backlog(config.positionMaxBacklog()));
    }

    /** Does not wait for Kafka. */
    @Override
    public Future<?> start() {
        sender = new KafkaSender(vertx, settings, "positions");
        consumer = vertx.eventBus().localConsumer(ADDRESS, message -> take(message.body()));
        look();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return consumer.unregister().transform(_ -> sender.close(Duration.ofMillis(LOOK_AGAIN_MS)));
    }

    private void take(PositionBatch batch) {
        var done = 0;
        for (var position : batch.positions()) {
            if (sampled && !due(position)) {
                metrics.position(PositionFate.SAMPLED_OUT);
                done++;
            } else if (!reachable) {
                metrics.position(PositionFate.PASSED_OVER);
                done++;
            } else {
                send(position);
            }
        }
        feed.backlog().done(done);
    }

    /** By the time of the fix, so that of a buffer that is uploaded late no more is told than of a drive told live; none that is out of order. */
    private boolean due(Position position) {
        var recordedAtMs = position.fix().recordedAtMs();
        var last = lastSentMs.get(position.vehicleId());
        if (last != null && recordedAtMs < last + sampleMs) {
            return false;
        }
        lastSentMs.put(position.vehicleId(), recordedAtMs);
        return true;
    }

    private void send(Position position) {
        sender.send(topic, position.vehicleId(), EventJson.positionUpdated(position))
                .onComplete(sent -> {
                    feed.backlog().done(1);
                    metrics.position(sent.succeeded() ? PositionFate.SENT : PositionFate.PASSED_OVER);
                    if (sent.failed() && reachable) {
                        reachable = false;
                        LOG.warn(
                                "positions do not reach Kafka: {}", sent.cause().toString());
                        // Whatever else is under way would only fail later.
                        sender.drop().onComplete(_ -> look());
                    }
                });
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        sender.ready(topic).onComplete(found -> {
            looking = false;
            reachable = found.succeeded();
            if (!reachable) {
                vertx.setTimer(LOOK_AGAIN_MS, _ -> look());
            }
        });
    }
}
