package io.headway.store;

import io.headway.model.EventType;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Events that have happened, read back; each query is confined to one workspace. Any thread. Futures complete on the caller's context and
 * fail when the database cannot be reached in time.
 */
public final class Events {
    private final Statements statements;

    public Events(Database database) {
        this.statements = database.statements();
    }

    /**
     * Which events are asked for.
     *
     * @param types one of these; empty: any
     * @param vehicleId of this vehicle only
     * @param from occurred at or after this
     * @param after only those behind this sequence; 0 from the start
     * @param limit most to return, at least 1
     */
    public record Query(Collection<EventType> types, Optional<UUID> vehicleId, Instant from, long after, int limit) {}

    /** In the order of their sequence, which is about the order in which they were stored. */
    public Future<List<StoredEvent>> list(UUID workspaceId, Query query) {
        var wanted = query.types().isEmpty() ? List.of(EventType.values()) : query.types();
        var sql = "select " + StoredEvent.COLUMNS + """
                 from events e
                where e.workspace_id = $1 and e.sequence > $2 and e.occurred_at >= $3 and e.event_type = any($4)
                """
                + (query.vehicleId().isPresent() ? "and e.vehicle_id = $6 " : "") + "order by e.sequence limit $5";
        var arguments = Tuple.of(workspaceId, query.after(), StoredPositions.time(query.from()))
                .addArrayOfString(wanted.stream().map(EventType::wireName).toArray(String[]::new))
                .addInteger(query.limit());
        query.vehicleId().ifPresent(arguments::addUUID);
        return statements
                .run(sql, arguments)
                .map(rows -> rows.stream().map(row -> StoredEvent.of(row, 0)).toList());
    }
}
