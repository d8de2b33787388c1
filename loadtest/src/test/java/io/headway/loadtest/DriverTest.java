package io.headway.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver against the raw servers, whose behaviour is known. */
final class DriverTest {
    private static final Duration LOGIN = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private InetSocketAddress sink;
    private InetSocketAddress web;
    private InetSocketAddress position;

    @BeforeEach
    void start() throws IOException {
        sink = Loopback.at(Loopback.freePort());
        web = Loopback.at(Loopback.freePort());
        position = Loopback.at(Loopback.freePort());
        Await.result(vertx.deployVerticle(new RawSink(sink.getPort())), 10);
        Await.result(
                vertx.deployVerticle(new RawFanout(web.getPort(), position.getPort(), new CopyOnWriteArrayList<>())),
                10);
    }

    @AfterEach
    void stop() throws IOException {
        Await.result(vertx.close(), 10);
    }

    @Test
    void closed_loop_ends_with_every_packet_acknowledged() throws IOException {
        try (var fleet = Fleet.connect(new Fleet.Plan(sink, 10, 1, 1, 100), LOGIN)) {
            var first = fleet.devices.getFirst().nextRecordMs();
            var run = FleetDriver.run(fleet, new PacketTemplate(20, 5), new Pace.ClosedLoop(3), Duration.ofMillis(300));

            assertThat(run.sent()).isPositive().isEqualTo(run.acked());
            assertThat(run.wrongAcks()).isZero();
            assertThat(run.lost()).isZero();
            assertThat(run.latencyUs().getTotalCount()).isEqualTo(run.acked() / 20);
            // One step a record: no two records of a device have the same time.
            var device = fleet.devices.getFirst();
            assertThat(device.nextRecordMs() - first).isEqualTo(device.packetsSent * 20 * 100);
        }
    }

    @Test
    void open_loop_sends_exactly_what_the_schedule_says() throws IOException {
        try (var fleet = Fleet.connect(new Fleet.Plan(sink, 7, 1, 1, 100), LOGIN)) {
            var schedule = FleetDriver.schedule(fleet, 1, 1_000);
            var run = FleetDriver.run(fleet, new PacketTemplate(1, 0), schedule, Duration.ofMillis(500));

            // Due at 0, 1, … 500 ms, both ends included.
            assertThat(run.sent()).isEqualTo(501);
            assertThat(run.acked()).isEqualTo(501);
        }
    }

    @Test
    void server_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> Fleet.connect(new Fleet.Plan(Loopback.at(Loopback.freePort()), 1, 1, 1, 100), LOGIN))
                .isInstanceOf(IOException.class);
    }

    @Test
    void fan_out_reaches_every_subscriber_with_every_position() throws IOException {
        try (var fanout = new Fanout(new Fanout.Plan(web, position, Optional.empty(), Optional.empty(), 20, 4))) {
            var result = fanout.run(1);

            assertThat(result.frames()).isPositive();
            assertThat(result.frames() % 20).isZero();
            assertThat(result.skipped()).isZero();
            assertThat(result.lost()).isZero();
        }
    }

    @Test
    void dashboard_matches_each_position_to_its_scheduled_time() throws Exception {
        var vehicle = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        try (var fleet = Fleet.connect(new Fleet.Plan(position, 1, 1, 1, 100), LOGIN);
                var subscriber = Subscriber.connect(0, web, "/ws/tracking", Optional.empty())) {
            subscriber.send(FeedLatency.subscribe(List.of(vehicle)));
            var schedule = FleetDriver.schedule(fleet, 1, 200);
            try (var latency = new FeedLatency(subscriber, fleet, Map.of(vehicle, 0), schedule, 1)) {
                var run = FleetDriver.run(fleet, new PacketTemplate(1, 5), schedule, Duration.ofMillis(500));
                var feed = latency.stop(run.acked(), Duration.ofSeconds(5));

                assertThat(run.acked()).isEqualTo(101);
                assertThat(feed.received()).isEqualTo(101);
                assertThat(feed.unmatched()).isZero();
                // A wrong match would be off by whole periods of 5 ms, back in time or for ever.
                assertThat(feed.latencyUs().getMaxValue()).isLessThan(5_000_000);
            }
        }
    }
}
