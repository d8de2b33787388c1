package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.Workspaces;
import io.headway.testing.EngineProcess;
import io.headway.testing.FreshDatabase;
import io.headway.testing.KafkaBroker;
import io.headway.testing.KafkaReader;
import io.headway.testing.OutboxRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is committed is handed on, at whatever moment the engine dies: the packaged engine, a real database and a real broker. */
@Timeout(300)
class RelayKillIT {
    private static final int KILLS = 4;
    private static final int EVENTS_BETWEEN = 6_000;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final List<UUID> VEHICLES =
            Stream.generate(UUID::randomUUID).limit(20).toList();

    @RegisterExtension
    private static final FreshDatabase DATABASE = new FreshDatabase();

    @TempDir
    private Path folder;

    @Test
    void no_event_is_lost_and_order_is_kept_when_the_engine_is_killed_between_commit_and_relay() throws Exception {
        var seed = Long.getLong("headway.seed", System.nanoTime());
        System.out.println("RelayKillIT: -Dheadway.seed=" + seed);
        var random = new Random(seed);
        try (var broker = new KafkaBroker(Files.createDirectory(folder.resolve("kafka")))) {
            broker.start();
            try (var engine = engine(broker);
                    var reader = new KafkaReader(broker.bootstrapServers(), List.of("geofence.exited"))) {
                engine.start();
                var rows = new OutboxRows(DATABASE.url(), Workspaces.DEFAULT_ID);
                var interrupted = 0;
                for (var kill = 0; kill < KILLS; kill++) {
                    rows.insert("geofence.exited", VEHICLES, EVENTS_BETWEEN);
                    var moment = rows.count() - EVENTS_BETWEEN + 1 + random.nextInt(EVENTS_BETWEEN / 2);
                    eventually("enough arrived", DEADLINE, () -> distinct(reader) >= moment);
                    engine.kill();
                    interrupted += pending() > 0 ? 1 : 0;
                    engine.start();
                }
                eventually("all arrived", DEADLINE, () -> distinct(reader) == rows.count());
                eventually("all marked", DEADLINE, () -> pending() == 0);

                assertThat(interrupted).as("kills that hit events on their way").isPositive();
                assertThat(reader.firstAppearances()).isEqualTo(rows.idsByVehicle());
                System.out.println("RelayKillIT: " + rows.count() + " events, "
                        + reader.read().size() + " arrivals, " + interrupted + " of " + KILLS
                        + " kills hit some on their way");
            }
        }
    }

    private EngineProcess engine(KafkaBroker broker) {
        return new EngineProcess(folder)
                .set("DATABASE_URL", DATABASE.urlText())
                .set("HEADWAY_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .set("HEADWAY_KAFKA_CONSUME_ROUTES", "false")
                .set("HEADWAY_RELAY_MAX_EVENTS_PER_STEP", "100");
    }

    private static int distinct(KafkaReader reader) {
        var ids = new HashSet<String>();
        reader.read().forEach(message -> ids.add(message.eventId()));
        return ids.size();
    }

    private static int pending() throws Exception {
        return Integer.parseInt(DATABASE.value("select count(*) from events where relayed_at is null"));
    }
}
