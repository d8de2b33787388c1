package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Geofences over HTTP, with real shapes and a real database. */
class GeofenceApiIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final UUID WORKSPACE = UUID.randomUUID();

    private static RunningEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = RunningEngine.start(FRESH.urlText(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        CLIENT.close();
        engine.close();
    }

    @Test
    void ten_thousand_positions_are_taken_and_one_more_is_refused() throws Exception {
        var largest = ring(10_000);
        var created = send("POST", "", WORKSPACE, polygon(largest));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var id = new JsonObject(created.body()).getJsonObject("data").getString("id");
        var read = new JsonObject(send("GET", "/" + id, WORKSPACE, null).body()).getJsonObject("data");
        assertThat(read.getJsonObject("geometry").getJsonArray("coordinates")).isEqualTo(JsonArray.of(largest));

        assertRefused(send("POST", "", WORKSPACE, polygon(ring(10_001))), "body/geometry/coordinates", "10000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Polygon|[[[0,0],[1,1],[1,0],[0,1],[0,0]]]||body/geometry/coordinates|intersect",
                "Polygon|[[[0,0],[1,0],[1,1],[0,1]]]||body/geometry/coordinates/0/3|not closed",
                "Polygon|[[[0,0],[1,0],[1,91],[0,0]]]||body/geometry/coordinates/0/2|91",
                "Polygon|[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]||body/geometry/coordinates|hole",
                "Polygon|[[[0,0],[1,0],[1,1],[0,0]]]|10|body/radius_m|Point",
                "Point|[0,0]||body/radius_m|missing",
                "Point|[0,0]|-1|body/radius_m|above 0",
                "LineString|[[0,0],[1,1]]||body/width_m|missing",
                "MultiPolygon|[]||body/geometry/coordinates|no polygon",
                "Polygon|[[[0,0],[1,0],[\"x\",1],[0,0]]]||body/geometry/coordinates/0/2|number",
            })
    void a_shape_that_is_none_is_refused_with_where_and_why(
            String type, String coordinates, Double radiusM, String where, String why) throws Exception {
        var body = fence(new JsonObject().put("type", type).put("coordinates", new JsonArray(coordinates)));
        assertRefused(send("POST", "", WORKSPACE, body.put("radius_m", radiusM)), where, why);
    }

    @Test
    void a_geofence_lives_and_dies_in_its_workspace() throws Exception {
        var point = JsonObject.of("type", "Point", "coordinates", JsonArray.of(11.07, 49.45));
        var created = send("POST", "", WORKSPACE, fence(point).put("radius_m", 80));
        var path = "/" + new JsonObject(created.body()).getJsonObject("data").getString("id");
        var other = UUID.randomUUID();
        assertThat(send("GET", path, other, null).statusCode()).isEqualTo(404);
        assertThat(send("PUT", path, other, fence(point).put("radius_m", 90)).statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", path, other, null).statusCode()).isEqualTo(404);

        var replaced = send("PUT", path, WORKSPACE, fence(point).put("radius_m", 90));
        assertThat(new JsonObject(replaced.body()).getJsonObject("data").getInteger("version"))
                .isEqualTo(2);
        assertThat(send("GET", path + "/vehicles", WORKSPACE, null).statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", path, WORKSPACE, null).statusCode()).isEqualTo(200);
        assertThat(send("GET", path, WORKSPACE, null).statusCode()).isEqualTo(404);
        assertThat(send("GET", path + "/visits", WORKSPACE, null).statusCode()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer, String where, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        var detail = new JsonObject(answer.body())
                .getJsonObject("error")
                .getJsonArray("details")
                .getJsonObject(0);
        assertThat(detail.getString("path")).startsWith(where);
        assertThat(detail.getString("problem")).containsIgnoringCase(why);
    }

    private static JsonObject polygon(JsonArray ring) {
        return fence(JsonObject.of("type", "Polygon", "coordinates", JsonArray.of(ring)));
    }

    private static JsonObject fence(JsonObject geometry) {
        return JsonObject.of("name", "f", "type", "depot", "geometry", geometry);
    }

    /** Around a circle of a tenth of a degree, the last position the first again. */
    private static JsonArray ring(int positions) {
        var ring = new JsonArray();
        for (var i = 0; i < positions - 1; i++) {
            var angle = 2 * Math.PI * i / (positions - 1);
            ring.add(JsonArray.of(11 + 0.1 * Math.cos(angle), 49 + 0.1 * Math.sin(angle)));
        }
        return ring.add(ring.getJsonArray(0).copy());
    }

    private static HttpResponse<String> send(String method, String path, UUID workspace, JsonObject body)
            throws Exception {
        var content =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.encode());
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/api/v1/geofences" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + engine.operatorToken(workspace))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
