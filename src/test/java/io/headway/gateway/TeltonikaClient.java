package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A tracker on a blocking socket. Test thread; every read has a deadline. */
final class TeltonikaClient implements AutoCloseable {
    static final String IMEI = "356307042441013";
    private static final int DEADLINE_MS = 10_000;

    final Socket socket;
    private final DataInputStream in;

    TeltonikaClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(DEADLINE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that is logged in as {@code imei}. */
    static TeltonikaClient loggedIn(int port, String imei) throws IOException {
        var client = new TeltonikaClient(port);
        client.send(TeltonikaEncoder.login(imei));
        assertThat(client.nextByte()).isEqualTo(1);
        return client;
    }

    static Buffer packet(int... steps) {
        return TeltonikaEncoder.packet(
                TeltonikaCodec.CODEC_8,
                Arrays.stream(steps).mapToObj(RunningGateways::fix).toList());
    }

    /** CRC-16/IBM of the bytes from {@code from} to before {@code end}, bit by bit. */
    static int crc16(Buffer bytes, int from, int end) {
        var crc = 0;
        for (var i = from; i < end; i++) {
            crc ^= bytes.getUnsignedByte(i);
            for (var bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xA001;
            }
        }
        return crc;
    }

    void send(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
        socket.getOutputStream().flush();
    }

    int nextByte() throws IOException {
        return in.readUnsignedByte();
    }

    /** The next acknowledgement: how many records it counts. */
    int nextAck() throws IOException {
        return in.readInt();
    }

    /** Bytes that have arrived and were not read. */
    int arrived() throws IOException {
        return in.available();
    }

    /** Waits for the server to end the connection without another byte. */
    void expectClosed() throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (SocketException reset) {
            // What we sent and was never read makes the close a reset: closed all the same.
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
