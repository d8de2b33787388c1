package io.headway.api;

import io.headway.model.EventType;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the API asks about events. The future completes on the calling context and fails only when the database does not answer in time. */
@FunctionalInterface
public interface EventQueries {

    /** Events of a workspace in the order of their sequence. */
    Future<List<EventView>> list(UUID workspaceId, EventRange range);

    /**
     * Which events are asked for.
     *
     * @param types one of these; empty: any
     * @param vehicleId of this vehicle only
     * @param fromMs occurred at or after this, milliseconds since 1970-01-01T00:00Z
     * @param after only those behind this sequence; 0 from the start
     * @param limit most events to return, at least 1
     */
    record EventRange(Set<EventType> types, Optional<UUID> vehicleId, long fromMs, long after, int limit) {}
}
