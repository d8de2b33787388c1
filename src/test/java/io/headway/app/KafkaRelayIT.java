package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.KafkaBroker;
import io.headway.testing.KafkaReader;
import io.headway.testing.LiveSocket;
import io.headway.testing.OutboxRows;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Events from the outbox to a real broker, and back from it. */
@Timeout(180)
class KafkaRelayIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final List<UUID> VEHICLES =
            Stream.generate(UUID::randomUUID).limit(20).toList();

    @RegisterExtension
    private static final FreshDatabase DATABASE = new FreshDatabase();

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new KafkaBroker(folder);
        broker.start();
        // For the schema.
        engine(Map.of()).close();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void each_event_arrives_in_order_per_vehicle_under_the_topic_of_its_type() throws Exception {
        try (var engine = engine(Map.of());
                var reader = reader("geofence.entered", "vehicle.overspeed")) {
            var rows = rows();
            for (var batch = 0; batch < 30; batch++) {
                rows.insert("geofence.entered", VEHICLES, 100);
            }
            var other = rows();
            other.insert("vehicle.overspeed", VEHICLES.subList(0, 1), 1);

            eventually("all arrived", DEADLINE, () -> distinct(reader) >= rows.count() + 1);

            var events = reader.read();
            assertThat(events).hasSize(rows.count() + 1);
            assertThat(events)
                    .filteredOn(message -> message.topic().equals("vehicle.overspeed"))
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.key()).isEqualTo(VEHICLES.getFirst().toString());
                        assertThat(message.envelope().fieldNames())
                                .containsExactlyInAnyOrder(
                                        "event_id",
                                        "event_type",
                                        "workspace_id",
                                        "actor_id",
                                        "timestamp",
                                        "data",
                                        "version");
                    });
            var entered = events.stream()
                    .filter(message -> message.topic().equals("geofence.entered"))
                    .toList();
            for (var vehicle : VEHICLES) {
                assertThat(entered)
                        .filteredOn(message -> message.key().equals(vehicle.toString()))
                        .extracting(KafkaReader.Message::eventId)
                        .isEqualTo(rows.ids(vehicle));
            }
            assertThat(engine.metric("headway_relay_events_total")).isGreaterThanOrEqualTo(rows.count() + 1);
            eventually("nothing pending", DEADLINE, () -> engine.metric("headway_relay_oldest_pending_seconds") == 0);
        }
    }

    @Test
    void order_is_kept_on_topics_that_are_just_being_made() throws Exception {
        var types = List.of("geofence.exited", "geofence.dwelled", "vehicle.route_rejoined", "vehicle.route_deviated");
        var expected = new HashMap<String, OutboxRows>();
        for (var type : types) {
            var rows = rows();
            rows.insert(type, VEHICLES, 1_000);
            expected.put(type, rows);
        }
        for (var prefix : List.of("first.", "second.", "third.")) {
            DATABASE.execute(
                    "update events set relayed_at = null where event_type = any('{" + String.join(",", types) + "}')");
            try (var _ = engine(Map.of("kafka.topic-prefix", prefix, "kafka.consume-routes", "false"))) {
                for (var type : types) {
                    try (var reader = reader(prefix + type)) {
                        var rows = expected.get(type);
                        eventually("all arrived", DEADLINE, () -> distinct(reader) == rows.count());
                        assertThat(reader.firstAppearances()).isEqualTo(rows.idsByVehicle());
                    }
                }
            }
        }
    }

    @Test
    void events_wait_for_a_broker_that_is_gone_and_none_is_lost() throws Exception {
        try (var engine = engine(Map.of("kafka.delivery-timeout-ms", "2000", "relay.max-retry-ms", "500"));
                var reader = reader("trip.status_changed")) {
            var rows = rows();
            rows.insert("trip.status_changed", VEHICLES, 200);
            eventually("the first arrived", DEADLINE, () -> distinct(reader) == 200);

            broker.kill();
            var failed = engine.metric("headway_relay_failures_total");
            for (var batch = 0; batch < 10; batch++) {
                rows.insert("trip.status_changed", VEHICLES, 200);
            }
            eventually("failures", DEADLINE, () -> engine.metric("headway_relay_failures_total") >= failed + 2);
            assertThat(engine.metric("headway_relay_oldest_pending_seconds")).isPositive();
            assertThat(engine.readiness()).isEqualTo(200);

            broker.start();
            eventually("all arrived", DEADLINE, () -> distinct(reader) == rows.count());
            assertThat(reader.firstAppearances()).isEqualTo(rows.idsByVehicle());
        }
    }

    @Test
    void the_engine_starts_and_serves_webhooks_and_the_api_while_the_broker_is_unknown() throws Exception {
        try (var engine = engine(Map.of("kafka.bootstrap-servers", "no-such-host.invalid:9092"))) {
            rows().insert("vehicle.offline", VEHICLES, 1);
            eventually("failure", DEADLINE, () -> engine.metric("headway_relay_failures_total") >= 1);
            assertThat(engine.readiness()).isEqualTo(200);
        }
    }

    @Test
    void a_deployed_route_is_taken_from_kafka_and_what_is_none_is_passed_over() throws Exception {
        var vehicle = UUID.randomUUID();
        var route = UUID.randomUUID();
        try (var engine = engine(Map.of("kafka.group-id", "routes-test"));
                var producer = producer()) {
            DATABASE.execute("insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'v')"
                    .formatted(vehicle, Workspaces.DEFAULT_ID));
            DATABASE.execute("""
                    insert into routes (id, workspace_id, name, path, length_m)
                    values ('%s', '%s', 'r', '[[11.0, 49.0], [11.1, 49.0]]', 7300)""".formatted(route, Workspaces.DEFAULT_ID));
            for (var poison : new String[] {"no json", "[]", "{}", null, deployed(UUID.randomUUID(), route, vehicle)}) {
                producer.send(new ProducerRecord<>("route.deployed", "k", poison))
                        .get();
            }
            producer.send(new ProducerRecord<>("route.deployed", "k", deployed(Workspaces.DEFAULT_ID, route, vehicle)))
                    .get();

            eventually("deployed", DEADLINE, () -> active(vehicle).equals("1"));
            assertThat(DATABASE.value("select route_id::text || deployed_by from route_deployments where vehicle_id = '"
                            + vehicle + "'"))
                    .isEqualTo(route + "dispatcher-7");
            assertThat(engine.metric("headway_kafka_routes_total")).isEqualTo(6);
        }
    }

    @Test
    void stored_positions_go_to_kafka_whole_or_sampled() throws Exception {
        var vehicle = UUID.randomUUID();
        DATABASE.execute("insert into vehicles (id, workspace_id, name) values ('%s', '%s', 'v') on conflict do nothing"
                .formatted(vehicle, Workspaces.DEFAULT_ID));
        try (var engine = engine(Map.of("kafka.positions", "all", "kafka.topic-prefix", "all."));
                var reader = reader("all.vehicle.position_updated");
                var socket = engine.connect(engine.driverToken(Workspaces.DEFAULT_ID, vehicle))) {
            eventually("reachable", DEADLINE, () -> {
                drive(socket, vehicle, 1);
                return !reader.read().isEmpty();
            });
            var before = engine.metric("headway_kafka_positions_total");
            drive(socket, vehicle, 20);
            eventually("sent", DEADLINE, () -> engine.metric("headway_kafka_positions_total") >= before + 20);
            eventually("read", DEADLINE, () -> distinct(reader) >= 20);
            assertThat(reader.read()).allMatch(message -> message.key().equals(vehicle.toString()));
        }
        try (var engine = engine(Map.of("kafka.positions", "sampled", "kafka.topic-prefix", "some."));
                var reader = reader("some.vehicle.position_updated");
                var socket = engine.connect(engine.driverToken(Workspaces.DEFAULT_ID, vehicle))) {
            drive(socket, vehicle, 50);
            eventually("taken", DEADLINE, () -> engine.metric("headway_kafka_positions_total") >= 50);
            // Fixes of 50 seconds, one a second: of every ten at most one.
            assertThat(distinct(reader)).isLessThanOrEqualTo(6);
        }
    }

    private static long clockMs = System.currentTimeMillis() - 3_600_000;

    private static void drive(LiveSocket socket, UUID vehicle, int positions) throws Exception {
        for (var i = 0; i < positions; i++) {
            clockMs += 1_000;
            socket.send(new JsonObject()
                    .put("type", "position_update")
                    .put("vehicle_id", vehicle.toString())
                    .put("lat", 49.45)
                    .put("lng", 11.07)
                    .put("timestamp", clockMs));
        }
    }

    private static String deployed(UUID workspace, UUID route, UUID vehicle) {
        return new JsonObject()
                .put("event_id", UUID.randomUUID().toString())
                .put("event_type", "route.deployed")
                .put("workspace_id", workspace.toString())
                .put("actor_id", "dispatcher-7")
                .put("data", new JsonObject().put("route_id", route.toString()).put("vehicle_id", vehicle.toString()))
                .encode();
    }

    private static String active(UUID vehicle) throws Exception {
        return DATABASE.value(
                "select count(*) from route_deployments where status = 'active' and vehicle_id = '" + vehicle + "'");
    }

    private static int distinct(KafkaReader reader) {
        var ids = new HashSet<String>();
        reader.read().forEach(message -> ids.add(message.eventId()));
        return ids.size();
    }

    private static OutboxRows rows() {
        return new OutboxRows(DATABASE.url(), Workspaces.DEFAULT_ID);
    }

    private static KafkaReader reader(String... topics) {
        return new KafkaReader(broker.bootstrapServers(), List.of(topics));
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static RunningEngine engine(Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of("kafka.bootstrap-servers", broker.bootstrapServers(), "relay.poll-ms", "100"));
        all.putAll(settings);
        return RunningEngine.start(DATABASE.urlText(), all);
    }
}
