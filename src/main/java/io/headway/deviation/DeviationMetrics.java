package io.headway.deviation;

import io.headway.model.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the detection of deviations, made once. Any thread. */
public final class DeviationMetrics {
    private final Counter judged;
    private final Counter raised;
    private final Counter writes;
    private final Counter writeFailures;
    private final Counter overtaken;
    private final Counter unwatched;
    private final AtomicInteger watched = new AtomicInteger();

    public DeviationMetrics(MeterRegistry registry, Backlog backlog) {
        judged = Counter.builder("headway_deviation_positions_total")
                .description("Positions of vehicles that have a route")
                .register(registry);
        raised = Counter.builder("headway_deviation_events_total")
                .description("Departures and returns that were stored")
                .register(registry);
        writes = Counter.builder("headway_deviation_writes_total")
                .description("States of vehicles on their route that were stored")
                .register(registry);
        writeFailures = Counter.builder("headway_deviation_write_failures_total")
                .description("Writes and reads that the database did not take, each tried again")
                .register(registry);
        overtaken = Counter.builder("headway_deviation_overtaken_total")
                .description("Vehicles that another node had judged further, so that they were read again")
                .register(registry);
        unwatched = Counter.builder("headway_deviation_unwatched_total")
                .description("Deployments passed over because there are too many or their path is none")
                .register(registry);
        Gauge.builder("headway_deviation_deployments", watched, AtomicInteger::get)
                .description("Vehicles on a route that are watched")
                .register(registry);
        Gauge.builder("headway_deviation_backlog", backlog, Backlog::inFlight)
                .description("Positions on their way to the detection")
                .register(registry);
    }

    void judged(int positions) {
        judged.increment(positions);
    }

    void written(int states, int events) {
        writes.increment(states);
        raised.increment(events);
    }

    void writeFailed() {
        writeFailures.increment();
    }

    void overtaken() {
        overtaken.increment();
    }

    void unwatched() {
        unwatched.increment();
    }

    void watching(int deployments) {
        watched.set(deployments);
    }
}
