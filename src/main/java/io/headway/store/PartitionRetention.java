package io.headway.store;

import io.headway.store.PartitionArchive.Archived;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives and drops old partitions and prunes rejected positions. Blocking; {@link #run} on one thread at a time, {@link #abort} on any.
 *
 * <p>A partition is detached concurrently, so that inserts go on; then, under the lock that making partitions takes too, its rows are
 * counted once more against the archive, and only then is it dropped. Whatever step a crash interrupts, the next run goes on from there.
 */
final class PartitionRetention {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionRetention.class);
    private static final int PRUNE_ROWS = 10_000;
    private static final int ARCHIVE_ATTEMPTS = 3;

    private final DataSource source;
    private final int keepDays;
    private final int archiveAfterDays;
    private final Optional<PartitionArchive> archive;
    private final EventRetention events;
    private final AtomicReference<Connection> current = new AtomicReference<>();

    /**
     * @param keepDays partitions older than this many days are dropped
     * @param archiveAfterDays age at which a partition is archived; 0: never
     * @param archiveDir empty: nothing is archived
     * @param events does the same for what tells of positions
     */
    PartitionRetention(
            DataSource source, int keepDays, int archiveAfterDays, Optional<Path> archiveDir, EventRetention events) {
        this.source = source;
        this.keepDays = keepDays;
        this.archiveAfterDays = archiveAfterDays;
        this.events = events;
        this.archive = archiveDir.filter(_ -> archiveAfterDays > 0).map(PartitionArchive::new);
    }

    /**
     * What a run did.
     *
     * @param elsewhere true when another node was at it, and nothing was done here
     * @param archived days archived
     * @param dropped days dropped
     * @param monthsDropped months of events dropped
     * @param rejectionsPruned rows deleted from {@code rejected_positions}
     * @param failures one sentence per day that has to wait for the next run
     */
    record Report(
            boolean elsewhere,
            List<LocalDate> archived,
            List<LocalDate> dropped,
            List<YearMonth> monthsDropped,
            long rejectionsPruned,
            List<String> failures) {

        private static Report empty(boolean elsewhere) {
            return new Report(elsewhere, new ArrayList<>(), new ArrayList<>(), List.of(), 0, new ArrayList<>());
        }
    }

    private record Partition(LocalDate day, boolean attached, boolean detaching) {}

    /** One run; a day that fails does not keep the others from their turn. Fails when the database cannot be reached. */
    Report run(LocalDate today) throws SQLException {
        try (var connection = source.getConnection()) {
            current.set(connection);
            if (!lock(connection)) {
                return Report.empty(true);
            }
            var report = Report.empty(false);
            for (var partition : partitions(connection)) {
                keep(connection, partition, today, report);
            }
            var pruned = pruneRejected(connection, today);
            var months = events.run(connection, today);
            return new Report(false, report.archived(), report.dropped(), months, pruned, report.failures());
        } finally {
            current.set(null);
        }
    }

    /** Ends a run that is under way; it fails, and what it was at is left for the next. */
    void abort() throws SQLException {
        var connection = current.get();
        if (connection != null) {
            connection.abort(Runnable::run);
        }
    }

    private void keep(Connection connection, Partition partition, LocalDate today, Report report) throws SQLException {
        var day = partition.day();
        try {
            var expired = day.isBefore(today.minusDays(keepDays));
            var due = archive.isPresent() && (expired || day.isBefore(today.minusDays(archiveAfterDays)));
            if (due && archived(connection, day).isEmpty()) {
                archive(connection, day);
                report.archived().add(day);
            }
            if (expired) {
                detach(connection, partition);
                if (drop(connection, day)) {
                    report.dropped().add(day);
                }
            }
        } catch (SQLException | IOException e) {
            if (connection.isClosed()) {
                throw new SQLException("interrupted while keeping " + Partitions.tableOf(day), e);
            }
            LOG.warn("partition {} waits for the next run", Partitions.tableOf(day), e);
            report.failures().add(Partitions.tableOf(day) + ": " + e.getMessage());
        }
    }

    /** Detaching leaves inserts into other days alone, where dropping at once would lock all of {@code positions}. */
    private static void detach(Connection connection, Partition partition) throws SQLException {
        var detach = "alter table positions detach partition " + Partitions.tableOf(partition.day());
        try (var statement = connection.createStatement()) {
            if (partition.detaching()) {
                statement.execute(detach + " finalize");
            } else if (partition.attached()) {
                statement.execute(detach + " concurrently");
            }
        }
    }

    /** False when the partition was attached again meanwhile: somebody writes to that day, so it waits for the next run. */
    private boolean drop(Connection connection, LocalDate day) throws SQLException, IOException {
        for (var attempt = 1; attempt <= ARCHIVE_ATTEMPTS; attempt++) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + Partitions.DDL_LOCK + ")");
                if (attached(connection, day)) {
                    return false;
                }
                if (archive.isEmpty() || archiveHolds(connection, day)) {
                    statement.execute("drop table " + Partitions.tableOf(day));
                    statement.execute(
                            "update partition_archives set dropped_at = now() where dropped_at is null and day = "
                                    + literal(day));
                    connection.commit();
                    LOG.info("partition {} dropped", Partitions.tableOf(day));
                    return true;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            archive(connection, day);
        }
        throw new IOException("the archive still differs after " + ARCHIVE_ATTEMPTS + " attempts");
    }

    private boolean archiveHolds(Connection connection, LocalDate day) throws SQLException, IOException {
        var archived = archived(connection, day);
        if (archived.isEmpty() || !archived.get().intact()) {
            return false;
        }
        try (var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from " + Partitions.tableOf(day))) {
            count.next();
            return count.getLong(1) == archived.get().rows();
        }
    }

    private void archive(Connection connection, LocalDate day) throws SQLException, IOException {
        var archived = archive.orElseThrow().write(connection, day, nextPart(connection, day));
        try (var statement = connection.prepareStatement("""
                insert into partition_archives (day, part, file, row_count, size_bytes) values (?, ?, ?, ?, ?)
                on conflict (day, part) do update set file = excluded.file, row_count = excluded.row_count,
                    size_bytes = excluded.size_bytes, archived_at = now()""")) {
            statement.setObject(1, day);
            statement.setInt(2, archived.part());
            statement.setString(3, archived.file().toString());
            statement.setLong(4, archived.rows());
            statement.setLong(5, archived.sizeBytes());
            statement.executeUpdate();
        }
        LOG.info("partition {} archived: {} rows in {}", Partitions.tableOf(day), archived.rows(), archived.file());
    }

    /** The archive of the partition as it stands; archives of a dropped predecessor do not count. */
    private static Optional<Archived> archived(Connection connection, LocalDate day) throws SQLException {
        var query =
                "select part, file, row_count, size_bytes from partition_archives where dropped_at is null and day = "
                        + literal(day);
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            return found.next()
                    ? Optional.of(new Archived(
                            found.getInt(1), Path.of(found.getString(2)), found.getLong(3), found.getLong(4)))
                    : Optional.empty();
        }
    }

    private static int nextPart(Connection connection, LocalDate day) throws SQLException {
        var query = "select coalesce(max(part) filter (where dropped_at is null), max(part) + 1, 1)"
                + " from partition_archives where day = " + literal(day);
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getInt(1);
        }
    }

    private static boolean attached(Connection connection, LocalDate day) throws SQLException {
        var query = "select from pg_inherits where inhrelid = to_regclass('" + Partitions.tableOf(day) + "')";
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    /** All of them, and tables that an interrupted run has detached but not dropped; oldest first. */
    private static List<Partition> partitions(Connection connection) throws SQLException {
        var query = """
                select right(c.relname, 8), i.inhrelid is not null, coalesce(i.inhdetachpending, false)
                from pg_class c left join pg_inherits i on i.inhrelid = c.oid
                where c.relkind = 'r' and c.relname ~ '^positions_[0-9]{8}$'
                  and c.relnamespace = (select relnamespace from pg_class where oid = 'positions'::regclass)
                order by c.relname""";
        var partitions = new ArrayList<Partition>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            while (found.next()) {
                var day = LocalDate.parse(found.getString(1), DateTimeFormatter.BASIC_ISO_DATE);
                partitions.add(new Partition(day, found.getBoolean(2), found.getBoolean(3)));
            }
        }
        return partitions;
    }

    private long pruneRejected(Connection connection, LocalDate today) throws SQLException {
        var delete = """
                delete from rejected_positions where ctid = any(array(
                    select ctid from rejected_positions where received_at < timestamptz '%sT00:00:00Z' limit %d))""".formatted(today.minusDays(keepDays), PRUNE_ROWS);
        var pruned = 0L;
        try (var statement = connection.createStatement()) {
            // In portions: one long delete would hold back vacuum everywhere.
            for (var rows = PRUNE_ROWS; rows == PRUNE_ROWS; ) {
                rows = statement.executeUpdate(delete);
                pruned += rows;
            }
        }
        return pruned;
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '10s'");
            statement.execute("set TimeZone = 'UTC'");
            try (var locked = statement.executeQuery("select pg_try_advisory_lock(" + Partitions.KEEPER_LOCK + ")")) {
                locked.next();
                return locked.getBoolean(1);
            }
        }
    }

    private static String literal(LocalDate day) {
        return "date '" + day + "'";
    }
}
