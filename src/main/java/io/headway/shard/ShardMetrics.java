package io.headway.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Meters of all shards, made once. Any thread. */
public final class ShardMetrics {
    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Counter stored;
    private final Counter duplicate;
    private final Counter liveSkipped;
    private final Counter writeFailures;
    private final Counter notJudged;
    private final Timer receiptLatency;
    private final Timer writeTime;
    private final DistributionSummary flushRows;

    public ShardMetrics(MeterRegistry registry) {
        this.registry = registry;
        stored = Counter.builder("headway_positions_stored_total")
                .description("Positions written and committed")
                .register(registry);
        duplicate = Counter.builder("headway_positions_duplicate_total")
                .description("Positions that were stored already")
                .register(registry);
        liveSkipped = Counter.builder("headway_live_skipped_total")
                .description("Positions passed over by the live path because the broadcast side was behind")
                .register(registry);
        writeFailures = Counter.builder("headway_database_write_failures_total")
                .description(
                        "Batch writes that failed because the database could not be reached; each is written again")
                .register(registry);
        notJudged = Counter.builder("headway_positions_not_judged_total")
                .description("Positions stored whose geofences and speed could not be judged because of a fault")
                .register(registry);
        receiptLatency = Timer.builder("headway_receipt_seconds")
                .description("From the last byte read to the commit")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        writeTime = Timer.builder("headway_flush_seconds")
                .description("One batch, from its statement to its commit")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        flushRows = DistributionSummary.builder("headway_flush_rows")
                .description("Rows in one batch")
                .serviceLevelObjectives(1, 5, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000, 8_000)
                .register(registry);
    }

    /** Gauges over the shards; called once. */
    void observe(List<Shard> shards) {
        gauge("headway_shard_credits", "Positions that shards can still take", shards, all -> sum(all, Shard::balance));
        gauge(
                "headway_shard_pending",
                "Positions taken and not yet acknowledged",
                shards,
                all -> sum(all, Shard::held));
    }

    private void gauge(String name, String description, List<Shard> shards, ToDoubleFunction<List<Shard>> value) {
        Gauge.builder(name, shards, value).description(description).register(registry);
    }

    private static double sum(List<Shard> shards, ToDoubleFunction<Shard> value) {
        return shards.stream().mapToDouble(value).sum();
    }

    void flushed(int rows, long nanos) {
        flushRows.record(rows);
        writeTime.record(Duration.ofNanos(nanos));
    }

    void committed(int storedCount, int duplicateCount) {
        stored.increment(storedCount);
        duplicate.increment(duplicateCount);
    }

    void receipt(long nanos) {
        receiptLatency.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    void writeFailed() {
        writeFailures.increment();
    }

    void notJudged() {
        notJudged.increment();
    }

    void liveSkipped() {
        liveSkipped.increment();
    }
}
