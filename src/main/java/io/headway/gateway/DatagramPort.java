package io.headway.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP port: a virtual thread reads it, one event loop is told of each datagram and answers. The JDK's channel and not Vert.x's socket: there
 * one option is both the room that the kernel has for datagrams and the memory that each of them takes, so that a burst of a few hundred
 * was lost; it reads one datagram a turn of its loop, and looks the receiver's name up for each answer.
 */
final class DatagramPort {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);
    /** What the kernel is asked to keep while nobody reads; it grants at most net.core.rmem_max (Linux, socket(7)), and doubles it. */
    private static final int KERNEL_BYTES = 4 << 20;
    /** Read, and not handled by the loop; beyond them the kernel keeps the next datagram. */
    private static final int MAX_WAITING_BYTES = 4 << 20;
    /** The length has two bytes (RFC 768). */
    private static final int MAX_DATAGRAM_BYTES = (1 << 16) - 1;
    /** A small datagram takes some memory too. */
    private static final int LEAST_BYTES = 256;

    private final DatagramChannel channel;
    private final int maxBytes;
    private final Context context;
    private final Receiver receiver;
    private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
    private final Promise<Void> ended = Promise.promise();
    private final Thread reader;

    /** Who is told of datagrams. */
    interface Receiver {
        /** On the port's event loop. */
        void received(InetSocketAddress sender, Buffer datagram);

        /** There was one beyond the limit. On a thread of the port. */
        void tooLarge();
    }

    private DatagramPort(DatagramChannel channel, int maxBytes, Context context, Receiver receiver) {
        this.channel = channel;
        this.maxBytes = maxBytes;
        this.context = context;
        this.receiver = receiver;
        this.reader = Thread.ofVirtual().name("headway-udp").unstarted(this::read);
    }

    /**
     * Binds and begins to read.
     *
     * @param port 0 chooses a free one
     * @param maxBytes longest datagram that is not refused
     */
    static DatagramPort open(String host, int port, int maxBytes, Context context, Receiver receiver)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BYTES);
            channel.bind(new InetSocketAddress(host, port));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        var opened = new DatagramPort(channel, maxBytes, context, receiver);
        opened.reader.start();
        return opened;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Any thread. What the network does not take is lost, as any datagram may be. */
    void send(Buffer bytes, InetSocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(bytes.getBytes()), to);
        } catch (IOException failure) {
            LOG.debug("no answer to {}: {}", to, failure.toString());
        }
    }

    /** Reads no more; completes when the port is free again. */
    Future<Void> close() {
        closeChannel();
        reader.interrupt();
        return ended.future();
    }

    private void read() {
        try {
            var bytes = ByteBuffer.allocateDirect(Math.min(maxBytes, MAX_DATAGRAM_BYTES) + 1);
            while (channel.isOpen()) {
                readOne(bytes.clear());
            }
        } catch (ClosedChannelException | InterruptedException closed) {
            LOG.debug("UDP port closed");
        } catch (RuntimeException | Error fault) {
            LOG.error("the UDP port is not read any more", fault);
            throw fault;
        } finally {
            closeChannel();
            ended.complete();
        }
    }

    private void readOne(ByteBuffer bytes) throws ClosedChannelException, InterruptedException {
        InetSocketAddress sender;
        try {
            sender = (InetSocketAddress) channel.receive(bytes);
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException failure) {
            // Of one datagram: the next has nothing to do with it.
            LOG.debug("datagram not received: {}", failure.toString());
            return;
        }
        if (bytes.flip().remaining() > maxBytes) {
            receiver.tooLarge();
            return;
        }
        var memory = Math.max(LEAST_BYTES, bytes.remaining());
        room.acquire(memory);
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        context.runOnContext(_ -> {
            room.release(memory);
            receiver.received(sender, Buffer.buffer(content));
        });
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.debug("UDP port not closed: {}", failure.toString());
        }
    }
}
