package io.headway.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Logged-in devices on one selector; they stay connected until closed. Owned by the thread that calls it. */
final class Fleet implements AutoCloseable {
    /** Logins under way at once: fewer than any listen backlog, and a database that registers devices is not flooded. */
    private static final int LOGINS_AT_ONCE = 100;

    /**
     * @param devices how many
     * @param series tells this fleet's IMEIs from another's, 0 to 99,999,999
     * @param hoursAgo when the devices' clocks start; records are {@code stepMs} apart whatever the pace, so that no two are the same
     */
    record Plan(InetSocketAddress address, int devices, int series, int hoursAgo, int stepMs) {

        /** A series that an earlier run on the same database did not have. */
        static int freshSeries() {
            return (int) (Instant.now().getEpochSecond() / 2 % 100_000_000);
        }

        /** 15 digits: 86, the series, the device. */
        String imei(int device) {
            return String.format(Locale.ROOT, "86%08d%05d", series, device);
        }
    }

    final Selector selector;
    final List<Device> devices = new ArrayList<>();
    private final Plan plan;
    private int lost;

    private Fleet(Plan plan, Selector selector) {
        this.plan = plan;
        this.selector = selector;
    }

    Plan plan() {
        return plan;
    }

    /** Connections that the other side has closed since the fleet connected. */
    int lost() {
        return lost;
    }

    /** Connects and logs in every device. Fails when one is refused or the deadline passes. */
    static Fleet connect(Plan plan, Duration timeout) throws IOException {
        var fleet = new Fleet(plan, Selector.open());
        var deadline = System.nanoTime() + timeout.toNanos();
        var firstRecordMs = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(plan.hoursAgo());
        try {
            for (var from = 0; from < plan.devices(); from += LOGINS_AT_ONCE) {
                var to = Math.min(plan.devices(), from + LOGINS_AT_ONCE);
                for (var i = from; i < to; i++) {
                    fleet.connect(i, firstRecordMs);
                }
                fleet.awaitLogins(to - from, deadline);
            }
            return fleet;
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void connect(int index, long firstRecordMs) throws IOException {
        var channel = SocketChannel.open(plan.address());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(PacketTemplate.login(plan.imei(index))));
        channel.configureBlocking(false);
        var device = new Device(index, channel, new Drive(index, firstRecordMs, plan.stepMs()));
        device.key = channel.register(selector, SelectionKey.OP_READ, device);
        devices.add(device);
    }

    private void awaitLogins(int count, long deadlineNanos) throws IOException {
        var answer = ByteBuffer.allocate(1);
        var open = count;
        while (open > 0) {
            var leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (leftMs <= 0) {
                throw new IOException(open + " of " + count + " logins unanswered");
            }
            selector.select(leftMs);
            for (var key : selector.selectedKeys()) {
                var device = (Device) key.attachment();
                answer.clear();
                if (device.channel.read(answer) != 1 || answer.get(0) != 1) {
                    throw new IOException("login of " + plan.imei(device.index) + " refused");
                }
                open--;
            }
            selector.selectedKeys().clear();
        }
    }

    /** Ends a connection that failed; its packets stay unacknowledged. */
    void lose(Device device) {
        lost++;
        device.key.cancel();
        try {
            device.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("device " + device.index, e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var device : devices) {
            device.channel.close();
        }
        selector.close();
    }
}
