package io.headway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private static final int LOOPS = 2;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Vertx vertx;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        EventLoopLag.deploy(vertx, registry, LOOPS)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void every_loop_is_measured() throws Exception {
        assertThat(timers()).hasSize(LOOPS);
        until(timers -> timers.stream().allMatch(timer -> timer.count() > 0));
    }

    @Test
    void a_blocked_loop_shows_for_how_long() throws Exception {
        until(timers -> timers.stream().allMatch(timer -> timer.count() > 0));
        var blocked = new CompletableFuture<String>();
        var release = new CountDownLatch(1);
        vertx.runOnContext(_ -> {
            blocked.complete(Thread.currentThread().getName());
            long sinceNs = System.nanoTime();
            while (System.nanoTime() - sinceNs < TimeUnit.MILLISECONDS.toNanos(400)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            release.countDown();
        });
        var loop = blocked.get(5, TimeUnit.SECONDS);
        assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();

        until(timers -> timers.stream()
                .filter(timer -> loop.equals(timer.getId().getTag("loop")))
                .anyMatch(timer -> timer.max(TimeUnit.MILLISECONDS) >= 250));
    }

    private Collection<Timer> timers() {
        return registry.find("headway.event.loop.lag").timers();
    }

    private void until(Predicate<Collection<Timer>> condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.test(timers())) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }
}
