package io.headway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops months of events that are over, and prunes what tells of the same time: visits and deviations that have ended, and deliveries that
 * were given up. Used by {@link PartitionRetention} on its worker, under its lock.
 */
final class EventRetention {
    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    private static final int PRUNE_ROWS = 10_000;
    private static final List<String> ENDED = List.of(
            "geofence_visits where exited_at < timestamptz '%s'",
            "deviations where ended_at < timestamptz '%s'", "webhook_deliveries where dead_at < timestamptz '%s'");

    private final int keepDays;

    /** @param keepDays a month is dropped when all of it is older than this */
    EventRetention(int keepDays) {
        this.keepDays = keepDays;
    }

    /** @return the months dropped. A month with an event that has not been handed on waits */
    List<YearMonth> run(Connection connection, LocalDate today) throws SQLException {
        var oldest = today.minusDays(keepDays);
        var dropped = new ArrayList<YearMonth>();
        for (var month : months(connection)) {
            if (month.plusMonths(1).atDay(1).isAfter(oldest)) {
                continue;
            }
            if (unrelayed(connection, month)) {
                LOG.warn("{} is old enough to go, but holds events that are not handed on", table(month));
                attach(connection, month);
            } else if (drop(connection, month)) {
                dropped.add(month);
            }
        }
        for (var ended : ENDED) {
            prune(connection, ended.formatted(oldest + "T00:00:00Z"));
        }
        return dropped;
    }

    /** Those that an interrupted run has detached but not dropped too. */
    private static List<YearMonth> months(Connection connection) throws SQLException {
        var months = new ArrayList<YearMonth>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("""
                        select right(relname, 6) from pg_class
                        where relkind = 'r' and relname ~ '^events_[0-9]{6}$'
                          and relnamespace = (select relnamespace from pg_class where oid = 'events'::regclass)
                        order by 1""")) {
            while (found.next()) {
                months.add(YearMonth.parse(found.getString(1), MONTH));
            }
        }
        return months;
    }

    private static boolean unrelayed(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery("select from " + table(month) + " where relayed_at is null limit 1")) {
            return found.next();
        }
    }

    /** Detached first, which leaves inserts into other months alone. False when it was attached again meanwhile. */
    private static boolean drop(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.createStatement()) {
            detach(statement, month);
            connection.setAutoCommit(false);
            try {
                statement.execute("select pg_advisory_xact_lock(" + Partitions.DDL_LOCK + ")");
                // Whoever writes to that month attaches it again.
                if (state(statement, month) != State.DETACHED) {
                    return false;
                }
                if (unrelayed(connection, month)) {
                    attach(connection, month);
                    connection.commit();
                    return false;
                }
                statement.execute("drop table " + table(month));
                connection.commit();
                LOG.info("{} dropped", table(month));
                return true;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Changes nothing when it is attached. */
    private static void attach(Connection connection, YearMonth month) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select ensure_event_partition(date '" + month.atDay(1) + "')");
        }
    }

    private enum State {
        ATTACHED,
        DETACHING,
        DETACHED
    }

    private static void detach(Statement statement, YearMonth month) throws SQLException {
        var detach = "alter table events detach partition " + table(month);
        switch (state(statement, month)) {
            case ATTACHED -> statement.execute(detach + " concurrently");
            case DETACHING -> statement.execute(detach + " finalize");
            case DETACHED -> LOG.debug("{} is detached already", table(month));
        }
    }

    private static State state(Statement statement, YearMonth month) throws SQLException {
        try (var found = statement.executeQuery(
                "select inhdetachpending from pg_inherits where inhrelid = to_regclass('" + table(month) + "')")) {
            if (!found.next()) {
                return State.DETACHED;
            }
            return found.getBoolean(1) ? State.DETACHING : State.ATTACHED;
        }
    }

    /** In portions: one long delete would hold back vacuum everywhere. */
    private static void prune(Connection connection, String rows) throws SQLException {
        var table = rows.substring(0, rows.indexOf(' '));
        var delete = "delete from " + table + " where ctid = any(array(select ctid from " + rows + " limit "
                + PRUNE_ROWS + "))";
        try (var statement = connection.createStatement()) {
            for (var deleted = PRUNE_ROWS; deleted == PRUNE_ROWS; ) {
                deleted = statement.executeUpdate(delete);
            }
        }
    }

    private static String table(YearMonth month) {
        return "events_" + month.format(MONTH);
    }
}
