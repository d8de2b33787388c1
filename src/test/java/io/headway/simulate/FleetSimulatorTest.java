package io.headway.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.Protocols;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fleet against sockets of an engine that is not there, on the loopback. */
class FleetSimulatorTest {
    private final Vertx vertx = Vertx.vertx();
    private FakeEngine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new FakeEngine(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void half_the_fleet_are_trackers_and_half_phones_that_send_every_second() throws Exception {
        var settings = settings(6);
        var fleet = new FleetSimulator(vertx, settings);
        fleet.start().await(10, TimeUnit.SECONDS);
        until(() -> engine.teltonikaFixes.size() == 3
                && engine.jsonMessages.size() == 3
                && engine.teltonikaFixes.values().stream().allMatch(fixes -> fixes.size() >= 3)
                && engine.jsonMessages.values().stream().allMatch(messages -> messages.size() >= 3));
        assertThat(engine.teltonikaFixes.keySet()).hasSameElementsAs(settings.identities());
        assertThat(settings.identities()).contains("350000000000001", "350000000000002");
        assertThat(engine.jsonMessages.keySet())
                .hasSameElementsAs(settings.phoneVehicles().stream()
                        .map(id -> "Bearer token-of-" + id)
                        .toList());
        for (var messages : engine.jsonMessages.values()) {
            for (var message : messages) {
                assertThat("Bearer token-of-" + message.getString("vehicle_id")).isIn(engine.jsonMessages.keySet());
                assertThat(message.getDouble("lat")).isBetween(49.0, 50.0);
                assertThat(message.getJsonObject("attributes").getBoolean("ignition"))
                        .isTrue();
            }
        }
        for (var fixes : engine.teltonikaFixes.values()) {
            assertThat(fixes.getFirst().attributes()).contains("\"ignition\":true", "odometer_m", "battery_v");
            var spacing = fixes.get(2).recordedAtMs() - fixes.get(1).recordedAtMs();
            assertThat(spacing).isPositive();
        }
        assertThat(engine.faults).isEmpty();
        fleet.stop().await(10, TimeUnit.SECONDS);
    }

    @Test
    void what_was_not_acknowledged_before_a_break_is_sent_again_on_the_next_connection() throws Exception {
        var fleet = new FleetSimulator(vertx, settings(4));
        fleet.start().await(10, TimeUnit.SECONDS);
        // Only once each has sent something: a gap needs a record before it.
        until(() -> engine.teltonikaFixes.size() == 2 && engine.jsonMessages.size() == 2);
        engine.breaks.set(4);
        until(() -> engine.breaks.get() == 0
                && engine.teltonikaFixes.values().stream().mapToInt(List::size).sum() >= 10
                && engine.jsonMessages.values().stream().mapToInt(List::size).sum() >= 10);
        var counts = fleet.counts().await(10, TimeUnit.SECONDS);
        assertThat(counts.trackers().reconnects()).isEqualTo(4);
        assertThat(counts.trackers().sent()).isGreaterThan(counts.trackers().acknowledged());
        assertNothingLost(counts);
        fleet.stop().await(10, TimeUnit.SECONDS);
    }

    @Test
    void a_refused_tracker_keeps_trying_and_loses_nothing() throws Exception {
        engine.refusedDevices.add("350000000000001");
        var fleet = new FleetSimulator(vertx, settings(1));
        fleet.start().await(10, TimeUnit.SECONDS);
        until(() -> fleet.counts().await().pending() >= 2
                && fleet.counts().await().trackers().reconnects() >= 2);
        assertThat(engine.teltonikaFixes).isEmpty();
        engine.refusedDevices.clear();
        until(() ->
                engine.teltonikaFixes.getOrDefault("350000000000001", List.of()).size() >= 4);
        assertNothingLost(fleet.counts().await(10, TimeUnit.SECONDS));
        fleet.stop().await(10, TimeUnit.SECONDS);
    }

    @Test
    void identities_are_the_same_in_every_run_and_each_vehicles_own() {
        var settings = settings(50);
        assertThat(settings.phoneVehicles()).isEqualTo(settings(50).phoneVehicles());
        assertThat(new HashSet<>(settings.phoneVehicles())).hasSize(25);
        assertThat(new HashSet<>(settings.identities())).hasSize(25);
        assertThat(settings(3).identities()).hasSize(2);
        assertThat(settings(3).phoneVehicles()).hasSize(1);
    }

    private FleetSettings settings(int count) {
        return new FleetSettings(
                new TrackerLinks.Target(
                        "127.0.0.1", engine.teltonikaPort(), Protocols.byName().get("teltonika"), false),
                Optional.of(new FleetSettings.Phones("127.0.0.1", engine.httpPort(), id -> "token-of-" + id)),
                count,
                42,
                Map.of());
    }

    private void assertNothingLost(FleetSimulator.FleetCounts counts) {
        assertThat(counts.dropped()).isZero();
        assertThat(counts.trackers().refused()).isZero();
        assertThat(counts.produced()).isEqualTo(counts.trackers().acknowledged() + counts.pending());
        var arrived = Stream.concat(
                        engine.teltonikaFixes.values().stream()
                                .map(fixes -> fixes.stream()
                                        .map(Fix::recordedAtMs)
                                        .distinct()
                                        .count()),
                        engine.jsonMessages.values().stream()
                                .map(messages -> messages.stream()
                                        .map(message -> message.getLong("timestamp"))
                                        .distinct()
                                        .count()))
                .mapToLong(Long::longValue)
                .sum();
        assertThat(arrived).isGreaterThanOrEqualTo(counts.trackers().acknowledged());
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        var met = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            assertThat(met.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
