package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs statements on the pool, none without a deadline: the server's statement timeout and, a second later, our own, for a server that no
 * longer answers at all. Any thread; futures complete on the caller's context.
 */
final class Statements {
    private static final long GRACE_MS = 1_000L;

    private final Pool pool;
    private final long timeoutMs;

    Statements(Pool pool, int statementTimeoutMs) {
        this.pool = pool;
        this.timeoutMs = statementTimeoutMs + GRACE_MS;
    }

    /** Runs one prepared statement. Fails with a PgException, or a TimeoutException when the server is silent. */
    Future<RowSet<Row>> run(String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments).timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Runs the steps in one transaction: committed when the returned future succeeds, rolled back when it fails. */
    <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> steps) {
        return pool.withTransaction(steps).timeout(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
