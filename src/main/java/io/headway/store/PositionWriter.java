package io.headway.store;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private final Function<Collection<LocalDate>, Future<Void>> partitions;
    private PgConnection connection;
    /** Starts at 0: after a restart devices send again what they had no acknowledgement for. */
    private int cleanBatches;

    /**
     * Called on the shard's loop.
     *
     * @param options with the server's own statement timeout set
     * @param timeoutMs longest wait for an answer, longer than the server's statement timeout
     * @param partitions makes the daily partitions, for a batch that found one missing
     */
    public PositionWriter(
            Vertx vertx,
            PgConnectOptions options,
            long timeoutMs,
            Function<Collection<LocalDate>, Future<Void>> partitions) {
        this.vertx = vertx;
        this.options = new PgConnectOptions(options)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(16)
                .addProperty("plan_cache_mode", "force_generic_plan");
        this.timeoutMs = timeoutMs;
        this.partitions = partitions;
    }

    @Override
    public Future<List<Outcome>> write(List<Position> positions, List<Rejection> rejections) {
        return connected()
                .compose(_ -> writeWhole(positions, rejections, fastest()))
                .recover(failure -> hasState(failure, UNIQUE_VIOLATION)
                        ? writeAgainChecked(positions, rejections)
                        : Future.failedFuture(failure))
                .recover(failure -> isOfTheRows(failure) ? writeAround(positions, rejections, failure) : drop(failure));
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

    private Future<List<Outcome>> writeAgainChecked(List<Position> positions, List<Rejection> rejections) {
        cleanBatches = 0;
        return connected().compose(_ -> writeWhole(positions, rejections, PositionRows.INSERT_MISSING));
    }

    private String fastest() {
        return cleanBatches < CLEAN_BATCHES ? PositionRows.INSERT_MISSING : PositionRows.INSERT_NEW;
    }

    private Future<List<Outcome>> writeWhole(List<Position> positions, List<Rejection> rejections, String sql) {
        if (rejections.isEmpty()) {
            return insert(positions, sql);
        }
        return connection
                .begin()
                .compose(transaction -> insertRejections(rejections)
                        .compose(_ -> insert(positions, sql))
                        .compose(outcomes -> transaction.commit().map(outcomes))
                        .recover(failure -> transaction.rollback().transform(_ -> Future.failedFuture(failure))));
    }

    private Future<List<Outcome>> insert(List<Position> positions, String sql) {
        if (positions.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return execute(sql, PositionRows.columns(positions)).compose(result -> {
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

    private Future<RowSet<Row>> insertRejections(List<Rejection> rejections) {
        return execute(RejectionRows.INSERT, RejectionRows.columns(rejections));
    }

    private Future<RowSet<Row>> execute(String sql, Tuple arguments) {
        return connection.preparedQuery(sql).execute(arguments).timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }

    private static boolean isOfTheRows(Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && !NOT_THE_ROW.contains(refused.getSqlState().substring(0, 2));
    }

    private static boolean hasState(Throwable failure, String sqlState) {
        return failure instanceof PgException refused && sqlState.equals(refused.getSqlState());
    }

    private Future<List<Outcome>> writeAround(List<Position> positions, List<Rejection> rejections, Throwable failure) {
        if (hasState(failure, CHECK_VIOLATION)) {
            return partitions.apply(PositionRows.days(positions)).compose(_ -> bisect(positions, rejections));
        }
        return bisect(positions, rejections);
    }

    /**
     * Each half is its own transaction, down to the single row that the database refuses: it goes to {@code rejected_positions} and the
     * rest commits. Log2(n) extra statements for one bad row.
     */
    private Future<List<Outcome>> bisect(List<Position> positions, List<Rejection> rejections) {
        return connected()
                .compose(_ -> writeWhole(positions, rejections, PositionRows.INSERT_MISSING))
                .recover(failure -> {
                    if (!isOfTheRows(failure)) {
                        return drop(failure);
                    }
                    if (!rejections.isEmpty()) {
                        return keepRejections(rejections).compose(_ -> bisect(positions, List.of()));
                    }
                    return positions.size() == 1 ? reject(positions.getFirst(), failure) : halves(positions);
                });
    }

    private Future<List<Outcome>> halves(List<Position> positions) {
        var middle = positions.size() / 2;
        return bisect(positions.subList(0, middle), List.of())
                .compose(first -> bisect(positions.subList(middle, positions.size()), List.of())
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
