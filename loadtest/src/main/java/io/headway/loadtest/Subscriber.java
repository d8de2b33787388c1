package io.headway.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One WebSocket (RFC 6455) that reads text frames with next to no cost of its own: a thousand of them share the processors with the
 * server. Owned by the thread that runs its selector.
 */
final class Subscriber implements AutoCloseable {
    private static final int HANDSHAKE_TIMEOUT_MS = 10_000;
    private static final int FIRST_BUFFER_BYTES = 16 * 1024;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    /** Takes the payload of each text frame, or of each fragment of one: {@code bytes[from, to)}, valid during the call. */
    interface Listener {
        void text(Subscriber subscriber, byte[] bytes, int from, int to);
    }

    final int index;
    private final SocketChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER_BYTES);
    private boolean closed;

    private Subscriber(int index, SocketChannel channel) {
        this.index = index;
        this.channel = channel;
    }

    /**
     * Connects and completes the handshake; blocks for at most 10 s.
     *
     * @param token sent in the Authorization header
     */
    static Subscriber connect(int index, InetSocketAddress address, String path, Optional<String> token)
            throws IOException {
        var channel = SocketChannel.open();
        channel.socket().connect(address, HANDSHAKE_TIMEOUT_MS);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(nonce)
                + token.map(bearer -> "\r\nAuthorization: Bearer " + bearer).orElse("") + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        var subscriber = new Subscriber(index, channel);
        subscriber.readHandshake();
        return subscriber;
    }

    private void readHandshake() throws IOException {
        var head = new StringBuilder();
        var one = new byte[1];
        channel.socket().setSoTimeout(HANDSHAKE_TIMEOUT_MS);
        var in = channel.socket().getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (in.read(one) < 0) {
                throw new IOException("closed in the handshake: " + head);
            }
            head.append((char) one[0]);
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(
                    "no WebSocket: " + head.toString().lines().findFirst().orElse(""));
        }
    }

    /** Sends a text frame of at most 65,535 bytes; blocks. To be called before {@link #register}. */
    void send(String text) throws IOException {
        channel.write(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    SelectionKey register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean closed() {
        return closed;
    }

    /** Reads what is there and hands each text frame on. Returns false once the other side has closed. */
    boolean read(Listener listener) throws IOException {
        if (channel.read(buffer) < 0) {
            closed = true;
            return false;
        }
        var bytes = buffer.array();
        var end = buffer.position();
        var at = 0;
        while (end - at >= 2) {
            var lengthCode = bytes[at + 1] & 0x7F;
            var header = lengthCode < 126 ? 2 : lengthCode == 126 ? 4 : 10;
            if (end - at < header) {
                break;
            }
            var length = lengthCode < 126
                    ? lengthCode
                    : lengthCode == 126 ? buffer.getShort(at + 2) & 0xFFFF : Math.toIntExact(buffer.getLong(at + 2));
            if (end - at < header + length) {
                grow(header + length);
                break;
            }
            take(bytes[at] & 0x0F, bytes, at + header, at + header + length, listener);
            at += header + length;
        }
        buffer.flip().position(at);
        buffer.compact();
        return !closed;
    }

    private void grow(int frameBytes) {
        if (frameBytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(2 * frameBytes).put(buffer.flip());
        }
    }

    private void take(int opcode, byte[] bytes, int from, int to, Listener listener) throws IOException {
        switch (opcode) {
            case CLOSE -> closed = true;
            case PING -> {
                var payload = new byte[to - from];
                System.arraycopy(bytes, from, payload, 0, payload.length);
                channel.write(frame(PONG, payload));
            }
            case PONG -> {}
            default -> listener.text(this, bytes, from, to);
        }
    }

    /** A final frame, masked with zeros: a client must mask, and the mask is its choice (RFC 6455, 5.3). */
    private static ByteBuffer frame(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
