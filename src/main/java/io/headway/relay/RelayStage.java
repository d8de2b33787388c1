package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.model.StoredFeed;
import io.headway.store.Database;
import io.headway.store.Outbox;
import io.headway.store.OutboxStep;
import io.headway.store.WebhookQueue;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that carries events out of this process. Made by the Engine; its verticles own themselves. */
public final class RelayStage {
    /** Of a step beyond what it waits for Kafka and for its slowest statement. */
    private static final long STEP_GRACE_MS = 2_000;

    private final HeadwayConfig config;
    private final Optional<KafkaSettings> kafka;
    private final Optional<StoredFeed> positions;

    public RelayStage(HeadwayConfig config) {
        this.config = config;
        this.kafka = config.kafka().bootstrapServers().map(_ -> new KafkaSettings(config.kafka()));
        this.positions = kafka.filter(_ -> !config.kafka().positions().equals("off"))
                .map(_ -> KafkaPositions.feed(config.kafka()));
    }

    /** To be given to the shards when stored positions go to Kafka. */
    public Optional<StoredFeed> positions() {
        return positions;
    }

    /**
     * Starts it; waits neither for Kafka nor for any webhook.
     *
     * @param steps what else happens when an event is handed on
     */
    public Future<?> start(
            Vertx vertx, Database database, List<OutboxStep> steps, RouteDeployments routes, RelayMetrics metrics) {
        var deadlineMs = config.database().statementTimeoutMs()
                + kafka.map(KafkaSettings::deliveryTimeoutMs).orElse(0)
                + STEP_GRACE_MS;
        var outbox = new Outbox(database, config.relay().maxEventsPerStep(), deadlineMs, steps);
        var webhooks = new WebhookDispatcher(config.webhooks(), new WebhookQueue(database), metrics);
        var relay = new Relay(config.relay(), outbox, kafka, webhooks::wake, metrics);
        var verticles = new ArrayList<Deployable>(List.of(webhooks));
        positions.ifPresent(feed -> verticles.add(new KafkaPositions(
                config.kafka(), kafka.orElseThrow(), feed, config.shards().maxVehicles(), metrics)));
        kafka.filter(_ -> config.kafka().consumeRoutes())
                .ifPresent(settings -> verticles.add(new RouteDeployedConsumer(settings, routes, metrics)));
        return Future.all(verticles.stream().map(vertx::deployVerticle).toList())
                .compose(_ -> vertx.deployVerticle(relay));
    }
}
