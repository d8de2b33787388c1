package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static io.headway.testing.Eventually.throughout;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.security.Role;
import io.headway.testing.FreshDatabase;
import io.headway.testing.OutboxRows;
import io.headway.testing.RunningEngine;
import io.headway.testing.WebhookReceiver;
import io.headway.testing.WebhookReceiver.Behaviour;
import io.headway.testing.WebhookReceiver.Delivery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks of the whole engine, made over REST, delivered to a real receiver that fails, stalls and lies. */
@Timeout(120)
class WebhookIT {
    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final List<UUID> VEHICLES =
            Stream.generate(UUID::randomUUID).limit(5).toList();

    @RegisterExtension
    private static final FreshDatabase DATABASE = new FreshDatabase();

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID workspace = UUID.randomUUID();
    private final OutboxRows rows = new OutboxRows(DATABASE.url(), workspace);
    private WebhookReceiver receiver;
    private RunningEngine engine;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        DATABASE.execute("delete from webhooks");
        receiver.close();
        http.close();
    }

    @Test
    void events_of_the_wanted_types_arrive_signed_and_in_order() throws Exception {
        start(Map.of());
        var webhook = create("/hook", "geofence.*");
        rows.insert("geofence.entered", VEHICLES, 50);
        var others = new OutboxRows(DATABASE.url(), workspace);
        others.insert("vehicle.overspeed", VEHICLES, 5);
        var foreign = new OutboxRows(DATABASE.url(), UUID.randomUUID());
        foreign.insert("geofence.entered", VEHICLES, 5);

        eventually("nothing is left", DEADLINE, () -> relayed() && waiting().equals("0"));

        assertThat(firstArrivals("/hook")).isEqualTo(rows.idsByVehicle());
        for (var delivery : receiver.deliveries("/hook")) {
            assertThat(delivery.headers())
                    .containsEntry("headway-event-type", "geofence.entered")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("host", "127.0.0.1:" + receiver.port());
            assertThat(delivery.headers().get("headway-signature"))
                    .isEqualTo("v1=" + hmac(webhook.getString("secret"), delivery));
            assertThat(Long.parseLong(delivery.headers().get("headway-timestamp")))
                    .isBetween(System.currentTimeMillis() / 1_000 - 60, System.currentTimeMillis() / 1_000 + 1);
            assertThat(delivery.envelope().getString("event_id")).isEqualTo(delivery.eventId());
        }
    }

    @Test
    void a_receiver_that_fails_stalls_and_lies_gets_each_event_in_the_end_and_in_order() throws Exception {
        start(Map.of());
        create("/hook", "*");
        var faults = new Behaviour[] {Behaviour.FAIL, Behaviour.STALL, Behaviour.CLOSE, Behaviour.REDIRECT};
        // Each event fails once, one after the other in each way; what is answered with 200 counts whatever the body
        // does.
        receiver.behave(delivery -> delivery.number() == 1
                ? faults[Math.floorMod(delivery.eventId().hashCode(), faults.length)]
                : switch (Math.floorMod(delivery.eventId().hashCode(), 3)) {
                    case 0 -> Behaviour.SHORT;
                    case 1 -> Behaviour.ENDLESS;
                    default -> Behaviour.OK;
                });
        rows.insert("geofence.entered", VEHICLES, 40);

        eventually("nothing is left", DEADLINE, () -> relayed() && waiting().equals("0"));

        assertThat(firstArrivals("/hook")).isEqualTo(rows.idsByVehicle());
        for (var vehicle : VEHICLES) {
            var arrivals = receiver.deliveries("/hook").stream()
                    .filter(delivery -> delivery.vehicle().equals(vehicle.toString()))
                    .map(Delivery::eventId)
                    .toList();
            // Not only first arrivals: nothing later is even tried before the earlier one is delivered.
            assertThat(arrivals.stream().distinct().toList()).isEqualTo(rows.ids(vehicle));
            for (var i = 1; i < arrivals.size(); i++) {
                assertThat(rows.ids(vehicle).indexOf(arrivals.get(i)))
                        .isGreaterThanOrEqualTo(rows.ids(vehicle).indexOf(arrivals.get(i - 1)));
            }
        }
        assertThat(receiver.deliveries("/elsewhere")).isEmpty();
    }

    @Test
    void a_webhook_that_stalls_holds_up_no_other() throws Exception {
        start(Map.of("webhooks.timeout-ms", "60000", "webhooks.parallelism", "2"));
        create("/slow", "*");
        create("/quick", "*");
        receiver.behave(delivery -> delivery.path().equals("/slow") ? Behaviour.STALL : Behaviour.OK);
        rows.insert("geofence.entered", VEHICLES, 100);

        eventually(
                "the quick one has all",
                DEADLINE,
                () -> receiver.deliveries("/quick").size() == rows.count());
        assertThat(receiver.deliveries("/slow")).hasSize(2);
        assertThat(firstArrivals("/quick")).isEqualTo(rows.idsByVehicle());
    }

    @Test
    void what_fails_for_too_long_becomes_a_dead_letter_and_can_be_replayed() throws Exception {
        start(Map.of("webhooks.give-up-after-ms", "500"));
        var id = create("/hook", "*").getString("id");
        receiver.behave(_ -> Behaviour.FAIL);
        rows.insert("geofence.exited", VEHICLES.subList(0, 1), 3);

        eventually("all are dead", DEADLINE, () -> deadLetters(id).size() == 3);

        assertThat(deadLetters(id).getJsonObject(0).getString("last_error")).isEqualTo("status 500");
        assertThat(engine.metric("headway_webhook_dead_total")).isEqualTo(3);
        var tried = receiver.deliveries().size();
        throughout("dead means dead", A_WHILE, () -> receiver.deliveries().size() == tried);

        receiver.behave(_ -> Behaviour.OK);
        assertThat(call("POST", "/api/v1/webhooks/" + id + "/dead-letters/replay", null, 200)
                        .getJsonObject("data")
                        .getInteger("replayed"))
                .isEqualTo(3);
        eventually("delivered", DEADLINE, () -> waiting().equals("0"));
        var after = receiver.deliveries().subList(tried, receiver.deliveries().size());
        assertThat(after).extracting(Delivery::eventId).containsExactlyElementsOf(rows.ids(VEHICLES.getFirst()));
        assertThat(deadLetters(id)).isEmpty();
    }

    @Test
    void addresses_that_are_not_public_are_never_connected_to() throws Exception {
        start(Map.of("webhooks.allow-private-addresses", "false"));
        for (var url : List.of(
                receiver.url("/hook"),
                "http://[::1]:" + receiver.port() + "/",
                "http://[::ffff:127.0.0.1]:" + receiver.port() + "/",
                "http://127.1:" + receiver.port() + "/",
                "http://2130706433:" + receiver.port() + "/",
                "http://10.0.0.1/",
                "ftp://example.com/",
                "http://user@example.com/")) {
            call("POST", "/api/v1/webhooks", webhook(url, "*"), 422);
        }
        // A name is judged by what it stands for when it is delivered to.
        call("POST", "/api/v1/webhooks", webhook("http://localhost:" + receiver.port() + "/hook", "*"), 201);
        rows.insert("vehicle.offline", VEHICLES, 3);

        eventually("tried", DEADLINE, () -> engine.metric("headway_webhook_attempts_total") >= 6);
        assertThat(receiver.deliveries()).isEmpty();
        assertThat(DATABASE.value("select distinct last_error from webhook_deliveries where workspace_id = '"
                        + workspace + "' and last_error is not null"))
                .contains("has no public address");
    }

    @Test
    void a_webhook_that_is_switched_off_gets_nothing_and_another_workspace_sees_nothing_of_it() throws Exception {
        start(Map.of());
        var id = create("/hook", "*").getString("id");
        call("PATCH", "/api/v1/webhooks/" + id, new JsonObject().put("enabled", false), 200);
        rows.insert("geofence.exited", VEHICLES, 5);
        eventually("relayed", DEADLINE, this::relayed);
        assertThat(waiting()).isEqualTo("0");

        var theirs = engine.token(Role.ADMIN, UUID.randomUUID(), Set.of(), Set.of());
        assertThat(call("GET", "/api/v1/webhooks", null, 200, theirs).getJsonArray("data"))
                .isEmpty();
        call("GET", "/api/v1/webhooks/" + id, null, 404, theirs);
        call("DELETE", "/api/v1/webhooks/" + id, null, 404, theirs);
        assertThat(call("GET", "/api/v1/events", null, 200, theirs).getJsonArray("data"))
                .isEmpty();

        var events = call("GET", "/api/v1/events?types=geofence.exited&vehicle=" + VEHICLES.getFirst(), null, 200);
        assertThat(events.getJsonArray("data"))
                .extracting(event -> ((JsonObject) event).getString("event_id"))
                .isEqualTo(rows.ids(VEHICLES.getFirst()));
        assertThat(receiver.deliveries()).isEmpty();
    }

    private void start(Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of(
                "webhooks.allow-private-addresses", "true",
                "webhooks.allow-http", "true",
                "webhooks.first-retry-ms", "50",
                "webhooks.max-retry-ms", "200",
                "webhooks.timeout-ms", "2000",
                "relay.poll-ms", "50"));
        all.putAll(settings);
        engine = RunningEngine.start(DATABASE.urlText(), all);
    }

    private JsonObject create(String path, String types) throws Exception {
        return call("POST", "/api/v1/webhooks", webhook(receiver.url(path), types), 201)
                .getJsonObject("data");
    }

    private static JsonObject webhook(String url, String types) {
        return new JsonObject().put("url", url).put("types", new JsonArray().add(types));
    }

    private JsonArray deadLetters(String id) throws Exception {
        return call("GET", "/api/v1/webhooks/" + id + "/dead-letters", null, 200)
                .getJsonArray("data");
    }

    private JsonObject call(String method, String path, JsonObject body, int status) throws Exception {
        return call(method, path, body, status, engine.token(Role.ADMIN, workspace, Set.of(), Set.of()));
    }

    private JsonObject call(String method, String path, JsonObject body, int status, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.httpPort() + path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private Map<String, List<String>> firstArrivals(String path) {
        var byVehicle = new LinkedHashMap<String, List<String>>();
        for (var delivery : receiver.deliveries(path)) {
            var ids = byVehicle.computeIfAbsent(delivery.vehicle(), _ -> new ArrayList<>());
            if (!ids.contains(delivery.eventId())) {
                ids.add(delivery.eventId());
            }
        }
        return byVehicle;
    }

    private boolean relayed() throws Exception {
        return DATABASE.value(
                        "select count(*) from events where relayed_at is null and workspace_id = '" + workspace + "'")
                .equals("0");
    }

    /** Deliveries of this test's webhooks that are neither delivered nor dead. */
    private String waiting() throws Exception {
        return DATABASE.value(
                "select count(*) from webhook_deliveries where dead_at is null and workspace_id = '" + workspace + "'");
    }

    /** Computed here once more, so that a fault of the signature's own code is seen. */
    private static String hmac(String secret, Delivery delivery) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var hash = mac.doFinal((delivery.headers().get("headway-timestamp") + "."
                        + delivery.body().toString())
                .getBytes(StandardCharsets.UTF_8));
        var hex = new StringBuilder();
        for (var b : hash) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }
}
