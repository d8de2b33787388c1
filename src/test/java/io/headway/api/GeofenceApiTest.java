package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.model.ExitReason;
import io.headway.model.NamedVisit;
import io.headway.model.Visit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API answers about geofences, groups and settings, over real HTTP on the loopback, against places in memory. */
class GeofenceApiTest {
    private static final String FENCES = "/api/v1/geofences";
    private static final String GROUPS = "/api/v1/vehicle-groups";
    private static final String DEPOT = FENCES + "/" + RunningApi.BUS;

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
    void a_geofence_comes_back_as_it_was_sent() throws Exception {
        var sent = fence().put("color", "#2f6f4f")
                .put("vehicles", JsonArray.of(RunningApi.BUS.toString()))
                .put("schedule", new JsonObject("""
                        {"time_zone": "Europe/Berlin", "windows": [{"days": ["fri", "mon"], "from": "22:00", "to": "06:00"}]}"""))
                .put("dwell_s", 300)
                .put("exit_min_fixes", 3)
                .put("metadata", JsonObject.of("gate", 4));
        var created = RunningApi.json(api.post(FENCES, "operator", sent.encode()), 201);
        api.assertFits("GeofenceAnswer", created);
        var fence = created.getJsonObject("data");
        sent.getJsonObject("schedule").getJsonArray("windows").getJsonObject(0).put("days", JsonArray.of("mon", "fri"));
        for (var name : sent.fieldNames()) {
            assertThat(fence.getValue(name)).as(name).isEqualTo(sent.getValue(name));
        }
        assertThat(fence.getInteger("enter_min_fixes")).isEqualTo(1);
        assertThat(RunningApi.json(api.get(FENCES + "/" + fence.getString("id"), "analyst"), 200)
                        .getJsonObject("data"))
                .isEqualTo(fence);
    }

    @Test
    void a_geofence_is_replaced_and_deleted() throws Exception {
        var replaced = RunningApi.json(put(DEPOT, fence().put("name", "South").encode()), 200);
        api.assertFits("GeofenceAnswer", replaced);
        assertThat(replaced.getJsonObject("data").getString("name")).isEqualTo("South");
        assertThat(replaced.getJsonObject("data").getInteger("version")).isEqualTo(2);
        api.assertFits("DoneAnswer", RunningApi.json(delete(DEPOT), 200));
        api.assertError(api.get(DEPOT, "admin"), 404, "NOT_FOUND");
        api.assertError(delete(DEPOT), 404, "NOT_FOUND");
        api.assertError(put(DEPOT, fence().encode()), 404, "NOT_FOUND");
    }

    @Test
    void a_list_holds_one_type_when_asked_for() throws Exception {
        api.post(FENCES, "admin", fence().put("type", "toll").encode());
        var all = RunningApi.json(api.get(FENCES, "responder"), 200);
        api.assertFits("GeofencesAnswer", all);
        assertThat(all.getJsonArray("data").size()).isEqualTo(2);
        var depots = RunningApi.json(api.get(FENCES + "?type=depot", "responder"), 200)
                .getJsonArray("data");
        assertThat(depots)
                .extracting(entry -> ((JsonObject) entry).getString("id"))
                .containsExactly(RunningApi.BUS.toString());
        api.assertError(api.get(FENCES + "?type=moon", "responder"), 422, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"moon\"}|body/type",
                "{\"name\":\"\"}|body/name",
                "{\"name\":\"a\\u0000b\"}|body/name",
                "{\"color\":\"red\"}|body/color",
                "{\"geometry\":{\"type\":\"Circle\",\"coordinates\":[]}}|body/geometry/type",
                "{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}|body/geometry/coordinates",
                "{\"vehicles\":[\"00000000-0000-0007-0000-000000000001\",\"x\"]}|body/vehicles/1",
                "{\"vehicles\":[\"00000000-0000-0007-0000-000000000001\",\"00000000-0000-0007-0000-000000000009\"]}|body/vehicles/1",
                "{\"vehicles\":[]}|body/vehicles",
                "{\"dwell_s\":0}|body/dwell_s",
                "{\"enter_min_fixes\":0}|body/enter_min_fixes",
                "{\"schedule\":{\"time_zone\":\"Mars/Olympus\",\"windows\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"to\":\"09:00\"}]}}|body/schedule/time_zone",
                "{\"schedule\":{\"time_zone\":\"+02:00\",\"windows\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"to\":\"09:00\"}]}}|body/schedule/time_zone",
                "{\"schedule\":{\"time_zone\":\"UTC\",\"windows\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"to\":\"24:00\"}]}}|body/schedule",
                "{\"metadata\":{\"a\":\"\\u0000\"}}|body/metadata",
                "{\"radius\":5}|body/radius",
            })
    void a_geofence_that_cannot_be_is_refused_with_where_and_why(String change, String where) throws Exception {
        var body = fence().mergeIn(new JsonObject(change)).encode();
        for (var answer : List.of(api.post(FENCES, "admin", body), put(DEPOT, body))) {
            var details = api.assertError(answer, 422, "VALIDATION_ERROR").getJsonArray("details");
            assertThat(details)
                    .as(answer.body())
                    .extracting(detail -> ((JsonObject) detail).getString("path"))
                    .contains(where);
            assertThat(details)
                    .allSatisfy(detail -> assertThat(((JsonObject) detail).getString("problem"))
                            .isNotBlank());
        }
    }

    @Test
    void all_faults_are_told_at_once_and_metadata_is_bounded() {
        var body = fence().put("vehicles", JsonArray.of("x", "y"))
                .put("schedule", new JsonObject("{\"time_zone\": \"Nowhere\", \"windows\": []}"))
                .put("metadata", JsonObject.of("note", "x".repeat(16_384)));
        assertThatThrownBy(() -> GeofenceBody.draft(body))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.details())
                                .extracting(ApiFailure.Detail::path)
                                .containsExactlyInAnyOrder(
                                        "body/vehicles/0",
                                        "body/vehicles/1",
                                        "body/schedule/time_zone",
                                        "body/metadata"));
        assertThat(GeofenceBody.draft(fence().put("metadata", JsonObject.of("note", "x".repeat(16_000))))
                        .metadata())
                .hasSize(16_000 + "{\"note\":\"\"}".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/vehicles", "/visits"})
    void a_geofence_of_another_workspace_does_not_exist(String suffix) throws Exception {
        var path = FENCES + "/" + RunningApi.FOREIGN;
        api.assertError(api.get(path + suffix, "admin"), 404, "NOT_FOUND");
        assertThat(api.get(path + suffix, "admin@theirs").statusCode()).isEqualTo(200);
        api.assertError(put(path, fence().encode()), 404, "NOT_FOUND");
        api.assertError(delete(GROUPS + "/" + RunningApi.FOREIGN), 404, "NOT_FOUND");
        api.assertError(api.get(GROUPS + "/" + RunningApi.FOREIGN + "/vehicles", "admin"), 404, "NOT_FOUND");
        api.assertError(api.get("/api/v1/vehicles/" + RunningApi.FOREIGN + "/geofences", "admin"), 404, "NOT_FOUND");
    }

    @Test
    void visits_are_paged_newest_first_and_confined_to_their_range() throws Exception {
        for (var i = 0; i < 5; i++) {
            api.places.visit(visit(RunningApi.NOON_MS + i * 1_000L, RunningApi.NOON_MS + i * 1_000L + 500));
        }
        var path = DEPOT + "/visits?limit=2&from=2026-11-21T12:00:01Z&to=2026-11-21T12:00:04Z";
        var times = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var body = RunningApi.json(api.get(path + cursor, "analyst"), 200);
            api.assertFits("VisitsAnswer", body);
            body.getJsonArray("data").forEach(entry -> times.add(((JsonObject) entry).getString("entered_at")));
            var next = RunningApi.pagination(body).getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(times)
                .containsExactly("2026-11-21T12:00:03.000Z", "2026-11-21T12:00:02.000Z", "2026-11-21T12:00:01.000Z");
        api.assertError(api.get(DEPOT + "/visits?from=2&to=1", "analyst"), 422, "VALIDATION_ERROR");
        api.assertError(api.get(DEPOT + "/visits?cursor=aXh5eg", "analyst"), 422, "VALIDATION_ERROR");
    }

    @Test
    void who_is_inside_is_told_from_both_sides() throws Exception {
        api.places.visit(visit(RunningApi.NOON_MS - 9_000, RunningApi.NOON_MS));
        api.places.visit(visit(RunningApi.NOON_MS, null));
        for (var path : List.of(DEPOT + "/vehicles", "/api/v1/vehicles/" + RunningApi.BUS + "/geofences")) {
            var body = RunningApi.json(api.get(path, "operator"), 200);
            api.assertFits("VisitsAnswer", body);
            assertThat(body.getJsonArray("data").size()).isEqualTo(1);
            var visit = body.getJsonArray("data").getJsonObject(0);
            assertThat(visit.getString("entered_at")).isEqualTo("2026-11-21T12:00:00.000Z");
            assertThat(visit.getString("vehicle_name")).isEqualTo("Bus 12");
            assertThat(visit.getValue("exited_at")).isNull();
        }
    }

    @Test
    void visits_of_a_deleted_geofence_can_still_be_read() throws Exception {
        api.places.visit(visit(RunningApi.NOON_MS, RunningApi.NOON_MS + 1));
        delete(DEPOT);
        assertThat(RunningApi.json(api.get(DEPOT + "/visits", "admin"), 200)
                        .getJsonArray("data")
                        .size())
                .isEqualTo(1);
        api.assertError(api.get(DEPOT + "/vehicles", "admin"), 404, "NOT_FOUND");
    }

    @Test
    void vehicles_come_and_go_in_groups() throws Exception {
        var group = GROUPS + "/" + RunningApi.BUS;
        var added = RunningApi.json(put(group + "/vehicles/" + RunningApi.TRAM, null), 200);
        api.assertFits("VehicleGroupAnswer", added);
        assertThat(added.getJsonObject("data").getInteger("vehicle_count")).isEqualTo(1);
        var members = RunningApi.json(api.get(group + "/vehicles", "analyst"), 200);
        api.assertFits("VehiclesAnswer", members);
        assertThat(members.getJsonArray("data").getJsonObject(0).getString("name"))
                .isEqualTo("Tram 4");
        assertThat(RunningApi.json(delete(group + "/vehicles/" + RunningApi.TRAM), 200)
                        .getJsonObject("data")
                        .getInteger("vehicle_count"))
                .isZero();
        api.assertError(put(group + "/vehicles/" + RunningApi.FOREIGN, null), 404, "NOT_FOUND");
    }

    @Test
    void a_group_has_a_name_of_its_own_and_stays_while_it_is_needed() throws Exception {
        api.assertError(api.post(GROUPS, "admin", "{\"name\":\"Night buses\"}"), 409, "CONFLICT");
        var created = RunningApi.json(api.post(GROUPS, "admin", "{\"name\":\"Cabs\"}"), 201);
        api.assertFits("VehicleGroupAnswer", created);
        var path = GROUPS + "/" + created.getJsonObject("data").getString("id");
        api.assertError(put(path, "{\"name\":\"Night buses\"}"), 409, "CONFLICT");
        assertThat(RunningApi.json(put(path, "{\"name\":\"Taxis\"}"), 200)
                        .getJsonObject("data")
                        .getString("name"))
                .isEqualTo("Taxis");
        api.groups.inUse = UUID.fromString(created.getJsonObject("data").getString("id"));
        api.assertError(delete(path), 409, "CONFLICT");
        api.groups.inUse = null;
        api.assertFits("DoneAnswer", RunningApi.json(delete(path), 200));
        api.assertError(api.get(path, "admin"), 404, "NOT_FOUND");
    }

    @Test
    void of_a_vehicle_what_is_left_out_stays_and_null_clears() throws Exception {
        var path = "/api/v1/vehicles/" + RunningApi.BUS;
        var changed = RunningApi.json(patch(path, "{\"registration_plate\":\"N-HW 1\",\"speed_limit_kmh\":80.5}"), 200);
        api.assertFits("VehicleAnswer", changed);
        assertThat(changed.getJsonObject("data").getDouble("speed_limit_kmh")).isEqualTo(80.5);
        assertThat(changed.getJsonObject("data").getString("name")).isEqualTo("Bus 12");
        patch(path, "{\"speed_limit_kmh\":null}");
        var after = RunningApi.json(api.get(path, "admin"), 200).getJsonObject("data");
        assertThat(after.getValue("speed_limit_kmh")).isNull();
        assertThat(after.getString("registration_plate")).isEqualTo("N-HW 1");
        for (var body : List.of("{}", "{\"speed_limit_kmh\":0}", "{\"name\":null}", "{\"id\":\"x\"}")) {
            api.assertError(patch(path, body), 422, "VALIDATION_ERROR");
        }
        api.assertError(patch("/api/v1/vehicles/" + RunningApi.FOREIGN, "{\"name\":\"mine\"}"), 404, "NOT_FOUND");
    }

    @Test
    void settings_belong_to_the_workspace_and_are_judged() throws Exception {
        var path = "/api/v1/workspace/settings";
        var empty = RunningApi.json(api.get(path, "analyst"), 200);
        api.assertFits("WorkspaceSettingsAnswer", empty);
        assertThat(empty.getJsonObject("data"))
                .isEqualTo(new JsonObject("{\"speed_limit_kmh\":null,\"deviation\":{}}"));
        put(path, "{\"speed_limit_kmh\":90,\"deviation\":{\"threshold_m\":80,\"off_fixes\":4}}");
        assertThat(RunningApi.json(api.get(path, "analyst"), 200).getJsonObject("data"))
                .isEqualTo(
                        new JsonObject("{\"speed_limit_kmh\":90,\"deviation\":{\"threshold_m\":80,\"off_fixes\":4}}"));
        assertThat(RunningApi.json(api.get(path, "admin@theirs"), 200).getJsonObject("data"))
                .isEqualTo(empty.getJsonObject("data"));
        for (var body : List.of(
                "{\"speed_limit_kmh\":-1}",
                "{\"deviation\":{\"threshold_m\":0}}",
                "{\"deviation\":{\"off_fixes\":1.5}}",
                "{\"deviation\":{\"treshold_m\":80}}",
                "{\"deviation\":{\"threshold_m\":80,\"critical_m\":50}}")) {
            api.assertError(put(path, body), 422, "VALIDATION_ERROR");
        }
    }

    private static JsonObject fence() {
        return new JsonObject("""
                {"name": "North", "type": "depot", "radius_m": 150.5, "geometry": {"type": "Point", "coordinates": [11.07, 49.45]}}""");
    }

    private static NamedVisit visit(long enteredAtMs, Long exitedAtMs) {
        var visit = new Visit(
                UUID.randomUUID(),
                Fleet.OURS,
                RunningApi.BUS,
                1,
                RunningApi.BUS,
                enteredAtMs,
                false,
                null,
                exitedAtMs,
                exitedAtMs == null ? null : ExitReason.LEFT);
        return new NamedVisit(visit, "Bus 12", "Depot", "depot");
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return api.send("PUT", path, body, RunningApi.bearer("admin"));
    }

    private HttpResponse<String> patch(String path, String body) throws Exception {
        return api.send("PATCH", path, body, RunningApi.bearer("admin"));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return api.send("DELETE", path, null, RunningApi.bearer("admin"));
    }
}
