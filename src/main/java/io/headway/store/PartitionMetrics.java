package io.headway.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what happens to partitions. Any thread. */
public final class PartitionMetrics {
    private final Counter archived;
    private final Counter dropped;
    private final Counter failures;

    public PartitionMetrics(MeterRegistry registry) {
        archived = Counter.builder("headway_partitions_archived")
                .description("Partitions copied to the archive folder")
                .register(registry);
        dropped = Counter.builder("headway_partitions_dropped")
                .description("Partitions dropped because of their age")
                .register(registry);
        failures = Counter.builder("headway_partition_failures")
                .description("Partitions that could not be made, archived or dropped in a run")
                .register(registry);
    }

    void ran(PartitionRetention.Report report) {
        archived.increment(report.archived().size());
        dropped.increment(report.dropped().size());
        failures.increment(report.failures().size());
    }

    void failed() {
        failures.increment();
    }
}
