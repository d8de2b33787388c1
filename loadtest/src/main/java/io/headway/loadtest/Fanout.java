package io.headway.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One moving vehicle and many dashboards that all watch it, as fast as they can be told: the next position goes out when all have passed
 * the one {@code window} before it. The same code measures the engine and the raw server. Owned by the thread that calls {@link #run}.
 */
final class Fanout implements AutoCloseable {
    private static final int START_TIMEOUT_S = 30;
    private static final int DRAIN_SECONDS = 10;
    private static final int STEP_MS = 10;
    private static final long HIGHEST_US = TimeUnit.MINUTES.toMicros(1);

    /**
     * @param web where the dashboards connect
     * @param devices where the vehicle's device connects
     * @param subscription sent by each dashboard, and answered; empty: the server subscribes everyone
     * @param window positions under way
     */
    record Plan(
            InetSocketAddress web,
            InetSocketAddress devices,
            Optional<String> token,
            Optional<String> subscription,
            int subscribers,
            int window) {}

    /**
     * @param frames received by all dashboards together
     * @param skipped frames that a dashboard did not get because a newer one replaced them
     * @param lost dashboards whose socket was closed
     * @param latencyUs from the device's write to the dashboard's read, microseconds
     */
    record Result(long frames, long skipped, int lost, double seconds, Histogram latencyUs) {
        @Override
        public String toString() {
            return "%,.0f frames/s (%,d%s%s in %.1f s), %s"
                    .formatted(
                            frames / seconds,
                            frames,
                            skipped == 0 ? "" : ", " + skipped + " skipped",
                            lost == 0 ? "" : ", " + lost + " SOCKETS LOST",
                            seconds,
                            RunResult.latency(latencyUs));
        }
    }

    private final Plan plan;
    private final Selector selector = Selector.open();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Fleet fleet;
    private final Device sender;
    private final PacketTemplate packet = new PacketTemplate(1, PacketTemplate.MAX_ELEMENTS);
    private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
    private final ByteBuffer in = ByteBuffer.allocateDirect(4096);
    private final FeedScanner scanner = new FeedScanner();
    private final Histogram latencyUs = new Histogram(HIGHEST_US, 3);
    private final long firstRecordMs;
    /** Newest position each dashboard has seen. */
    private final long[] seen;
    /** Rings over the positions under way. */
    private final long[] sentAtNanos;

    private final int[] waiting;
    private long sent;
    private long completed;
    private long frames;
    private long skipped;
    private int answered;
    private int lost;

    Fanout(Plan plan) throws IOException {
        this.plan = plan;
        var fleetPlan = new Fleet.Plan(plan.devices(), 1, Fleet.Plan.freshSeries(), 2, STEP_MS);
        this.fleet = Fleet.connect(fleetPlan, Duration.ofSeconds(START_TIMEOUT_S));
        this.sender = fleet.devices.getFirst();
        this.firstRecordMs = sender.drive.nextRecordMs();
        this.seen = new long[plan.subscribers()];
        this.sentAtNanos = new long[plan.window()];
        this.waiting = new int[plan.window()];
        Arrays.fill(seen, -1);
    }

    Result run(int seconds) throws IOException {
        connect();
        var start = System.nanoTime();
        var deadline = start + TimeUnit.SECONDS.toNanos(seconds);
        var drained = deadline + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        for (var now = start; now < deadline || (completed < sent && now < drained); now = System.nanoTime()) {
            while (now < deadline && sent - completed < plan.window()) {
                send();
            }
            selector.select(this::read, 10);
        }
        return new Result(frames, skipped, lost, (System.nanoTime() - start) / 1e9, latencyUs);
    }

    private void connect() throws IOException {
        for (var i = 0; i < plan.subscribers(); i++) {
            var subscriber = Subscriber.connect(i, plan.web(), "/ws/tracking", plan.token());
            subscribers.add(subscriber);
            if (plan.subscription().isPresent()) {
                subscriber.send(plan.subscription().get());
            }
            subscriber.register(selector);
        }
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_TIMEOUT_S);
        while (plan.subscription().isPresent() && answered < plan.subscribers()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(answered + " of " + plan.subscribers() + " subscriptions answered");
            }
            selector.select(this::read, 10);
        }
    }

    private void send() throws IOException {
        out.clear();
        sender.append(packet, out);
        out.flip();
        var slot = (int) (sent % plan.window());
        waiting[slot] = plan.subscribers() - lost;
        sentAtNanos[slot] = System.nanoTime();
        sent++;
        while (out.hasRemaining()) {
            sender.channel.write(out);
        }
        // Acknowledgements are not what is measured here, but they must not pile up.
        in.clear();
        sender.channel.read(in);
    }

    private void read(SelectionKey key) {
        var subscriber = (Subscriber) key.attachment();
        try {
            if (subscriber.read(this::text)) {
                return;
            }
        } catch (IOException e) {
            // Reset by the other side: lost like one that was closed.
        }
        lost++;
        key.cancel();
        passed(subscriber.index, sent - 1);
    }

    private void text(Subscriber subscriber, byte[] bytes, int from, int to) {
        var timestamp = scanner.timestampAt(bytes, from, to);
        if (timestamp < 0) {
            answered++;
            return;
        }
        var position = (scanner.epochMs(bytes, timestamp) - firstRecordMs) / STEP_MS;
        if (position < sent - plan.window() || position >= sent || position <= seen[subscriber.index]) {
            return;
        }
        frames++;
        skipped += position - seen[subscriber.index] - 1;
        latencyUs.recordValue(Math.min(
                (System.nanoTime() - sentAtNanos[(int) (position % plan.window())]) / 1000, HIGHEST_US));
        passed(subscriber.index, position);
    }

    private void passed(int subscriber, long position) {
        for (var k = Math.max(seen[subscriber] + 1, sent - plan.window()); k <= position; k++) {
            if (--waiting[(int) (k % plan.window())] == 0) {
                completed++;
            }
        }
        seen[subscriber] = Math.max(seen[subscriber], position);
    }

    @Override
    public void close() {
        try {
            for (var subscriber : subscribers) {
                subscriber.close();
            }
            selector.close();
            fleet.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
