package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static io.headway.testing.Eventually.throughout;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.LiveSocket;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Positions go in through a real socket; what is told of deviations is found in PostgreSQL. */
@Timeout(120)
class DeviationIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final UUID OURS = Workspaces.DEFAULT_ID;
    private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000fe");
    /** A road to the east, 7 km long; a fix each 5 s at 20 m/s. */
    private static final String ROAD = "[[11.0,50.0],[11.05,50.0],[11.1,50.0]]";

    private static final double STEP_DEG = 0.0014;
    /** 200 m in degrees of latitude. */
    private static final double AWAY_DEG = 0.0018;

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final UUID vehicle = UUID.randomUUID();
    private final UUID route = UUID.randomUUID();
    private final UUID deployment = UUID.randomUUID();
    private final long startMs = System.currentTimeMillis() - 600_000;
    private RunningEngine engine;
    private LiveSocket socket;
    private int fixes;

    @BeforeEach
    void start() throws Exception {
        startEngine();
        workspace(OURS);
        vehicle(OURS, vehicle);
        route(OURS, route, "{}");
    }

    @AfterEach
    void stop() throws Exception {
        stopEngine();
    }

    private void startEngine() throws Exception {
        engine = RunningEngine.start(DATABASE.urlText(), Map.of("deviation.checkpoint-ms", "200"));
        socket = engine.connect(engine.driverToken(OURS, vehicle));
    }

    private void stopEngine() throws Exception {
        socket.close();
        engine.close();
    }

    @Test
    void a_departure_is_told_once_and_so_is_the_return() throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        drive(8, AWAY_DEG);
        eventually("deviated", DEADLINE, () -> events("vehicle.route_deviated").size() == 1);
        assertThat(DATABASE.value("select count(*) from deviations where ended_at is null and deployment_id = '"
                        + deployment + "'"))
                .isEqualTo("1");
        drive(6, 0);
        eventually("rejoined", DEADLINE, () -> events("vehicle.route_rejoined").size() == 1);

        var deviated = events("vehicle.route_deviated").getFirst();
        var rejoined = events("vehicle.route_rejoined").getFirst();
        assertThat(events("vehicle.route_deviated")).hasSize(1);
        assertThat(deviated.getString("vehicle_id")).isEqualTo(vehicle.toString());
        assertThat(deviated.getString("route_id")).isEqualTo(route.toString());
        assertThat(deviated.getString("deployment_id")).isEqualTo(deployment.toString());
        assertThat(deviated.getDouble("distance_from_route_m")).isBetween(195.0, 205.0);
        assertThat(deviated.getString("side")).isEqualTo("left");
        assertThat(deviated.getString("severity")).isEqualTo("warning");
        assertThat(deviated.getBoolean("wrong_way")).isFalse();
        assertThat(deviated.getJsonArray("position")).hasSize(2);
        assertThat(rejoined.getString("deviation_id")).isEqualTo(deviated.getString("deviation_id"));
        assertThat(rejoined.getDouble("max_distance_m")).isBetween(195.0, 205.0);
        // From the first of eight fixes that were off to the third that was on again.
        assertThat(rejoined.getLong("duration_s")).isEqualTo(50);
        assertThat(DATABASE.value("select end_reason || ' ' || jsonb_array_length(path) from deviations where id = '"
                        + deviated.getString("deviation_id") + "'"))
                .isEqualTo("rejoined 11");
    }

    @Test
    void
            a_vehicle_that_is_off_its_route_when_the_engine_stops_is_not_told_off_again_and_its_return_ends_the_same_deviation()
                    throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        drive(6, AWAY_DEG);
        eventually("deviated", DEADLINE, () -> events("vehicle.route_deviated").size() == 1);
        stopEngine();
        startEngine();
        drive(6, AWAY_DEG);
        drive(6, 0);

        eventually("rejoined", DEADLINE, () -> events("vehicle.route_rejoined").size() == 1);
        assertThat(events("vehicle.route_deviated")).hasSize(1);
        assertThat(events("vehicle.route_rejoined").getFirst().getString("deviation_id"))
                .isEqualTo(events("vehicle.route_deviated").getFirst().getString("deviation_id"));
        assertThat(DATABASE.value("select count(*) from deviations where deployment_id = '" + deployment + "'"))
                .isEqualTo("1");
    }

    @Test
    void positions_that_were_stored_and_not_judged_are_judged_after_the_next_start() throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        eventually("judged", DEADLINE, () -> judgedUntilMs() == timeMs(fixes - 1));
        drive(4, AWAY_DEG);
        eventually("judged", DEADLINE, () -> judgedUntilMs() == timeMs(fixes - 1));
        stopEngine();
        // As a crash would leave it: stored up to here, judged no further than before the road was left.
        DATABASE.execute(
                "update route_deployments set state = null, evaluated_until = null where id = '" + deployment + "'");
        DATABASE.execute("delete from events where vehicle_id = '" + vehicle + "'");
        DATABASE.execute("delete from deviations where vehicle_id = '" + vehicle + "'");
        startEngine();

        eventually("deviated", DEADLINE, () -> events("vehicle.route_deviated").size() == 1);
        assertThat(judgedUntilMs()).isEqualTo(timeMs(fixes - 1));
    }

    @Test
    void what_another_node_has_judged_further_is_read_again_and_nothing_is_told_twice() throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        eventually("judged", DEADLINE, () -> judgedUntilMs() == timeMs(fixes - 1));
        try (var other = RunningEngine.start(DATABASE.urlText(), Map.of("deviation.checkpoint-ms", "200"));
                var otherSocket = other.connect(other.driverToken(OURS, vehicle))) {
            drive(otherSocket, 8, AWAY_DEG);
            eventually(
                    "deviated", DEADLINE, () -> events("vehicle.route_deviated").size() == 1);
            eventually("judged", DEADLINE, () -> judgedUntilMs() == timeMs(fixes - 1));
        }
        drive(6, 0);

        eventually("rejoined", DEADLINE, () -> events("vehicle.route_rejoined").size() == 1);
        assertThat(events("vehicle.route_deviated")).hasSize(1);
        assertThat(events("vehicle.route_rejoined").getFirst().getString("deviation_id"))
                .isEqualTo(events("vehicle.route_deviated").getFirst().getString("deviation_id"));
    }

    @Test
    void a_deployment_that_ends_while_the_vehicle_is_off_ends_the_deviation_with_its_reason() throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        drive(6, AWAY_DEG);
        eventually("deviated", DEADLINE, () -> events("vehicle.route_deviated").size() == 1);
        DATABASE.execute(
                "update route_deployments set status = 'cancelled', ended_at = now() where id = '" + deployment + "'");

        eventually(
                "closed",
                DEADLINE,
                () -> "cancelled"
                        .equals(DATABASE.value(
                                "select end_reason from deviations where deployment_id = '" + deployment + "'")));
        assertThat(events("vehicle.route_rejoined")).isEmpty();
    }

    @Test
    void a_threshold_of_the_route_goes_before_the_configured_one_from_the_moment_it_is_set() throws Exception {
        deploy(OURS, deployment, route, vehicle);
        drive(6, 0);
        DATABASE.execute(
                "update routes set settings = '{\"deviation\": {\"threshold_m\": 500}}', updated_at = now() where id = '"
                        + route + "'");
        // Its effect is seen in what does not happen, so wait for one that is: a second route of the same workspace.
        var second = UUID.randomUUID();
        var secondRoute = UUID.randomUUID();
        route(OURS, secondRoute, "{}");
        vehicle(OURS, second);
        deploy(OURS, UUID.randomUUID(), secondRoute, second);
        drive(10, AWAY_DEG);
        eventually("judged", DEADLINE, () -> judgedUntilMs() == timeMs(fixes - 1));

        assertThat(events("vehicle.route_deviated")).isEmpty();
    }

    @Test
    void a_route_of_another_workspace_judges_nobody_here() throws Exception {
        workspace(THEIRS);
        var theirRoute = UUID.randomUUID();
        route(THEIRS, theirRoute, "{}");
        var theirVehicle = UUID.randomUUID();
        vehicle(THEIRS, theirVehicle);
        deploy(THEIRS, UUID.randomUUID(), theirRoute, theirVehicle);
        drive(6, 0);
        drive(8, AWAY_DEG);
        eventually(
                "stored",
                DEADLINE,
                () -> DATABASE.value("select count(*) from positions where vehicle_id = '" + vehicle + "'")
                        .equals("14"));

        throughout(
                "nothing is told",
                Duration.ofMillis(500),
                () -> DATABASE.value("select count(*) from deviations where vehicle_id in ('" + vehicle + "', '"
                                + theirVehicle + "')")
                        .equals("0"));
        assertThat(events("vehicle.route_deviated")).isEmpty();
    }

    private void drive(int count, double awayDeg) {
        drive(socket, count, awayDeg);
    }

    private void drive(LiveSocket over, int count, double awayDeg) {
        for (var i = 0; i < count; i++) {
            over.send(new JsonObject()
                    .put("type", "position_update")
                    .put("vehicle_id", vehicle.toString())
                    .put("lat", 50.0 + awayDeg)
                    .put("lng", 11.0 + fixes * STEP_DEG)
                    .put("timestamp", timeMs(fixes))
                    .put("seq", fixes));
            fixes++;
        }
    }

    private long timeMs(int fix) {
        return startMs + fix * 5_000L;
    }

    private long judgedUntilMs() throws SQLException {
        var until = DATABASE.value(
                "select (extract(epoch from evaluated_until) * 1000)::bigint from route_deployments where id = '"
                        + deployment + "'");
        return until == null ? 0 : Long.parseLong(until);
    }

    private List<JsonObject> events(String type) throws SQLException {
        var found = new ArrayList<JsonObject>();
        DATABASE.rows(
                "select data::text from events where event_type = '%s' and vehicle_id = '%s' order by sequence"
                        .formatted(type, vehicle),
                row -> found.add(new JsonObject(row.getString(1))));
        return found;
    }

    private static void workspace(UUID id) throws SQLException {
        DATABASE.execute("insert into workspaces (id, name) values ('%s', 'w') on conflict do nothing".formatted(id));
    }

    private static void vehicle(UUID workspace, UUID id) throws SQLException {
        DATABASE.execute(
                "insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'v')".formatted(id, workspace));
    }

    private static void route(UUID workspace, UUID id, String settings) throws SQLException {
        DATABASE.execute(
                "insert into routes (id, workspace_id, name, path, length_m, settings) values ('%s', '%s', 'r', '%s', 7000, '%s')"
                        .formatted(id, workspace, ROAD, settings));
    }

    private void deploy(UUID workspace, UUID id, UUID ofRoute, UUID toVehicle) throws Exception {
        DATABASE.execute(
                "insert into route_deployments (id, workspace_id, route_id, vehicle_id, status, deployed_at) values ('%s', '%s', '%s', '%s', 'active', '%s')"
                        .formatted(id, workspace, ofRoute, toVehicle, Instant.ofEpochMilli(startMs - 60_000)));
        // Not needed for what follows to be right: what is stored before the deployment is heard of is read afterwards.
        eventually("watched", DEADLINE, () -> engine.metric("headway_deviation_deployments") > 0);
    }
}
