package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramPortTest {
    private static final int MAX_BYTES = 100;

    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    private DatagramPort open(int port) throws IOException {
        return DatagramPort.open(
                RunningGateways.HOST, port, MAX_BYTES, vertx.getOrCreateContext(), new DatagramPort.Receiver() {
                    @Override
                    public void received(InetSocketAddress sender, Buffer datagram) {
                        received.add(datagram.length() + " bytes");
                        if (datagram.length() == 1) {
                            throw new IllegalStateException("the test wants it so");
                        }
                    }

                    @Override
                    public void tooLarge() {
                        received.add("too large");
                    }
                });
    }

    private void send(DatagramPort port, int bytes) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[bytes], bytes, InetAddress.getLoopbackAddress(), port.port()));
        }
    }

    private String next() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void the_port_is_free_again_once_closed() throws Exception {
        var port = open(0);
        var number = port.port();
        for (var round = 0; round < 300; round++) {
            await(port.close());
            port = open(number);
        }
        send(port, 7);
        assertThat(next()).isEqualTo("7 bytes");
        await(port.close());
    }

    @Test
    void neither_a_fault_nor_a_datagram_that_is_too_large_or_empty_ends_the_reading() throws Exception {
        var port = open(0);
        for (var bytes : new int[] {1, MAX_BYTES + 1, 60_000, 0, MAX_BYTES}) {
            send(port, bytes);
        }
        // What is too large is told on another thread, so the order is not that of sending.
        var told = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            told.add(next());
        }
        assertThat(told).containsExactlyInAnyOrder("1 bytes", "too large", "too large", "0 bytes", "100 bytes");
        await(port.close());
    }
}
