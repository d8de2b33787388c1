package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.RoutePath;
import io.headway.security.Role;
import io.headway.store.Workspaces;
import io.headway.testing.Eventually;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes and trips from the token to the database, over the engine's own port. */
@Timeout(90)
class TripsApiIT {
    private static final UUID OURS = Workspaces.DEFAULT_ID;
    private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000fd");
    private static final UUID VEHICLE = UUID.randomUUID();
    private static final String ROUTES = "/api/v1/routes";
    private static final String TRIPS = "/api/v1/trips";

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final List<Event> HEARD = new CopyOnWriteArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningEngine engine;
    private static String operator;

    @BeforeAll
    static void start() throws Exception {
        engine = RunningEngine.start(DATABASE.urlText(), Map.of());
        DATABASE.execute(
                "insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'Van 7')".formatted(VEHICLE, OURS));
        operator = engine.operatorToken(OURS);
        engine.engine()
                .vertx()
                .eventBus()
                .<EventBatch>consumer(
                        EventBatch.ADDRESS,
                        message -> HEARD.addAll(message.body().events()));
    }

    @AfterAll
    static void stop() throws Exception {
        HTTP.close();
        engine.close();
    }

    @Test
    void a_trip_takes_its_route_along_and_is_told_of_at_once() throws Exception {
        var path = new JsonObject().put("polyline", "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        var route = data(
                post(ROUTES, operator, new JsonObject().put("name", "Sierra").put("path", path)), 201);
        assertThat(route.getDouble("length_m")).isBetween(786_000.0, 794_000.0);
        var trip = data(
                post(
                        TRIPS,
                        operator,
                        new JsonObject().put("vehicle_id", VEHICLE.toString()).put("route_id", route.getString("id"))),
                201);
        var one = TRIPS + "/" + trip.getString("id");
        var driver = engine.driverToken(OURS, VEHICLE);
        var rider = engine.token(Role.VIEWER, OURS, Set.of(), Set.of(UUID.fromString(trip.getString("id"))));

        assertThat(post(one + "/status", driver, status("ARRIVED")).statusCode())
                .isEqualTo(409);
        assertThat(data(post(one + "/status", driver, status("EN_ROUTE")), 200).getString("status"))
                .isEqualTo("EN_ROUTE");
        var deployed = json(get(ROUTES + "/" + route.getString("id") + "/deployments", operator), 200)
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(deployed.getString("status")).isEqualTo("active");
        assertThat(deployed.getString("deployed_by")).isEqualTo("test");
        assertThat(data(get(one, rider), 200).getDouble("distance_m")).isZero();
        assertThat(get(TRIPS + "/" + UUID.randomUUID(), rider).statusCode()).isEqualTo(403);
        assertThat(get(one, engine.operatorToken(THEIRS)).statusCode()).isEqualTo(404);

        Eventually.eventually(
                "creation and start are told",
                Duration.ofSeconds(10),
                () -> HEARD.stream()
                                .filter(event -> event.data().contains(trip.getString("id")))
                                .count()
                        == 2);
        assertThat(json(get(one + "/history", rider), 200).getJsonArray("data").size())
                .isEqualTo(2);
    }

    @Test
    void a_route_of_a_hundred_thousand_points_is_taken_as_a_polyline() throws Exception {
        // Latitude and longitude each a step further: "A" is one.
        var polyline = "AA".repeat(RoutePath.MAX_POINTS);
        var path = new JsonObject().put("polyline", polyline).put("precision", 6);
        var created =
                post(ROUTES, operator, new JsonObject().put("name", "long").put("path", path));
        assertThat(data(created, 201)
                        .getJsonObject("path")
                        .getJsonArray("coordinates")
                        .size())
                .isEqualTo(RoutePath.MAX_POINTS);
        var tooLong = new JsonObject().put("polyline", polyline + "AA").put("precision", 6);
        assertThat(post(ROUTES, operator, new JsonObject().put("name", "longer").put("path", tooLong))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void geofence_events_of_the_outbox_move_a_trip_along() throws Exception {
        var pickup = geofence();
        var delivery = geofence();
        var trip = data(
                post(
                        TRIPS,
                        operator,
                        new JsonObject()
                                .put("vehicle_id", VEHICLE.toString())
                                .put("pickup_geofence_id", pickup.toString())
                                .put("delivery_geofence_id", delivery.toString())),
                201);
        tell(
                "geofence.exited",
                pickup,
                Instant.parse(trip.getString("changed_at")).plusMillis(1));
        tell(
                "geofence.entered",
                delivery,
                Instant.parse(trip.getString("changed_at")).plusMillis(2));

        var one = TRIPS + "/" + trip.getString("id");
        Eventually.eventually(
                "it has arrived",
                Duration.ofSeconds(20),
                () -> data(get(one, operator), 200).getString("status").equals("ARRIVED"));
        var told = "select count(*) from events where event_type = 'trip.status_changed' and data->>'trip_id' = '%s'%s";
        Eventually.eventually(
                "all three changes are handed on",
                Duration.ofSeconds(20),
                () -> DATABASE.value(told.formatted(trip.getString("id"), " and relayed_at is not null"))
                        .equals("3"));
        assertThat(DATABASE.value(told.formatted(trip.getString("id"), ""))).isEqualTo("3");
    }

    private static UUID geofence() throws Exception {
        var id = UUID.randomUUID();
        DATABASE.execute("""
                insert into geofences (id, workspace_id, name, type, geometry, radius_m)
                values ('%s', '%s', 'f', 'depot', '{"type": "Point", "coordinates": [11, 49]}', 100)""".formatted(id, OURS));
        return id;
    }

    /** As the shard writes it. */
    private static void tell(String type, UUID fence, Instant at) throws Exception {
        var data = new JsonObject()
                .put("vehicle_id", VEHICLE.toString())
                .put("geofence_id", fence.toString())
                .put("reason", "left");
        DATABASE.execute("""
                insert into events (event_id, event_type, workspace_id, vehicle_id, occurred_at, data)
                values (gen_random_uuid(), '%s', '%s', '%s', '%s', '%s')""".formatted(type, OURS, VEHICLE, at, data.encode()));
    }

    private static JsonObject status(String status) {
        return new JsonObject().put("status", status);
    }

    private static JsonObject data(HttpResponse<String> answer, int status) {
        return json(answer, status).getJsonObject("data");
    }

    private static JsonObject json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return HTTP.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String token, JsonObject body) throws Exception {
        var publisher = HttpRequest.BodyPublishers.ofString(body.encode());
        return HTTP.send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(publisher)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.httpPort() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }
}
