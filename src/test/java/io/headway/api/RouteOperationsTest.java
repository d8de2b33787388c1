package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.DeviationReport.Which;
import io.headway.model.LngLat;
import io.headway.model.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operations on routes and deviations answer, over real HTTP on the loopback. */
class RouteOperationsTest {
    private static final String ROUTES = "/api/v1/routes";
    private static final String ONE = ROUTES + "/" + RunningApi.BUS;
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
    void a_path_may_be_a_line_or_a_polyline() throws Exception {
        var line = route(new JsonObject()
                .put("type", "LineString")
                .put("coordinates", new JsonArray("[[11,49],[11,49],[11.5,49.5,300]]")));
        var created = RunningApi.json(api.post(ROUTES, "operator", line.encode()), 201);
        api.assertFits("RouteAnswer", created);
        assertThat(api.routes.draft.path().points()).containsExactly(new LngLat(11, 49), new LngLat(11.5, 49.5));

        var polyline =
                route(new JsonObject().put("polyline", "_p~iF~ps|U_ulLnnqC").put("precision", 6));
        api.assertFits("RouteAnswer", RunningApi.json(api.post(ROUTES, "operator", polyline.encode()), 201));
        assertThat(api.routes.draft.path().points())
                .containsExactly(new LngLat(-12.02, 3.85), new LngLat(-12.095, 4.07));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"polyline\": \"_p~iF~ps|\"} ; body/path/polyline",
                "{\"polyline\": \"_p~iF~ps|U\"} ; body/path",
                "{\"type\": \"LineString\", \"coordinates\": [[11,49],[11,91]]} ; body/path",
                "{\"type\": \"LineString\", \"coordinates\": [[11,49],[11]]} ; body/path/coordinates/1",
                "{\"type\": \"LineString\", \"coordinates\": [[11,49],\"x\"]} ; body/path/coordinates/1"
            })
    void a_path_that_is_none_is_refused_with_where_and_why(String path, String where) throws Exception {
        var error = api.assertError(
                api.post(ROUTES, "operator", route(new JsonObject(path)).encode()), 422, "VALIDATION_ERROR");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("path"))
                .isEqualTo(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"deviation\": {\"threshold_m\": 80, \"critical_m\": 79}}",
                "{\"deviation\": {\"threshold_m\": 0}}",
                "{\"deviation\": {\"off_fixes\": 1.5}}",
                "{\"deviation\": {\"of_fixes\": 1}}",
                "{\"speed_limit_kmh\": 0}"
            })
    void settings_that_make_no_sense_are_refused(String settings) throws Exception {
        var body = route(line()).put("settings", new JsonObject(settings));
        api.assertError(api.post(ROUTES, "operator", body.encode()), 422, "VALIDATION_ERROR");
    }

    @Test
    void stops_keep_their_order_and_times_are_written_in_one_way() throws Exception {
        var stops = new JsonArray("""
                [{"name": "b", "position": [11, 49], "planned_arrival": "2026-11-21T13:00:00+01:00"},
                 {"name": "a", "position": [11.5, 49.5], "radius_m": 60}]""");
        var created = RunningApi.json(
                api.post(ROUTES, "admin", route(line()).put("stops", stops).encode()), 201);
        api.assertFits("RouteAnswer", created);
        var read = created.getJsonObject("data").getJsonArray("stops");
        assertThat(read.getJsonObject(0).getString("name")).isEqualTo("b");
        assertThat(read.getJsonObject(0).getString("planned_arrival")).isEqualTo("2026-11-21T12:00:00.000Z");
        assertThat(read.getJsonObject(1)).isEqualTo(stops.getJsonObject(1));

        stops.getJsonObject(1).put("position", new JsonArray().add(11).add(91));
        var error = api.assertError(
                api.post(ROUTES, "admin", route(line()).put("stops", stops).encode()), 422, "VALIDATION_ERROR");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("path"))
                .isEqualTo("body/stops/1/position");
    }

    @Test
    void a_route_is_read_with_its_path_and_listed_without() throws Exception {
        var one = RunningApi.json(api.get(ONE, "responder"), 200);
        api.assertFits("RouteAnswer", one);
        assertThat(one.getJsonObject("data").getJsonObject("path").getJsonArray("coordinates"))
                .isEqualTo(new JsonArray("[[11.0,49.0],[11.0,50.0]]"));
        var listed = RunningApi.json(api.get(ROUTES, "analyst"), 200);
        api.assertFits("RoutesAnswer", listed);
        assertThat(listed.getJsonArray("data").getJsonObject(0).containsKey("path"))
                .isFalse();
        api.assertError(api.get(ONE, "admin@theirs"), 404, "NOT_FOUND");
    }

    @Test
    void a_route_that_is_driven_cannot_be_deleted() throws Exception {
        var deleted = RunningApi.json(api.send("DELETE", ONE, null, RunningApi.bearer("operator")), 200);
        api.assertFits("DoneAnswer", deleted);
        api.routes.deletion = Route.Deletion.DEPLOYED;
        api.assertError(api.send("DELETE", ONE, null, RunningApi.bearer("operator")), 409, "CONFLICT");
        api.assertError(api.send("DELETE", ONE, null, RunningApi.bearer("admin@theirs")), 404, "NOT_FOUND");
    }

    @Test
    void deploys_completes_and_cancels_for_a_vehicle() throws Exception {
        var vehicle =
                new JsonObject().put("vehicle_id", RunningApi.BUS.toString()).encode();
        var statuses = Map.of("deploy", "active", "complete", "completed", "cancel", "cancelled");
        for (var step : statuses.keySet()) {
            var answer = RunningApi.json(api.post(ONE + "/" + step, "operator", vehicle), 200);
            api.assertFits("DeploymentAnswer", answer);
            assertThat(answer.getJsonObject("data").getString("status")).isEqualTo(statuses.get(step));
            api.assertError(api.post(ONE + "/" + step, "admin@theirs", vehicle), 404, "NOT_FOUND");
            api.assertError(api.post(ONE + "/" + step, "analyst", vehicle), 403, "FORBIDDEN");
        }
        var foreign = new JsonObject()
                .put("vehicle_id", RunningApi.FOREIGN.toString())
                .encode();
        api.assertError(api.post(ONE + "/deploy", "operator", foreign), 422, "VALIDATION_ERROR");
    }

    @Test
    void deviations_are_the_open_ones_unless_asked_otherwise() throws Exception {
        var open = RunningApi.json(api.get("/api/v1/tracking/deviations", "analyst"), 200);
        api.assertFits("DeviationsAnswer", open);
        assertThat(api.routes.query.which()).isEqualTo(Which.OPEN);
        assertThat(open.getJsonArray("data").getJsonObject(1).getDouble("duration_s"))
                .isEqualTo(90.5);

        var path = "/api/v1/tracking/deviations?status=all&limit=1&from=2026-11-21T12:00:00Z&vehicle=" + RunningApi.BUS;
        var first = RunningApi.json(api.get(path, "analyst"), 200);
        assertThat(api.routes.query.which()).isEqualTo(Which.ALL);
        assertThat(api.routes.query.vehicleId()).isEqualTo(RunningApi.BUS);
        assertThat(api.routes.query.fromMs()).isEqualTo(RunningApi.NOON_MS);
        var cursor = RunningApi.pagination(first).getString("next_cursor");
        assertThat(api.get(path + "&cursor=" + cursor, "analyst").statusCode()).isEqualTo(200);
        assertThat(api.routes.query.before().atMs()).isEqualTo(RunningApi.NOON_MS + 60_000);
        api.assertError(api.get("/api/v1/tracking/deviations?status=closing", "analyst"), 422, "VALIDATION_ERROR");
        api.assertError(api.get("/api/v1/tracking/deviations?cursor=aDE6Mg", "analyst"), 422, "VALIDATION_ERROR");
    }

    private static JsonObject route(JsonObject path) {
        return new JsonObject().put("name", "loop").put("path", path);
    }

    private static JsonObject line() {
        return new JsonObject().put("type", "LineString").put("coordinates", new JsonArray("[[11,49],[11.5,49.5]]"));
    }
}
