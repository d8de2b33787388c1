package io.headway.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.protocol.teltonika.TeltonikaTracker;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.NetClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay against sockets of an engine that is not there, on the loopback. */
class ReplayTest {
    private static final String IMEI = "350000000000777";
    private static final UUID VEHICLE = new UUID(7, 7);
    private static final Instant FIRST = Instant.parse("2019-03-11T08:33:24Z");
    private static final int POINTS = 120;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient tcp = vertx.createNetClient();
    private final WebSocketClient webSockets = vertx.createWebSocketClient();
    private FakeEngine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new FakeEngine(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void every_fix_arrives_at_the_coordinates_of_the_file_with_its_original_time() throws Exception {
        engine.breaks.set(2);
        var report = replay(gpx(), this::teltonika, Double.POSITIVE_INFINITY, true);
        var fixes = engine.teltonikaFixes.get(IMEI);
        assertThat(fixes).hasSize(POINTS);
        for (var i = 0; i < POINTS; i++) {
            assertThat(fixes.get(i).recordedAtMs())
                    .isEqualTo(FIRST.plusSeconds(5L * i).toEpochMilli());
            assertThat(fixes.get(i).latitude()).isEqualTo(latitude(i));
            assertThat(fixes.get(i).longitude()).isEqualTo(longitude(i));
        }
        assertThat(report.fixes()).isEqualTo(POINTS);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.counts().acknowledged()).isEqualTo(POINTS);
        assertThat(report.counts().sent()).isGreaterThan(POINTS);
        assertThat(report.counts().reconnects()).isEqualTo(2);
        assertThat(report.summary()).contains("120 fixes replayed", "120 acknowledged");
    }

    @Test
    void times_are_shifted_so_that_the_drive_ends_when_its_last_fix_is_sent() throws Exception {
        var startedAtMs = System.currentTimeMillis();
        // 595 seconds of driving, 600 times as fast.
        replay(gpx(), this::teltonika, 600, false);
        var fixes = engine.teltonikaFixes.get(IMEI);
        assertThat(fixes.getLast().recordedAtMs()).isBetween(startedAtMs + 990, System.currentTimeMillis());
        assertThat(fixes.getLast().recordedAtMs() - fixes.getFirst().recordedAtMs())
                .isEqualTo(5_000L * (POINTS - 1));
    }

    @Test
    void speed_and_heading_that_the_file_leaves_out_follow_from_the_way() throws Exception {
        replay(gpx(), this::teltonika, Double.POSITIVE_INFINITY, true);
        // North-east, 0.0002 degrees north and as many east every 5 seconds: 26.5 m, 19 km/h.
        assertThat(engine.teltonikaFixes.get(IMEI).subList(1, POINTS)).allSatisfy(fix -> {
            assertThat(fix.speedKmh()).isBetween(18f, 20f);
            assertThat(fix.headingDeg()).isBetween(32f, 33f);
        });
    }

    @Test
    void a_phones_replay_counts_what_the_engine_refuses_and_does_not_send_it_again() throws Exception {
        engine.refusedSeqs.addAll(List.of(3L, 50L));
        var report = replay(gpx(), this::phone, Double.POSITIVE_INFINITY, true);
        assertThat(report.counts()).isEqualTo(new TrackerCounts(POINTS, POINTS - 2, 2, 0));
        assertThat(engine.jsonMessages.get("Bearer t"))
                .hasSize(POINTS - 2)
                .allSatisfy(
                        message -> assertThat(message.getString("vehicle_id")).isEqualTo(VEHICLE.toString()));
    }

    @Test
    void a_phones_record_that_cannot_be_taken_at_the_moment_is_sent_again() throws Exception {
        engine.unavailable.set(1);
        var report = replay(gpx(), this::phone, Double.POSITIVE_INFINITY, true);
        assertThat(report.counts().acknowledged()).isEqualTo(POINTS);
        assertThat(report.counts().refused()).isZero();
        assertThat(report.counts().reconnects()).isEqualTo(1);
        assertThat(engine.jsonMessages.get("Bearer t").stream()
                        .map(message -> message.getLong("timestamp"))
                        .distinct())
                .hasSize(POINTS);
    }

    @Test
    void a_device_that_is_refused_ends_the_replay_with_the_reason() throws Exception {
        engine.refusedDevices.add(IMEI);
        var file = gpx();
        assertThatThrownBy(() -> replay(file, this::teltonika, Double.POSITIVE_INFINITY, true))
                .hasMessageContaining("0 of 120")
                .hasMessageContaining("device " + IMEI + " is refused");
    }

    @Test
    void a_file_without_times_is_refused() throws Exception {
        var file = Files.writeString(folder.resolve("plan.gpx"), """
                <gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
                  <trk><trkseg><trkpt lat="50.1" lon="11.2"/></trkseg></trk>
                </gpx>
                """);
        assertThatThrownBy(() -> replay(file, this::teltonika, 10, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no point with a time");
    }

    @Test
    void a_replay_slower_than_the_drive_is_refused() {
        assertThatThrownBy(() -> new ReplaySettings(folder, this::teltonika, 0.5, false, 1_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ReplayReport replay(Path file, Supplier<TrackerLink> links, double speed, boolean originalTimes)
            throws Exception {
        return Replay.run(vertx, new ReplaySettings(file, links, speed, originalTimes, 3_000))
                .await(30, TimeUnit.SECONDS);
    }

    private TrackerLink phone() {
        return new JsonLink(webSockets, "127.0.0.1", engine.httpPort(), VEHICLE, id -> "t");
    }

    private TrackerLink teltonika() {
        return new StreamLink(tcp, "127.0.0.1", engine.teltonikaPort(), IMEI, new TeltonikaTracker());
    }

    private Path gpx() throws Exception {
        var points = new StringBuilder();
        for (var i = 0; i < POINTS; i++) {
            points.append("<trkpt lat=\"%s\" lon=\"%s\"><ele>410.5</ele><time>%s</time></trkpt>%n"
                    .formatted(latitude(i), longitude(i), FIRST.plusSeconds(5L * i)));
        }
        return Files.writeString(folder.resolve("drive.gpx"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
                  <trk><trkseg>%s<trkpt lat="50.0" lon="11.0"/></trkseg></trk>
                </gpx>
                """.formatted(points));
    }

    private static double latitude(int i) {
        return Math.round((50.3018881 + i * 0.0002) * 1e7) / 1e7;
    }

    private static double longitude(int i) {
        return Math.round((11.9258163 + i * 0.0002) * 1e7) / 1e7;
    }
}
