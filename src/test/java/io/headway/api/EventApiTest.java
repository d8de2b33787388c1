package io.headway.api;

import static io.headway.api.RunningApi.json;
import static io.headway.api.RunningApi.pagination;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.EventType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers about events and webhooks, over real HTTP on the loopback. */
class EventApiTest {
    private static final UUID WEBHOOK = new UUID(8, 1);
    private static final String WEBHOOK_PATH = "/api/v1/webhooks/" + WEBHOOK;

    private RunningApi api;

    @BeforeEach
    void start() throws Exception {
        api = new RunningApi();
        for (var i = 0; i < 5; i++) {
            api.events.event(
                    Fleet.OURS,
                    i % 2 == 0 ? RunningApi.BUS : RunningApi.TRAM,
                    i < 3 ? EventType.GEOFENCE_ENTERED : EventType.GEOFENCE_EXITED,
                    RunningApi.NOON_MS + i);
        }
        api.events.event(Fleet.THEIRS, RunningApi.FOREIGN, EventType.GEOFENCE_ENTERED, RunningApi.NOON_MS);
        api.webhooks.webhook(WEBHOOK);
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void events_are_paged_in_order_and_of_the_own_workspace_only() throws Exception {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var body = json(api.get("/api/v1/events?limit=2" + cursor, "responder"), 200);
            api.assertFits("EventsAnswer", body);
            body.getJsonArray("data").forEach(event -> ids.add(((JsonObject) event).getString("event_id")));
            var next = pagination(body).getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        } while (cursor != null);
        assertThat(ids).containsExactly(id(1), id(2), id(3), id(4), id(5));
    }

    @Test
    void events_are_filtered_by_type_vehicle_and_time() throws Exception {
        assertThat(ids("?types=geofence.exited")).containsExactly(id(4), id(5));
        assertThat(ids("?types=geofence.exited,geofence.entered&vehicle=" + RunningApi.TRAM))
                .containsExactly(id(2), id(4));
        assertThat(ids("?from=" + (RunningApi.NOON_MS + 4))).containsExactly(id(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"types=geofence.eaten", "types=,", "vehicle=x", "from=yesterday", "cursor=aTE", "limit=0"})
    void a_filter_that_means_nothing_is_refused(String query) throws Exception {
        api.assertError(api.get("/api/v1/events?" + query, "admin"), 422, "VALIDATION_ERROR");
    }

    @Test
    void a_secret_is_told_at_creation_and_never_again() throws Exception {
        var created = json(
                api.post("/api/v1/webhooks", "admin", "{\"url\":\"https://example.com/a\",\"types\":[\"geofence.*\"]}"),
                201);
        api.assertFits("NewWebhookAnswer", created);
        var path = "/api/v1/webhooks/" + created.getJsonObject("data").getString("id");

        assertThat(created.getJsonObject("data").getString("secret")).isNotEmpty();
        for (var answer : List.of(
                api.get("/api/v1/webhooks", "admin"),
                api.get(path, "admin"),
                api.send("PATCH", path, "{\"enabled\":false}", RunningApi.bearer("admin")))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    @Test
    void a_webhook_is_changed_in_part_and_deleted() throws Exception {
        var changed = json(
                api.send("PATCH", WEBHOOK_PATH, "{\"types\":[\"vehicle.overspeed\"]}", RunningApi.bearer("admin")),
                200);
        api.assertFits("WebhookAnswer", changed);
        assertThat(changed.getJsonObject("data").getJsonArray("types"))
                .isEqualTo(new JsonArray().add("vehicle.overspeed"));
        assertThat(changed.getJsonObject("data").getString("url")).isEqualTo("https://example.com/");

        api.assertFits("DoneAnswer", json(api.send("DELETE", WEBHOOK_PATH, null, RunningApi.bearer("admin")), 200));
        api.assertError(api.get(WEBHOOK_PATH, "admin"), 404, "NOT_FOUND");
        api.assertError(api.send("DELETE", WEBHOOK_PATH, null, RunningApi.bearer("admin")), 404, "NOT_FOUND");
    }

    @Test
    void dead_letters_are_listed_and_replayed() throws Exception {
        var dead = json(api.get(WEBHOOK_PATH + "/dead-letters", "admin"), 200);
        api.assertFits("DeadLettersAnswer", dead);
        assertThat(dead.getJsonArray("data").size()).isEqualTo(1);
        var replayed = json(api.post(WEBHOOK_PATH + "/dead-letters/replay", "admin", null), 200);
        api.assertFits("ReplayAnswer", replayed);
        assertThat(replayed.getJsonObject("data").getInteger("replayed")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"https://example.com/\"}",
                "{\"url\":\"https://example.com/\",\"types\":[]}",
                "{\"url\":\"https://example.com/\",\"types\":[\"*\"],\"secret\":\"short\"}",
                "{\"url\":\"https://example.com/\",\"types\":[\"*\"],\"sicret\":\"a-secret-of-enough-characters\"}",
                "{\"url\":\"http://example.com/\",\"types\":[\"*\"]}"
            })
    void a_webhook_that_cannot_be_is_refused(String body) throws Exception {
        api.assertError(api.post("/api/v1/webhooks", "admin", body), 422, "VALIDATION_ERROR");
    }

    @Test
    void one_webhook_too_many_is_a_conflict() throws Exception {
        var body = "{\"url\":\"https://example.com/a\",\"types\":[\"*\"]}";
        json(api.post("/api/v1/webhooks", "admin", body), 201);
        api.assertError(api.post("/api/v1/webhooks", "admin", body), 409, "CONFLICT");
    }

    @Test
    void webhooks_are_the_admins_of_their_workspace() throws Exception {
        api.assertError(api.get("/api/v1/webhooks", "operator"), 403, "FORBIDDEN");
        for (var path : List.of(WEBHOOK_PATH, WEBHOOK_PATH + "/dead-letters")) {
            api.assertError(api.get(path, "admin@theirs"), 404, "NOT_FOUND");
        }
        api.assertError(
                api.send("PATCH", WEBHOOK_PATH, "{\"enabled\":false}", RunningApi.bearer("admin@theirs")),
                404,
                "NOT_FOUND");
        api.assertError(api.post(WEBHOOK_PATH + "/dead-letters/replay", "admin@theirs", null), 404, "NOT_FOUND");
    }

    @Test
    void a_database_that_does_not_answer_is_a_503() throws Exception {
        api.events.fault = new IllegalStateException("gone");
        api.webhooks.fault = api.events.fault;
        for (var path : List.of("/api/v1/events", "/api/v1/webhooks", WEBHOOK_PATH, WEBHOOK_PATH + "/dead-letters")) {
            api.assertError(api.get(path, "admin"), 503, "UNAVAILABLE");
        }
    }

    private List<String> ids(String query) throws Exception {
        return json(api.get("/api/v1/events" + query, "analyst"), 200).getJsonArray("data").stream()
                .map(event -> ((JsonObject) event).getString("event_id"))
                .toList();
    }

    private static String id(int sequence) {
        return new UUID(9, sequence).toString();
    }
}
