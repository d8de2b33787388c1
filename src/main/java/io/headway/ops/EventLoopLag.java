package io.headway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop comes to its tasks: a timer at a fixed rate, and how much later than due it runs. A loop that was blocked
 * runs all the ticks it missed, so a long block weighs as much as it lasted. Owned by its event loop; there is one for each.
 */
public final class EventLoopLag extends VerticleBase {
    private static final long PERIOD_MS = 100;
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);

    private final MeterRegistry registry;
    private Timer lag;
    private long dueNs;

    private EventLoopLag(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Starts one on each event loop.
     *
     * @param eventLoops how many loops {@code vertx} has; instances of a deployment go round all of them
     * @return completes with the deployment's id once all are measuring
     */
    public static Future<String> deploy(Vertx vertx, MeterRegistry registry, int eventLoops) {
        return vertx.deployVerticle(() -> new EventLoopLag(registry), new DeploymentOptions().setInstances(eventLoops));
    }

    @Override
    public Future<?> start() {
        // The thread's name is the one that a thread dump shows.
        lag = Timer.builder("headway.event.loop.lag")
                .description("How much later than due a timer of the event loop runs")
                .tag("loop", Thread.currentThread().getName())
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1))
                .register(registry);
        dueNs = System.nanoTime() + PERIOD_NS;
        vertx.setPeriodic(PERIOD_MS, _ -> tick());
        return Future.succeededFuture();
    }

    private void tick() {
        lag.record(Math.max(0, System.nanoTime() - dueNs), TimeUnit.NANOSECONDS);
        dueNs += PERIOD_NS;
    }
}
