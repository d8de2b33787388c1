package io.headway.loadtest;

import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Makes batches of distinct rows of a driving fleet, in the order in which packets of {@code recordsPerPacket} arrive. Owned by the one
 * thread that calls {@link #next}.
 */
final class InsertRows {
    private static final UUID WORKSPACE = new UUID(0x4000, 0x8000_0000_0000_0001L);
    private static final long STEP_MS = 250;

    private final UUID[] vehicles;
    private final int recordsPerPacket;
    private final long startMs;
    private final String[] attributes = new String[1024];
    private long row;

    /**
     * @param connection each connection writes vehicles of its own, as the engine's shards do
     */
    InsertRows(int connection, int vehicleCount, int recordsPerPacket) {
        this.vehicles = new UUID[vehicleCount];
        this.recordsPerPacket = recordsPerPacket;
        // Hashed ids, as real ones are: they spread over the index.
        for (var i = 0; i < vehicleCount; i++) {
            vehicles[i] = UUID.nameUUIDFromBytes(("loadtest-" + connection + "-" + i).getBytes(StandardCharsets.UTF_8));
        }
        startMs = Instant.now().minus(20, ChronoUnit.HOURS).toEpochMilli();
        for (var i = 0; i < attributes.length; i++) {
            attributes[i] = "{\"ignition\":true,\"motion\":true,\"rssi\":4,\"power_v\":" + (12_000 + i) / 1000.0
                    + ",\"odometer_m\":" + (1_234_000 + i * 7) + "}";
        }
    }

    Tuple next(int rows) {
        var recorded = new OffsetDateTime[rows];
        var received = new OffsetDateTime[rows];
        var fingerprints = new Long[rows];
        var latitudes = new Double[rows];
        var longitudes = new Double[rows];
        var altitudes = new Float[rows];
        var speeds = new Float[rows];
        var headings = new Float[rows];
        var accuracies = new Float[rows];
        var satellites = new Short[rows];
        var valid = new Boolean[rows];
        var workspaces = new UUID[rows];
        var vehicleIds = new UUID[rows];
        var deviceIds = new UUID[rows];
        var texts = new String[rows];
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        for (var i = 0; i < rows; i++, row++) {
            var packet = row / recordsPerPacket;
            var vehicle = (int) (packet % vehicles.length);
            var sequence = packet / vehicles.length * recordsPerPacket + row % recordsPerPacket;
            recorded[i] = Instant.ofEpochMilli(startMs + sequence * STEP_MS).atOffset(ZoneOffset.UTC);
            received[i] = now;
            fingerprints[i] = (row + 1) * 0x9E3779B97F4A7C15L;
            latitudes[i] = 49.9 + (sequence % 100_000) * 1e-6;
            longitudes[i] = 11.5 + (sequence % 100_000) * 1e-6;
            altitudes[i] = 340f;
            speeds[i] = (float) (sequence % 130);
            headings[i] = (float) (sequence % 360);
            satellites[i] = 11;
            valid[i] = Boolean.TRUE;
            workspaces[i] = WORKSPACE;
            vehicleIds[i] = vehicles[vehicle];
            deviceIds[i] = vehicles[vehicle];
            texts[i] = attributes[(int) (row & 1023)];
        }
        return Tuple.tuple()
                .addValue(recorded)
                .addValue(received)
                .addValue(fingerprints)
                .addValue(latitudes)
                .addValue(longitudes)
                .addValue(altitudes)
                .addValue(speeds)
                .addValue(headings)
                .addValue(accuracies)
                .addValue(satellites)
                .addValue(valid)
                .addValue(workspaces)
                .addValue(vehicleIds)
                .addValue(deviceIds)
                .addValue(texts);
    }
}
