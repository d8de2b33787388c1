package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.GeofenceDraft;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.store.Geofences;
import io.headway.store.Migrations;
import io.headway.store.Workspaces;
import io.headway.testing.DeviceSocket;
import io.headway.testing.FreshDatabase;
import io.headway.testing.LiveSocket;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Geofences from the socket to the tables: a square of about a kilometre around 50 north, 11 east, and trackers that drive by latitude. */
@Timeout(90)
class GeofenceIT {
    private static final double INSIDE = 50.0;
    private static final double OUTSIDE = 50.1;
    private static final String SQUARE = """
            {"type":"Polygon","coordinates":[[[10.99,49.99],[11.01,49.99],[11.01,50.01],[10.99,50.01],[10.99,49.99]]]}""";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final UUID OURS = Workspaces.DEFAULT_ID;
    private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000fe");
    private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @BeforeAll
    static void migrate() {
        Migrations.run(DATABASE.url(), 10_000);
    }

    /** Those of the other tests mean nothing to this one. */
    @BeforeEach
    void deleteAll() throws Exception {
        DATABASE.execute("update geofences set deleted_at = now() where deleted_at is null");
    }

    @Test
    void a_visit_goes_on_after_a_restart_and_a_retransmission_adds_nothing() throws Exception {
        var imei = "356307600000101";
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            fence(OURS, "depot");
            send(engine, imei, 0, OUTSIDE);
            eventually("the new geofence counts", SOON, () -> {
                send(engine, imei, nextSecond(imei), OUTSIDE);
                send(engine, imei, nextSecond(imei), INSIDE);
                return !events(imei).isEmpty();
            });
        }
        var entered = events(imei);
        assertThat(entered).hasSize(1);
        assertThat(entered.getFirst().getString("event_type")).isEqualTo("geofence.entered");
        assertThat(entered.getFirst().getJsonObject("data").getString("geofence_name"))
                .isEqualTo("depot");
        var visit = entered.getFirst().getJsonObject("data").getString("visit_id");
        assertThat(openVisits(imei)).containsExactly(visit);

        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            var last = nextSecond(imei);
            for (var second = 0; second < last; second++) {
                send(engine, imei, second, second % 2 == 0 ? INSIDE : OUTSIDE);
            }
            send(engine, imei, last, INSIDE);
            assertThat(events(imei)).isEqualTo(entered);
            assertThat(openVisits(imei)).containsExactly(visit);

            send(engine, imei, last + 1, OUTSIDE);
            send(engine, imei, last + 1, OUTSIDE);
            assertThat(openVisits(imei)).isEmpty();
            assertThat(events(imei)).hasSize(2);
            var exited = events(imei).getLast();
            assertThat(exited.getString("event_type")).isEqualTo("geofence.exited");
            assertThat(Instant.parse(exited.getString("occurred_at"))).isEqualTo(start.plusSeconds(last + 1));
            assertThat(exited.getJsonObject("data").getString("visit_id")).isEqualTo(visit);
            assertThat(exited.getJsonObject("data").getString("reason")).isEqualTo("left");
        }
    }

    @Test
    void the_first_fix_of_a_vehicle_inside_is_an_initial_entry_however_old() throws Exception {
        var imei = "356307600000102";
        fence(OURS, "yard");
        var longAgo = -Duration.ofDays(62).toSeconds();
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, imei, longAgo, INSIDE);
            var yard = events(imei).stream()
                    .filter(event -> event.getJsonObject("data")
                            .getString("geofence_name")
                            .equals("yard"))
                    .toList();
            assertThat(yard).singleElement().satisfies(event -> {
                assertThat(event.getJsonObject("data").getBoolean("initial")).isTrue();
                assertThat(Instant.parse(event.getString("occurred_at"))).isEqualTo(start.plusSeconds(longAgo));
            });
        }
    }

    @Test
    void a_geofence_changed_twice_and_deleted_is_left_once() throws Exception {
        var imei = "356307600000105";
        fence(OURS, "twice");
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, imei, 0, INSIDE);
            var fences = new Geofences(engine.engine().database());
            var id = UUID.fromString(DATABASE.value("select id from geofences where name = 'twice'"));
            for (var dwellS = 1; dwellS <= 2; dwellS++) {
                await(fences.replace(OURS, id, square(dwellS), "someone"));
            }
            await(fences.delete(OURS, id, "someone"));
            eventually("the shard knows too", SOON, () -> {
                send(engine, imei, nextSecond(imei), INSIDE);
                return openVisits(imei).isEmpty();
            });
            send(engine, imei, nextSecond(imei), OUTSIDE);
            assertThat(events(imei).stream()
                            .filter(event -> event.getString("event_type").equals("geofence.exited"))
                            .map(event -> event.getJsonObject("data").getString("visit_id")))
                    .doesNotHaveDuplicates()
                    .isNotEmpty();
        }
    }

    private static GeofenceDraft square(int dwellS) {
        return new GeofenceDraft(
                "twice", "depot", null, SQUARE, null, null, null, null, null, dwellS, 1, 0, 1, 0, "{}");
    }

    @Test
    void another_workspaces_geofence_means_nothing_to_our_vehicles() throws Exception {
        var imei = "356307600000103";
        DATABASE.execute(
                "insert into workspaces (id, name) values ('%s', 'theirs') on conflict do nothing".formatted(THEIRS));
        fence(THEIRS, "theirs");
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, imei, 0, INSIDE);
            assertThat(events(imei))
                    .extracting(event -> event.getJsonObject("data").getString("geofence_name"))
                    .doesNotContain("theirs");
        }
    }

    @Test
    void a_batch_of_many_transitions_in_one_packet_is_whole() throws Exception {
        var imei = "356307600000104";
        fence(OURS, "gate");
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of());
                var dashboard = engine.connect(engine.operatorToken(OURS))) {
            dashboard.subscribe(false);
            var latitudes = new double[20];
            for (var i = 0; i < latitudes.length; i++) {
                latitudes[i] = i % 2 == 0 ? OUTSIDE : INSIDE;
            }
            send(engine, imei, 0, latitudes);
            assertThat(DATABASE.value("select count(*) from geofence_visits v join geofences g on g.id = v.geofence_id"
                            + " where g.name = 'gate' and v.exited_at is not null and v.vehicle_id = '" + vehicle(imei)
                            + "'"))
                    .isEqualTo("9");
            assertThat(DATABASE.value("select count(*) from events where event_type like 'geofence.%' and"
                            + " data->>'geofence_name' = 'gate' and vehicle_id = '" + vehicle(imei) + "'"))
                    .isEqualTo("19");
            assertThat(dashboard.next(LiveSocket.ofType("vehicle_moved"))).isNotNull();
        }
    }

    private static void fence(UUID workspace, String name) throws Exception {
        DATABASE.execute("""
                insert into geofences (id, workspace_id, name, type, geometry) values ('%s', '%s', '%s', 'depot', '%s')""".formatted(UUID.randomUUID(), workspace, name, SQUARE));
    }

    /** Returns when all are acknowledged: one packet, a fix a second from {@code second} after the start. */
    private void send(RunningEngine engine, String imei, long second, double... latitudes) throws Exception {
        var fixes = new ArrayList<Fix>();
        for (var i = 0; i < latitudes.length; i++) {
            var at = start.plusSeconds(second + i).toEpochMilli();
            fixes.add(new Fix(at, latitudes[i], 11.0, 300, 54, 45, Float.NaN, 9, true, "{}"));
        }
        try (var device = DeviceSocket.login(engine.teltonikaPort(), imei)) {
            device.send(TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, fixes));
            assertThat(device.receiveCount()).isEqualTo(latitudes.length);
        }
    }

    private long nextSecond(String imei) throws Exception {
        return Long.parseLong(DATABASE.value("select coalesce(max(extract(epoch from recorded_at))::bigint - "
                + start.getEpochSecond() + " + 1, 0) from positions where vehicle_id = '" + vehicle(imei) + "'"));
    }

    /** Geofence events of the vehicle in the order of the outbox. */
    private static List<JsonObject> events(String imei) throws Exception {
        var events = new ArrayList<JsonObject>();
        DATABASE.rows(
                "select event_type, occurred_at, data from events where event_type like 'geofence.%' and vehicle_id = '"
                        + vehicle(imei) + "' order by sequence",
                row -> events.add(new JsonObject()
                        .put("event_type", row.getString(1))
                        .put("occurred_at", row.getTimestamp(2).toInstant().toString())
                        .put("data", new JsonObject(row.getString(3)))));
        return events;
    }

    private static List<String> openVisits(String imei) throws Exception {
        var found = DATABASE.value("select coalesce(string_agg(visit_id::text, ','), '') from geofence_visits"
                + " where exited_at is null and vehicle_id = '" + vehicle(imei) + "'");
        return Arrays.stream(found.split(",")).filter(id -> !id.isEmpty()).toList();
    }

    private static String vehicle(String imei) throws Exception {
        return DATABASE.value("select vehicle_id from devices where unique_id = '" + imei + "'");
    }
}
