package io.headway.gateway;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP port: a virtual thread reads it, one event loop is told of each datagram and answers. The JDK's channel and not Vert.x's socket: there
 * one option is both the room that the kernel has for datagrams and the memory that each of them takes, so that a burst of a few hundred
 * was lost; it reads one datagram a turn of its loop, and looks the receiver's name up for each answer.
 */
final class DatagramPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);
    /** What the kernel is asked to keep while nobody reads; it grants at most net.core.rmem_max (Linux, socket(7)), and doubles it. */
    private static final int KERNEL_BYTES = 4 << 20;
    /** The largest datagram there is. */
    private static final int MAX_DATAGRAM_BYTES = 1 << 16;
    /** Datagrams read that the loop has not handled; beyond them the kernel keeps the next. */
    private static final int MAX_WAITING = 4_096;

    private final DatagramChannel channel;
    private final Context context;
    private final BiConsumer<InetSocketAddress, Buffer> handler;
    private final Semaphore room = new Semaphore(MAX_WAITING);

    private DatagramPort(DatagramChannel channel, Context context, BiConsumer<InetSocketAddress, Buffer> handler) {
        this.channel = channel;
        this.context = context;
        this.handler = handler;
    }

    /**
     * Binds and begins to read.
     *
     * @param port 0 chooses a free one
     * @param handler is given sender and content of each datagram, on {@code context}
     */
    static DatagramPort open(String host, int port, Context context, BiConsumer<InetSocketAddress, Buffer> handler)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BYTES);
            channel.bind(new InetSocketAddress(host, port));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        var opened = new DatagramPort(channel, context, handler);
        Thread.ofVirtual().name("headway-udp-" + opened.port()).start(opened::read);
        return opened;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Any thread. What the network does not take is lost, as any datagram may be. */
    void send(Buffer bytes, InetSocketAddress receiver) {
        try {
            channel.send(ByteBuffer.wrap(bytes.getBytes()), receiver);
        } catch (IOException failure) {
            LOG.debug("no answer to {}: {}", receiver, failure.toString());
        }
    }

    private void read() {
        var bytes = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
        while (channel.isOpen()) {
            try {
                room.acquire();
                var sender = (InetSocketAddress) channel.receive(bytes.clear());
                var content = new byte[bytes.flip().remaining()];
                bytes.get(content);
                context.runOnContext(_ -> handle(sender, Buffer.buffer(content)));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                // Such as an answer to a port that is closed by now: the next datagram has nothing to do with it.
                LOG.debug("datagram not received: {}", failure.toString());
                room.release();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void handle(InetSocketAddress sender, Buffer content) {
        room.release();
        handler.accept(sender, content);
    }

    /** Reads no more. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.debug("UDP port not closed: {}", failure.toString());
        }
    }
}
