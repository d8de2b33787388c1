package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Protocols;
import io.headway.simulate.TrackerLinks;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the simulator of each protocol sends is found in the table, over every transport that the protocol has. */
@Timeout(120)
class ProtocolRoundTripIT {
    /** A ten-thousandth of a minute and half of the last digit: the coarsest of the protocols. */
    private static final double DEGREES = 2e-6;

    private static final int FIXES = 7;

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final Vertx VERTX = Vertx.vertx();
    private static RunningEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = RunningEngine.start(DATABASE.urlText(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        await(VERTX.close());
        if (engine != null) {
            engine.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> what_a_tracker_sends_is_stored() {
        return Protocols.all().stream()
                .flatMap(service -> Stream.of(false, true)
                        .filter(overUdp -> overUdp ? service.datagrams() != null : hasTcp(service))
                        .map(overUdp -> DynamicTest.dynamicTest(
                                service.name() + (overUdp ? " over UDP" : ""), () -> roundTrip(service, overUdp))));
    }

    private static boolean hasTcp(DeviceService service) {
        return service.stream() != null || service.http() != null;
    }

    private static void roundTrip(DeviceService service, boolean overUdp) throws Exception {
        var port = overUdp
                ? engine.engine().udpPort(service.name())
                : engine.engine().tcpPort(service.name());
        var target = new TrackerLinks.Target("127.0.0.1", port, service, overUdp);
        var identity = target.identity(2 * Protocols.all().indexOf(service) + (overUdp ? 1 : 0));
        var sent = fixes();
        var links = new TrackerLinks(VERTX, target);
        var link = links.link(identity);
        await(link.connect());
        for (var from = 0; from < sent.size(); from += link.maxBatch()) {
            var batch = sent.subList(from, Math.min(sent.size(), from + link.maxBatch()));
            assertThat(await(link.send(batch)).acknowledged()).isEqualTo(batch.size());
        }
        eventually(
                sent.size() + " rows of " + service.name(),
                Duration.ofSeconds(10),
                () -> stored(identity).size() == sent.size());
        var stored = stored(identity);
        for (var i = 0; i < sent.size(); i++) {
            agree(stored.get(i), sent.get(i));
        }
        await(link.close());
        await(links.close());
    }

    private static List<Fix> fixes() {
        var firstMs = System.currentTimeMillis() / 1_000 * 1_000 - 3_600_000;
        var fixes = new ArrayList<Fix>();
        for (var i = 0; i < FIXES; i++) {
            fixes.add(new Fix(
                    firstMs + i * 10_000L,
                    (i % 2 == 0 ? 1 : -1) * (33.123456 + i * 3.000211),
                    (i % 3 == 0 ? -1 : 1) * (102.654321 + i * 7.000173),
                    300 + i,
                    50 + i,
                    40 * i,
                    Float.NaN,
                    5 + i,
                    true,
                    "{\"ignition\":true}"));
        }
        return fixes;
    }

    private record Stored(long timeMs, JsonObject row) {}

    private static List<Stored> stored(String identity) throws Exception {
        var rows = new ArrayList<Stored>();
        DATABASE.rows(
                "select p.recorded_at, row_to_json(p) from positions p join devices d on d.id = p.device_id where d.unique_id = '"
                        + identity + "' order by p.recorded_at",
                row -> rows.add(new Stored(row.getTimestamp(1).getTime(), new JsonObject(row.getString(2)))));
        return rows;
    }

    /** Speed within a kilometre an hour, heading within a degree: some send whole ones. What a protocol does not carry is unknown. */
    private static void agree(Stored stored, Fix sent) {
        assertThat(stored.timeMs()).isEqualTo(sent.recordedAtMs());
        var row = stored.row();
        assertThat(row.getDouble("latitude")).isCloseTo(sent.latitude(), within(DEGREES));
        assertThat(row.getDouble("longitude")).isCloseTo(sent.longitude(), within(DEGREES));
        assertThat(row.getDouble("speed_kmh")).isCloseTo(sent.speedKmh(), within(1.0));
        assertThat(row.getDouble("heading_deg")).isCloseTo(sent.headingDeg(), within(1.0));
        assertThat(row.getBoolean("fix_valid")).isTrue();
        if (row.getDouble("altitude_m") != null) {
            assertThat(row.getDouble("altitude_m")).isCloseTo(sent.altitudeM(), within(1.0));
        }
        if (row.getInteger("satellites") != null) {
            assertThat(row.getInteger("satellites")).isEqualTo(sent.satellites());
        }
    }
}
