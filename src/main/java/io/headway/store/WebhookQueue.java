package io.headway.store;

import io.headway.model.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What webhooks have yet to get. Any thread and any number of nodes: whoever claims a delivery has it for the time of a lease. Of one
 * webhook and vehicle only the earliest can be claimed, so its order is kept; the others wait until that one is delivered or dead. Futures
 * complete on the caller's context and fail when the database cannot be reached in time.
 */
public final class WebhookQueue {
    private static final String DUE = """
            select w.id from webhooks w where w.enabled and exists (
                select from webhook_deliveries d where d.webhook_id = w.id and d.dead_at is null and d.next_attempt_at <= now())""";

    /**
     * The earliest of each vehicle is found by stepping from vehicle to vehicle in the index: a vehicle with thousands waiting costs no more
     * than one with a single one.
     */
    private static final String CLAIM = """
            with recursive earliest as (
                (select vehicle_id, sequence, next_attempt_at from webhook_deliveries
                 where webhook_id = $1 and dead_at is null order by vehicle_id, sequence limit 1)
                union all
                select further.* from earliest cross join lateral (
                    select d.vehicle_id, d.sequence, d.next_attempt_at from webhook_deliveries d
                    where d.webhook_id = $1 and d.dead_at is null and d.vehicle_id > earliest.vehicle_id
                    order by d.vehicle_id, d.sequence limit 1) further
            ), chosen as (
                select sequence from earliest where next_attempt_at <= now() order by next_attempt_at, sequence limit $2
            ), due as (
                select d.sequence from chosen join webhook_deliveries d on d.webhook_id = $1 and d.sequence = chosen.sequence
                where d.dead_at is null and d.next_attempt_at <= now()
                for update of d skip locked
            ), claimed as (
                update webhook_deliveries d set attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, now()),
                    next_attempt_at = now() + $3 * interval '1 millisecond'
                from due where d.webhook_id = $1 and d.sequence = due.sequence
                returning d.sequence, d.attempts, d.event_id, d.occurred_at
            )
            select w.url, w.secret, c.attempts, c.sequence, e.event_id is not null,
            \s""" + StoredEvent.COLUMNS + """
             from claimed c join webhooks w on w.id = $1 and w.enabled
            left join events e on e.occurred_at = c.occurred_at and e.event_id = c.event_id
            order by c.sequence""";

    private static final String DELIVERED = "delete from webhook_deliveries where webhook_id = $1 and sequence = $2";

    /** The time of those behind it runs as well: they would have been tried by now. */
    private static final String FAILED = """
            with failed as (
                update webhook_deliveries set last_error = $3, next_attempt_at = now() + $4 * interval '1 millisecond',
                    dead_at = case when first_attempt_at + $5 * interval '1 millisecond' <= now() then now() end
                where webhook_id = $1 and sequence = $2 and dead_at is null returning vehicle_id, dead_at
            ), behind as (
                update webhook_deliveries d set first_attempt_at = now() from failed
                where d.webhook_id = $1 and d.vehicle_id = failed.vehicle_id and d.sequence > $2 and d.dead_at is null
                    and d.first_attempt_at is null
            )
            select dead_at is not null from failed""";

    private static final String GIVE_UP_SURPLUS = """
            update webhook_deliveries d set dead_at = now(), last_error = 'too many events are waiting for this webhook'
            from webhooks w cross join lateral (
                select sequence from webhook_deliveries where webhook_id = w.id and dead_at is null
                order by sequence desc offset $1) surplus
            where d.webhook_id = w.id and d.sequence = surplus.sequence and d.dead_at is null""";

    private static final String FORGET_DEAD = """
            delete from webhook_deliveries d using (
                select w.id, dead.sequence from webhooks w cross join lateral (
                    select sequence from webhook_deliveries where webhook_id = w.id and dead_at is not null
                    order by sequence desc offset $1) dead
                union
                select webhook_id, sequence from webhook_deliveries where dead_at < now() - $2 * interval '1 day') old
            where d.webhook_id = old.id and d.sequence = old.sequence and d.dead_at is not null""";

    private final Statements statements;

    public WebhookQueue(Database database) {
        this.statements = database.statements();
    }

    /**
     * A delivery to be tried now.
     *
     * @param attempt 1 for the first
     * @param event empty when it is no longer stored
     */
    public record Delivery(
            UUID webhookId, String url, String secret, long sequence, int attempt, Optional<Event> event) {}

    /** Webhooks that may have something to be claimed. */
    public Future<List<UUID>> due() {
        return statements
                .run(DUE, Tuple.tuple())
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).toList());
    }

    /**
     * Takes what can be sent to a webhook now, each of another vehicle.
     *
     * @param leaseMs after this time without {@link #delivered} or {@link #failed} somebody else may take it, milliseconds
     */
    public Future<List<Delivery>> claim(UUID webhookId, int limit, long leaseMs) {
        return statements
                .run(CLAIM, Tuple.of(webhookId, limit, leaseMs))
                .map(rows -> rows.stream().map(row -> delivery(webhookId, row)).toList());
    }

    /** It is done with, delivered or not worth another attempt. */
    public Future<Void> delivered(Delivery delivery) {
        return statements
                .run(DELIVERED, Tuple.of(delivery.webhookId(), delivery.sequence()))
                .mapEmpty();
    }

    /**
     * The attempt has failed.
     *
     * @param delayMs until the next one, milliseconds
     * @param giveUpAfterMs from the first attempt on, milliseconds
     * @return whether it is given up now
     */
    public Future<Boolean> failed(Delivery delivery, String error, long delayMs, long giveUpAfterMs) {
        return statements
                .run(FAILED, Tuple.of(delivery.webhookId(), delivery.sequence(), error, delayMs, giveUpAfterMs))
                .map(rows -> rows.stream().anyMatch(row -> row.getBoolean(0)));
    }

    /**
     * Keeps the queues within their bounds: of each webhook the newest {@code max} stay waiting and the others are dead; of the dead the
     * newest {@code max} stay, for {@code deadDays}.
     *
     * @return how many were given up
     */
    public Future<Integer> trim(int max, int deadDays) {
        return statements
                .run(GIVE_UP_SURPLUS, Tuple.of(max))
                .map(RowSet::rowCount)
                .compose(surplus ->
                        statements.run(FORGET_DEAD, Tuple.of(max, deadDays)).map(surplus));
    }

    private static Delivery delivery(UUID webhookId, Row row) {
        return new Delivery(
                webhookId,
                row.getString(0),
                row.getString(1),
                row.getLong(3),
                row.getInteger(2),
                row.getBoolean(4) ? Optional.of(StoredEvent.of(row, 5).event()) : Optional.empty());
    }
}
