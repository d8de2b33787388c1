package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.testing.DeviceSocket;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Speed limits from their tables to the event: the workspace's, then the vehicle's own, then its route's, each heard of while it drives. */
@Timeout(90)
class OverspeedIT {
    private static final String IMEI = "356307600000201";
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final long startMs = Instant.now().minusSeconds(3_600).toEpochMilli();
    private int sent;

    @Test
    void the_limit_of_the_route_goes_before_the_vehicles_and_that_before_the_workspaces() throws Exception {
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of())) {
            send(engine, 120);
            assertThat(overspeeds()).isEmpty();
            var vehicle = DATABASE.value("select vehicle_id from devices where unique_id = '" + IMEI + "'");
            DATABASE.execute("update workspaces set settings = '{\"speed_limit_kmh\": 90}'");
            tooFast(engine, "workspace 90");
            DATABASE.execute("update vehicles set speed_limit_kmh = 70 where id = '" + vehicle + "'");
            tooFast(engine, "vehicle 70");
            DATABASE.execute("""
                    insert into routes (id, workspace_id, name, path, length_m, settings)
                    select '00000000-0000-0000-0000-0000000000aa', workspace_id, 'r', '[[11,50],[11,51]]', 111000,
                        '{"speed_limit_kmh": 50}' from vehicles where id = '%1$s';
                    insert into route_deployments (id, workspace_id, route_id, vehicle_id, status)
                    select gen_random_uuid(), workspace_id, '00000000-0000-0000-0000-0000000000aa', id, 'active'
                    from vehicles where id = '%1$s'""".formatted(vehicle));
            tooFast(engine, "route 50");
        }
    }

    /** Slow, then fast, until the fast one is told with that limit. */
    private void tooFast(RunningEngine engine, String limit) throws Exception {
        eventually("told with the limit " + limit, SOON, () -> {
            send(engine, 10);
            send(engine, 120);
            return overspeeds().endsWith(limit);
        });
    }

    private void send(RunningEngine engine, float speedKmh) throws Exception {
        var fix = new Fix(startMs + 1_000L * sent++, 50, 11, 300, speedKmh, 45, Float.NaN, 9, true, "{}");
        try (var device = DeviceSocket.login(engine.teltonikaPort(), IMEI)) {
            device.send(TeltonikaEncoder.packet(TeltonikaCodec.CODEC_8, List.of(fix)));
            assertThat(device.receiveCount()).isEqualTo(1);
        }
    }

    private static String overspeeds() throws Exception {
        return DATABASE.value(
                "select coalesce(string_agg((data->>'limit_source') || ' ' || (data->>'limit_kmh')::numeric::int, ','"
                        + " order by sequence), '') from events where event_type = 'vehicle.overspeed'");
    }
}
