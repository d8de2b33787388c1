package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.testing.EngineProcess;
import io.headway.testing.TrackerFleet;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DrainIT {
    private static final int DEVICES = 50;
    private static final int UNDER_LOAD = 5_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void sigterm_under_load_ends_in_order_and_the_next_start_goes_on() throws Exception {
        try (var engine = new EngineProcess(folder)) {
            engine.start();
            try (var fleet = new TrackerFleet(engine.teltonikaPort(), DEVICES, 356_307_100_000_000L, 4, 2)) {
                eventually("load", DEADLINE, () -> fleet.acknowledged() >= UNDER_LOAD);
                var ending = engine.terminate();
                assertThat(ending.status())
                        .as("exit status after\n%s", engine.log(20))
                        .isZero();
                assertThat(ending.took()).isLessThan(Duration.ofSeconds(10));

                var before = fleet.acknowledged();
                engine.start();
                fleet.assertStoredOnce(engine.database());
                eventually("more acknowledged", DEADLINE, () -> fleet.acknowledged() >= before + UNDER_LOAD);
                fleet.finish(DEADLINE);
                assertThat(fleet.acknowledged()).isEqualTo(fleet.sent());
                fleet.assertStoredOnce(engine.database());
            }
        }
    }
}
