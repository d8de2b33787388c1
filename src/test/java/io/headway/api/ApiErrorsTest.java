package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the API refuses, over real HTTP on the loopback, against a fleet in memory. */
class ApiErrorsTest {
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
    void without_a_valid_token_nothing_is_answered_but_401() throws Exception {
        var none = api.send("GET", "/api/v1/vehicles", null, request -> request);
        api.assertError(none, 401, "UNAUTHORIZED");
        assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer");
        var forged = api.get("/api/v1/vehicles", "forged");
        api.assertError(forged, 401, "UNAUTHORIZED");
        assertThat(forged.body()).doesNotContain("signature");
        api.assertError(api.send("POST", "/api/v1/tracking/update", "{}", request -> request), 401, "UNAUTHORIZED");
        api.assertError(api.get("/api/v1/no-such-thing", "forged"), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/vehicles, viewer",
        "GET, /api/v1/vehicles, driver",
        "GET, /api/v1/devices, device",
        "POST, /api/v1/devices, analyst",
        "POST, /api/v1/devices, responder",
        "POST, /api/v1/tracking/update, analyst",
        "GET, /api/v1/geofences, viewer",
        "POST, /api/v1/geofences, analyst",
        "POST, /api/v1/vehicle-groups, responder",
        "GET, /api/v1/vehicles?limit=0, viewer",
    })
    void a_role_without_the_right_is_refused_before_its_request_is_judged(String method, String path, String role)
            throws Exception {
        var body = "POST".equals(method) ? "not even json" : null;
        api.assertError(api.send(method, path, body, RunningApi.bearer(role)), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/vehicles?limit=0, query/limit",
        "/api/v1/vehicles?limit=1001, query/limit",
        "/api/v1/vehicles?limit=many, query/limit",
        "/api/v1/vehicles?cursor=%21%21, query/cursor",
        "/api/v1/vehicles?cursor=aDE6MQ, query/cursor",
        "/api/v1/devices?cursor=aXh5eg, query/cursor",
        "/api/v1/vehicles/12, path/id",
        "/api/v1/vehicles/1-1-1-1-1, path/id",
        "/api/v1/vehicles/00000000-0000-0007-0000-000000000001/history?from=yesterday, query/from",
        "/api/v1/vehicles/00000000-0000-0007-0000-000000000001/history?to=99999999999999999999, query/to",
        "/api/v1/vehicles/00000000-0000-0007-0000-000000000001/history?from=2&to=1, query/from",
        "/api/v1/vehicles/00000000-0000-0007-0000-000000000001/history?cursor=aG9vcHM, query/cursor",
    })
    void a_request_that_does_not_fit_the_contract_is_told_where(String path, String where) throws Exception {
        var error = api.assertError(api.get(path, "admin"), 422, "VALIDATION_ERROR");
        var detail = error.getJsonArray("details").getJsonObject(0);
        assertThat(detail.getString("path")).isEqualTo(where);
        assertThat(detail.getString("problem")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"unique_id\":7}|body/unique_id",
                "{\"unique_id\":\"a b\"}|body/unique_id",
                "{\"unique_id\":\"1\",\"vehicle_id\":\"x\"}|body/vehicle_id",
                "{\"unique_id\":\"1\",\"colour\":\"red\"}|body/colour",
                "{}|body",
                "[]|body",
                "{\"unique_id\"|body",
            })
    void a_body_that_does_not_fit_the_contract_is_told_where(String body, String where) throws Exception {
        var error = api.assertError(api.post("/api/v1/devices", "admin", body), 422, "VALIDATION_ERROR");
        assertThat(error.getJsonArray("details"))
                .extracting(detail -> ((JsonObject) detail).getString("path"))
                .contains(where);
    }

    @Test
    void a_body_of_another_type_is_refused() throws Exception {
        var answer = api.send(
                "POST",
                "/api/v1/devices",
                "unique_id=1",
                request -> RunningApi.bearer("admin").apply(request).setHeader("Content-Type", "text/plain"));
        api.assertError(answer, 422, "VALIDATION_ERROR");
    }

    @Test
    void a_body_over_the_limit_is_refused() throws Exception {
        var large = "x".repeat(RunningApi.MAX_BODY_BYTES + 1);
        api.assertError(api.post("/api/v1/devices", "admin", large), 413, "PAYLOAD_TOO_LARGE");
        api.assertError(api.post("/api/v1/tracking/update", "device", large), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void unknown_paths_and_methods_have_answers_of_the_same_form() throws Exception {
        api.assertError(api.get("/api/v1/no-such-thing", "admin"), 404, "NOT_FOUND");
        api.assertError(api.get("/no-such-page", "admin"), 404, "NOT_FOUND");
        api.assertError(
                api.send("DELETE", "/api/v1/vehicles", null, RunningApi.bearer("admin")), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void a_database_that_does_not_answer_is_503_with_a_time_to_come_back() throws Exception {
        api.fleet.fault = new IllegalStateException("connection refused to 10.0.0.7");
        for (var path :
                new String[] {"/api/v1/vehicles", "/api/v1/vehicles/" + RunningApi.BUS + "/live", "/api/v1/devices"}) {
            var answer = api.get(path, "admin");
            api.assertError(answer, 503, "UNAVAILABLE");
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(answer.body()).doesNotContain("10.0.0.7");
        }
    }

    @Test
    void a_fault_of_ours_is_500_and_does_not_show_its_inside() throws Exception {
        api.tracking = ctx -> {
            throw new IllegalStateException("secret detail");
        };
        var answer = api.post("/api/v1/tracking/update", "driver", "{}");
        api.assertError(answer, 500, "INTERNAL_ERROR");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "503, UNAVAILABLE",
        "429, RATE_LIMITED",
        "422, VALIDATION_ERROR",
        "403, FORBIDDEN",
        "418, INTERNAL_ERROR"
    })
    void a_handler_that_fails_with_a_status_gets_the_envelope_of_its_code(int status, String code) throws Exception {
        api.tracking = ctx -> ctx.fail(new HttpException(status, "more than 1000 positions"));
        var answer = api.post("/api/v1/tracking/update", "device", "[]");
        var error = api.assertError(answer, status == 418 ? 500 : status, code);
        assertThat(error.getString("message")).isEqualTo("more than 1000 positions");
        api.tracking = ctx -> ctx.fail(status);
        api.assertError(api.post("/api/v1/tracking/update", "device", "[]"), status == 418 ? 500 : status, code);
    }
}
