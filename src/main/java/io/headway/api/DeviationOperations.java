package io.headway.api;

import io.headway.model.DeviationReport;
import io.headway.model.DeviationReport.Which;
import io.headway.model.TimedId;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** Lists departures from routes; sees the token's workspace only. Runs on the request's event loop. */
public final class DeviationOperations implements Operations {
    private final DeviationQueries deviations;

    public DeviationOperations(DeviationQueries deviations) {
        this.deviations = deviations;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of("listDeviations", this::list);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var query = new DeviationReport.Query(
                parameters
                        .text("status")
                        .map(word -> Which.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Which.OPEN),
                parameters.uuid("vehicle").orElse(null),
                parameters.timeMs("from").orElse(0L),
                parameters.cursor().map(Cursor::place).orElse(TimedId.FIRST),
                limit + 1);
        deviations
                .list(BearerToken.principal(ctx).workspaceId(), query)
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> VehicleOperations.page(
                        ctx, found, limit, RouteViews::deviation, last -> Cursor.of(last.startedAt())))
                .onFailure(ctx::fail);
    }
}
