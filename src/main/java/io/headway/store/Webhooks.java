package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The webhooks of a workspace and what could not be delivered to them; each query is confined to one workspace. Any thread. Futures complete
 * on the caller's context and fail when the database cannot be reached in time.
 */
public final class Webhooks {
    private static final String COLUMNS = "w.id, w.workspace_id, w.url, w.types, w.enabled, w.created_at, w.updated_at";
    private static final int REPLAYED_AT_ONCE = 10_000;

    private static final String CREATE = """
            insert into webhooks as w (id, workspace_id, url, types, secret, enabled)
            select $1, $2, $3, $4, $5, $6 where (select count(*) from webhooks where workspace_id = $2) < $7
            returning\s""" + COLUMNS;

    private static final String CHANGE = """
            update webhooks w set url = coalesce($3, url), types = coalesce($4, types), secret = coalesce($5, secret),
                enabled = coalesce($6, enabled), updated_at = now()
            where workspace_id = $1 and id = $2 returning\s""" + COLUMNS;

    private static final String DEAD_LETTERS =
            "select d.attempts, d.first_attempt_at, d.dead_at, d.last_error, " + StoredEvent.COLUMNS + """
             from webhook_deliveries d join events e on e.occurred_at = d.occurred_at and e.event_id = d.event_id
            where d.workspace_id = $1 and d.webhook_id = $2 and d.dead_at is not null and d.sequence > $3
            order by d.sequence limit $4""";

    private static final String REPLAY = """
            update webhook_deliveries d
            set dead_at = null, attempts = 0, first_attempt_at = null, next_attempt_at = now(), last_error = null
            from (select sequence from webhook_deliveries
                where workspace_id = $1 and webhook_id = $2 and dead_at is not null order by sequence limit $3) chosen
            where d.webhook_id = $2 and d.sequence = chosen.sequence""";

    private final Statements statements;

    public Webhooks(Database database) {
        this.statements = database.statements();
    }

    /** What a webhook is to be; in a change, null leaves a value as it is. */
    public record Wanted(String url, List<String> types, String secret, Boolean enabled) {}

    /** An event that was given up; the times as in {@link StoredEvent}'s event. */
    public record DeadLetter(
            StoredEvent event, int attempts, Instant firstAttemptAt, Instant deadAt, String lastError) {}

    /** A page in order of id; {@code after} is the last id of the page before. */
    public Future<List<Webhook>> list(UUID workspaceId, UUID after, int limit) {
        return statements
                .run(
                        "select " + COLUMNS
                                + " from webhooks w where workspace_id = $1 and id > $2 order by id limit $3",
                        Tuple.of(workspaceId, after, limit))
                .map(rows -> rows.stream().map(Webhooks::webhook).toList());
    }

    /** The webhook, if this workspace has it. */
    public Future<Optional<Webhook>> find(UUID workspaceId, UUID id) {
        return statements
                .run(
                        "select " + COLUMNS + " from webhooks w where workspace_id = $1 and id = $2",
                        Tuple.of(workspaceId, id))
                .map(Webhooks::first);
    }

    /**
     * Makes one.
     *
     * @param max most that a workspace may have
     * @return empty when the workspace has that many
     */
    public Future<Optional<Webhook>> create(UUID workspaceId, Wanted wanted, int max) {
        return statements.inTransaction(connection -> Workspaces.ensure(connection, workspaceId)
                .compose(_ -> lock(connection, workspaceId))
                .compose(_ -> connection
                        .preparedQuery(CREATE)
                        .execute(Tuple.of(UUID.randomUUID(), workspaceId, wanted.url())
                                .addArrayOfString(wanted.types().toArray(String[]::new))
                                .addString(wanted.secret())
                                .addBoolean(wanted.enabled())
                                .addInteger(max)))
                .map(Webhooks::first));
    }

    /** One after the other: two at once would both find room for the last. */
    private static Future<?> lock(SqlConnection connection, UUID workspaceId) {
        return connection
                .preparedQuery("select id from workspaces where id = $1 for no key update")
                .execute(Tuple.of(workspaceId));
    }

    /** Empty when this workspace has no such webhook. What is queued for it goes to the new address. */
    public Future<Optional<Webhook>> change(UUID workspaceId, UUID id, Wanted wanted) {
        return statements
                .run(
                        CHANGE,
                        Tuple.of(workspaceId, id)
                                .addString(wanted.url())
                                .addArrayOfString(
                                        wanted.types() == null
                                                ? null
                                                : wanted.types().toArray(String[]::new))
                                .addString(wanted.secret())
                                .addBoolean(wanted.enabled()))
                .map(Webhooks::first);
    }

    /** With everything that is queued for it. False when this workspace has no such webhook. */
    public Future<Boolean> delete(UUID workspaceId, UUID id) {
        return statements
                .run("delete from webhooks where workspace_id = $1 and id = $2", Tuple.of(workspaceId, id))
                .map(rows -> rows.rowCount() > 0);
    }

    /** What was given up, in order of sequence behind {@code after}. */
    public Future<List<DeadLetter>> deadLetters(UUID workspaceId, UUID id, long after, int limit) {
        return statements
                .run(DEAD_LETTERS, Tuple.of(workspaceId, id, after, limit))
                .map(rows -> rows.stream().map(Webhooks::deadLetter).toList());
    }

    /**
     * Queues what was given up once more, the oldest first, at most 10,000 of it, as if it had never been tried.
     *
     * @return how many
     */
    public Future<Integer> replay(UUID workspaceId, UUID id) {
        return statements
                .run(REPLAY, Tuple.of(workspaceId, id, REPLAYED_AT_ONCE))
                .map(RowSet::rowCount);
    }

    private static Optional<Webhook> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(Webhooks::webhook);
    }

    private static Webhook webhook(Row row) {
        return new Webhook(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                List.of(row.getArrayOfStrings(3)),
                row.getBoolean(4),
                row.getOffsetDateTime(5).toInstant(),
                row.getOffsetDateTime(6).toInstant());
    }

    private static DeadLetter deadLetter(Row row) {
        return new DeadLetter(
                StoredEvent.of(row, 4),
                row.getInteger(0),
                row.getOffsetDateTime(1) == null
                        ? null
                        : row.getOffsetDateTime(1).toInstant(),
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3));
    }
}
