package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.store.WebhookQueue;
import io.headway.store.WebhookQueue.Delivery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Owned by its own event loop. Sends what is queued for webhooks: to each webhook some deliveries at a time, each of another vehicle, so
 * that a webhook that stalls holds up neither others nor, until all its places are taken, its other vehicles.
 */
final class WebhookDispatcher extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final long LOOK_MS = 1_000;
    private static final long TRIM_MS = 60_000;
    /** Between the deadline of an attempt and the end of its lease: to store what came of it. */
    private static final long SETTLE_MS = 20_000;

    private static final long STOP_GRACE_MS = 2_000;

    private final HeadwayConfig.Webhooks settings;
    private final WebhookQueue queue;
    private final RelayMetrics metrics;
    private final Backoff backoff;
    private final Map<UUID, Places> busy = new HashMap<>();
    private final Promise<Void> idle = Promise.promise();
    private WebhookSender sender;
    private boolean looking;
    private boolean wokenMeanwhile;
    private int failuresInARow;
    private boolean stopped;

    /** What is under way to one webhook. */
    private static final class Places {
        private int taken;
        private boolean claiming;
    }

    WebhookDispatcher(HeadwayConfig.Webhooks settings, WebhookQueue queue, RelayMetrics metrics) {
        this.settings = settings;
        this.queue = queue;
        this.metrics = metrics;
        this.backoff = new Backoff(settings.firstRetryMs(), settings.maxRetryMs(), new SplittableRandom());
    }

    @Override
    public Future<?> start() {
        sender = new WebhookSender(vertx, settings);
        vertx.setPeriodic(0, LOOK_MS, _ -> look());
        vertx.setPeriodic(TRIM_MS, TRIM_MS, _ -> trim());
        return Future.succeededFuture();
    }

    /** What is not answered in time is broken off and tried again after the next start. */
    @Override
    public Future<?> stop() {
        stopped = true;
        leaveIfIdle();
        return idle.future()
                .timeout(STOP_GRACE_MS, TimeUnit.MILLISECONDS)
                .transform(_ -> sender.close())
                .transform(_ -> idle.future().timeout(STOP_GRACE_MS, TimeUnit.MILLISECONDS))
                .otherwiseEmpty();
    }

    /** There is more in the queue. Any thread. */
    void wake() {
        Context own = context;
        own.runOnContext(_ -> look());
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (looking) {
            wokenMeanwhile = true;
            return;
        }
        looking = true;
        wokenMeanwhile = false;
        queue.due().onComplete(due -> {
            looking = false;
            if (due.succeeded()) {
                failuresInARow = 0;
                due.result().forEach(this::fill);
            } else {
                // The first of an outage, then ever more rarely.
                LOG.atLevel(Integer.bitCount(++failuresInARow) == 1 ? Level.WARN : Level.DEBUG)
                        .log("webhooks cannot be looked up: {}", due.cause().toString());
            }
            if (wokenMeanwhile) {
                look();
            }
        });
    }

    private void fill(UUID webhookId) {
        var places = busy.computeIfAbsent(webhookId, _ -> new Places());
        var free = settings.parallelism() - places.taken;
        if (stopped || places.claiming || free <= 0) {
            return;
        }
        places.claiming = true;
        queue.claim(webhookId, free, settings.timeoutMs() + SETTLE_MS).onComplete(claimed -> {
            places.claiming = false;
            if (claimed.succeeded()) {
                claimed.result().forEach(delivery -> deliver(places, delivery));
            } else {
                LOG.warn(
                        "deliveries of webhook {} cannot be claimed: {}",
                        webhookId,
                        claimed.cause().toString());
            }
            release(webhookId, places);
        });
    }

    private void deliver(Places places, Delivery delivery) {
        places.taken++;
        attempt(delivery).onComplete(stored -> {
            if (stored.failed()) {
                // Its lease ends some time, and it is sent again.
                LOG.warn(
                        "what came of a delivery cannot be stored: {}",
                        stored.cause().toString());
            }
            places.taken--;
            if (stored.succeeded()) {
                fill(delivery.webhookId());
            }
            release(delivery.webhookId(), places);
        });
    }

    private Future<?> attempt(Delivery delivery) {
        if (delivery.event().isEmpty()) {
            // Its partition is gone, which is as old as no webhook has to be told of.
            return queue.delivered(delivery);
        }
        return sender.send(delivery, delivery.event().get()).compose(answer -> {
            metrics.attempted(answer.outcome());
            return answer.outcome() == WebhookOutcome.DELIVERED
                    ? queue.delivered(delivery)
                    : failed(delivery, answer.detail());
        });
    }

    private Future<Void> failed(Delivery delivery, String detail) {
        return queue.failed(delivery, detail, backoff.delayMs(delivery.attempt()), settings.giveUpAfterMs())
                .onSuccess(dead -> metrics.dead(dead ? 1 : 0))
                .mapEmpty();
    }

    private void release(UUID webhookId, Places places) {
        if (places.taken == 0 && !places.claiming) {
            busy.remove(webhookId);
        }
        leaveIfIdle();
    }

    private void leaveIfIdle() {
        if (stopped && busy.isEmpty()) {
            idle.tryComplete();
        }
    }

    private void trim() {
        queue.trim(settings.maxWaiting(), settings.deadLetterDays())
                .onSuccess(metrics::dead)
                .onFailure(failure -> LOG.warn("the queues of webhooks are not trimmed: {}", failure.toString()));
    }
}
