package io.headway.store;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventType;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The events that have not been handed on yet, in the order of their sequence. Owned by the relay's loop; one {@link #step} at a time.
 *
 * <p>A step is one transaction under an advisory lock, so of several nodes one hands on at a time, and what fails is tried again whole:
 * each event is handed on at least once. The sequence is given when an event is inserted and not when its transaction commits, so an event
 * may come after one with a greater sequence. Events of one vehicle that one shard writes keep their order all the same: a shard writes a
 * batch when the one before has committed. What other writers insert about the same vehicle at the same time has no order towards it.
 */
public final class Outbox {
    private static final String[] KNOWN_TYPES =
            Arrays.stream(EventType.values()).map(EventType::wireName).toArray(String[]::new);
    private static final UUID NO_VEHICLE = new UUID(0, 0);

    private static final String LOCK = "select pg_try_advisory_xact_lock(" + Partitions.RELAY_LOCK + ")";

    /** A type that only a newer release knows waits for a node of it. */
    static final String SELECT = "select " + StoredEvent.COLUMNS
            + ", e.created_at from events e where e.relayed_at is null and e.event_type = any($1) order by e.sequence limit $2";

    /** The bounds prune partitions before the join does. */
    private static final String MARK = """
            update events e set relayed_at = now() from unnest($1::timestamptz[], $2::uuid[]) as done (occurred_at, event_id)
            where e.occurred_at = done.occurred_at and e.event_id = done.event_id and e.occurred_at between $3 and $4""";

    private static final String QUEUE = """
            insert into webhook_deliveries (webhook_id, sequence, workspace_id, vehicle_id, event_id, occurred_at)
            select w.id, e.sequence, e.workspace_id, e.vehicle_id, e.event_id, e.occurred_at
            from unnest($1::int8[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[])
                as e (sequence, workspace_id, vehicle_id, event_id, occurred_at, event_type)
            join webhooks w on w.workspace_id = e.workspace_id
            where w.enabled and w.types && array['*', split_part(e.event_type, '.', 1) || '.*', e.event_type]
            on conflict do nothing""";

    private final Pool pool;
    private final int maxEvents;
    private final long deadlineMs;
    private final List<OutboxStep> steps;

    /**
     * @param maxEvents most that one step takes
     * @param deadlineMs longest step, milliseconds; the transaction of one that takes longer may still commit, and keeps the lock until then
     * @param steps in their order, after the events were handed on
     */
    public Outbox(Database database, int maxEvents, long deadlineMs, List<OutboxStep> steps) {
        this.pool = database.relayPool();
        this.maxEvents = maxEvents;
        this.deadlineMs = deadlineMs;
        this.steps = List.copyOf(steps);
    }

    /**
     * Events on their way.
     *
     * @param oldestCreatedAtMs when the first of them was inserted, milliseconds since 1970-01-01T00:00Z
     */
    public record Pending(List<Event> events, long oldestCreatedAtMs) {}

    /**
     * What a step has done.
     *
     * @param relayed events handed on; 0 also when another node is at it
     * @param more whether there are probably more waiting
     * @param queued deliveries that were queued for webhooks
     * @param derived events that the steps have put into the outbox
     */
    public record Relayed(int relayed, boolean more, int queued, List<Event> derived) {
        static final Relayed NOTHING = new Relayed(0, false, 0, List.of());
    }

    private record Entry(StoredEvent stored, OffsetDateTime occurredAt, OffsetDateTime createdAt) {
        static Entry of(Row row) {
            return new Entry(StoredEvent.of(row, 0), row.getOffsetDateTime(6), row.getOffsetDateTime(8));
        }

        Event event() {
            return stored.event();
        }
    }

    /** Index scans wherever there is one: a plan that was made while the outbox was empty is kept, and must not read whole months later. */
    static PgConnectOptions options(PgConnectOptions options) {
        return options.setCachePreparedStatements(true).addProperty("enable_seqscan", "off");
    }

    /**
     * Hands on the next events and marks them.
     *
     * @param handOn succeeds when every event is where it cannot be lost; called once, not at all when there is nothing or another node is
     *     at it
     * @return fails, with nothing marked, when the database or {@code handOn} does
     */
    public Future<Relayed> step(Function<Pending, Future<Void>> handOn) {
        return pool.withTransaction(connection -> locked(connection)
                        .compose(mine -> mine ? next(connection) : Future.succeededFuture(List.<Entry>of()))
                        .compose(entries -> entries.isEmpty()
                                ? Future.succeededFuture(Relayed.NOTHING)
                                : relay(connection, entries, handOn)))
                .timeout(deadlineMs, TimeUnit.MILLISECONDS);
    }

    private static Future<Boolean> locked(SqlConnection connection) {
        return connection
                .preparedQuery(LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Future<List<Entry>> next(SqlConnection connection) {
        return connection
                .preparedQuery(SELECT)
                .execute(Tuple.of(KNOWN_TYPES, maxEvents))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Entry::of)
                        .toList());
    }

    private Future<Relayed> relay(
            SqlConnection connection, List<Entry> entries, Function<Pending, Future<Void>> handOn) {
        var events = entries.stream().map(Entry::event).toList();
        var oldest = entries.getFirst().createdAt().toInstant().toEpochMilli();
        return handOn.apply(new Pending(events, oldest))
                .compose(_ -> queue(connection, entries))
                .compose(queued -> derive(connection, events, 0, new ArrayList<>())
                        .compose(derived -> mark(connection, entries)
                                .map(_ -> new Relayed(
                                        entries.size(), entries.size() == maxEvents, queued.rowCount(), derived))));
    }

    private static Future<RowSet<Row>> queue(SqlConnection connection, List<Entry> entries) {
        return connection
                .preparedQuery(QUEUE)
                .execute(Tuple.tuple()
                        .addArrayOfLong(entries.stream()
                                .map(entry -> entry.stored().sequence())
                                .toArray(Long[]::new))
                        .addArrayOfUUID(uuids(entries, Event::workspaceId))
                        .addArrayOfUUID(
                                uuids(entries, event -> event.vehicleId() == null ? NO_VEHICLE : event.vehicleId()))
                        .addArrayOfUUID(uuids(entries, Event::id))
                        .addArrayOfOffsetDateTime(times(entries))
                        .addArrayOfString(entries.stream()
                                .map(entry -> entry.event().type().wireName())
                                .toArray(String[]::new)));
    }

    private Future<List<Event>> derive(SqlConnection connection, List<Event> events, int number, List<Event> derived) {
        if (number == steps.size()) {
            return derived.isEmpty() ? Future.succeededFuture(derived) : insert(connection, derived);
        }
        return steps.get(number).apply(connection, events).compose(more -> {
            derived.addAll(more);
            return derive(connection, events, number + 1, derived);
        });
    }

    private static Future<List<Event>> insert(SqlConnection connection, List<Event> derived) {
        return connection
                .preparedQuery(DerivedRows.INSERT)
                .execute(DerivedRows.add(Tuple.tuple(), Derived.ofEvents(derived)))
                .map(derived);
    }

    private static Future<?> mark(SqlConnection connection, List<Entry> entries) {
        var times = times(entries);
        return connection
                .preparedQuery(MARK)
                .execute(Tuple.tuple()
                        .addArrayOfOffsetDateTime(times)
                        .addArrayOfUUID(uuids(entries, Event::id))
                        .addOffsetDateTime(Arrays.stream(times)
                                .min(OffsetDateTime::compareTo)
                                .orElseThrow())
                        .addOffsetDateTime(Arrays.stream(times)
                                .max(OffsetDateTime::compareTo)
                                .orElseThrow()));
    }

    private static UUID[] uuids(List<Entry> entries, Function<Event, UUID> id) {
        return entries.stream().map(entry -> id.apply(entry.event())).toArray(UUID[]::new);
    }

    private static OffsetDateTime[] times(List<Entry> entries) {
        return entries.stream().map(Entry::occurredAt).toArray(OffsetDateTime[]::new);
    }
}
