package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.TripStatus;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations on trips answer, over real HTTP on the loopback. */
class TripOperationsTest {
    private static final String TRIPS = "/api/v1/trips";
    private static final String ONE = TRIPS + "/" + FakeTrips.TRIP;
    private static final String STATUS = ONE + "/status";
    private static final String START = "{\"status\": \"EN_ROUTE\"}";
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
    void a_trip_is_made_of_what_the_body_names() throws Exception {
        var fence = UUID.randomUUID();
        var body = new JsonObject()
                .put("vehicle_id", RunningApi.TRAM.toString())
                .put("pickup_geofence_id", fence.toString())
                .put("scheduled_at", RunningApi.NOON_MS)
                .put("metadata", new JsonObject().put("doors", 2));
        var created = RunningApi.json(api.post(TRIPS, "operator", body.encode()), 201);
        api.assertFits("TripAnswer", created);
        var trip = created.getJsonObject("data");
        assertThat(trip.getString("vehicle_id")).isEqualTo(RunningApi.TRAM.toString());
        assertThat(trip.getString("pickup_geofence_id")).isEqualTo(fence.toString());
        assertThat(trip.getString("scheduled_at")).isEqualTo("2026-11-21T12:00:00.000Z");
        assertThat(trip.getJsonObject("metadata").getInteger("doors")).isEqualTo(2);
        assertThat(trip.getValue("distance_m")).isNull();
        assertThat(api.trips.actor).isEqualTo("someone");
        api.assertError(api.post(TRIPS, "responder", body.encode()), 403, "FORBIDDEN");
    }

    @Test
    void what_the_workspace_does_not_have_is_named() throws Exception {
        var body = new JsonObject().put("vehicle_id", RunningApi.FOREIGN.toString());
        var error = api.assertError(api.post(TRIPS, "operator", body.encode()), 422, "VALIDATION_ERROR");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("path"))
                .isEqualTo("body/vehicle_id");
    }

    @Test
    void a_wrong_transition_names_the_allowed_ones() throws Exception {
        var error = api.assertError(api.post(STATUS, "operator", "{\"status\": \"COMPLETED\"}"), 409, "CONFLICT");
        assertThat(error.getString("message")).isEqualTo("A trip that is SCHEDULED can become EN_ROUTE or CANCELLED.");
        assertThat(error.getJsonArray("details").getJsonObject(0).getString("problem"))
                .isEqualTo("allowed: EN_ROUTE, CANCELLED");
        api.trips.status = TripStatus.COMPLETED;
        assertThat(api.assertError(api.post(STATUS, "operator", START), 409, "CONFLICT")
                        .getString("message"))
                .isEqualTo("A trip that is COMPLETED has ended.");
        api.assertError(api.post(STATUS, "operator", "{\"status\": \"LOST\"}"), 422, "VALIDATION_ERROR");
    }

    @Test
    void a_driver_moves_the_trips_of_his_vehicle_only() throws Exception {
        api.assertError(api.post(STATUS, "driver#" + RunningApi.TRAM, START), 403, "FORBIDDEN");
        assertThat(api.trips.status).isEqualTo(TripStatus.SCHEDULED);
        var moved = RunningApi.json(api.post(STATUS, "driver#" + RunningApi.BUS, START), 200);
        api.assertFits("TripAnswer", moved);
        assertThat(moved.getJsonObject("data").getString("status")).isEqualTo("EN_ROUTE");
        api.assertError(
                api.post(TRIPS + "/" + UUID.randomUUID() + "/status", "driver#" + RunningApi.BUS, START),
                404,
                "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/history"})
    void a_viewer_sees_the_trip_of_its_token_only(String suffix) throws Exception {
        assertThat(api.get(ONE + suffix, "viewer#" + FakeTrips.TRIP).statusCode())
                .isEqualTo(200);
        api.assertError(api.get(ONE + suffix, "viewer#" + UUID.randomUUID()), 403, "FORBIDDEN");
        api.assertError(api.get(ONE + suffix, "viewer"), 403, "FORBIDDEN");
        api.assertError(api.get(ONE + suffix, "driver#" + FakeTrips.TRIP), 403, "FORBIDDEN");
        assertThat(api.get(ONE + suffix, "analyst").statusCode()).isEqualTo(200);
        api.assertError(api.get(ONE + suffix, "analyst@theirs"), 404, "NOT_FOUND");
    }

    @Test
    void a_trip_under_way_shows_what_was_driven() throws Exception {
        api.trips.status = TripStatus.EN_ROUTE;
        var body = RunningApi.json(api.get(ONE, "operator"), 200);
        api.assertFits("TripAnswer", body);
        var trip = body.getJsonObject("data");
        assertThat(trip.getDouble("distance_m")).isEqualTo(1_234.6);
        assertThat(trip.getJsonArray("stops").getJsonObject(0).getString("to")).isEqualTo("2026-11-21T12:02:10.000Z");
        api.assertFits("TripHistoryAnswer", RunningApi.json(api.get(ONE + "/history", "operator"), 200));
    }

    @Test
    void trips_are_listed_by_status_and_vehicle() throws Exception {
        var body = RunningApi.json(api.get(TRIPS + "?status=EN_ROUTE&vehicle=" + RunningApi.CAB, "responder"), 200);
        api.assertFits("TripsAnswer", body);
        assertThat(api.trips.query.status()).isEqualTo(TripStatus.EN_ROUTE);
        assertThat(api.trips.query.vehicleId()).isEqualTo(RunningApi.CAB);
        api.assertError(api.get(TRIPS + "?status=en_route", "responder"), 422, "VALIDATION_ERROR");
        api.assertError(api.get(TRIPS, "viewer#" + FakeTrips.TRIP), 403, "FORBIDDEN");
    }
}
