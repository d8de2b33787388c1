package io.headway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/**
 * The partitions of {@code positions}, one per UTC day, and of {@code events}, one per month. Any thread: what is known of them is an immutable set behind one reference.
 *
 * <p>A writer asks {@link #covers} per position, which costs one read, and calls {@link #ensureFor} when the answer is no, or when an
 * insert fails with SQL state 23514 because another node has dropped the partition meanwhile. It must not hold a transaction open while it
 * waits.
 */
public final class Partitions {
    /** Advisory lock of everything that makes or drops a partition; named in the migration too. */
    static final long DDL_LOCK = 4_861_746_101L;
    /** Advisory lock of the one node that archives and drops. */
    static final long KEEPER_LOCK = 4_861_746_102L;
    /** Advisory lock of the one node that reads the outbox. */
    static final long RELAY_LOCK = 4_861_746_103L;

    private static final long DAY_MS = 86_400_000L;
    private static final LocalDate FIRST = LocalDate.EPOCH;
    private static final LocalDate LAST = LocalDate.of(2149, 12, 31);
    private static final int DAYS_PER_TRANSACTION = 31;
    private static final int ATTEMPTS = 8;
    private static final int FIRST_DELAY_MS = 50;
    /** Lock not available, deadlock, and the three ways in which two nodes that make one table collide. */
    private static final Set<String> WORTH_RETRYING = Set.of("55P03", "40P01", "42P07", "23505", "42710");

    private final Vertx vertx;
    private final Statements statements;
    private final AtomicReference<BitSet> known = new AtomicReference<>(new BitSet());

    Partitions(Vertx vertx, Statements statements) {
        this.vertx = vertx;
        this.statements = statements;
    }

    /** The day, and so the partition, of a fix. */
    public static LocalDate dayOf(long recordedAtMs) {
        return LocalDate.ofEpochDay(Math.floorDiv(recordedAtMs, DAY_MS));
    }

    /** The table that holds a day. */
    public static String tableOf(LocalDate day) {
        return "positions_%04d%02d%02d".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** True when the partition is known to be there; allocates nothing. */
    public boolean covers(long recordedAtMs) {
        var day = Math.floorDiv(recordedAtMs, DAY_MS);
        return day >= 0 && day <= Integer.MAX_VALUE && known.get().get((int) day);
    }

    /** True when a fix of now and one of a day ahead would find their partitions: what readiness asks. */
    public boolean ready(Instant now) {
        return covers(now.toEpochMilli()) && covers(now.toEpochMilli() + DAY_MS);
    }

    /** Yesterday, today and {@code daysAhead} days more, and this month and the next for events. Completes as {@link #ensureFor}. */
    public Future<Void> ensureAhead(LocalDate today, int daysAhead) {
        var days =
                LongStream.rangeClosed(-1, daysAhead).mapToObj(today::plusDays).toList();
        return ensureFor(days).compose(_ -> ensureForEvents(List.of(today.minusDays(1), today, today.plusMonths(1))));
    }

    /**
     * Makes the partitions that are missing. Always asks the database, whatever is known here. Idempotent; any number of nodes and shards
     * at once; inserts go on meanwhile.
     *
     * @param days those from 1970 to 2149; others are passed over, so that their rows are refused one by one and hold up no batch
     * @return completes on the caller's context when all are there. Fails when the database cannot be reached or a lock cannot be had in
     *     several attempts
     */
    public Future<Void> ensureFor(Collection<LocalDate> days) {
        return ensure(days.stream()
                .distinct()
                .filter(day -> !day.isBefore(FIRST) && !day.isAfter(LAST))
                .sorted()
                .toList());
    }

    /**
     * The same for {@code events}, which are partitioned by month.
     *
     * @param months the first day of each
     */
    public Future<Void> ensureForEvents(Collection<LocalDate> months) {
        var wanted = months.stream()
                .map(day -> day.withDayOfMonth(1))
                .distinct()
                .filter(month -> !month.isBefore(FIRST) && !month.isAfter(LAST))
                .sorted()
                .toList();
        return wanted.isEmpty() ? Future.succeededFuture() : attempt("ensure_event_partition", wanted, 1);
    }

    void forget(LocalDate day) {
        change(List.of(day), false);
    }

    private Future<Void> ensure(List<LocalDate> days) {
        if (days.isEmpty()) {
            return Future.succeededFuture();
        }
        var now = days.subList(0, Math.min(DAYS_PER_TRANSACTION, days.size()));
        return attempt("ensure_position_partition", now, 1)
                .onSuccess(_ -> change(now, true))
                .compose(_ -> ensure(days.subList(now.size(), days.size())));
    }

    private Future<Void> attempt(String function, List<LocalDate> days, int number) {
        return statements
                .run(
                        "select count(" + function + "(day)) from unnest($1::date[]) as day",
                        Tuple.of(days.toArray(LocalDate[]::new)))
                .<Void>mapEmpty()
                .recover(failure -> number < ATTEMPTS && worthRetrying(failure)
                        ? vertx.timer((long) FIRST_DELAY_MS << number).compose(_ -> attempt(function, days, number + 1))
                        : Future.failedFuture(failure));
    }

    private static boolean worthRetrying(Throwable failure) {
        return failure instanceof PgException refused && WORTH_RETRYING.contains(refused.getSqlState());
    }

    private void change(List<LocalDate> days, boolean present) {
        known.updateAndGet(before -> {
            var after = (BitSet) before.clone();
            days.forEach(day -> after.set((int) day.toEpochDay(), present));
            return after;
        });
    }

    /** Today in the calendar of the partitions. */
    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
