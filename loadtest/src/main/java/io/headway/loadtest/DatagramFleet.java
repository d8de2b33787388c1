package io.headway.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Teltonika devices over UDP, each on a port of its own with one datagram under way, which it sends again as long as it is not acknowledged.
 * Layout: Teltonika "Data Sending Protocols", "UDP channel". Owned by the thread that calls it.
 */
final class DatagramFleet implements AutoCloseable {
    /** Trackers wait for seconds. */
    private static final long RESEND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int DRAIN_SECONDS = 60;
    private static final int ANSWER_BYTES = 7;
    private static final int PACKET_ID_AT = 2;
    private static final int AVL_PACKET_ID_AT = 5;
    private static final long HIGHEST_LATENCY_US = TimeUnit.MINUTES.toMicros(5);

    /**
     * @param acked positions
     * @param wrongAcks answers with another number of records
     * @param resent datagrams, because no answer came in two seconds
     * @param seconds from the first datagram to the last answer
     * @param latencyUs from a datagram's first sending to its answer
     */
    record Result(long acked, long wrongAcks, long resent, double seconds, Histogram latencyUs) {}

    private final Selector selector = Selector.open();
    private final List<Sender> senders = new ArrayList<>();
    private final PacketTemplate packet;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64);
    private Histogram latencyUs = new Histogram(HIGHEST_LATENCY_US, 3);
    private int underWay;
    private long packetsAcked;
    private long wrongAcks;
    private long resent;

    /** A device and the datagram that it waits to be acknowledged. */
    private static final class Sender {
        final DatagramChannel channel;
        final Drive drive;
        final byte[] imei;
        final ByteBuffer out = ByteBuffer.allocateDirect(2_048);
        int id;
        boolean waiting;
        long firstSentNanos;
        long sentNanos;

        Sender(DatagramChannel channel, Drive drive, String imei) {
            this.channel = channel;
            this.drive = drive;
            this.imei = imei.getBytes(StandardCharsets.US_ASCII);
        }
    }

    DatagramFleet(Fleet.Plan plan, PacketTemplate packet) throws IOException {
        this.packet = packet;
        var firstRecordMs = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(plan.hoursAgo());
        try {
            for (var i = 0; i < plan.devices(); i++) {
                connect(plan, i, firstRecordMs);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void connect(Fleet.Plan plan, int index, long firstRecordMs) throws IOException {
        InetSocketAddress address = plan.address();
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        var sender = new Sender(channel, new Drive(index, firstRecordMs, plan.stepMs()), plan.imei(index));
        senders.add(sender);
        channel.connect(address);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, sender);
    }

    /** Sends for the time given, then waits until everything is acknowledged, at most a minute. */
    Result run(Duration time) throws IOException {
        packetsAcked = 0;
        wrongAcks = 0;
        resent = 0;
        latencyUs = new Histogram(HIGHEST_LATENCY_US, 3);
        var start = System.nanoTime();
        var deadline = start + time.toNanos();
        var drained = deadline + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        for (var sender : senders) {
            send(sender, start);
        }
        var now = start;
        var nextLook = start + RESEND_NANOS;
        while (underWay > 0 && now < drained) {
            var until = deadline;
            selector.select(key -> receive((Sender) key.attachment(), until), 100);
            now = System.nanoTime();
            if (now >= nextLook) {
                resend(now);
                nextLook = now + RESEND_NANOS / 10;
            }
        }
        return new Result(packetsAcked * packet.records(), wrongAcks, resent, (now - start) / 1e9, latencyUs);
    }

    /** Datagrams that were never acknowledged. */
    int unacknowledged() {
        return underWay;
    }

    private void send(Sender sender, long now) {
        sender.drive.fill(packet);
        sender.id = sender.id + 1 & 0xFFFF;
        var out = sender.out.clear();
        out.putShort((short) 0)
                .putShort((short) sender.id)
                .put((byte) 1)
                .put((byte) sender.id)
                .putShort((short) sender.imei.length)
                .put(sender.imei);
        packet.appendContentTo(out);
        out.putShort(0, (short) (out.position() - 2)).flip();
        sender.waiting = true;
        sender.firstSentNanos = now;
        underWay++;
        write(sender, now);
    }

    /** A datagram that the kernel does not take is as good as lost. */
    private void write(Sender sender, long now) {
        sender.sentNanos = now;
        try {
            sender.channel.write(sender.out.rewind());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resend(long now) {
        for (var sender : senders) {
            if (sender.waiting && now - sender.sentNanos >= RESEND_NANOS) {
                resent++;
                write(sender, now);
            }
        }
    }

    private void receive(Sender sender, long deadline) {
        try {
            while (sender.channel.read(in.clear()) > 0) {
                in.flip();
                answered(sender, deadline);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answered(Sender sender, long deadline) {
        var isMine = in.remaining() == ANSWER_BYTES
                && (in.getShort(PACKET_ID_AT) & 0xFFFF) == sender.id
                && in.get(AVL_PACKET_ID_AT) == (byte) sender.id;
        if (!isMine || !sender.waiting) {
            // Of a datagram that was sent twice and has been acknowledged.
            return;
        }
        var now = System.nanoTime();
        sender.waiting = false;
        underWay--;
        latencyUs.recordValue(Math.min((now - sender.firstSentNanos) / 1000, HIGHEST_LATENCY_US));
        if (in.get(ANSWER_BYTES - 1) == packet.records()) {
            packetsAcked++;
        } else {
            wrongAcks++;
        }
        if (now < deadline) {
            send(sender, now);
        }
    }

    @Override
    public void close() throws IOException {
        for (var sender : senders) {
            sender.channel.close();
        }
        selector.close();
    }
}
