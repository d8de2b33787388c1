package io.headway.app;

import io.headway.api.Answers;
import io.headway.api.ApiRouter;
import io.headway.config.HeadwayConfig;
import io.headway.gateway.GatewayMetrics;
import io.headway.gateway.HttpIngress;
import io.headway.gateway.Ingress;
import io.headway.gateway.LiveFeed;
import io.headway.gateway.WebSocketGateway;
import io.headway.ops.Health;
import io.headway.ops.Metrics;
import io.headway.security.Principal;
import io.headway.security.Tokens;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** HTTP of one event loop: REST, WebSocket, live page, health and metrics. Deployed once per loop; the instances share the port. */
final class WebServer extends VerticleBase {
    private final Parts parts;
    private final GatewayMetrics websocketMetrics;
    private final GatewayMetrics httpMetrics;
    private HttpIngress positions;
    private WebSocketGateway websockets;
    private HttpServer server;

    /** What the instances share. */
    record Parts(
            HeadwayConfig config,
            Ingress ingress,
            Tokens tokens,
            LiveFeed live,
            StoredApi api,
            Health health,
            Metrics metrics) {}

    WebServer(Parts parts, GatewayMetrics websocketMetrics, GatewayMetrics httpMetrics) {
        this.parts = parts;
        this.websocketMetrics = websocketMetrics;
        this.httpMetrics = httpMetrics;
    }

    @Override
    public Future<?> start() {
        var config = parts.config();
        positions = new HttpIngress(context, parts.ingress(), httpMetrics);
        websockets = new WebSocketGateway(
                config.websocket(), context, parts.ingress(), parts.tokens()::verify, parts.live(), websocketMetrics);
        var api = new ApiRouter(
                vertx,
                parts.tokens()::verify,
                parts.api().operations(),
                this::updateTracking,
                config.http().maxBodyBytes());
        return api.build().compose(rest -> {
            server = vertx.createHttpServer(options()).requestHandler(router(rest));
            return server.listen();
        });
    }

    int port() {
        return server.actualPort();
    }

    /** Any thread. */
    Future<Void> drain() {
        return Future.future(promise -> context.runOnContext(_ -> {
            websockets.drain();
            promise.complete();
        }));
    }

    private HttpServerOptions options() {
        var config = parts.config();
        return new HttpServerOptions()
                .setHost(config.http().host())
                .setPort(config.http().port() == 0 ? -3 : config.http().port())
                .setTcpNoDelay(true)
                .setAcceptBacklog(4_096)
                .setMaxWebSocketMessageSize(config.websocket().maxMessageBytes())
                .setMaxWebSocketFrameSize(config.websocket().maxMessageBytes())
                // Compression keeps about 200 KB a socket; our messages are short.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol(WebSocketGateway.BEARER_PROTOCOL)
                // Two pings unanswered, and a little.
                .setReadIdleTimeout(Math.toIntExact(config.websocket().pingIntervalMs() * 5 / 2))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private Router router(Router rest) {
        var router = Router.router(vertx);
        router.get("/ws/tracking").handler(websockets);
        router.get("/ws/trips/:" + WebSocketGateway.TRIP_PARAMETER).handler(websockets);
        router.get("/health").handler(ctx -> answer(ctx, parts.health().live()));
        router.get("/health/ready").handler(ctx -> answer(ctx, parts.health().ready()));
        router.get("/health/startup").handler(ctx -> answer(ctx, parts.health().startup()));
        router.get("/metrics")
                .handler(ctx -> vertx.executeBlocking(parts.metrics()::scrape, false)
                        .onSuccess(text -> ctx.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, Metrics.CONTENT_TYPE)
                                .end(text))
                        .onFailure(ctx::fail));
        router.route("/*").subRouter(rest);
        return router;
    }

    private static void answer(RoutingContext ctx, Future<Health.Answer> answer) {
        answer.onSuccess(ready -> answer(ctx, ready)).onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, Health.Answer answer) {
        ctx.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.body());
    }

    private void updateTracking(RoutingContext ctx) {
        Principal principal = ctx.get(ApiRouter.PRINCIPAL);
        positions
                .take(principal, ctx.body().buffer())
                .onSuccess(answers -> answerTracking(ctx, answers))
                .onFailure(failure -> ctx.fail(
                        failure instanceof HttpIngress.NoCredits
                                ? new HttpException(503, failure.getMessage())
                                : failure));
    }

    private static void answerTracking(RoutingContext ctx, List<HttpIngress.Answer> answers) {
        var stored = 0;
        var duplicates = 0;
        var refused = new JsonArray();
        for (var answer : answers) {
            switch (answer.code()) {
                case "stored" -> stored++;
                case "duplicate" -> duplicates++;
                default ->
                    refused.add(new JsonObject()
                            .put("index", answer.index())
                            .put("status", "rejected")
                            .put("reason", answer.code())
                            .put("message", answer.detail()));
            }
        }
        if (answers.size() == 1 && answers.getFirst().code().equals("VALIDATION_ERROR")) {
            ctx.fail(new HttpException(422, answers.getFirst().detail()));
            return;
        }
        Answers.ok(
                ctx,
                new JsonObject()
                        .put("stored", stored)
                        .put("duplicate", duplicates)
                        .put("rejected", refused.size())
                        .put("items", refused));
    }
}
