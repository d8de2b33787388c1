package io.headway.api;

import io.headway.api.WebhookRegistry.Outcome;
import io.headway.api.WebhookRegistry.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The operations on webhooks; each sees the token's workspace only. Runs on the request's event loop. */
public final class WebhookOperations implements Operations {
    private final WebhookRegistry webhooks;

    public WebhookOperations(WebhookRegistry webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public Map<String, Handler<RoutingContext>> handlers() {
        return Map.of(
                "listWebhooks", this::list,
                "createWebhook", this::create,
                "getWebhook", this::get,
                "changeWebhook", this::change,
                "deleteWebhook", this::delete,
                "listDeadLetters", this::deadLetters,
                "replayDeadLetters", this::replay);
    }

    private void list(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        webhooks.list(workspace(ctx), parameters.cursor().map(Cursor::id), limit + 1)
                .recover(ApiRouter::unavailable)
                .onSuccess(found ->
                        VehicleOperations.page(ctx, found, limit, Views::webhook, last -> Cursor.of(last.id())))
                .onFailure(ctx::fail);
    }

    private void get(RoutingContext ctx) {
        find(ctx).onSuccess(webhook -> Answers.ok(ctx, Views.webhook(webhook))).onFailure(ctx::fail);
    }

    private void create(RoutingContext ctx) {
        var body = Parameters.of(ctx).body().getJsonObject();
        webhooks.create(workspace(ctx), wanted(body))
                .recover(ApiRouter::unavailable)
                .onSuccess(outcome -> answer(ctx, outcome))
                .onFailure(ctx::fail);
    }

    private void change(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        webhooks.change(
                        workspace(ctx),
                        parameters.id(),
                        wanted(parameters.body().getJsonObject()))
                .recover(ApiRouter::unavailable)
                .onSuccess(outcome -> answer(ctx, outcome))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        webhooks.delete(workspace(ctx), Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .onSuccess(deleted -> {
                    if (deleted) {
                        Answers.done(ctx);
                    } else {
                        ctx.fail(missing());
                    }
                })
                .onFailure(ctx::fail);
    }

    private void deadLetters(RoutingContext ctx) {
        var parameters = Parameters.of(ctx);
        var limit = parameters.limit();
        var after = parameters.cursor().map(Cursor::sequence).orElse(0L);
        find(ctx)
                .compose(webhook -> webhooks.deadLetters(workspace(ctx), webhook.id(), after, limit + 1)
                        .recover(ApiRouter::unavailable))
                .onSuccess(found -> VehicleOperations.page(
                        ctx,
                        found,
                        limit,
                        Views::deadLetter,
                        last -> Cursor.of(last.event().sequence())))
                .onFailure(ctx::fail);
    }

    private void replay(RoutingContext ctx) {
        find(ctx)
                .compose(
                        webhook -> webhooks.replay(workspace(ctx), webhook.id()).recover(ApiRouter::unavailable))
                .onSuccess(count -> Answers.ok(ctx, new JsonObject().put("replayed", count)))
                .onFailure(ctx::fail);
    }

    private Future<WebhookView> find(RoutingContext ctx) {
        return webhooks.find(workspace(ctx), Parameters.of(ctx).id())
                .recover(ApiRouter::unavailable)
                .map(found -> found.orElseThrow(WebhookOperations::missing));
    }

    private static void answer(RoutingContext ctx, Outcome outcome) {
        switch (outcome) {
            case Outcome.Created created ->
                Answers.created(ctx, Views.webhook(created.webhook()).put("secret", created.secret()));
            case Outcome.Changed changed -> Answers.ok(ctx, Views.webhook(changed.webhook()));
            case Outcome.NoSuchWebhook _ -> ctx.fail(missing());
            case Outcome.TooMany _ ->
                ctx.fail(ApiFailure.of(ErrorCode.CONFLICT, "The workspace has as many webhooks as it may have."));
            case Outcome.Invalid invalid -> ctx.fail(ApiFailure.invalid(invalid.path(), invalid.problem()));
        }
    }

    private static Wanted wanted(JsonObject body) {
        return new Wanted(
                body.getString("url"),
                types(body.getJsonArray("types")),
                body.getString("secret"),
                body.getBoolean("enabled"));
    }

    private static List<String> types(JsonArray types) {
        return types == null ? null : types.stream().map(String::valueOf).toList();
    }

    private static UUID workspace(RoutingContext ctx) {
        return BearerToken.principal(ctx).workspaceId();
    }

    private static ApiFailure missing() {
        return ApiFailure.of(ErrorCode.NOT_FOUND, "There is no such webhook.");
    }
}
