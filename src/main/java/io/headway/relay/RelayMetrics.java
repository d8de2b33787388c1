package io.headway.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of what leaves the outbox, made once. Any thread. */
public final class RelayMetrics {
    /** Not any time: nothing is pending. */
    private static final long NOTHING_PENDING = Long.MAX_VALUE;

    private final Counter relayed;
    private final Counter failures;
    private final Counter oversized;
    private final Counter dead;
    private final Map<WebhookOutcome, Counter> attempts = new EnumMap<>(WebhookOutcome.class);
    private final Map<PositionFate, Counter> positions = new EnumMap<>(PositionFate.class);
    private final Map<RouteFate, Counter> routes = new EnumMap<>(RouteFate.class);
    private final AtomicLong oldestPendingMs = new AtomicLong(NOTHING_PENDING);

    /** What became of a stored position on its way to Kafka. */
    enum PositionFate {
        SENT,
        /** Too soon after the one before of its vehicle. */
        SAMPLED_OUT,
        /** Kafka could not be reached. */
        PASSED_OVER
    }

    /** What became of a message on the topic of deployed routes. */
    enum RouteFate {
        DEPLOYED,
        /** Its workspace has no such route or vehicle. */
        UNKNOWN,
        MALFORMED
    }

    public RelayMetrics(MeterRegistry registry) {
        relayed = Counter.builder("headway_relay_events_total")
                .description("Events handed on from the outbox")
                .register(registry);
        failures = Counter.builder("headway_relay_failures_total")
                .description("Attempts to hand events on that failed and are repeated")
                .register(registry);
        oversized = Counter.builder("headway_relay_oversized_total")
                .description("Events that Kafka does not take because of their size; webhooks and the API have them")
                .register(registry);
        dead = Counter.builder("headway_webhook_dead_total")
                .description("Deliveries given up; they can be replayed")
                .register(registry);
        for (var outcome : WebhookOutcome.values()) {
            attempts.put(outcome, counter(registry, "headway_webhook_attempts_total", "Attempts to deliver", outcome));
        }
        for (var fate : PositionFate.values()) {
            positions.put(fate, counter(registry, "headway_kafka_positions_total", "Stored positions for Kafka", fate));
        }
        for (var fate : RouteFate.values()) {
            routes.put(fate, counter(registry, "headway_kafka_routes_total", "Messages that deploy a route", fate));
        }
        Gauge.builder("headway_relay_oldest_pending_seconds", oldestPendingMs, RelayMetrics::ageS)
                .description("Age of the oldest event that is not handed on; 0 when there is none")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, Enum<?> outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static double ageS(AtomicLong sinceMs) {
        var since = sinceMs.get();
        return since == NOTHING_PENDING ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1_000.0;
    }

    /** @param createdAtMs of the oldest event that is being handed on, milliseconds since 1970-01-01T00:00Z */
    void pending(long createdAtMs) {
        oldestPendingMs.set(createdAtMs);
    }

    void relayed(int events, boolean more) {
        relayed.increment(events);
        if (!more) {
            oldestPendingMs.set(NOTHING_PENDING);
        }
    }

    void failed() {
        failures.increment();
    }

    void oversized() {
        oversized.increment();
    }

    void attempted(WebhookOutcome outcome) {
        attempts.get(outcome).increment();
    }

    void dead(int deliveries) {
        dead.increment(deliveries);
    }

    void position(PositionFate fate) {
        positions.get(fate).increment();
    }

    void route(RouteFate fate) {
        routes.get(fate).increment();
    }
}
