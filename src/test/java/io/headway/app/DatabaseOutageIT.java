package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static io.headway.testing.Eventually.throughout;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.DatabaseUrl;
import io.headway.store.Workspaces;
import io.headway.testing.LiveSocket;
import io.headway.testing.PostgresServer;
import io.headway.testing.RunningEngine;
import io.headway.testing.TrackerClient;
import io.headway.testing.TrackerFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DatabaseOutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int DEVICES = 40;
    private static final int UNDER_LOAD = 5_000;
    private static final int SHARDS = 2;
    private static final int CREDITS = 150;
    /** What the fleet sends before it waits for a count: about 700 records, more than all credits. */
    private static final int WINDOW = 8;

    private static final int MOST_RECORDS_A_PACKET = 7;

    @TempDir
    private Path folder;

    @Test
    void nothing_is_acknowledged_or_lost_while_the_database_is_gone_and_all_is_written_when_it_is_back()
            throws Exception {
        try (var server = PostgresServer.start(folder)) {
            var url = server.createDatabase();
            var settings = Map.of(
                    "shards.count", Integer.toString(SHARDS),
                    "shards.credits", Integer.toString(CREDITS));
            try (var engine = RunningEngine.start(text(url), settings);
                    var dashboard = engine.connect(engine.operatorToken(Workspaces.DEFAULT_ID));
                    var fleet = new TrackerFleet(engine.teltonikaPort(), DEVICES, 356_307_300_000_000L, WINDOW, 2)) {
                dashboard.subscribe(false);
                eventually("load", DEADLINE, () -> fleet.acknowledged() >= UNDER_LOAD);
                var shown = new LastShown();
                server.stop();
                survive(engine, dashboard, fleet, shown);
                server.restart();
                recover(engine, fleet);
                fleet.finish(DEADLINE);
                assertThat(fleet.acknowledged()).isEqualTo(fleet.sent());
                fleet.assertStoredOnce(url);
            }
        }
    }

    private static void survive(RunningEngine engine, LiveSocket dashboard, TrackerFleet fleet, LastShown shown)
            throws Exception {
        var begun = System.nanoTime();
        eventually("not ready", DEADLINE, () -> engine.readiness() == 503);
        var acknowledged = fleet.acknowledged();
        eventually("credits used up", DEADLINE, () -> engine.metric("headway_shard_credits") <= 0);
        eventually("what the shards hold is on the live feed, though not stored", DEADLINE, () -> {
            shown.take(dashboard);
            return shown.records(fleet.firstAtMs()) - acknowledged == engine.metric("headway_shard_pending");
        });
        var left = OUTAGE.minusNanos(System.nanoTime() - begun);
        throughout(
                "no acknowledgement, and no more held than the credits allow",
                left,
                () -> fleet.acknowledged() == acknowledged && engine.metric("headway_shard_pending") <= mostHeld());
        assertThat(engine.readiness()).isEqualTo(503);
    }

    /** One submission per event loop may overdraw each shard. */
    private static int mostHeld() {
        var loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        return SHARDS * (CREDITS + loops * MOST_RECORDS_A_PACKET);
    }

    private static void recover(RunningEngine engine, TrackerFleet fleet) throws Exception {
        var pending = fleet.sentByEach();
        eventually("all that waited is acknowledged", BACK_WITHIN, () -> fleet.haveAcknowledged(pending));
        eventually("ready again", BACK_WITHIN, () -> engine.readiness() == 200);
    }

    /** The newest position of each of the fleet's vehicles on the live feed: conflation passes over others, never over this. */
    private static final class LastShown {
        private final Map<String, Long> newestMs = new HashMap<>();

        void take(LiveSocket dashboard) {
            for (var message : dashboard.drain()) {
                if ("vehicle_moved".equals(message.getString("type"))) {
                    newestMs.merge(
                            message.getString("vehicle_id"),
                            Instant.parse(message.getString("timestamp")).toEpochMilli(),
                            Math::max);
                }
            }
        }

        /** Records up to the newest, all vehicles together. */
        long records(long firstAtMs) {
            return newestMs.values().stream()
                    .mapToLong(newest -> (newest - firstAtMs) / TrackerClient.STEP_MS + 1)
                    .sum();
        }
    }

    private static String text(DatabaseUrl url) {
        return "postgresql://" + url.user() + ":" + url.password() + "@" + url.host() + ":" + url.port() + "/"
                + url.database();
    }
}
