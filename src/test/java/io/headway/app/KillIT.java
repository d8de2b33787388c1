package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.testing.EngineProcess;
import io.headway.testing.TrackerFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promise that the engine is built on, against the packaged engine on its embedded database. */
@Timeout(180)
class KillIT {
    private static final int KILLS = 5;
    private static final int DEVICES = 50;
    private static final int MOST_RECORDS_BETWEEN = 20_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void every_acknowledged_position_is_stored_once_at_whatever_moment_the_process_is_killed() throws Exception {
        long seed = Long.getLong("headway.seed", System.nanoTime());
        System.out.println("KillIT: -Dheadway.seed=" + seed);
        var random = new Random(seed);
        try (var engine = new EngineProcess(folder)) {
            engine.start();
            try (var fleet = new TrackerFleet(engine.teltonikaPort(), DEVICES, 356_307_000_000_000L, 4, 2)) {
                for (var kill = 0; kill < KILLS; kill++) {
                    var moment = fleet.acknowledged() + 1 + random.nextInt(MOST_RECORDS_BETWEEN);
                    eventually("enough acknowledged", DEADLINE, () -> fleet.acknowledged() >= moment);
                    engine.kill();
                    engine.start();
                }
                var last = fleet.acknowledged() + DEVICES;
                eventually("acknowledged after the last start", DEADLINE, () -> fleet.acknowledged() >= last);
                fleet.finish(DEADLINE);
                assertThat(fleet.sentAgain()).as("records that the kills hit").isPositive();
                assertThat(fleet.acknowledged()).isEqualTo(fleet.sent());
                fleet.assertStoredOnce(engine.database());
                System.out.println("KillIT: " + fleet.sent() + " sent, acknowledged and stored once, "
                        + fleet.sentAgain() + " of them sent again");
            }
        }
    }
}
