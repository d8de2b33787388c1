package io.headway.app;

import io.headway.api.EventQueries;
import io.headway.api.EventView;
import io.headway.store.Database;
import io.headway.store.Events;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the REST API asks about events, answered from the outbox. Any thread. */
final class StoredEvents implements EventQueries {
    private final Events events;

    StoredEvents(Database database) {
        events = new Events(database);
    }

    @Override
    public Future<List<EventView>> list(UUID workspaceId, EventQueries.EventRange range) {
        var query = new Events.Query(
                range.types(), range.vehicleId(), Instant.ofEpochMilli(range.fromMs()), range.after(), range.limit());
        return events.list(workspaceId, query)
                .map(found -> found.stream()
                        .map(stored -> new EventView(stored.sequence(), stored.event()))
                        .toList());
    }
}
