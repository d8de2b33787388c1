package io.headway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.DatabaseUrl;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Trackers under way together, and what the database must hold of theirs. Owned by the test's thread. */
public final class TrackerFleet implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;
    /** Room for records at {@link TrackerClient#STEP_MS}, so that none lies in the future. */
    private static final Duration BEGAN_AGO = Duration.ofDays(2);

    private final List<TrackerClient> trackers = new ArrayList<>();
    private final long firstAtMs =
            Instant.now().minus(BEGAN_AGO).truncatedTo(ChronoUnit.SECONDS).toEpochMilli();

    /** Starts them; the IMEIs are those of {@code firstImei} and the numbers after it. */
    public TrackerFleet(int port, int size, long firstImei, int window, long pauseMs) {
        var firstAtMs =
                Instant.now().minus(BEGAN_AGO).truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
        for (var i = 0; i < size; i++) {
            var imei = Long.toString(firstImei + i);
            trackers.add(new TrackerClient(new TrackerClient.Settings(port, imei, firstAtMs, window, pauseMs)));
        }
    }

    /** Time of the first record of each. */
    public long firstAtMs() {
        return firstAtMs;
    }

    public long sent() {
        return sum(TrackerClient::sent);
    }

    public long acknowledged() {
        return sum(TrackerClient::acknowledged);
    }

    public long sentAgain() {
        return sum(TrackerClient::sentAgain);
    }

    /** How many records each has sent, by its number in the fleet. */
    public List<Long> sentByEach() {
        return trackers.stream().map(TrackerClient::sent).toList();
    }

    /** True when each has as many acknowledged as the list says. */
    public boolean haveAcknowledged(List<Long> numbers) {
        for (var i = 0; i < trackers.size(); i++) {
            if (trackers.get(i).acknowledged() < numbers.get(i)) {
                return false;
            }
        }
        return true;
    }

    private long sum(ToLongFunction<TrackerClient> number) {
        return trackers.stream().mapToLong(number).sum();
    }

    /** Makes no more records and returns when all are acknowledged. */
    public void finish(Duration deadline) throws InterruptedException {
        trackers.forEach(TrackerClient::finish);
        var end = System.nanoTime() + deadline.toNanos();
        for (var tracker : trackers) {
            tracker.awaitFinished(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    /** Every record acknowledged is stored, and no record twice; nothing is stored that was not sent. */
    public void assertStoredOnce(DatabaseUrl url) throws SQLException {
        // Before the query: they go on while it runs.
        var acknowledged = trackers.stream().map(TrackerClient::acknowledged).toList();
        var stored = storedTimes(url);
        for (var number = 0; number < trackers.size(); number++) {
            var tracker = trackers.get(number);
            var times = stored.getOrDefault(tracker.imei(), List.of());
            assertThat(times).as("stored of %s", tracker.imei()).doesNotHaveDuplicates();
            for (var i = 0L; i < acknowledged.get(number); i++) {
                // The times are sorted, each is there once, and the tracker's records are acknowledged in their order.
                assertThat(times.size()).as("stored of %s", tracker.imei()).isGreaterThan((int) i);
                assertThat(times.get((int) i))
                        .as("record %d of %s", i, tracker.imei())
                        .isEqualTo(tracker.firstAtMs() + i * TrackerClient.STEP_MS);
            }
            assertThat(times.size()).as("sent by %s", tracker.imei()).isLessThanOrEqualTo((int) tracker.sent());
        }
    }

    /** Times of each device's positions in milliseconds since 1970, sorted. */
    private static Map<String, List<Long>> storedTimes(DatabaseUrl url) throws SQLException {
        var times = new HashMap<String, List<Long>>();
        try (var connection = url.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select d.unique_id, (extract(epoch from p.recorded_at) * 1000)::bigint
                        from positions p join devices d on d.id = p.device_id and d.vehicle_id = p.vehicle_id
                        order by 1, 2""")) {
            while (rows.next()) {
                times.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getLong(2));
            }
        }
        return times;
    }

    @Override
    public void close() throws IOException {
        for (var tracker : trackers) {
            tracker.close();
        }
    }
}
