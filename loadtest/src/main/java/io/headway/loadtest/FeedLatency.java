package io.headway.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * A dashboard that measures how old positions are when they arrive: vehicle and timestamp say which record it is, and the open loop's
 * schedule says when that was due. Owned by its own thread.
 */
final class FeedLatency implements AutoCloseable {
    private static final long HIGHEST_US = TimeUnit.MINUTES.toMicros(5);

    /**
     * @param received positions matched to a record of this run
     * @param unmatched positions of other vehicles or times
     * @param closed the engine closed the socket
     */
    record Result(long received, long unmatched, boolean closed, Histogram latencyUs) {}

    private final Subscriber subscriber;
    private final Map<UUID, Integer> deviceOfVehicle;
    private final Pace.OpenLoop schedule;
    private final long[] firstRecordMs;
    private final int stepMs;
    private final int recordsPerPacket;
    private final FeedScanner scanner = new FeedScanner();
    private final Histogram latencyUs = new Histogram(HIGHEST_US, 3);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong wanted = new AtomicLong(Long.MAX_VALUE);
    private final Thread thread;
    private long received;
    private long unmatched;
    private long nowNanos;

    /**
     * @param subscriber connected, its subscription sent
     * @param fleet about to run on that schedule
     */
    FeedLatency(
            Subscriber subscriber,
            Fleet fleet,
            Map<UUID, Integer> deviceOfVehicle,
            Pace.OpenLoop schedule,
            int recordsPerPacket) {
        this.subscriber = subscriber;
        this.deviceOfVehicle = deviceOfVehicle;
        this.schedule = schedule;
        this.recordsPerPacket = recordsPerPacket;
        this.stepMs = fleet.plan().stepMs();
        this.firstRecordMs = fleet.devices.stream()
                .flatMapToLong(device -> LongStream.of(device.drive.nextRecordMs()))
                .toArray();
        this.thread = Thread.ofPlatform().name("feed-latency").start(this::loop);
    }

    /** The subscription of a dashboard that watches these vehicles, each update at once. */
    static String subscribe(List<UUID> vehicles) {
        var ids = new StringBuilder();
        for (var vehicle : vehicles) {
            ids.append(ids.isEmpty() ? "\"" : ",\"").append(vehicle).append('"');
        }
        return "{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":[" + ids + "]}";
    }

    /** The subscription of a dashboard that watches everything, each update at once. */
    static String subscribeAll() {
        return "{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":\"*\"}";
    }

    private void loop() {
        try (var selector = Selector.open()) {
            subscriber.register(selector);
            while (!stopped.get() && !subscriber.closed() && received < wanted.get()) {
                selector.select(50);
                selector.selectedKeys().clear();
                nowNanos = System.nanoTime();
                subscriber.read(this::text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(Subscriber from, byte[] bytes, int start, int end) {
        for (var at = scanner.vehicleAt(bytes, start, end); at >= 0; at = scanner.vehicleAt(bytes, at, end)) {
            var device = deviceOfVehicle.get(FeedScanner.uuid(bytes, at));
            var timestamp = scanner.timestampAt(bytes, at, end);
            if (timestamp < 0) {
                return;
            }
            match(device, timestamp, bytes);
        }
    }

    private void match(Integer device, int timestampAt, byte[] bytes) {
        var sinceStartMs = device == null ? -1 : scanner.epochMs(bytes, timestampAt) - firstRecordMs[device];
        if (sinceStartMs < 0) {
            unmatched++;
            return;
        }
        received++;
        var packet = sinceStartMs / stepMs / recordsPerPacket;
        latencyUs.recordValue(Math.clamp((nowNanos - schedule.dueNanos(packet, device)) / 1000, 0, HIGHEST_US));
    }

    /**
     * Reads on until as many positions have come or the time is up, then stops. What is still under way when the driver ends would
     * otherwise be missing, and it is the slowest.
     */
    Result stop(long expected, Duration patience) throws InterruptedException {
        wanted.set(expected);
        if (!thread.join(patience)) {
            stopped.set(true);
            thread.join();
        }
        return new Result(received, unmatched, subscriber.closed(), latencyUs);
    }

    @Override
    public void close() throws IOException {
        stopped.set(true);
        subscriber.close();
    }
}
