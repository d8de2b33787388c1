package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.testing.DatabaseSettings;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionsIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 7));
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void an_open_database_is_ready_for_a_week() throws SQLException {
        var now = Instant.now();
        assertThat(database.partitions().ready(now)).isTrue();
        assertThat(database.partitions().covers(now.toEpochMilli() + 7 * 86_400_000L))
                .isTrue();
        assertThat(database.partitions().covers(now.toEpochMilli() + 9 * 86_400_000L))
                .isFalse();
        assertThat(exists(LocalDate.now(ZoneOffset.UTC).plusDays(7))).isTrue();
    }

    @Test
    void many_nodes_that_ask_for_the_same_days_all_succeed() throws Exception {
        var days = LocalDate.of(2025, 1, 1).datesUntil(LocalDate.of(2025, 3, 1)).toList();
        var nodes = new ArrayList<Database>();
        for (var i = 0; i < 3; i++) {
            nodes.add(await(Database.open(vertx, FRESH.settings(), 1)));
        }
        var asked = new ArrayList<Future<Void>>();
        for (var i = 0; i < 12; i++) {
            asked.add(nodes.get(i % 3).partitions().ensureFor(days));
        }
        await(Future.all(asked));
        for (var day : days) {
            assertThat(exists(day)).isTrue();
        }
        for (var node : nodes) {
            assertThat(node.partitions().covers(day(2025, 2, 28))).isTrue();
            await(node.close());
        }
    }

    @Test
    void the_bounds_are_midnight_utc_whatever_the_session_says() throws Exception {
        FRESH.execute("alter database " + FRESH.url().database() + " set timezone = 'Pacific/Auckland'");
        var other = await(Database.open(vertx, FRESH.settings(), 1));
        try {
            await(other.partitions().ensureFor(List.of(LocalDate.of(2024, 5, 1))));
        } finally {
            FRESH.execute("alter database " + FRESH.url().database() + " reset timezone");
            await(other.close());
        }
        insert("2024-05-01T00:00:00Z");
        insert("2024-05-01T23:59:59.999Z");
        assertThatThrownBy(() -> insert("2024-05-02T00:00:00Z"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
        assertThat(FRESH.value("select count(*) from positions_20240501")).isEqualTo("2");
    }

    @Test
    void partitions_are_made_while_a_transaction_that_writes_stays_open() throws Exception {
        await(database.partitions().ensureFor(List.of(LocalDate.of(2024, 6, 1))));
        try (var connection = FRESH.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(insertSql("2024-06-01T12:00:00Z"));
            await(database.partitions().ensureFor(List.of(LocalDate.of(2024, 6, 2))));
            assertThat(exists(LocalDate.of(2024, 6, 2))).isTrue();
            connection.rollback();
        }
    }

    @Test
    void a_lock_that_is_held_too_long_is_tried_for_again() throws Exception {
        var hasty = await(Database.open(vertx, withStatementTimeout(400), 1));
        try (var connection = FRESH.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table positions in share update exclusive mode");
            var made = hasty.partitions().ensureFor(List.of(LocalDate.of(2024, 7, 1)));
            // Twice its lock timeout of 200 ms: it has been refused at least once by then.
            assertThatThrownBy(
                            () -> made.toCompletionStage().toCompletableFuture().get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            connection.rollback();
            await(made);
        } finally {
            await(hasty.close());
        }
        assertThat(exists(LocalDate.of(2024, 7, 1))).isTrue();
    }

    @Test
    void days_that_no_calendar_of_ours_holds_are_passed_over() throws Exception {
        await(database.partitions().ensureFor(List.of(LocalDate.of(1960, 1, 1), LocalDate.of(30000, 1, 1))));
        assertThat(database.partitions().covers(-1)).isFalse();
        assertThat(database.partitions().covers(Long.MAX_VALUE)).isFalse();
    }

    private static DatabaseSettings withStatementTimeout(int timeoutMs) {
        return new DatabaseSettings(FRESH.settings().url(), "", 0, 2, 5_000, timeoutMs);
    }

    private static boolean exists(LocalDate day) throws SQLException {
        return FRESH.value(
                        "select count(*) from pg_inherits where inhparent = 'positions'::regclass and inhrelid = to_regclass('"
                                + Partitions.tableOf(day) + "')")
                .equals("1");
    }

    private static long day(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay() * 86_400_000L;
    }

    private static void insert(String recordedAt) throws SQLException {
        FRESH.execute(insertSql(recordedAt));
    }

    private static String insertSql(String recordedAt) {
        return """
                insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, fix_valid, workspace_id, vehicle_id,
                    attributes) values ('%s', now(), 1, 1, 1, true, '%s', '%s', '{}')""".formatted(recordedAt, Workspaces.DEFAULT_ID, UUID.randomUUID());
    }
}
