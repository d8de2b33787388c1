package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.testing.DeviceSocket;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(90)
class RetransmissionIT {
    private static final String IMEI = "356307200000001";
    private static final int RECORDS = 8_640;
    private static final int RECORDS_A_PACKET = 20;
    private static final long INTERVAL_MS = Duration.ofSeconds(10).toMillis();

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void a_whole_day_sent_again_is_acknowledged_and_adds_no_row() throws Exception {
        var day = packetsOfYesterday();
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, day);
            assertThat(rows()).isEqualTo(RECORDS);
            assertThat(engine.metric("headway_positions_stored_total")).isEqualTo(RECORDS);
            assertThat(engine.metric("headway_positions_duplicate_total")).isZero();
        }
        // A new engine remembers nothing: only the primary key can tell.
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, day);
            assertThat(rows()).isEqualTo(RECORDS);
            assertThat(engine.metric("headway_positions_received_total")).isEqualTo(RECORDS);
            assertThat(engine.metric("headway_positions_stored_total")).isZero();
            assertThat(engine.metric("headway_positions_duplicate_total")).isEqualTo(RECORDS);
        }
    }

    private static void send(RunningEngine engine, List<Buffer> packets) throws Exception {
        try (var device = DeviceSocket.login(engine.teltonikaPort(), IMEI)) {
            for (var packet : packets) {
                device.send(packet);
            }
            for (var i = 0; i < packets.size(); i++) {
                assertThat(device.receiveCount()).isEqualTo(RECORDS_A_PACKET);
            }
        }
    }

    private static List<Buffer> packetsOfYesterday() {
        var midnightMs = LocalDate.now(ZoneOffset.UTC)
                .minusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        var packets = new ArrayList<Buffer>();
        for (var first = 0; first < RECORDS; first += RECORDS_A_PACKET) {
            var fixes = new ArrayList<Fix>();
            for (var i = first; i < first + RECORDS_A_PACKET; i++) {
                fixes.add(new Fix(
                        midnightMs + i * INTERVAL_MS,
                        48 + i * 1e-5,
                        16 + i * 1e-5,
                        200,
                        40,
                        90,
                        Float.NaN,
                        8,
                        true,
                        "{}"));
            }
            packets.add(TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, fixes));
        }
        return packets;
    }

    private static long rows() throws Exception {
        return Long.parseLong(DATABASE.value("select count(*) from positions"));
    }
}
