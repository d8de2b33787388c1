package io.headway.api;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The operations on the settings of the token's workspace. Runs on the request's event loop. */
public final class SettingsOperations implements Operations {
    private final SettingsRegistry settings;

    public SettingsOperations(SettingsRegistry settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of("getWorkspaceSettings", this::get, "replaceWorkspaceSettings", this::replace);
    }

    private void get(RoutingContext ctx) {
        settings.get(BearerToken.principal(ctx).workspaceId())
                .recover(ApiRouter::unavailable)
                .onSuccess(found -> Answers.ok(ctx, view(found)))
                .onFailure(ctx::fail);
    }

    private void replace(RoutingContext ctx) {
        var body = view(Parameters.of(ctx).body().getJsonObject());
        var deviation = body.getJsonObject("deviation");
        var thresholdM = deviation.getDouble("threshold_m");
        var criticalM = deviation.getDouble("critical_m");
        if (thresholdM != null && criticalM != null && criticalM < thresholdM) {
            throw ApiFailure.invalid("body/deviation/critical_m", "is less than threshold_m");
        }
        settings.put(BearerToken.principal(ctx).workspaceId(), body)
                .recover(ApiRouter::unavailable)
                .onSuccess(stored -> Answers.ok(ctx, view(stored)))
                .onFailure(ctx::fail);
    }

    /** Both members, whether set or not. */
    private static JsonObject view(JsonObject settings) {
        return new JsonObject()
                .put("speed_limit_kmh", settings.getValue("speed_limit_kmh"))
                .put("deviation", settings.getJsonObject("deviation", new JsonObject()));
    }
}
