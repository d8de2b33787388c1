package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Source;
import io.headway.model.StatusReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trackers over TCP whose messages say themselves which device they are of. */
class NamedDevicesTest {
    /** Far more than the kernel's and our own buffers of one connection hold. */
    private static final long FLOOD_BYTES = 256L << 20;
    /** Turns of the loop in which it takes nothing: it has stopped reading. */
    private static final int IDLE_TURNS = 200;

    private RunningGateways gateways;
    private Source van;
    private Source bus;
    private int port;

    @BeforeEach
    void start() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS);
        van = gateways.directory.device("van", 1);
        bus = gateways.directory.device("bus", 2);
        var gateway = new TcpGateway(
                new NamedLines(),
                new TcpGateway.Listener(RunningGateways.HOST, -1, 256, RunningGateways.MAX_BAD_FRAMES),
                gateways.ingress(),
                new GatewayMetrics(gateways.registry, "named_lines"));
        await(gateways.vertx.deployVerticle(gateway));
        port = gateway.port();
    }

    @AfterEach
    void stop() throws Exception {
        gateways.close();
    }

    /** A blocking connection of lines; every read has a deadline. */
    private final class Line implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

        Line() throws IOException {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String receive() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void a_message_that_names_its_device_needs_no_login() throws Exception {
        try (var line = new Line()) {
            line.send("van,fix,7\n");

            var taken = gateways.shards.next();
            assertThat(taken.submission().source()).isEqualTo(van);
            assertThat(taken.step()).isEqualTo(7);
            taken.store();
            assertThat(line.receive()).isEqualTo("fix,7");
        }
    }

    @Test
    void several_devices_behind_one_connection_are_kept_apart() throws Exception {
        try (var line = new Line()) {
            line.send("van,fix,1\nbus,fix,2\nvan,fix,3\n,fix,4\n");

            for (var expected : new Source[] {van, bus, van, van}) {
                var taken = gateways.shards.next();
                assertThat(taken.submission().source()).isEqualTo(expected);
                taken.store();
            }
            for (var step = 1; step <= 4; step++) {
                assertThat(line.receive()).isEqualTo("fix," + step);
            }
        }
    }

    @Test
    void a_message_of_an_unknown_device_ends_the_connection_without_an_answer() throws Exception {
        try (var line = new Line()) {
            line.send("nobody,fix,1\n");

            assertThat(line.receive()).isNull();
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    @Test
    void a_login_that_is_refused_is_told_so() throws Exception {
        try (var line = new Line()) {
            line.send("nobody,login,1\n");

            assertThat(line.receive()).isEqualTo("no");
            assertThat(line.receive()).isNull();
        }
    }

    @Test
    void a_message_that_names_nobody_needs_a_login() throws Exception {
        try (var line = new Line()) {
            line.send(",fix,1\n");

            assertThat(line.receive()).isNull();
            assertThat(faults("not_logged_in")).isEqualTo(1);
        }
    }

    @Test
    void a_heartbeat_is_answered_at_once_and_tells_that_the_device_lives() throws Exception {
        try (var line = new Line()) {
            line.send("van,fix,1\n");
            var fix = gateways.shards.next();
            line.send(",alive,2\n");

            assertThat(line.receive()).isEqualTo("alive,2");
            assertThat(gateways.shards.next().submission().items())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StatusReport.class,
                            report -> assertThat(report.attributes()).isEqualTo("{}"));
            fix.store();
            assertThat(line.receive()).isEqualTo("fix,1");
        }
    }

    @Test
    void what_a_device_sent_before_it_went_is_stored_all_the_same() throws Exception {
        var gate = gateways.directory.hold();
        try (var line = new Line()) {
            line.send("van,fix,1\nbus,fix,2\n");
        }
        gateways.until("it has gone", () -> gateways.connections("named_lines") == 1);
        gateways.settle();
        gate.complete();

        assertThat(gateways.shards.next().submission().source()).isEqualTo(van);
        assertThat(gateways.shards.next().submission().source()).isEqualTo(bus);
        gateways.until("it is let go", () -> gateways.connections("named_lines") == 0);
    }

    @Test
    void a_heartbeat_is_noted_once_in_a_while_however_many_come() throws Exception {
        gateways.shards.storeAtOnce();
        try (var line = new Line()) {
            line.send("van,login,0\n" + ",alive,1\n".repeat(50) + ",fix,2\n");
            line.receive();
            for (var i = 0; i < 50; i++) {
                assertThat(line.receive()).isEqualTo("alive,1");
            }
            assertThat(line.receive()).isEqualTo("fix,2");
            assertThat(gateways.shards.next().submission().items().getFirst()).isInstanceOf(StatusReport.class);
            assertThat(gateways.shards.next().step()).isEqualTo(2);
        }
    }

    @Test
    void a_device_that_never_reads_its_answers_is_not_read_any_further() throws Exception {
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.configureBlocking(false);
            var flood =
                    ByteBuffer.wrap(("van,login,0\n" + ",alive,1\n".repeat(7_000)).getBytes(StandardCharsets.US_ASCII));
            var sent = 0L;
            var idleTurns = 0;
            while (idleTurns < IDLE_TURNS) {
                flood.rewind();
                var now = channel.write(flood);
                sent += now;
                idleTurns = now == 0 ? idleTurns + 1 : 0;
                assertThat(sent)
                        .as("bytes taken from a device that reads nothing")
                        .isLessThan(FLOOD_BYTES);
                gateways.settle();
            }
        }
    }

    @Test
    void a_status_is_answered_once_it_is_stored_and_is_no_position() throws Exception {
        try (var line = new Line()) {
            line.send("van,status,1\n,alive,2\n");
            var status = gateways.shards.next();
            assertThat(status.submission().items())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StatusReport.class,
                            report -> assertThat(report.attributes()).isEqualTo("{\"battery_pct\":50}"));
            assertThat(line.receive()).isEqualTo("alive,2");

            status.store();
            assertThat(line.receive()).isEqualTo("status,1");
            assertThat(gateways.count("headway_positions_received_total", "protocol", "named_lines"))
                    .isZero();
        }
    }

    @Test
    void what_the_protocol_says_to_a_bad_frame_is_said_in_its_turn() throws Exception {
        try (var line = new Line()) {
            line.send("van,login,1\nvan,fix,9\nvan,bad,2\n");
            assertThat(line.receive()).isEqualTo("login,1");
            var fix = gateways.shards.next();
            gateways.until("refused", () -> faults("checksum") == 1);
            fix.store();

            assertThat(line.receive()).isEqualTo("fix,9");
            assertThat(line.receive()).isEqualTo("no");
            line.send("van,alive,3\n");
            assertThat(line.receive()).isEqualTo("alive,3");
            assertThat(faults("checksum")).isEqualTo(1);
        }
    }

    @Test
    void what_a_login_says_of_the_clock_holds_until_another_device_comes() throws Exception {
        try (var line = new Line()) {
            line.send("van,ahead,1\n,status,2\nbus,fix,3\n,status,4\n");

            assertThat(reportedMs(gateways.shards.next())).isLessThan(System.currentTimeMillis() - 3_000_000);
            assertThat(gateways.shards.next().step()).isEqualTo(3);
            assertThat(reportedMs(gateways.shards.next())).isGreaterThan(System.currentTimeMillis() - 3_000_000);
        }
    }

    private static long reportedMs(FakeShards.Taken taken) {
        return ((StatusReport) taken.submission().items().getFirst()).reportedAtMs();
    }

    @Test
    void a_bad_frame_that_ends_the_connection_is_answered_before() throws Exception {
        try (var line = new Line()) {
            line.send("van,bad,1\n");

            assertThat(line.receive()).isEqualTo("no");
            assertThat(line.receive()).isNull();
        }
    }

    @Test
    void a_device_that_went_before_it_was_known_takes_over_from_nobody() throws Exception {
        try (var line = new Line()) {
            line.send("van,login,1\n");
            assertThat(line.receive()).isEqualTo("login,1");
            var gate = gateways.directory.hold();
            try (var gone = new Line()) {
                gone.send("van,fix,2\n");
            }
            gateways.until("two", () -> gateways.connections("named_lines") == 2);
            gateways.settle();
            gate.complete();
            gateways.shards.next().store();
            gateways.until("one", () -> gateways.connections("named_lines") == 1);

            line.send(",alive,3\n");
            assertThat(line.receive()).isEqualTo("alive,3");
        }
    }

    @Test
    void a_frame_without_an_end_is_not_awaited_beyond_the_limit() throws Exception {
        try (var line = new Line()) {
            line.send("van,login,1\n");
            assertThat(line.receive()).isEqualTo("login,1");
            line.send("x".repeat(256));

            assertThat(line.receive()).isNull();
            assertThat(faults("too_large")).isEqualTo(1);
        }
    }

    private double faults(String reason) {
        return gateways.count("headway_frames_rejected_total", "protocol", "named_lines", "reason", reason);
    }
}
