package io.headway.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What PostgreSQL can store when nothing else has to be done: each connection, on an event loop of its own, writes one batch after the
 * other, each batch a transaction.
 */
final class RawInsert {
    private static final int VEHICLES_PER_CONNECTION = 500;

    /**
     * @param rows rows in the table at the end, counted there
     * @param seconds from the first statement to the last commit
     * @param serverCpuSeconds of the connections' PostgreSQL processes; NaN when the server is not on this machine
     * @param clientCpuSeconds of this process
     */
    record Result(long rows, double seconds, double serverCpuSeconds, double clientCpuSeconds) {
        double rowsPerSecond() {
            return rows / seconds;
        }

        /** Processor time, which other work on the machine hardly changes. */
        String cpu() {
            return String.format(
                    Locale.ROOT,
                    "CPU per row: server %.2f us, client %.2f us",
                    serverCpuSeconds * 1e6 / rows,
                    clientCpuSeconds * 1e6 / rows);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,.0f rows/s (%,d in %.1f s), %s", rowsPerSecond(), rows, seconds, cpu());
        }
    }

    /**
     * @param connections written in parallel
     * @param batchRows rows per statement
     * @param recordsPerPacket consecutive rows of one vehicle, as packets of that size bring them
     * @param seconds time to write for
     */
    record Plan(
            InsertTable table, InsertForm form, int connections, int batchRows, int recordsPerPacket, int seconds) {}

    private final Vertx vertx;
    private final PgConnectOptions options;

    RawInsert(Vertx vertx, PgConnectOptions options) {
        this.vertx = vertx;
        this.options = new PgConnectOptions(options).setCachePreparedStatements(true);
    }

    /** Makes the table, fills it, counts and drops it. Blocks; must not be called on an event loop. */
    Result run(Plan plan) throws IOException {
        var admin = Await.result(PgConnection.connect(vertx, options), 10);
        var writers = new ArrayList<PgConnection>();
        try {
            Await.result(admin.query("set client_min_messages = warning").execute(), 10);
            for (var statement : plan.table().create()) {
                Await.result(admin.query(statement).execute(), 30);
            }
            // The previous part's dirty pages are not this part's cost.
            Await.result(admin.query("checkpoint").execute(), 60);
            for (var i = 0; i < plan.connections(); i++) {
                writers.add(connect());
            }
            var own = ProcessHandle.current().pid();
            var clientCpu = ProcessStats.cpuSeconds(own);
            var serverCpu = serverCpuSeconds(writers);
            var start = System.nanoTime();
            var deadline = start + TimeUnit.SECONDS.toNanos(plan.seconds());
            var filled = new ArrayList<Future<Void>>();
            for (var i = 0; i < writers.size(); i++) {
                filled.add(writer(plan, writers.get(i), i, deadline));
            }
            Await.result(Future.all(filled), plan.seconds() + 60);
            var seconds = (System.nanoTime() - start) / 1e9;
            clientCpu = ProcessStats.cpuSeconds(own) - clientCpu;
            serverCpu = serverCpuSeconds(writers) - serverCpu;
            var count = Await.result(
                    admin.query("select count(*) from " + plan.table().tableName())
                            .execute(),
                    120);
            Await.result(admin.query(plan.table().drop()).execute(), 60);
            return new Result(count.iterator().next().getLong(0), seconds, serverCpu, clientCpu);
        } finally {
            for (var writer : writers) {
                Await.result(writer.close(), 10);
            }
            Await.result(admin.close(), 10);
        }
    }

    /** On an event loop of its own: outside of one, each call of getOrCreateContext takes the next. */
    private PgConnection connect() throws IOException {
        var context = vertx.getOrCreateContext();
        var connected = Promise.<PgConnection>promise();
        context.runOnContext(ignored -> PgConnection.connect(vertx, options).onComplete(connected));
        return Await.result(connected.future(), 10);
    }

    private static Future<Void> writer(Plan plan, PgConnection connection, int index, long deadlineNanos) {
        var rows = new InsertRows(index, VEHICLES_PER_CONNECTION, plan.recordsPerPacket());
        return connection
                .prepare(plan.table().insert(plan.form()))
                .compose(statement -> fill(statement.query(), rows, plan.batchRows(), deadlineNanos));
    }

    private double serverCpuSeconds(List<PgConnection> connections) throws IOException {
        if (!Loopback.NAMES.contains(options.getHost())) {
            return Double.NaN;
        }
        var seconds = 0.0;
        for (var connection : connections) {
            seconds += ProcessStats.cpuSeconds(connection.processId());
        }
        return seconds;
    }

    private static Future<Void> fill(
            PreparedQuery<RowSet<Row>> statement, InsertRows rows, int batchRows, long deadlineNanos) {
        if (System.nanoTime() >= deadlineNanos) {
            return Future.succeededFuture();
        }
        return statement.execute(rows.next(batchRows)).compose(written -> {
            if (written.rowCount() != batchRows) {
                return Future.failedFuture(
                        new IllegalStateException("wrote " + written.rowCount() + " of " + batchRows));
            }
            return fill(statement, rows, batchRows, deadlineNanos);
        });
    }

    /** Schema questions, on a PostgreSQL of its own that is as durable as a production one: seconds, tables, forms, batches, packets. */
    static void main(String[] args) throws IOException {
        var seconds = Integer.parseInt(args[0]);
        var vertx = Vertx.vertx();
        try (var server = StandalonePostgres.start()) {
            var insert = new RawInsert(vertx, server.options());
            for (var table : args[1].split(",", -1)) {
                for (var form : args[2].split(",", -1)) {
                    for (var batch : args[3].split(",", -1)) {
                        for (var packet : args[4].split(",", -1)) {
                            var plan = new Plan(
                                    InsertTable.valueOf(table),
                                    InsertForm.valueOf(form),
                                    2,
                                    Integer.parseInt(batch),
                                    Integer.parseInt(packet),
                                    seconds);
                            System.out.println(plan + " " + insert.run(plan));
                        }
                    }
                }
            }
        } finally {
            Await.result(vertx.close(), 10);
        }
    }
}
