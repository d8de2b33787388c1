package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.config.HeadwayConfig;
import io.headway.testing.DatabaseSettings;
import io.headway.testing.FreshDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }

    @AfterAll
    static void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void without_a_url_it_runs_its_own_server_and_keeps_the_data() throws Exception {
        var settings = new DatabaseSettings(Optional.of(""), folder.toString(), 0, 2, 5_000, 10_000);
        var first = await(Database.open(vertx, settings, 1));
        var devices = new Devices(first, true);
        var source = await(devices.findByUniqueId("1234", "json"));
        await(first.close());
        assertThat(PostgresProcess.runningOn(folder)).isEmpty();
        var second = await(Database.open(vertx, settings, 1));
        assertThat(await(new Devices(second, false).findByUniqueId("1234", "json")))
                .isEqualTo(source);
        await(second.ping());
        await(second.close());
    }

    @Test
    void the_event_loop_turns_while_the_server_starts() throws Exception {
        var settings = new DatabaseSettings(Optional.empty(), folder.toString(), 0, 2, 5_000, 10_000);
        var turns = Promise.<Long>promise();
        var longestMs = new AtomicLong();
        vertx.runOnContext(_ -> {
            var last = new AtomicLong(System.nanoTime());
            var timer = vertx.setPeriodic(10, _ -> {
                var now = System.nanoTime();
                longestMs.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(now - last.getAndSet(now)), Math::max);
            });
            Database.open(vertx, settings, 1)
                    .compose(Database::close)
                    .onFailure(turns::fail)
                    .onSuccess(_ -> {
                        vertx.cancelTimer(timer);
                        turns.complete(longestMs.get());
                    });
        });
        // initdb alone takes longer than that.
        assertThat(await(turns.future())).isLessThan(1_000);
    }

    @Test
    void a_database_that_cannot_be_used_is_said_so_without_the_password() {
        for (var url : List.of("postgresql://me:sesame@127.0.0.1:1/fleet", "mysql://me:sesame@db/fleet")) {
            var settings = new DatabaseSettings(Optional.of(url), folder.toString(), 0, 2, 1_000, 1_000);
            assertThatThrownBy(() -> await(Database.open(vertx, settings, 1)))
                    .cause()
                    .hasMessageContaining("postgresql://")
                    .hasMessageNotContaining("sesame");
        }
    }

    @Test
    void prefer_makes_do_with_a_server_that_has_no_tls_and_require_does_not() throws Exception {
        var prefer = new DatabaseSettings(Optional.of(FRESH.urlText() + "?sslmode=prefer"), "", 0, 1, 5_000, 5_000);
        var database = await(Database.open(vertx, prefer, 1));
        await(database.ping());
        await(database.close());
        var require = new DatabaseSettings(Optional.of(FRESH.urlText() + "?sslmode=require"), "", 0, 1, 5_000, 5_000);
        assertThatThrownBy(() -> await(Database.open(vertx, require, 1)))
                .cause()
                .hasMessageContaining("SSL");
    }

    @Test
    void the_keeper_makes_coming_days_and_drops_expired_ones_at_its_interval() throws Exception {
        var database = await(Database.open(vertx, FRESH.settings(), 1));
        var expired = LocalDate.of(2025, 3, 1);
        await(database.partitions().ensureFor(List.of(expired)));
        assertThat(database.partitions().covers(expired.toEpochDay() * 86_400_000L))
                .isTrue();
        var registry = new SimpleMeterRegistry();
        var keeper = new PartitionKeeper(
                database,
                new RetentionSettings(90, 30, Optional.of(folder.toString()), 365, 20, 3),
                new PartitionMetrics(registry),
                InstantSource.fixed(Instant.parse("2025-06-01T12:00:00Z")));
        var deployed = await(vertx.deployVerticle(keeper));
        until(() -> registry.counter("headway_partitions_dropped").count() == 1);
        assertThat(database.partitions().covers(expired.toEpochDay() * 86_400_000L))
                .isFalse();
        assertThat(database.partitions().covers(LocalDate.of(2025, 6, 4).toEpochDay() * 86_400_000L))
                .isTrue();
        assertThat(FRESH.value("select to_regclass('positions_20250604') is not null"))
                .isEqualTo("t");
        assertThat(folder.resolve("positions_20250301.csv.gz")).exists();

        // The next day comes round at the next interval, without being asked.
        await(database.partitions().ensureFor(List.of(expired)));
        FRESH.execute(
                "insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, fix_valid, workspace_id,"
                        + " vehicle_id, attributes) values ('2025-03-01T00:00:00Z', now(), 1, 1, 1, true, '"
                        + Workspaces.DEFAULT_ID
                        + "', '" + UUID.randomUUID() + "', '{}')");
        until(() -> registry.counter("headway_partitions_dropped").count() >= 2);
        assertThat(registry.counter("headway_partition_failures").count()).isZero();
        await(vertx.undeploy(deployed));
        await(database.close());
    }

    private record RetentionSettings(
            int days,
            int archiveAfterDays,
            Optional<String> archiveDir,
            int eventDays,
            long checkIntervalMs,
            int daysAhead)
            implements HeadwayConfig.Retention {}

    private static void until(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
