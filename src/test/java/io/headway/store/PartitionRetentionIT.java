package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PartitionRetentionIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static final LocalDate TODAY = LocalDate.of(2025, 6, 1);
    private static final LocalDate EXPIRED = TODAY.minusDays(91);
    private static final LocalDate LAST_KEPT = TODAY.minusDays(90);
    private static final LocalDate YOUNG = TODAY.minusDays(30);
    private static Vertx vertx;
    private static Database database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @BeforeEach
    void three_days_with_rows() throws Exception {
        for (var day : List.of(EXPIRED, LAST_KEPT, YOUNG)) {
            FRESH.execute("drop table if exists " + Partitions.tableOf(day));
        }
        FRESH.execute("truncate partition_archives, rejected_positions");
        await(database.partitions().ensureFor(List.of(EXPIRED, LAST_KEPT, YOUNG)));
        for (var day : List.of(EXPIRED, LAST_KEPT, YOUNG)) {
            rows(day, 3);
        }
    }

    @Test
    void a_month_of_events_goes_when_all_of_it_is_old_and_handed_on() throws Exception {
        var months = List.of(LocalDate.of(2024, 4, 1), LocalDate.of(2024, 5, 1), LocalDate.of(2024, 6, 1));
        await(database.partitions().ensureForEvents(months));
        for (var month : months) {
            event(month.plusDays(2), true);
        }
        event(LocalDate.of(2024, 4, 20), false);
        var retention = retention(Optional.empty());
        // A year before: the May before last is over, and so is April, of which an event waits.
        assertThat(retention.run(TODAY).monthsDropped()).containsExactly(YearMonth.of(2024, 5));
        FRESH.execute("update events set relayed_at = now() where relayed_at is null");
        assertThat(retention.run(TODAY).monthsDropped()).containsExactly(YearMonth.of(2024, 4));
        assertThat(FRESH.value("select count(*) from events")).isEqualTo("1");
        // A late event of a month that is gone makes it anew.
        await(database.partitions().ensureForEvents(months));
        event(LocalDate.of(2024, 5, 31), true);
        assertThat(FRESH.value("select count(*) from events")).isEqualTo("2");
    }

    private static void event(LocalDate day, boolean relayed) throws Exception {
        FRESH.execute("""
                insert into events (occurred_at, relayed_at, event_id, workspace_id, event_type, data)
                values ('%sT12:00:00Z', %s, gen_random_uuid(), gen_random_uuid(), 'vehicle.online', '{}')""".formatted(day, relayed ? "now()" : "null"));
    }

    @Test
    void without_an_archive_expired_partitions_are_dropped_and_no_others() throws Exception {
        var report = retention(Optional.empty()).run(TODAY);
        assertThat(report.dropped()).containsExactly(EXPIRED);
        assertThat(report.archived()).isEmpty();
        assertThat(report.failures()).isEmpty();
        assertThat(exists(EXPIRED)).isFalse();
        assertThat(exists(LAST_KEPT)).isTrue();
        assertThat(exists(YOUNG)).isTrue();
    }

    @Test
    void a_partition_is_archived_before_it_is_dropped() throws Exception {
        var report = retention(Optional.of(folder)).run(TODAY);
        assertThat(report.failures()).isEmpty();
        assertThat(report.archived()).containsExactly(EXPIRED, LAST_KEPT);
        assertThat(report.dropped()).containsExactly(EXPIRED);
        assertThat(exists(LAST_KEPT)).isTrue();
        var lines = lines("positions_20250302.csv.gz");
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).startsWith("recorded_at,received_at,fingerprint,latitude");
        assertThat(lines.get(1))
                .contains("2025-03-02 12:00:00+00")
                .contains("\"{\"\"note\"\": \"\"a \\\"\"quoted\\\"\"");
        assertThat(FRESH.value("select row_count from partition_archives where dropped_at is not null"))
                .isEqualTo("3");
        assertThat(retention(Optional.of(folder)).run(TODAY).archived()).isEmpty();
    }

    @Test
    void a_partition_that_cannot_be_archived_is_never_dropped() throws Exception {
        var file = Files.createFile(folder.resolve("not-a-folder"));
        var report = retention(Optional.of(file)).run(TODAY);
        assertThat(report.dropped()).isEmpty();
        assertThat(report.failures()).hasSize(2);
        assertThat(FRESH.value("select count(*) from positions_20250302")).isEqualTo("3");
        assertThat(exists(EXPIRED)).isTrue();
    }

    @Test
    void rows_that_came_after_the_archive_are_archived_too_before_the_drop() throws Exception {
        retention(Optional.of(folder)).run(TODAY.minusDays(1));
        rows(EXPIRED, 2);
        var report = retention(Optional.of(folder)).run(TODAY);
        assertThat(report.dropped()).containsExactly(EXPIRED);
        assertThat(lines("positions_20250302.csv.gz")).hasSize(1 + 5);
        assertThat(FRESH.value("select row_count from partition_archives where dropped_at is not null"))
                .isEqualTo("5");
    }

    @Test
    void a_lost_archive_is_written_again_before_the_drop() throws Exception {
        retention(Optional.of(folder)).run(TODAY.minusDays(1));
        Files.delete(folder.resolve("positions_20250302.csv.gz"));
        assertThat(retention(Optional.of(folder)).run(TODAY).dropped()).containsExactly(EXPIRED);
        assertThat(lines("positions_20250302.csv.gz")).hasSize(1 + 3);
    }

    @Test
    void a_day_that_comes_back_after_its_drop_does_not_overwrite_its_archive() throws Exception {
        retention(Optional.of(folder)).run(TODAY);
        await(database.partitions().ensureFor(List.of(EXPIRED)));
        rows(EXPIRED, 1);
        retention(Optional.of(folder)).run(TODAY);
        assertThat(exists(EXPIRED)).isFalse();
        assertThat(lines("positions_20250302.csv.gz")).hasSize(1 + 3);
        assertThat(lines("positions_20250302-2.csv.gz")).hasSize(1 + 1);
    }

    @Test
    void an_unfinished_file_of_a_crash_is_replaced() throws Exception {
        Files.writeString(
                folder.resolve("positions_20250302.csv.gz.tmp"),
                "half a file, longer than what will be written".repeat(100));
        assertThat(retention(Optional.of(folder)).run(TODAY).failures()).isEmpty();
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
        assertThat(lines("positions_20250302.csv.gz")).hasSize(1 + 3);
    }

    @Test
    void what_a_crash_left_detached_is_archived_and_dropped() throws Exception {
        FRESH.execute("alter table positions detach partition positions_20250302");
        assertThat(retention(Optional.of(folder)).run(TODAY).dropped()).containsExactly(EXPIRED);
        assertThat(lines("positions_20250302.csv.gz")).hasSize(1 + 3);
    }

    @Test
    void a_detached_partition_comes_back_with_its_rows_when_its_day_is_written_to() throws Exception {
        FRESH.execute("alter table positions detach partition positions_20250302");
        await(database.partitions().ensureFor(List.of(EXPIRED)));
        assertThat(FRESH.value("select count(*) from positions where recorded_at < '2025-03-03'"))
                .isEqualTo("3");
    }

    @Test
    void writers_of_other_days_are_not_held_up() throws Exception {
        try (var connection = FRESH.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table positions_20250502 in row exclusive mode");
            var report = retention(Optional.empty()).run(TODAY);
            assertThat(report.dropped()).containsExactly(EXPIRED);
            connection.rollback();
        }
    }

    @Test
    void one_node_at_a_time() throws Exception {
        try (var connection = FRESH.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + Partitions.KEEPER_LOCK + ")");
            assertThat(retention(Optional.empty()).run(TODAY).elsewhere()).isTrue();
        }
        assertThat(exists(EXPIRED)).isTrue();
    }

    @Test
    void old_rejections_are_pruned() throws Exception {
        rejection(Instant.parse("2025-03-02T23:59:59Z"));
        rejection(Instant.parse("2025-03-03T00:00:00Z"));
        assertThat(retention(Optional.empty()).run(TODAY).rejectionsPruned()).isEqualTo(1);
        assertThat(FRESH.value("select count(*) from rejected_positions")).isEqualTo("1");
    }

    private static PartitionRetention retention(Optional<Path> archiveDir) {
        return new PartitionRetention(
                FRESH.url().dataSource(5_000, 30_000), 90, 30, archiveDir, new EventRetention(365));
    }

    private List<String> lines(String file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static void rows(LocalDate day, int count) throws SQLException {
        FRESH.execute("""
                insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, fix_valid, workspace_id, vehicle_id,
                    attributes)
                select '%sT12:00:00Z', now(), n, 1, 1, true, '%s', '%s', '{"note": "a \\"quoted\\"\\nline"}' from generate_series(1, %d) n""".formatted(day, Workspaces.DEFAULT_ID, UUID.randomUUID(), count));
    }

    private static void rejection(Instant receivedAt) throws SQLException {
        FRESH.execute("""
                insert into rejected_positions (id, workspace_id, vehicle_id, protocol, reason, detail, received_at, record)
                values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'json', 'no_fix', '', '%s', '{}')""".formatted(receivedAt));
    }

    private static boolean exists(LocalDate day) throws SQLException {
        return FRESH.value("select to_regclass('" + Partitions.tableOf(day) + "') is not null")
                .equals("t");
    }
}
