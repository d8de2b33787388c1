package io.headway.store;

import io.headway.model.Derived;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.RejectedFix;
import io.headway.model.Rejection;
import io.headway.model.RejectionReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by one shard's event loop: writes its batches over one connection of its own, which it opens again after a failure. One statement
 * a batch, so one transaction and one round trip; only a batch with rejected records takes an explicit transaction.
 *
 * <p>While no duplicates come, a batch is inserted without looking for them; the first one raises unique_violation, and the batch is written
 * again with the look. So a fleet that retransmits pays for one batch twice, and the usual case pays nothing.
 */
public final class PositionWriter implements PositionStore {
    private static final Logger LOG = LoggerFactory.getLogger(PositionWriter.class);

    /**
     * SQLSTATE classes that say something of the server or the connection and nothing of a row (PostgreSQL documentation, appendix A):
     * connection, feature (a cached plan after a change of the schema), transaction state, statement name, authorisation, catalogue,
     * rollback, schema, resources, lock, operator, system.
     */
    private static final Set<String> NOT_THE_ROW =
            Set.of("08", "0A", "25", "26", "28", "3D", "40", "42", "53", "55", "57", "58");

    private static final String CHECK_VIOLATION = "23514";
    private static final String UNIQUE_VIOLATION = "23505";

    /** Batches without a duplicate after which the next ones are taken to have none. */
    private static final int CLEAN_BATCHES = 32;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final long timeoutMs;
    private final Partitions partitions;
    private PgConnection connection;
    /** Starts at 0: after a restart devices send again what they had no acknowledgement for. */
    private int cleanBatches;

    /**
     * Called on the shard's loop.
     *
     * @param options with the server's own statement timeout set
     * @param timeoutMs longest wait for an answer, longer than the server's statement timeout
     * @param partitions for a batch that found one missing
     */
    public PositionWriter(Vertx vertx, PgConnectOptions options, long timeoutMs, Partitions partitions) {
        this.vertx = vertx;
        this.options = new PgConnectOptions(options)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(16)
                .addProperty("plan_cache_mode", "force_generic_plan");
        this.timeoutMs = timeoutMs;
        this.partitions = partitions;
    }

    @Override
    public Future<List<Outcome>> write(List<Position> positions, List<Rejection> rejections, Derived derived) {
        var batch = new Batch(positions, rejections, derived);
        return connected()
                .compose(_ -> writeWhole(batch, fastest()))
                .recover(failure ->
                        hasState(failure, UNIQUE_VIOLATION) ? writeAgainChecked(batch) : Future.failedFuture(failure))
                .recover(failure -> isOfTheRows(failure) ? writeAround(batch, failure) : drop(failure));
    }

    private record Batch(List<Position> positions, List<Rejection> rejections, Derived derived) {
        static Batch of(List<Position> positions) {
            return new Batch(positions, List.of(), Derived.NONE);
        }
    }

    private Future<PgConnection> connected() {
        if (connection != null) {
            return Future.succeededFuture(connection);
        }
        var connecting = PgConnection.connect(vertx, options);
        return connecting
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                // One that comes too late is nobody's.
                .onFailure(_ -> connecting.onSuccess(PgConnection::close))
                .onSuccess(opened -> {
                    connection = opened;
                    // Without a handler the client prints the stack; the write that fails says the same in the log.
                    opened.exceptionHandler(cause -> LOG.debug("connection failed: {}", cause.toString()));
                    opened.closeHandler(_ -> connection = connection == opened ? null : connection);
                });
    }

    /** Whatever the connection's state is now, it is not worth finding out. */
    private Future<List<Outcome>> drop(Throwable failure) {
        var broken = connection;
        connection = null;
        if (broken != null) {
            broken.close().onFailure(cause -> LOG.debug("closing a broken connection: {}", cause.toString()));
        }
        return Future.failedFuture(failure);
    }

    private Future<List<Outcome>> writeAgainChecked(Batch batch) {
        cleanBatches = 0;
        return connected().compose(_ -> writeWhole(batch, PositionRows.Form.MISSING));
    }

    private PositionRows.Form fastest() {
        return cleanBatches < CLEAN_BATCHES ? PositionRows.Form.MISSING : PositionRows.Form.NEW;
    }

    private Future<List<Outcome>> writeWhole(Batch batch, PositionRows.Form form) {
        if (batch.rejections().isEmpty()) {
            return insert(batch.positions(), batch.derived(), form);
        }
        return connection
                .begin()
                .compose(transaction -> insertRejections(batch.rejections())
                        .compose(_ -> insert(batch.positions(), batch.derived(), form))
                        .compose(outcomes -> transaction.commit().map(outcomes))
                        .recover(failure -> transaction.rollback().transform(_ -> Future.failedFuture(failure))));
    }

    private Future<List<Outcome>> insert(List<Position> positions, Derived derived, PositionRows.Form form) {
        if (positions.isEmpty()) {
            return insertDerived(derived).map(List.of());
        }
        var written = derived.isEmpty()
                ? execute(form.sql(), PositionRows.columns(positions))
                : execute(form.sqlWithDerived(), DerivedRows.add(PositionRows.columns(positions), derived));
        return written.compose(result -> {
            if (result.rowCount() == positions.size()) {
                cleanBatches++;
                return Future.succeededFuture(Collections.nCopies(positions.size(), Outcome.Kept.STORED));
            }
            cleanBatches = 0;
            return tellDuplicates(positions);
        });
    }

    /** Rows that stand in the table with another reception time than ours were there before. */
    private Future<List<Outcome>> tellDuplicates(List<Position> positions) {
        return execute(PositionRows.FIND_OLDER, PositionRows.keys(positions)).map(rows -> {
            var outcomes = new ArrayList<Outcome>(Collections.nCopies(positions.size(), Outcome.Kept.STORED));
            for (var row : rows) {
                outcomes.set((int) (row.getLong(0) - 1), Outcome.Kept.DUPLICATE);
            }
            return outcomes;
        });
    }

    private Future<Void> insertDerived(Derived derived) {
        return derived.isEmpty()
                ? Future.succeededFuture()
                : execute(DerivedRows.INSERT, DerivedRows.add(Tuple.tuple(), derived))
                        .mapEmpty();
    }

    private Future<RowSet<Row>> insertRejections(List<Rejection> rejections) {
        return execute(RejectionRows.INSERT, RejectionRows.columns(rejections));
    }

    private Future<RowSet<Row>> execute(String sql, Tuple arguments) {
        return connection.preparedQuery(sql).execute(arguments).timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Whether the rows are at fault, and not the connection, the server or their settings. */
    static boolean isOfTheRows(Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && !NOT_THE_ROW.contains(refused.getSqlState().substring(0, 2));
    }

    private static boolean hasState(Throwable failure, String sqlState) {
        return failure instanceof PgException refused && sqlState.equals(refused.getSqlState());
    }

    private Future<List<Outcome>> writeAround(Batch batch, Throwable failure) {
        if (hasState(failure, CHECK_VIOLATION)) {
            return partitions
                    .ensureFor(PositionRows.days(batch.positions()))
                    .compose(_ -> partitions.ensureForEvents(
                            DerivedRows.months(batch.derived().events())))
                    .compose(_ -> bisect(batch));
        }
        return bisect(batch);
    }

    /**
     * Each half is its own transaction, down to the single row that the database refuses: it goes to {@code rejected_positions} and the
     * rest commits. Log2(n) extra statements for one bad row. What is derived goes first, whole: to write it again changes nothing.
     */
    private Future<List<Outcome>> bisect(Batch batch) {
        return connected()
                .compose(_ -> writeWhole(batch, PositionRows.Form.MISSING))
                .recover(failure -> {
                    var positions = batch.positions();
                    if (!isOfTheRows(failure)) {
                        return drop(failure);
                    }
                    if (!batch.derived().isEmpty()) {
                        return keepDerived(batch.derived())
                                .compose(_ -> bisect(new Batch(positions, batch.rejections(), Derived.NONE)));
                    }
                    if (!batch.rejections().isEmpty()) {
                        return keepRejections(batch.rejections()).compose(_ -> bisect(Batch.of(positions)));
                    }
                    return positions.size() == 1 ? reject(positions.getFirst(), failure) : halves(positions);
                });
    }

    /** Down to the one that PostgreSQL refuses: a fault of ours, not of the device. It is told loudly and holds up nothing else. */
    private Future<Void> keepDerived(Derived derived) {
        return insertDerived(derived).recover(failure -> {
            if (!isOfTheRows(failure)) {
                return Future.failedFuture(failure);
            }
            var parts = derived.halves();
            if (parts.isEmpty()) {
                LOG.error("PostgreSQL refuses what follows from a position: {}", derived, failure);
                return Future.succeededFuture();
            }
            return keepDerived(parts.getFirst()).compose(_ -> keepDerived(parts.getLast()));
        });
    }

    private Future<List<Outcome>> halves(List<Position> positions) {
        var middle = positions.size() / 2;
        return bisect(Batch.of(positions.subList(0, middle)))
                .compose(first -> bisect(Batch.of(positions.subList(middle, positions.size())))
                        .map(second -> {
                            var both = new ArrayList<>(first);
                            both.addAll(second);
                            return both;
                        }));
    }

    /** One by one, each without its record's text if even that is refused. */
    private Future<Void> keepRejections(List<Rejection> rejections) {
        var kept = Future.<RowSet<Row>>succeededFuture();
        for (var rejection : rejections) {
            kept = kept.compose(_ -> insertRejections(List.of(rejection))
                    .recover(failure -> isOfTheRows(failure)
                            ? insertRejections(List.of(RejectionRows.withoutText(rejection)))
                            : Future.failedFuture(failure)));
        }
        return kept.mapEmpty();
    }

    private Future<List<Outcome>> reject(Position position, Throwable failure) {
        var detail = failure.getMessage();
        LOG.warn("PostgreSQL refuses a position of vehicle {}: {}", position.vehicleId(), detail);
        var rejected = new RejectedFix(position.fix(), RejectionReason.REFUSED_BY_STORE, detail);
        var row = new Rejection(position.source(), rejected, position.fingerprint(), position.receivedAtUs());
        return keepRejections(List.of(row))
                .map(_ -> List.of(new Outcome.Rejected(RejectionReason.REFUSED_BY_STORE, detail)));
    }
}
