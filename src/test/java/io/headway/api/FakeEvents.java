package io.headway.api;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Events in memory. Filled before the server starts, then owned by its event loop; only {@code fault} is changed by a test meanwhile. */
final class FakeEvents implements EventQueries {
    private final List<EventView> events = new ArrayList<>();
    volatile RuntimeException fault;

    void event(UUID workspaceId, UUID vehicleId, EventType type, long occurredAtMs) {
        var sequence = events.size() + 1L;
        events.add(new EventView(
                sequence,
                new Event(
                        new UUID(9, sequence),
                        type,
                        workspaceId,
                        vehicleId,
                        null,
                        occurredAtMs,
                        "{\"vehicle_id\":\"" + vehicleId + "\"}")));
    }

    @Override
    public Future<List<EventView>> list(UUID workspaceId, EventRange range) {
        if (fault != null) {
            return Future.failedFuture(fault);
        }
        return Future.succeededFuture(events.stream()
                .filter(view -> view.event().workspaceId().equals(workspaceId)
                        && view.sequence() > range.after()
                        && view.event().occurredAtMs() >= range.fromMs()
                        && (range.types().isEmpty()
                                || range.types().contains(view.event().type()))
                        && range.vehicleId()
                                .map(view.event().vehicleId()::equals)
                                .orElse(true))
                .limit(range.limit())
                .toList());
    }
}
