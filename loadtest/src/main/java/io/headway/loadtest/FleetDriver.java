package io.headway.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends a fleet's packets at a pace and times the acknowledgements. One thread, one selector, nothing allocated per packet: it runs
 * beside what it measures. Owned by the thread that calls {@link #run}.
 */
final class FleetDriver {
    private static final int SEND_BUFFER_BYTES = 256 * 1024;
    private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;
    private static final int DRAIN_SECONDS = 60;
    private static final long HIGHEST_LATENCY_US = TimeUnit.MINUTES.toMicros(5);

    private final Fleet fleet;
    private final PacketTemplate packet;
    private final Pace pace;
    private final long deadlineNanos;
    private final ByteBuffer out = ByteBuffer.allocateDirect(SEND_BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(RECEIVE_BUFFER_BYTES);
    private final Histogram latencyUs = new Histogram(HIGHEST_LATENCY_US, 3);

    private long packetsSent;
    private long packetsAcked;
    private long wrongAcks;
    /** Packets unacknowledged on connections that were lost. */
    private long abandoned;

    private long scheduled;
    private long lastAckNanos;

    private FleetDriver(Fleet fleet, PacketTemplate packet, Pace pace, long deadlineNanos) {
        this.fleet = fleet;
        this.packet = packet;
        this.pace = pace;
        this.deadlineNanos = deadlineNanos;
    }

    /** An open loop that begins shortly, so that whoever wants to match its times can be told before it does. */
    static Pace.OpenLoop schedule(Fleet fleet, int recordsPerPacket, double positionsPerSecond) {
        return new Pace.OpenLoop(
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200),
                1e9 * recordsPerPacket / positionsPerSecond,
                fleet.plan().devices());
    }

    /** Sends for the time given, then waits for what is unacknowledged, at most a minute. */
    static RunResult run(Fleet fleet, PacketTemplate packet, Pace pace, Duration time) throws IOException {
        var start = pace instanceof Pace.OpenLoop open ? open.startNanos() : System.nanoTime();
        var driver = new FleetDriver(fleet, packet, pace, start + time.toNanos());
        var lostBefore = fleet.lost();
        driver.prepare();
        driver.loop();
        return new RunResult(
                driver.packetsSent * packet.records(),
                driver.packetsAcked * packet.records(),
                driver.wrongAcks,
                fleet.lost() - lostBefore,
                (driver.lastAckNanos - start) / 1e9,
                driver.latencyUs);
    }

    private void prepare() {
        for (var device : fleet.devices) {
            device.packetsSent = 0;
            device.packetsAcked = 0;
            device.sentAtNanos = new long[pace instanceof Pace.ClosedLoop closed ? closed.window() : 0];
        }
    }

    private void loop() throws IOException {
        if (pace instanceof Pace.ClosedLoop) {
            for (var device : fleet.devices) {
                send(device, System.nanoTime());
            }
        }
        var drained = deadlineNanos + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        for (var now = System.nanoTime(); now < drained; now = System.nanoTime()) {
            sendScheduled(now);
            if (now >= deadlineNanos && packetsAcked + wrongAcks + abandoned >= packetsSent) {
                return;
            }
            // A millisecond of sleep is counted as latency; a spinning driver would take a processor from what it
            // measures.
            fleet.selector.select(this::serve, 1);
        }
    }

    private void sendScheduled(long now) {
        if (pace instanceof Pace.OpenLoop open) {
            var due = open.due(Math.min(now, deadlineNanos));
            for (; scheduled < due; scheduled++) {
                send(fleet.devices.get((int) (scheduled % open.devices())), now);
            }
        }
    }

    private void serve(SelectionKey key) {
        var device = (Device) key.attachment();
        try {
            if (key.isWritable()) {
                flush(device);
            }
            if (key.isReadable()) {
                receive(device);
            }
        } catch (IOException e) {
            lose(device);
        }
        send(device, System.nanoTime());
    }

    private void lose(Device device) {
        abandoned += device.packetsSent - device.packetsAcked;
        fleet.lose(device);
    }

    private void receive(Device device) throws IOException {
        in.clear();
        if (device.channel.read(in) < 0) {
            throw new IOException("closed by the other side");
        }
        in.flip();
        var now = System.nanoTime();
        while (in.hasRemaining()) {
            var count = device.ack(in.get());
            if (count >= 0) {
                acknowledged(device, count, now);
            }
        }
    }

    private void acknowledged(Device device, int count, long now) {
        var since = pace instanceof Pace.OpenLoop open
                ? open.dueNanos(device.packetsAcked, device.index)
                : device.sentAtNanos[(int) (device.packetsAcked % device.sentAtNanos.length)];
        latencyUs.recordValue(Math.clamp((now - since) / 1000, 0, HIGHEST_LATENCY_US));
        device.packetsAcked++;
        if (count == packet.records()) {
            packetsAcked++;
        } else {
            wrongAcks++;
        }
        lastAckNanos = now;
    }

    /** Writes what is due for this device; stops where the socket takes no more, and goes on when it is writable again. */
    private void send(Device device, long now) {
        try {
            for (var due = due(device, now); due > 0 && device.unsent == null && device.key.isValid(); ) {
                due -= write(device, due, now);
            }
        } catch (IOException e) {
            lose(device);
        }
    }

    /** One write of as many packets as the buffer holds. */
    private int write(Device device, long due, long now) throws IOException {
        var packets = (int) Math.min(due, out.capacity() / packet.lengthBytes());
        out.clear();
        for (var i = 0; i < packets; i++) {
            if (device.sentAtNanos.length > 0) {
                device.sentAtNanos[(int) (device.packetsSent % device.sentAtNanos.length)] = now;
            }
            device.append(packet, out);
        }
        packetsSent += packets;
        out.flip();
        device.channel.write(out);
        if (out.hasRemaining()) {
            device.unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
            device.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        return packets;
    }

    private long due(Device device, long now) {
        return switch (pace) {
            case Pace.ClosedLoop closed ->
                now >= deadlineNanos ? 0 : closed.window() - (device.packetsSent - device.packetsAcked);
            case Pace.OpenLoop open -> {
                var fleetWide = open.due(Math.min(now, deadlineNanos));
                yield (fleetWide - device.index + open.devices() - 1) / open.devices() - device.packetsSent;
            }
        };
    }

    private void flush(Device device) throws IOException {
        device.channel.write(device.unsent);
        if (!device.unsent.hasRemaining()) {
            device.unsent = null;
            device.key.interestOps(SelectionKey.OP_READ);
        }
    }
}
