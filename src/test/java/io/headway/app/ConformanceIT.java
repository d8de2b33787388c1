package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.testing.DeviceSocket;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Captured frames through the real socket to the row. What deviates, and why, is said at {@code TeltonikaConformanceTest}. */
@Timeout(90)
class ConformanceIT {
    private static final Path CASES = Path.of("../shared/conformance/teltonika.jsonl");
    /** The first two are shorter than they say; the third is a datagram. Nothing that follows could be understood. */
    private static final Set<String> NO_TCP_PACKETS = Set.of("b1d846f38e", "e2905ca75a", "32f93a690e");

    private static final int LOGIN_BYTES = 17;
    private static final long FIRST_IMEI = 356_307_500_000_000L;
    private static final Map<String, String> OLD_POSITIONS = Map.of(
            "validation.max-age-days", "36500",
            "retention.days", "36500",
            // The captures that were cut by hand all come over one connection.
            "trackers.max-bad-frames", "100");

    /** A packet of no records: answered at once with 0, so whatever was not answered before it never will be. */
    private static final Buffer PROBE = TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of());

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private record Case(JsonObject json, Buffer bytes) {
        String name() {
            return json.getString("case");
        }

        int session() {
            return json.getInteger("session");
        }

        boolean isLogin() {
            return bytes.length() == LOGIN_BYTES;
        }

        List<JsonObject> positions() {
            return json.getJsonArray("positions").stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }

        boolean isAcknowledged() {
            return !Boolean.FALSE.equals(json.getBoolean("checksum_ok"))
                    && !positions().isEmpty();
        }
    }

    @Test
    void captured_packets_are_acknowledged_with_their_count_and_their_positions_are_stored() throws Exception {
        assumeTrue(Files.exists(CASES), CASES + " is absent: captured frames are not sent");
        try (var engine = RunningEngine.start(DATABASE.urlText(), OLD_POSITIONS)) {
            for (var session :
                    cases().stream().mapToInt(Case::session).distinct().toArray()) {
                var captured = cases().stream()
                        .filter(each -> each.session() == session && !each.isLogin())
                        .toList();
                var imei = Long.toString(FIRST_IMEI + session);
                send(engine.teltonikaPort(), imei, captured);
                assertStored(imei, captured);
            }
        }
    }

    private static void send(int port, String imei, List<Case> cases) throws IOException {
        try (var device = DeviceSocket.login(port, imei)) {
            for (var captured : cases) {
                if (NO_TCP_PACKETS.contains(captured.name())) {
                    sendAlone(port, imei, captured);
                    continue;
                }
                device.send(captured.bytes());
                if (captured.isAcknowledged()) {
                    assertThat(device.receiveCount())
                            .as("count for %s", captured.name())
                            .isEqualTo(captured.positions().size());
                }
                device.send(PROBE);
                assertThat(device.receiveCount())
                        .as("probe after %s", captured.name())
                        .isZero();
            }
        }
    }

    private static void sendAlone(int port, String imei, Case captured) throws IOException {
        try (var device = DeviceSocket.login(port, imei)) {
            device.send(captured.bytes());
            device.endOutput();
            assertThat(device.endsWithoutAnswer()).as(captured.name()).isTrue();
        }
    }

    private static void assertStored(String imei, List<Case> cases) throws Exception {
        var expected = cases.stream()
                .filter(captured -> captured.isAcknowledged() && !NO_TCP_PACKETS.contains(captured.name()))
                .flatMap(captured -> captured.positions().stream())
                .toList();
        var stored = stored(imei);
        for (var position : expected) {
            assertThat(stored).as("%s of %s", position, imei).anySatisfy(row -> agree(row, position));
        }
        var instants = expected.stream()
                .map(position -> position.getString("time"))
                .distinct()
                .count();
        assertThat(stored.stream().map(Row::time).distinct())
                .as("instants of %s", imei)
                .hasSize((int) instants);
    }

    private record Row(Instant time, JsonObject values) {}

    private static List<Row> stored(String imei) throws Exception {
        var rows = new ArrayList<Row>();
        DATABASE.rows(
                "select recorded_at, row_to_json(p) from positions p where vehicle_id = (select vehicle_id from devices where unique_id = '"
                        + imei + "')",
                row -> rows.add(new Row(row.getTimestamp(1).toInstant(), new JsonObject(row.getString(2)))));
        return rows;
    }

    private static void agree(Row row, JsonObject expected) {
        assertThat(row.time()).isEqualTo(Instant.parse(expected.getString("time")));
        assertThat(row.values().getBoolean("fix_valid")).isEqualTo(expected.getBoolean("valid"));
        assertThat(row.values().getDouble("latitude")).isCloseTo(expected.getDouble("lat"), within(1e-5));
        assertThat(row.values().getDouble("longitude")).isCloseTo(expected.getDouble("lon"), within(1e-5));
        assertThat(row.values().getDouble("altitude_m")).isEqualTo(expected.getDouble("altitude_m"));
        assertThat(row.values().getDouble("speed_kmh")).isCloseTo(expected.getDouble("speed_kmh"), within(0.1));
        assertThat(row.values().getDouble("heading_deg")).isEqualTo(expected.getDouble("course_deg"));
    }

    private static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        for (var line : Files.readAllLines(CASES)) {
            var json = new JsonObject(line);
            cases.add(new Case(json, Buffer.buffer(HexFormat.of().parseHex(json.getString("hex")))));
        }
        return cases;
    }
}
