package io.headway.broadcast;

import io.headway.model.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the live feed, made once. Any thread. */
public final class BroadcastMetrics {
    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(15),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final Timer toSubscriber;
    private final Counter conflated;
    private final Counter closedSlow;
    private final Counter messages;
    private final Counter forgotten;
    private final Counter notices;
    private final Counter closedOverflow;
    private final Counter malformed;
    private final AtomicInteger subscribers = new AtomicInteger();

    public BroadcastMetrics(MeterRegistry registry, Backlog backlog) {
        // Recorded once an update and event loop, after its last subscriber: once a write would cost as much as part of
        // the write.
        toSubscriber = Timer.builder("headway_position_to_subscriber_seconds")
                .description("From a shard's acceptance until the last subscriber on an event loop was written to")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        conflated = Counter.builder("headway_live_conflated_total")
                .description("Updates passed over because their subscriber reads slowly")
                .register(registry);
        closedSlow = Counter.builder("headway_live_closed_slow_total")
                .description("Subscribers closed because they did not catch up")
                .register(registry);
        messages = Counter.builder("headway_live_messages_total")
                .description("Messages with positions written to subscribers")
                .register(registry);
        forgotten = Counter.builder("headway_live_forgotten_total")
                .description("Last-known positions let go of because there are too many vehicles")
                .register(registry);
        notices = Counter.builder("headway_live_notices_total")
                .description("Messages with events, a trip's status or its progress for subscribers")
                .register(registry);
        closedOverflow = Counter.builder("headway_live_closed_overflow_total")
                .description("Subscribers closed because more events waited for them than may")
                .register(registry);
        malformed = Counter.builder("headway_live_malformed_events_total")
                .description("Events that could not be told to subscribers")
                .register(registry);
        Gauge.builder("headway_live_subscribers", subscribers, AtomicInteger::get)
                .description("Connections that may subscribe")
                .register(registry);
        Gauge.builder("headway_live_backlog", backlog, Backlog::inFlight)
                .description("Positions on their way to subscribers' event loops")
                .register(registry);
    }

    void written(long receivedAtUs, long nowUs) {
        toSubscriber.record(Math.max(0, nowUs - receivedAtUs), TimeUnit.MICROSECONDS);
    }

    void sent(int count) {
        messages.increment(count);
    }

    void conflated() {
        conflated.increment();
    }

    void closedSlow() {
        closedSlow.increment();
    }

    void noticed(int count) {
        notices.increment(count);
    }

    void closedOverflow() {
        closedOverflow.increment();
    }

    void malformedEvent() {
        malformed.increment();
    }

    void forgotten() {
        forgotten.increment();
    }

    void opened() {
        subscribers.incrementAndGet();
    }

    void closed() {
        subscribers.decrementAndGet();
    }
}
