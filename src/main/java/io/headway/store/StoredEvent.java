package io.headway.store;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.vertx.sqlclient.Row;

/**
 * An event with its place in the outbox.
 *
 * @param sequence given when it was inserted, increasing
 */
public record StoredEvent(long sequence, Event event) {
    static final String COLUMNS =
            "e.sequence, e.event_id, e.event_type, e.workspace_id, e.vehicle_id, e.actor_id, e.occurred_at, e.data::text";

    /** From {@link #COLUMNS}, whose first stands at {@code from}. The type must be one that this release knows. */
    static StoredEvent of(Row row, int from) {
        return new StoredEvent(
                row.getLong(from),
                new Event(
                        row.getUUID(from + 1),
                        EventType.of(row.getString(from + 2)).orElseThrow(),
                        row.getUUID(from + 3),
                        row.getUUID(from + 4),
                        row.getString(from + 5),
                        row.getOffsetDateTime(from + 6).toInstant().toEpochMilli(),
                        row.getString(from + 7)));
    }
}
