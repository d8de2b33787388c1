package io.headway.app;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.protocol.teltonika.TeltonikaTracker;
import io.headway.simulate.JsonLink;
import io.headway.simulate.Replay;
import io.headway.simulate.ReplayReport;
import io.headway.simulate.ReplaySettings;
import io.headway.simulate.StreamLink;
import io.headway.simulate.TrackerLink;
import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.jenetics.jpx.GPX;
import io.jenetics.jpx.WayPoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real input: recorded drives go in through the real sockets, and every fix is found in PostgreSQL. */
@Timeout(120)
class TracksReplayIT {
    private static final Path TRACKS = Path.of("../shared/tracks/oberfranken.jsonl");
    private static final int JSON_DRIVES = 8;
    private static final long FIRST_IMEI = 356_307_400_000_000L;
    private static final long STALL_MS = 30_000;
    /** The drives are of 2019. */
    private static final Map<String, String> OLD_POSITIONS =
            Map.of("validation.max-age-days", "36500", "retention.days", "36500");

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RunningEngine engine;

    private record Drive(int number, List<Place> fixes) {
        String imei() {
            return Long.toString(FIRST_IMEI + number);
        }

        UUID vehicle() {
            return UUID.nameUUIDFromBytes(imei().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where and when, in the units that the protocol carries: two fixes of one instant with the same content are one. */
    private record Place(long timeMs, long latitudeE7, long longitudeE7) {
        static Place of(long timeMs, double latitude, double longitude) {
            return new Place(timeMs, Math.round(latitude * 1e7), Math.round(longitude * 1e7));
        }
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.exists(TRACKS), TRACKS + " is absent: no recorded drive is replayed");
        engine = RunningEngine.start(DATABASE.urlText(), OLD_POSITIONS);
    }

    @AfterEach
    void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        await(vertx.close());
    }

    @Test
    void every_fix_of_every_recorded_drive_is_found_to_a_ten_millionth_degree() throws Exception {
        var drives = drives();
        var replays = new ArrayList<Future<ReplayReport>>();
        var netClient = vertx.createNetClient();
        var webSocketClient = vertx.createWebSocketClient();
        for (var drive : drives) {
            replays.add(replay(
                    drive,
                    overTeltonika(drive)
                            ? () -> new StreamLink(
                                    netClient,
                                    "127.0.0.1",
                                    engine.teltonikaPort(),
                                    drive.imei(),
                                    new TeltonikaTracker())
                            : () -> new JsonLink(
                                    webSocketClient,
                                    "127.0.0.1",
                                    engine.httpPort(),
                                    drive.vehicle(),
                                    vehicle -> engine.driverToken(Workspaces.DEFAULT_ID, vehicle))));
        }
        var reports = await(Future.join(replays)).<ReplayReport>list();
        for (var drive : drives) {
            var report = reports.get(drive.number());
            assertThat(report.counts().acknowledged())
                    .as("acknowledged of drive %d", drive.number())
                    .isEqualTo(drive.fixes().size());
            assertThat(stored(drive))
                    .as("drive %d", drive.number())
                    .containsExactlyInAnyOrderElementsOf(Set.copyOf(drive.fixes()));
        }
        assertThat(engine.metric("headway_positions_rejected_total")).isZero();
    }

    private static boolean overTeltonika(Drive drive) {
        return drive.number() >= JSON_DRIVES;
    }

    private Future<ReplayReport> replay(Drive drive, Supplier<TrackerLink> links) throws IOException {
        var points = drive.fixes().stream()
                .map(place -> WayPoint.builder()
                        .lat(place.latitudeE7() / 1e7)
                        .lon(place.longitudeE7() / 1e7)
                        .time(Instant.ofEpochMilli(place.timeMs()))
                        .build())
                .toList();
        var file = folder.resolve(drive.number() + ".gpx");
        GPX.write(
                GPX.builder()
                        .addTrack(track -> track.addSegment(segment -> points.forEach(segment::addPoint)))
                        .build(),
                file);
        return Replay.run(vertx, new ReplaySettings(file, links, Double.POSITIVE_INFINITY, true, STALL_MS));
    }

    private static List<Drive> drives() throws IOException {
        var drives = new ArrayList<Drive>();
        for (var line : Files.readAllLines(TRACKS)) {
            var fixes = new JsonObject(line)
                    .getJsonArray("fixes").stream()
                            .map(JsonArray.class::cast)
                            .map(fix -> Place.of(fix.getLong(0), fix.getDouble(2), fix.getDouble(1)))
                            .toList();
            drives.add(new Drive(drives.size(), fixes));
        }
        return drives;
    }

    private static Set<Place> stored(Drive drive) throws Exception {
        var vehicle = overTeltonika(drive)
                ? "(select vehicle_id from devices where unique_id = '" + drive.imei() + "')"
                : "'" + drive.vehicle() + "'";
        var places = new HashSet<Place>();
        DATABASE.rows(
                "select (extract(epoch from recorded_at) * 1000)::bigint, latitude, longitude from positions where vehicle_id = "
                        + vehicle,
                row -> places.add(Place.of(row.getLong(1), row.getDouble(2), row.getDouble(3))));
        return places;
    }
}
