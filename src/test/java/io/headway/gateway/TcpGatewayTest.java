package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Source;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpGatewayTest {
    private static final String IMEI = TeltonikaClient.IMEI;
    private static final String OTHER_IMEI = "356307042441021";

    private RunningGateways gateways;
    private int port;
    private Source device;

    private void start(RunningGateways.Limits limits) throws Exception {
        gateways = new RunningGateways(limits);
        device = gateways.directory.device(IMEI, 1);
        gateways.directory.device(OTHER_IMEI, 2);
        port = gateways.teltonika().port();
    }

    private TeltonikaClient loggedIn() throws Exception {
        start(RunningGateways.LIMITS);
        return TeltonikaClient.loggedIn(port, IMEI);
    }

    @AfterEach
    void stop() throws Exception {
        gateways.close();
    }

    @Test
    void a_known_device_is_welcome_and_its_records_are_its_own() throws Exception {
        try (var client = loggedIn()) {
            client.send(TeltonikaClient.packet(1, 2));

            var taken = gateways.shards.next();
            assertThat(taken.submission().source()).isEqualTo(device);
            assertThat(taken.submission().items()).hasSize(2);
            assertThat(taken.fix(0).latitude()).isEqualTo(52.5);
            assertThat(gateways.count("headway_positions_received_total")).isEqualTo(2);
            assertThat(gateways.connections("teltonika")).isEqualTo(1);
        }
        gateways.until("connection is gone", () -> gateways.connections("teltonika") == 0);
    }

    @Test
    void an_unknown_device_is_told_so_and_closed() throws Exception {
        start(RunningGateways.LIMITS);
        try (var client = new TeltonikaClient(port)) {
            client.send(TeltonikaEncoder.login("356307042441099"));

            assertThat(client.nextByte()).isZero();
            client.expectClosed();
            assertThat(closed("unknown_device")).isEqualTo(1);
        }
    }

    @Test
    void a_device_that_cannot_be_looked_up_gets_no_answer_and_keeps_its_buffer() throws Exception {
        start(RunningGateways.LIMITS);
        gateways.directory.unreachable();
        try (var client = new TeltonikaClient(port)) {
            client.send(TeltonikaEncoder.login(IMEI));

            client.expectClosed();
            assertThat(closed("unavailable")).isEqualTo(1);
        }
    }

    @Test
    void what_follows_a_login_at_once_waits_for_the_look_up() throws Exception {
        start(RunningGateways.LIMITS);
        var gate = gateways.directory.hold();
        try (var client = new TeltonikaClient(port)) {
            client.send(TeltonikaEncoder.login(IMEI)
                    .appendBuffer(TeltonikaClient.packet(1))
                    .appendBuffer(TeltonikaClient.packet(2)));
            gateways.until("connected", () -> gateways.connections("teltonika") == 1);
            gateways.settle();
            assertThat(gateways.shards.unseen()).isZero();

            gate.complete();
            assertThat(client.nextByte()).isEqualTo(1);
            assertThat(gateways.shards.next().step()).isEqualTo(1);
            assertThat(gateways.shards.next().step()).isEqualTo(2);
        }
    }

    @Test
    void acknowledges_only_after_the_receipt_and_in_the_order_of_the_packets() throws Exception {
        try (var client = loggedIn()) {
            client.send(TeltonikaClient.packet(1).appendBuffer(TeltonikaClient.packet(2, 3)));
            var first = gateways.shards.next();
            var second = gateways.shards.next();

            second.store();
            gateways.settle();
            assertThat(client.arrived()).isZero();

            first.store();
            assertThat(client.nextAck()).isEqualTo(1);
            assertThat(client.nextAck()).isEqualTo(2);
        }
    }

    @Test
    void a_packet_of_no_records_is_answered_in_its_turn_too() throws Exception {
        try (var client = loggedIn()) {
            client.send(TeltonikaClient.packet(1).appendBuffer(TeltonikaClient.packet()));
            var first = gateways.shards.next();
            gateways.settle();
            assertThat(client.arrived()).isZero();

            first.store();
            gateways.shards.next().store();
            assertThat(client.nextAck()).isEqualTo(1);
            assertThat(client.nextAck()).isZero();
        }
    }

    @Test
    void a_record_that_is_kept_as_rejected_is_acknowledged_and_counted() throws Exception {
        try (var client = loggedIn()) {
            gateways.shards.storeAtOnce();
            client.send(TeltonikaClient.packet(1, 5_000));

            assertThat(client.nextAck()).isEqualTo(2);
            assertThat(gateways.count(
                            "headway_positions_rejected_total",
                            "protocol",
                            "teltonika",
                            "reason",
                            "speed_out_of_range"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_stream_may_be_split_at_every_byte() throws Exception {
        start(RunningGateways.LIMITS);
        gateways.shards.storeAtOnce();
        var stream = TeltonikaEncoder.login(IMEI).appendBuffer(TeltonikaClient.packet(1, 2));
        for (var at = 1; at < stream.length(); at++) {
            try (var client = new TeltonikaClient(port)) {
                client.send(stream.getBuffer(0, at));
                // The loop has read the first part before the second is sent.
                gateways.settle();
                client.send(stream.getBuffer(at, stream.length()));

                assertThat(client.nextByte()).as("split at %d", at).isEqualTo(1);
                assertThat(client.nextAck()).as("split at %d", at).isEqualTo(2);
            }
        }
    }

    @Test
    void many_packets_may_come_in_one_read() throws Exception {
        try (var client = loggedIn()) {
            gateways.shards.storeAtOnce();
            var many = Buffer.buffer();
            IntStream.range(0, 100).forEach(step -> many.appendBuffer(TeltonikaClient.packet(step)));
            client.send(many);

            for (var step = 0; step < 100; step++) {
                assertThat(client.nextAck()).isEqualTo(1);
                assertThat(gateways.shards.next().step()).isEqualTo(step);
            }
        }
    }

    @Test
    void a_bad_checksum_is_not_acknowledged_and_the_third_ends_the_connection() throws Exception {
        try (var client = loggedIn()) {
            gateways.shards.storeAtOnce();
            client.send(broken(TeltonikaClient.packet(1)).appendBuffer(TeltonikaClient.packet(2, 3)));
            assertThat(client.nextAck()).isEqualTo(2);
            assertThat(faults("checksum")).isEqualTo(1);

            client.send(broken(TeltonikaClient.packet(4)));
            client.send(broken(TeltonikaClient.packet(5)).appendBuffer(TeltonikaClient.packet(6)));
            client.expectClosed();
            assertThat(faults("checksum")).isEqualTo(3);
            assertThat(closed("bad_frames")).isEqualTo(1);
            assertThat(gateways.shards.next().step()).isEqualTo(2);
            assertThat(gateways.shards.unseen()).isZero();
        }
    }

    private static Buffer broken(Buffer packet) {
        return packet.setByte(packet.length() - 1, (byte) ~packet.getByte(packet.length() - 1));
    }

    @Test
    void a_packet_whose_counts_disagree_is_refused_whole() throws Exception {
        try (var client = loggedIn()) {
            gateways.shards.storeAtOnce();
            var two = TeltonikaClient.packet(1, 2);
            var end = two.length() - 4;
            two.setByte(end - 1, (byte) 1);
            two.setInt(end, TeltonikaClient.crc16(two, 8, end));
            client.send(two.appendBuffer(TeltonikaClient.packet(3)));

            assertThat(client.nextAck()).isEqualTo(1);
            assertThat(gateways.shards.next().step()).isEqualTo(3);
            assertThat(gateways.shards.unseen()).isZero();
            assertThat(faults("count_mismatch")).isEqualTo(1);
        }
    }

    @Test
    void without_credits_nothing_is_handled_and_nothing_is_lost() throws Exception {
        try (var client = loggedIn()) {
            gateways.shards.storeAtOnce();
            gateways.shards.credits(2);
            var many = Buffer.buffer();
            IntStream.range(0, 20).forEach(step -> many.appendBuffer(TeltonikaClient.packet(step)));
            client.send(many);

            assertThat(client.nextAck()).isEqualTo(1);
            assertThat(client.nextAck()).isEqualTo(1);
            gateways.until("paused", () -> paused() == 1);
            gateways.settle();
            assertThat(client.arrived()).isZero();
            // Two taken and one that waits.
            assertThat(gateways.count("headway_positions_received_total")).isEqualTo(3);

            gateways.shards.credits(1);
            assertThat(client.nextAck()).isEqualTo(1);
            gateways.shards.credits(Integer.MAX_VALUE);
            for (var step = 0; step < 20; step++) {
                assertThat(gateways.shards.next().step()).isEqualTo(step);
            }
            for (var step = 3; step < 20; step++) {
                assertThat(client.nextAck()).isEqualTo(1);
            }
        }
    }

    @Test
    void without_credits_the_socket_is_not_read_so_the_sender_is_held_back() throws Exception {
        start(RunningGateways.LIMITS);
        gateways.shards.storeAtOnce();
        gateways.shards.credits(0);
        try (var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            channel.write(ByteBuffer.wrap(TeltonikaEncoder.login(IMEI).getBytes()));
            var answer = ByteBuffer.allocate(1);
            channel.read(answer);
            assertThat(answer.get(0)).isEqualTo((byte) 1);

            var packet =
                    TeltonikaClient.packet(IntStream.range(0, 40).toArray()).getBytes();
            channel.configureBlocking(false);
            assertThat(packetsUntilHeldBack(channel, packet)).isPositive();
            assertThat(gateways.count("headway_positions_received_total")).isEqualTo(40);
        }
    }

    /** Packets the kernel's buffers took; fails when there is no end of them. */
    private int packetsUntilHeldBack(SocketChannel channel, byte[] packet) throws Exception {
        var mostBytes = 256 << 20;
        var fruitless = 0;
        var written = 0;
        while (fruitless < 50) {
            var buffer = ByteBuffer.wrap(packet);
            var bytes = channel.write(buffer);
            written += bytes;
            assertThat(written).as("bytes taken without credits").isLessThan(mostBytes);
            fruitless = bytes == 0 ? fruitless + 1 : 0;
            if (bytes == 0) {
                // A server that reads would make room now.
                gateways.settle();
            }
        }
        return written / packet.length;
    }

    @Test
    void a_connection_with_too_much_unacknowledged_waits_for_a_receipt() throws Exception {
        start(RunningGateways.LIMITS.withInFlight(4));
        try (var client = TeltonikaClient.loggedIn(port, IMEI)) {
            client.send(TeltonikaClient.packet(1, 2)
                    .appendBuffer(TeltonikaClient.packet(3, 4))
                    .appendBuffer(TeltonikaClient.packet(5)));
            var first = gateways.shards.next();
            gateways.shards.next();
            gateways.until("paused", () -> paused() == 1);
            gateways.settle();
            assertThat(gateways.shards.unseen()).isZero();

            first.store();
            assertThat(client.nextAck()).isEqualTo(2);
            assertThat(gateways.shards.next().step()).isEqualTo(5);
        }
    }

    @Test
    void one_that_never_says_who_it_is_is_closed() throws Exception {
        start(RunningGateways.LIMITS.withLoginDeadlineMs(100));
        try (var silent = new TeltonikaClient(port);
                var slow = new TeltonikaClient(port)) {
            slow.send(TeltonikaEncoder.login(IMEI).getBuffer(0, 9));

            silent.expectClosed();
            slow.expectClosed();
            gateways.until("counted", () -> closed("login_deadline") == 2);
        }
    }

    @Test
    void a_logged_in_device_may_be_silent_beyond_the_login_deadline() throws Exception {
        start(RunningGateways.LIMITS.withLoginDeadlineMs(1_000));
        gateways.shards.storeAtOnce();
        try (var client = TeltonikaClient.loggedIn(port, IMEI);
                var silent = new TeltonikaClient(port)) {
            // Connected later, so when this one is closed the deadline of the other has passed.
            silent.expectClosed();

            client.send(TeltonikaClient.packet(1));
            assertThat(client.nextAck()).isEqualTo(1);
        }
    }

    @Test
    void connections_beyond_the_total_are_closed_at_once_until_one_leaves() throws Exception {
        start(RunningGateways.LIMITS.withConnections(2, 100));
        connections_beyond_two_are_refused();
    }

    @Test
    void connections_beyond_those_of_one_address_are_closed_at_once_until_one_leaves() throws Exception {
        start(RunningGateways.LIMITS.withConnections(100, 2));
        connections_beyond_two_are_refused();
    }

    private void connections_beyond_two_are_refused() throws Exception {
        try (var second = TeltonikaClient.loggedIn(port, OTHER_IMEI)) {
            try (var first = TeltonikaClient.loggedIn(port, IMEI);
                    var third = new TeltonikaClient(port)) {
                third.expectClosed();
                assertThat(closed("limit")).isEqualTo(1);
                assertThat(first.arrived()).isZero();
            }
            gateways.until("one has left", () -> gateways.connections("teltonika") == 1);
            TeltonikaClient.loggedIn(port, IMEI).close();
            assertThat(second.arrived()).isZero();
        }
    }

    @Test
    void a_second_connection_of_a_device_takes_over_from_the_first() throws Exception {
        start(RunningGateways.LIMITS);
        gateways.shards.storeAtOnce();
        try (var first = TeltonikaClient.loggedIn(port, IMEI);
                var other = TeltonikaClient.loggedIn(port, OTHER_IMEI);
                var second = TeltonikaClient.loggedIn(port, IMEI)) {
            first.expectClosed();
            assertThat(closed("replaced")).isEqualTo(1);

            for (var open : new TeltonikaClient[] {second, other}) {
                open.send(TeltonikaClient.packet(1));
                assertThat(open.nextAck()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_length_beyond_the_limit_ends_only_its_own_connection() throws Exception {
        start(RunningGateways.LIMITS);
        gateways.shards.storeAtOnce();
        try (var good = TeltonikaClient.loggedIn(port, OTHER_IMEI);
                var bad = TeltonikaClient.loggedIn(port, IMEI)) {
            bad.send(Buffer.buffer().appendInt(0).appendInt(RunningGateways.MAX_FRAME_BYTES));

            bad.expectClosed();
            assertThat(faults("too_large")).isEqualTo(1);
            good.send(TeltonikaClient.packet(1));
            assertThat(good.nextAck()).isEqualTo(1);
        }
    }

    @Test
    void while_it_drains_what_was_read_is_acknowledged_and_nothing_more_is_read() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS);
        gateways.directory.device(IMEI, 1);
        var gateway = gateways.teltonika();
        try (var client = TeltonikaClient.loggedIn(gateway.port(), IMEI)) {
            client.send(TeltonikaClient.packet(1));
            var taken = gateways.shards.next();

            await(gateway.drain());
            client.send(TeltonikaClient.packet(2));
            taken.store();
            assertThat(client.nextAck()).isEqualTo(1);
            gateways.settle();
            assertThat(gateways.shards.unseen()).isZero();
            try (var late = new TeltonikaClient(gateway.port())) {
                late.expectClosed();
            }
        }
    }

    private double closed(String reason) {
        return gateways.count("headway_connections_closed_total", "reason", reason);
    }

    private double faults(String reason) {
        return gateways.count("headway_frames_rejected_total", "reason", reason);
    }

    private double paused() {
        return gateways.count("headway_connections_paused_total");
    }
}
