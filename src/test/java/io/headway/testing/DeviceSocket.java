package io.headway.testing;

import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A Teltonika connection that sends and receives what the test says. Owned by the test's thread; every method blocks. */
public final class DeviceSocket implements AutoCloseable {
    private static final int ANSWER_TIMEOUT_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    private DeviceSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connected and logged in. */
    public static DeviceSocket login(int port, String imei) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_TIMEOUT_MS);
        var device = new DeviceSocket(socket);
        device.send(TeltonikaEncoder.login(imei));
        if (device.in.readByte() != 1) {
            throw new AssertionError("device " + imei + " is refused");
        }
        return device;
    }

    public void send(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
    }

    /** Says that nothing more will be sent. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The next acknowledgement: a number of records. */
    public int receiveCount() throws IOException {
        return in.readInt();
    }

    /** True when the engine has closed the connection without a further word. */
    public boolean endsWithoutAnswer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
