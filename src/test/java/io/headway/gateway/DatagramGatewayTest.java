package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Source;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trackers over UDP. */
class DatagramGatewayTest {
    private static final int MAX_PEERS = 2;
    /** More than Linux keeps for a socket by default: 212,992 bytes, of which a small datagram takes 768. */
    private static final int BURST = 2_000;

    private RunningGateways gateways;
    private DatagramGateway gateway;
    private Source van;
    private Source bus;

    @BeforeEach
    void start() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS.withInFlight(1));
        van = gateways.directory.device("van", 1);
        bus = gateways.directory.device("bus", 2);
        gateway = new DatagramGateway(
                DatagramProtocol.of(new NamedLines()),
                new TcpGateway.Listener(RunningGateways.HOST, -1, 256, RunningGateways.MAX_BAD_FRAMES),
                MAX_PEERS,
                gateways.ingress(),
                new GatewayMetrics(gateways.registry, "named_lines"));
        await(gateways.vertx.deployVerticle(gateway));
    }

    @AfterEach
    void stop() throws Exception {
        gateways.close();
    }

    /** A device's socket; every receipt has a deadline. */
    private final class Device implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket();

        Device() throws IOException {
            socket.setSoTimeout(10_000);
        }

        void send(String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), gateway.port()));
        }

        String receive() throws IOException {
            var packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void a_datagram_is_answered_to_its_sender_once_it_is_stored() throws Exception {
        try (var one = new Device();
                var other = new Device()) {
            one.send("van,fix,1");
            other.send("bus,fix,2");
            var first = gateways.shards.next();
            var second = gateways.shards.next();
            second.store();
            first.store();

            assertThat(one.receive()).isEqualTo("fix,1\n");
            assertThat(other.receive()).isEqualTo("fix,2\n");
        }
    }

    @Test
    void a_datagram_may_hold_several_messages_the_last_without_its_delimiter() throws Exception {
        try (var device = new Device()) {
            gateways.shards.storeAtOnce();
            device.send("van,login,0\n,fix,1\nbus,fix,2\n,fix,3");

            for (var expected : new Source[] {van, bus, bus}) {
                assertThat(gateways.shards.next().submission().source()).isEqualTo(expected);
            }
            assertThat(device.receive()).isEqualTo("login,0\n");
        }
    }

    @Test
    void who_logged_in_from_an_address_is_remembered_and_forgotten_when_there_are_too_many() throws Exception {
        gateways.shards.storeAtOnce();
        try (var oldest = new Device();
                var second = new Device();
                var third = new Device()) {
            for (var device : new Device[] {oldest, second, third}) {
                device.send("van,login,0");
                assertThat(device.receive()).isEqualTo("login,0\n");
            }
            second.send(",fix,1");
            assertThat(second.receive()).isEqualTo("fix,1\n");

            oldest.send(",fix,2");
            gateways.until("refused", () -> faults("not_logged_in") == 1);
        }
    }

    @Test
    void an_unknown_device_is_refused() throws Exception {
        try (var device = new Device()) {
            device.send("nobody,login,0");
            assertThat(device.receive()).isEqualTo("no\n");
            device.send("nobody,fix,1");
            gateways.until("dropped", () -> dropped("unknown_device") == 2);
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    @Test
    void what_comes_after_a_refused_identity_is_nobodys() throws Exception {
        gateways.shards.storeAtOnce();
        try (var device = new Device()) {
            device.send("van,login,0");
            assertThat(device.receive()).isEqualTo("login,0\n");

            device.send("nobody,login,1\n,fix,2");
            assertThat(device.receive()).isEqualTo("no\n");
            device.send(",fix,3");
            gateways.until("refused", () -> faults("not_logged_in") == 1);
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    @Test
    void a_datagram_of_very_many_messages_is_read_to_a_limit() throws Exception {
        gateways.shards.storeAtOnce();
        try (var device = new Device()) {
            device.send("\n".repeat(100) + "van,alive,1\n" + ",alive,2\n".repeat(15));
            for (var i = 0; i < 16; i++) {
                assertThat(device.receive()).startsWith("alive,");
            }
        }
        var many = DatagramProtocol.of(new NamedLines())
                .decode(Buffer.buffer(",alive,1\n".repeat(7_000)), new Arrival(true, 0));
        assertThat(many).hasSize(DatagramProtocol.MAX_FRAMES + 1);
        assertThat(many.getLast()).isInstanceOf(Frame.Rejected.class);
    }

    @Test
    void without_credits_a_datagram_is_dropped_unanswered_and_the_next_one_is_taken() throws Exception {
        gateways.shards.storeAtOnce();
        gateways.shards.credits(0);
        try (var device = new Device()) {
            device.send("van,fix,1");
            gateways.until("dropped", () -> dropped("no_credits") == 1);

            gateways.shards.credits(100);
            device.send("van,fix,1");
            assertThat(device.receive()).isEqualTo("fix,1\n");
        }
    }

    @Test
    void no_more_is_under_way_than_allowed() throws Exception {
        try (var device = new Device()) {
            for (var step = 1; step <= 9; step++) {
                device.send("van,fix," + step);
            }
            gateways.until("dropped", () -> dropped("in_flight") == 1);
            for (var step = 1; step <= 8; step++) {
                gateways.shards.next().store();
            }
            for (var step = 1; step <= 8; step++) {
                assertThat(device.receive()).isEqualTo("fix," + step + "\n");
            }
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    @Test
    void a_burst_finds_room_while_the_loop_is_busy() throws Exception {
        var busy = new CountDownLatch(1);
        gateways.vertx.runOnContext(_ -> hold(busy));
        try (var device = new Device()) {
            for (var i = 0; i < BURST; i++) {
                device.send(",fix,1");
            }
            busy.countDown();
            gateways.until("every one is read", () -> faults("not_logged_in") == BURST);
        } finally {
            busy.countDown();
        }
    }

    private static void hold(CountDownLatch busy) {
        try {
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_device_that_cannot_be_looked_up_gets_no_answer() throws Exception {
        gateways.directory.unreachable();
        try (var device = new Device()) {
            device.send("van,fix,1");
            gateways.until("dropped", () -> dropped("unavailable") == 1);
        }
    }

    @Test
    void no_more_devices_are_looked_up_at_once_than_allowed() throws Exception {
        var gate = gateways.directory.hold();
        try (var device = new Device()) {
            for (var i = 0; dropped("look_ups") == 0; i++) {
                assertThat(i).isLessThan(100_000);
                device.send("nobody" + i + ",fix,1");
                if (i % 100 == 0) {
                    gateways.settle();
                }
            }
            gate.complete();
            gateways.shards.storeAtOnce();
            device.send("van,fix,2");
            assertThat(device.receive()).isEqualTo("fix,2\n");
        }
    }

    @Test
    void a_datagram_beyond_the_limit_is_refused() throws Exception {
        try (var device = new Device()) {
            device.send("van,fix," + "1".repeat(256));
            gateways.until("refused", () -> faults("too_large") == 1);
        }
    }

    @Test
    void what_was_taken_before_a_drain_is_answered_and_nothing_more_is_taken() throws Exception {
        try (var device = new Device()) {
            device.send("van,fix,1");
            var taken = gateways.shards.next();
            await(gateway.drain());
            device.send("van,fix,2");
            taken.store();

            assertThat(device.receive()).isEqualTo("fix,1\n");
            gateways.settle();
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    private double faults(String reason) {
        return gateways.count("headway_frames_rejected_total", "protocol", "named_lines", "reason", reason);
    }

    private double dropped(String reason) {
        return gateways.count("headway_datagrams_dropped_total", "protocol", "named_lines", "reason", reason);
    }
}
