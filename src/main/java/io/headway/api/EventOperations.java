package io.headway.api;

import io.headway.api.EventQueries.EventRange;
import io.headway.model.EventType;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The operation on events; it sees the token's workspace only. Runs on the request's event loop. */
public final class EventOperations implements Operations {
    private final EventQueries events;

    public EventOperations(EventQueries events) {
        this.events = events;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of("listEvents", this::list);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var range = new EventRange(
                parameters.text("types").map(EventOperations::types).orElse(Set.of()),
                parameters.uuid("vehicle"),
                parameters.timeMs("from").orElse(0L),
                parameters.cursor().map(Cursor::sequence).orElse(0L),
                limit + 1);
        events.list(BearerToken.principal(ctx).workspaceId(), range)
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> VehicleOperations.page(
                        ctx, found, limit, view -> Views.event(view.event()), last -> Cursor.of(last.sequence())))
                .onFailure(ctx::fail);
    }

    private static Set<EventType> types(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(name -> EventType.of(name)
                        .orElseThrow(() -> ApiFailure.invalid("query/types", name + " is no type of event")))
                .collect(Collectors.toSet());
    }
}
