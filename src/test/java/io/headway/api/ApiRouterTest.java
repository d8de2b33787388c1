package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers, over real HTTP on the loopback, against a fleet in memory. */
class ApiRouterTest {
    private RunningApi api;

    @BeforeEach
    void start() throws Exception {
        api = new RunningApi();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void the_status_of_a_vehicle_has_null_times_before_anything_came() throws Exception {
        var seen = RunningApi.json(api.get("/api/v1/vehicles/" + RunningApi.BUS + "/status", "operator"), 200)
                .getJsonObject("data");
        assertThat(seen.getBoolean("online")).isTrue();
        assertThat(seen.getString("last_seen_at")).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(seen.getJsonObject("attributes").getInteger("battery_pct")).isEqualTo(83);

        var never = RunningApi.json(api.get("/api/v1/vehicles/" + RunningApi.TRAM + "/status", "analyst"), 200)
                .getJsonObject("data");
        assertThat(never.getBoolean("online")).isFalse();
        assertThat(never.containsKey("last_seen_at")).isTrue();
        assertThat(never.getValue("last_seen_at")).isNull();

        api.assertError(api.get("/api/v1/vehicles/" + RunningApi.BUS + "/status", "admin@theirs"), 404, "NOT_FOUND");
        api.assertError(api.get("/api/v1/vehicles/" + RunningApi.BUS + "/status", "driver"), 403, "FORBIDDEN");
    }

    @Test
    void lists_the_vehicles_of_the_tokens_workspace_only() throws Exception {
        var body = RunningApi.json(api.get("/api/v1/vehicles", "analyst"), 200);
        assertThat(body.getJsonArray("data"))
                .extracting(entry -> ((JsonObject) entry).getString("name"))
                .containsExactly("Bus 12", "Tram 4", "Cab");
        api.assertFits("VehiclesAnswer", body);
        assertThat(RunningApi.json(api.get("/api/v1/vehicles", "analyst@theirs"), 200)
                        .getJsonArray("data")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_and_the_last_has_no_cursor() throws Exception {
        var first = RunningApi.json(api.get("/api/v1/vehicles?limit=2", "admin"), 200);
        var cursor = RunningApi.pagination(first).getString("next_cursor");
        var second = RunningApi.json(api.get("/api/v1/vehicles?limit=2&cursor=" + cursor, "admin"), 200);
        assertThat(first.getJsonArray("data").size()).isEqualTo(2);
        assertThat(second.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(RunningApi.CAB.toString());
        assertThat(RunningApi.pagination(second).getValue("next_cursor")).isNull();
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void history_is_in_order_within_its_range_and_pages_through_equal_times() throws Exception {
        var path = "/api/v1/vehicles/" + RunningApi.BUS + "/history?limit=2&from=2026-11-21T12:00:01Z&to="
                + (RunningApi.NOON_MS + 4_000);
        var times = new JsonArray();
        var cursor = "";
        var pages = 0;
        do {
            var body = RunningApi.json(api.get(path + cursor, "responder"), 200);
            api.assertFits("PositionsAnswer", body);
            body.getJsonArray("data").forEach(entry -> times.add(((JsonObject) entry).getString("timestamp")));
            var next = RunningApi.pagination(body).getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(2);
        assertThat(times)
                .containsExactly(
                        "2026-11-21T12:00:01.000Z",
                        "2026-11-21T12:00:02.000Z",
                        "2026-11-21T12:00:02.000Z",
                        "2026-11-21T12:00:03.000Z");
    }

    @Test
    void live_is_the_newest_position_with_unknown_values_null() throws Exception {
        var body = RunningApi.json(api.get("/api/v1/vehicles/" + RunningApi.BUS + "/live", "operator"), 200);
        api.assertFits("PositionAnswer", body);
        var position = body.getJsonObject("data");
        assertThat(position.getString("timestamp")).isEqualTo("2026-11-21T12:00:04.000Z");
        assertThat(position.getJsonArray("position")).containsExactly(11.0767, 49.4521);
        assertThat(position.getDouble("speed")).isEqualTo(42.1);
        assertThat(position.getValue("heading")).isNull();
        assertThat(position.getJsonObject("attributes").getBoolean("ignition")).isTrue();
    }

    @Test
    void a_vehicle_that_never_sent_has_no_live_position() throws Exception {
        assertThat(RunningApi.json(api.get("/api/v1/vehicles/" + RunningApi.TRAM, "analyst"), 200)
                        .getJsonObject("data")
                        .getString("name"))
                .isEqualTo("Tram 4");
        api.assertError(api.get("/api/v1/vehicles/" + RunningApi.TRAM + "/live", "analyst"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/live", "/history"})
    void a_vehicle_of_another_workspace_does_not_exist(String suffix) throws Exception {
        api.assertError(api.get("/api/v1/vehicles/" + RunningApi.FOREIGN + suffix, "admin"), 404, "NOT_FOUND");
        assertThat(api.get("/api/v1/vehicles/" + RunningApi.FOREIGN + suffix, "admin@theirs")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void creates_a_device_and_refuses_the_same_identity_twice() throws Exception {
        var device = new JsonObject().put("unique_id", "350000000000001").put("protocol", "teltonika");
        var created = RunningApi.json(api.post("/api/v1/devices", "operator", device.encode()), 201);
        api.assertFits("DeviceAnswer", created);
        assertThat(created.getJsonObject("data").getString("name")).isEqualTo("350000000000001");
        var listed = RunningApi.json(api.get("/api/v1/devices", "analyst"), 200);
        api.assertFits("DevicesAnswer", listed);
        assertThat(listed.getJsonArray("data").getJsonObject(0)).isEqualTo(created.getJsonObject("data"));
        api.assertError(api.post("/api/v1/devices", "operator", device.encode()), 409, "CONFLICT");
    }

    @Test
    void a_device_cannot_be_put_on_another_workspaces_vehicle() throws Exception {
        var device = new JsonObject().put("unique_id", "1").put("vehicle_id", RunningApi.FOREIGN.toString());
        var error = api.assertError(api.post("/api/v1/devices", "admin", device.encode()), 422, "VALIDATION_ERROR");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("path"))
                .isEqualTo("body/vehicle_id");
    }

    @Test
    void tracking_update_is_handed_the_principal_and_the_untouched_body() throws Exception {
        var sent = "[{\"lat\": 1.0000000000000001, \"lng\":2}, this is for the gateway to judge";
        var answer = api.post("/api/v1/tracking/update", "driver", sent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("someone " + sent);
    }

    @Test
    void the_request_id_is_the_callers_when_harmless_and_new_otherwise() throws Exception {
        var kept = api.send(
                "GET",
                "/api/v1/vehicles",
                null,
                request -> RunningApi.bearer("admin").apply(request).setHeader("X-Request-Id", "trace-1.a_B"));
        assertThat(kept.headers().firstValue("x-request-id")).contains("trace-1.a_B");
        assertThat(new JsonObject(kept.body()).getJsonObject("meta").getString("request_id"))
                .isEqualTo("trace-1.a_B");
        for (var hostile : new String[] {"<b>", "x".repeat(65), "a b"}) {
            var replaced = api.send(
                    "GET",
                    "/api/v1/vehicles",
                    null,
                    request -> RunningApi.bearer("admin").apply(request).setHeader("X-Request-Id", hostile));
            assertThat(replaced.headers().firstValue("x-request-id").orElseThrow())
                    .hasSize(36)
                    .isEqualTo(new JsonObject(replaced.body())
                            .getJsonObject("meta")
                            .getString("request_id"));
        }
    }

    @Test
    void every_operation_of_the_contract_answers() throws Exception {
        var operations = new ArrayList<>(api.contract.operations());
        assertThat(operations).hasSize(51);
        // Nothing is asked for after it is deleted; of what is deleted, the longest path goes first.
        operations.sort(Comparator.comparing(
                        (Operation operation) -> HttpMethod.DELETE.equals(operation.getHttpMethod()))
                .thenComparing(operation -> -operation.getAbsoluteOpenAPIPath().length()));
        for (var operation : operations) {
            var path = operation
                    .getAbsoluteOpenAPIPath()
                    .replace("{id}", RunningApi.BUS.toString())
                    .replace("{vehicle_id}", RunningApi.TRAM.toString());
            var method = operation.getHttpMethod().name();
            var role = "updateTracking".equals(operation.getOperationId()) ? "device" : "admin";
            var answer = api.send(method, path, api.exampleBody(operation), RunningApi.bearer(role));
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isBetween(200, 299)
                    .isIn(operation.getOpenAPIModel().getJsonObject("responses").fieldNames().stream()
                            .filter(status -> status.matches("\\d+"))
                            .map(Integer::valueOf)
                            .toList());
        }
    }
}
