package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.DatabaseUrl;
import io.headway.store.Workspaces;
import io.headway.testing.EngineProcess;
import io.headway.testing.TrackerClient;
import io.headway.testing.TrackerFleet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trackers drive north over stripes of a geofence while the process is killed. A tracker's record n lies at 50 + n * 1e-6 degrees north,
 * and of each 1,000 records the first 500 are in a stripe, so that each border is crossed at a record whose number is known.
 */
@Timeout(180)
class GeofenceKillIT {
    private static final int DEVICES = 20;
    private static final int KILLS = 3;
    private static final int STRIPES = 100;
    private static final int STRIPE_RECORDS = 1_000;
    /** 10 m, the radius of the accuracy circle, are 89.9 records: a circle is inside or outside that much later than its centre. */
    private static final int CIRCLE_RECORDS = 90;

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int TIMEOUT_MS = 10_000;

    @TempDir
    private Path folder;

    private record Event(String type, long record) {}

    @Test
    void every_border_is_crossed_once_at_whatever_moment_the_process_is_killed() throws Exception {
        long seed = Long.getLong("headway.seed", System.nanoTime());
        System.out.println("GeofenceKillIT: -Dheadway.seed=" + seed);
        var random = new Random(seed);
        try (var engine = new EngineProcess(folder)) {
            engine.start();
            makeStripes(engine.database());
            // The next start has it from the beginning.
            engine.kill();
            engine.start();
            try (var fleet = new TrackerFleet(engine.teltonikaPort(), DEVICES, 356_308_000_000_000L, 4, 2)) {
                for (var kill = 0; kill < KILLS; kill++) {
                    var moment = fleet.acknowledged() + 1 + random.nextInt(DEVICES * STRIPE_RECORDS);
                    eventually("enough acknowledged", DEADLINE, () -> fleet.acknowledged() >= moment);
                    engine.kill();
                    engine.start();
                }
                var last = fleet.acknowledged() + DEVICES * STRIPE_RECORDS;
                eventually("acknowledged after the last start", DEADLINE, () -> fleet.acknowledged() >= last);
                fleet.finish(DEADLINE);
                assertThat(fleet.sentAgain()).as("records that the kills hit").isPositive();
                assertCrossings(engine.database(), fleet);
            }
        }
    }

    private static void assertCrossings(DatabaseUrl database, TrackerFleet fleet) throws SQLException {
        var events = events(database, fleet.firstAtMs());
        var sent = fleet.sentByEach();
        var crossings = 0;
        for (var number = 0; number < DEVICES; number++) {
            var imei = Long.toString(356_308_000_000_000L + number);
            var expected = expected(sent.get(number));
            crossings += expected.size();
            assertThat(events.getOrDefault(imei, List.of())).as(imei).isEqualTo(expected);
        }
        assertThat(crossings).isGreaterThan(DEVICES);
        System.out.println("GeofenceKillIT: " + crossings + " crossings, each once, " + fleet.sentAgain() + " of "
                + fleet.sent() + " records sent again");
    }

    private static List<Event> expected(long records) {
        var events = new ArrayList<Event>();
        for (var stripe = 0L; stripe < STRIPES; stripe++) {
            var entered = stripe * STRIPE_RECORDS + CIRCLE_RECORDS;
            if (entered < records) {
                events.add(new Event("geofence.entered", entered));
            }
            var exited = entered + STRIPE_RECORDS / 2;
            if (exited < records) {
                events.add(new Event("geofence.exited", exited));
            }
        }
        return events;
    }

    /** In the order of the outbox, which is the order in which they are handed on. */
    private static Map<String, List<Event>> events(DatabaseUrl database, long firstAtMs) throws SQLException {
        var events = new HashMap<String, List<Event>>();
        try (var connection = database.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select d.unique_id, e.event_type, (extract(epoch from e.occurred_at) * 1000)::bigint
                        from events e join devices d on d.vehicle_id = e.vehicle_id
                        where e.event_type like 'geofence.%' order by e.sequence""")) {
            while (rows.next()) {
                var record = (rows.getLong(3) - firstAtMs) / TrackerClient.STEP_MS;
                events.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(new Event(rows.getString(2), record));
            }
        }
        return events;
    }

    private static void makeStripes(DatabaseUrl database) throws SQLException {
        var stripes = new JsonArray();
        for (var stripe = 0; stripe < STRIPES; stripe++) {
            var south = 50 + stripe * STRIPE_RECORDS * 1e-6;
            var north = south + STRIPE_RECORDS / 2 * 1e-6;
            stripes.add(new JsonArray()
                    .add(new JsonArray()
                            .add(point(10.9, south))
                            .add(point(11.2, south))
                            .add(point(11.2, north))
                            .add(point(10.9, north))
                            .add(point(10.9, south))));
        }
        var geometry = new JsonObject().put("type", "MultiPolygon").put("coordinates", stripes);
        try (var connection = database.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var insert =
                        connection.prepareStatement("insert into geofences (id, workspace_id, name, type, geometry)"
                                + " values (?, ?, 'stripes', 'restricted', ?::jsonb)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, Workspaces.DEFAULT_ID);
            insert.setString(3, geometry.encode());
            insert.executeUpdate();
        }
    }

    private static JsonArray point(double longitude, double latitude) {
        return new JsonArray().add(longitude).add(latitude);
    }
}
