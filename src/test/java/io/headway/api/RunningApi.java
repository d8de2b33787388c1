package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.security.Principal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The router behind a real HTTP server on a free port of the loopback, with a fleet in memory, and a client for it. */
final class RunningApi {
    static final int MAX_BODY_BYTES = 4_096;
    static final UUID BUS = new UUID(7, 1);
    static final UUID TRAM = new UUID(7, 2);
    static final UUID CAB = new UUID(7, 3);
    static final UUID FOREIGN = new UUID(7, 9);

    /** 2026-11-21T12:00:00Z. */
    static final long NOON_MS = 1_795_262_400_000L;

    final Fleet fleet = new Fleet();
    final FakeEvents events = new FakeEvents();
    final FakeWebhooks webhooks = new FakeWebhooks();
    final FakeRoutes routes = new FakeRoutes();
    final FakeTrips trips = new FakeTrips();
    final Places places = new Places();
    final Groups groups = new Groups(fleet);
    final OpenAPIContract contract;
    final int port;
    volatile Handler<RoutingContext> tracking = RunningApi::echo;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    RunningApi() throws Exception {
        fleet.vehicle(Fleet.OURS, BUS, "Bus 12");
        fleet.vehicle(Fleet.OURS, TRAM, "Tram 4");
        fleet.vehicle(Fleet.OURS, CAB, "Cab");
        fleet.vehicle(Fleet.THEIRS, FOREIGN, "Not ours");
        for (var i = 0; i < 5; i++) {
            fleet.position(Fleet.OURS, BUS, NOON_MS + i * 1_000L, -i);
        }
        fleet.position(Fleet.OURS, BUS, NOON_MS + 2_000, 77);
        fleet.position(Fleet.THEIRS, FOREIGN, NOON_MS, 1);
        // One id for several kinds of things: a test that fills any path of the contract needs no other.
        places.fence(Fleet.OURS, BUS);
        places.fence(Fleet.THEIRS, FOREIGN);
        groups.group(Fleet.OURS, BUS, "Night buses");
        groups.group(Fleet.THEIRS, FOREIGN, "Not ours");
        webhooks.webhook(BUS);
        contract = OpenAPIContract.from(vertx, ApiRouter.CONTRACT).await(10, TimeUnit.SECONDS);
        var api = new ApiRouter(
                vertx,
                fleet,
                List.of(
                        new VehicleOperations(fleet, fleet),
                        new DeviceOperations(fleet.registry()),
                        new GeofenceOperations(places, places),
                        new VisitOperations(places, places, fleet),
                        new VehicleGroupOperations(groups),
                        new SettingsOperations(fleet),
                        new EventOperations(events),
                        new WebhookOperations(webhooks),
                        new RouteOperations(routes),
                        new DeviationOperations(routes),
                        new TripOperations(trips)),
                ctx -> tracking.handle(ctx),
                MAX_BODY_BYTES);
        port = api.build()
                .compose(router ->
                        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .await(10, TimeUnit.SECONDS)
                .actualPort();
    }

    public void close() throws Exception {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static void echo(RoutingContext ctx) {
        var principal = ctx.<Principal>get(ApiRouter.PRINCIPAL);
        ctx.response()
                .end(Buffer.buffer(principal.subject() + " ")
                        .appendBuffer(ctx.body().buffer()));
    }

    void assertFits(String schema, JsonObject body) throws Exception {
        var result = contract.getSchemaRepository()
                .validator(JsonSchema.of(contract.getRawContract()
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(schema)))
                .validate(body);
        assertThat(result.getErrors()).as("%s as %s", body, schema).isNullOrEmpty();
        assertThat(result.getValid()).isTrue();
    }

    JsonObject assertError(HttpResponse<String> answer, int status, String code) throws Exception {
        var body = json(answer, status);
        assertFits("Failure", body);
        assertThat(body.getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(body.getJsonObject("meta").getString("request_id"))
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        return body.getJsonObject("error");
    }

    /** The body of the contract's first example for that operation; null when it takes none. */
    String exampleBody(Operation operation) {
        var body = contract.getRawContract()
                .getJsonObject("paths")
                .getJsonObject(operation.getOpenAPIPath())
                .getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("requestBody");
        if (body == null) {
            return null;
        }
        var content = body.getJsonObject("content").getJsonObject("application/json");
        if (content.containsKey("example")) {
            return content.getJsonObject("example").encode();
        }
        var several = content.getJsonObject("examples");
        return several.getJsonObject(several.fieldNames().iterator().next())
                .getJsonObject("value")
                .encode();
    }

    static JsonObject json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return new JsonObject(answer.body());
    }

    static JsonObject pagination(JsonObject body) {
        return body.getJsonObject("meta").getJsonObject("pagination");
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, null, bearer(token));
    }

    HttpResponse<String> post(String path, String token, String body) throws IOException, InterruptedException {
        return send("POST", path, body, bearer(token));
    }

    static UnaryOperator<HttpRequest.Builder> bearer(String token) {
        return request -> request.setHeader("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(String method, String path, String body, UnaryOperator<HttpRequest.Builder> headers)
            throws IOException, InterruptedException {
        var content = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, content);
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        return client.send(headers.apply(request).build(), HttpResponse.BodyHandlers.ofString());
    }
}
