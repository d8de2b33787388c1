package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.store.Workspaces;
import io.headway.testing.DeviceSocket;
import io.headway.testing.FreshDatabase;
import io.headway.testing.LiveSocket;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(90)
class LiveFeedIT {
    private static final UUID OURS = Workspaces.DEFAULT_ID;
    private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000fe");
    private static final String OUR_TRACKER = "356307600000001";
    private static final Predicate<JsonObject> MOVED = LiveSocket.ofType("vehicle_moved");

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void what_a_tracker_sends_is_seen_by_its_own_workspace_and_by_no_other() throws Exception {
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            var theirVehicle = vehicleOfTheirs();
            try (var our = engine.connect(engine.operatorToken(OURS));
                    var their = engine.connect(engine.operatorToken(THEIRS));
                    var theirPhone = engine.connect(engine.driverToken(THEIRS, theirVehicle))) {
                our.subscribe(false);
                their.subscribe(true);
                var at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
                assertOursIsSeen(engine, our, at);
                // They have nothing to see until a vehicle of their own moves, and of that we see nothing.
                theirPhone.send(update(theirVehicle, at));
                assertThat(their.next(MOVED).getString("vehicle_id")).isEqualTo(theirVehicle.toString());
                assertOursIsSeen(engine, our, at.plusMillis(1));
                theirPhone.send(update(theirVehicle, at.plusMillis(1)));
                assertThat(their.next(MOVED).getString("vehicle_id")).isEqualTo(theirVehicle.toString());
            }
        }
    }

    private static void assertOursIsSeen(RunningEngine engine, LiveSocket our, Instant at) throws Exception {
        sendOverTeltonika(engine, OUR_TRACKER, at, 50.1234567, 11.7654321);
        var moved = our.next(MOVED);
        assertThat(moved.getString("vehicle_id")).isEqualTo(vehicleOf(OUR_TRACKER));
        assertThat(moved.getJsonArray("position"))
                .isEqualTo(new JsonArray().add(11.7654321).add(50.1234567));
        assertThat(Instant.parse(moved.getString("timestamp"))).isEqualTo(at);
        assertThat(moved.getDouble("speed")).isEqualTo(54);
        assertThat(moved.getDouble("heading")).isEqualTo(45);
    }

    @Test
    void after_a_restart_the_snapshot_comes_from_the_database() throws Exception {
        var imei = "356307600000002";
        var at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            sendOverTeltonika(engine, imei, at.minusSeconds(5), 49.5, 11.5);
            sendOverTeltonika(engine, imei, at, 49.6, 11.6);
            // Late: stored, but not where the vehicle is.
            sendOverTeltonika(engine, imei, at.minusSeconds(60), 49.4, 11.4);
        }
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of());
                var dashboard = engine.connect(engine.operatorToken(OURS))) {
            dashboard.subscribe(true);
            assertIsAt(dashboard, imei, at, 49.6, 11.6);
            // The snapshot names a vehicle once: what comes next of this one is live.
            sendOverTeltonika(engine, imei, at.plusSeconds(1), 49.7, 11.7);
            assertIsAt(dashboard, imei, at.plusSeconds(1), 49.7, 11.7);
        }
    }

    private static void assertIsAt(LiveSocket dashboard, String imei, Instant at, double latitude, double longitude)
            throws Exception {
        var vehicle = vehicleOf(imei);
        var moved = dashboard.next(message -> MOVED.test(message) && vehicle.equals(message.getString("vehicle_id")));
        assertThat(moved.getJsonArray("position"))
                .isEqualTo(new JsonArray().add(longitude).add(latitude));
        assertThat(Instant.parse(moved.getString("timestamp"))).isEqualTo(at);
    }

    /** Returns when it is acknowledged. */
    private static void sendOverTeltonika(
            RunningEngine engine, String imei, Instant at, double latitude, double longitude) throws IOException {
        var fix = new Fix(at.toEpochMilli(), latitude, longitude, 300, 54, 45, Float.NaN, 9, true, "{}");
        try (var device = DeviceSocket.login(engine.teltonikaPort(), imei)) {
            device.send(TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(fix)));
            assertThat(device.receiveCount()).isEqualTo(1);
        }
    }

    private static JsonObject update(UUID vehicle, Instant at) {
        return new JsonObject()
                .put("type", "position_update")
                .put("vehicle_id", vehicle.toString())
                .put("lat", 48.2)
                .put("lng", 16.4)
                .put("timestamp", at.toString())
                .put("seq", 1);
    }

    private static UUID vehicleOfTheirs() throws Exception {
        var vehicle = UUID.randomUUID();
        DATABASE.execute(
                "insert into workspaces (id, name) values ('%s', 'theirs') on conflict do nothing".formatted(THEIRS));
        DATABASE.execute(
                "insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'v')".formatted(vehicle, THEIRS));
        return vehicle;
    }

    private static String vehicleOf(String imei) throws Exception {
        return DATABASE.value("select vehicle_id from devices where unique_id = '" + imei + "'");
    }
}
