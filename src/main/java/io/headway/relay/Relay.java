package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.model.EventBatch;
import io.headway.store.Outbox;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its own event loop. Empties the outbox step by step, for ever: woken when this node has committed events, and at an interval for
 * those of others. One step at a time; the next one begins when the last has ended and takes what has gathered. A step that fails is
 * repeated after a pause.
 */
final class Relay extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long FIRST_RETRY_MS = 100;
    /** What a step that is under way gets at the end, before what it waits for is taken away. */
    private static final long STOP_GRACE_MS = 2_000;

    private final HeadwayConfig.Relay settings;
    private final Outbox outbox;
    private final Optional<KafkaSettings> kafkaSettings;
    private final Runnable queued;
    private final RelayMetrics metrics;
    private final Backoff backoff;
    private Optional<KafkaEvents> kafka = Optional.empty();
    private MessageConsumer<EventBatch> consumer;
    private Future<Void> running = Future.succeededFuture();
    private boolean wokenMeanwhile;
    private boolean pausing;
    private boolean stopped;
    private int failures;
    private long poll;

    /** @param queued told when there is more for webhooks; any thread */
    Relay(
            HeadwayConfig.Relay settings,
            Outbox outbox,
            Optional<KafkaSettings> kafka,
            Runnable queued,
            RelayMetrics metrics) {
        this.settings = settings;
        this.outbox = outbox;
        this.kafkaSettings = kafka;
        this.queued = queued;
        this.metrics = metrics;
        this.backoff = new Backoff(FIRST_RETRY_MS, settings.maxRetryMs(), new SplittableRandom());
    }

    /** Does not wait for the first step: what could not be handed on for days must not keep the engine from starting. */
    @Override
    public Future<?> start() {
        kafka = kafkaSettings.map(own -> new KafkaEvents(vertx, own, metrics));
        consumer = vertx.eventBus().localConsumer(EventBatch.ADDRESS, _ -> wake());
        poll = vertx.setPeriodic(0, settings.pollMs(), _ -> wake());
        return Future.succeededFuture();
    }

    /** Ends the step that is under way, in order if it can. */
    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(poll);
        return consumer.unregister()
                .transform(_ -> ended())
                .transform(ended -> ended.succeeded()
                        ? Future.succeededFuture()
                        : kafka.map(KafkaEvents::abort)
                                .orElse(Future.succeededFuture())
                                .transform(_ -> ended()))
                .transform(_ -> kafka.map(KafkaEvents::close).orElse(Future.succeededFuture()));
    }

    private Future<Void> ended() {
        return running.timeout(STOP_GRACE_MS, TimeUnit.MILLISECONDS);
    }

    private void wake() {
        if (pausing || stopped) {
            return;
        }
        if (running.isComplete()) {
            running = step();
        } else {
            wokenMeanwhile = true;
        }
    }

    /** Never fails. */
    private Future<Void> step() {
        wokenMeanwhile = false;
        return outbox.step(this::handOn).transform(step -> {
            if (step.succeeded()) {
                ended(step.result());
            } else {
                pause(step.cause());
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> handOn(Outbox.Pending pending) {
        metrics.pending(pending.oldestCreatedAtMs());
        return kafka.map(open -> open.publish(pending.events())).orElse(Future.succeededFuture());
    }

    private void ended(Outbox.Relayed relayed) {
        failures = 0;
        metrics.relayed(relayed.relayed(), relayed.more());
        if (relayed.queued() > 0) {
            queued.run();
        }
        if (!relayed.derived().isEmpty()) {
            vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(relayed.derived()));
        }
        if (relayed.more() || wokenMeanwhile) {
            // After this step's own future has completed.
            context.runOnContext(_ -> wake());
        }
    }

    private void pause(Throwable cause) {
        failures++;
        metrics.failed();
        var delayMs = backoff.delayMs(failures);
        LOG.warn("events are not handed on, attempt {}; the next is in {} ms: {}", failures, delayMs, cause.toString());
        pausing = true;
        vertx.setTimer(delayMs, _ -> {
            pausing = false;
            wake();
        });
    }
}
