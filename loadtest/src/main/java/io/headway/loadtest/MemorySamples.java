package io.headway.loadtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads a process's resident set at intervals until stopped. The list is owned by the sampling thread until it has ended. */
final class MemorySamples {
    private record Sample(double minutes, long residentKb) {}

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread;

    MemorySamples(long pid, int intervalSeconds) {
        thread = Thread.ofPlatform().name("rss").start(() -> sample(pid, intervalSeconds));
    }

    private void sample(long pid, int intervalSeconds) {
        var start = System.nanoTime();
        try {
            do {
                var minutes = (System.nanoTime() - start) / 60e9;
                samples.add(new Sample(minutes, ProcessStats.residentKb(pid)));
            } while (!stopped.await(intervalSeconds, TimeUnit.SECONDS));
        } catch (IOException e) {
            System.err.println("the process has gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends sampling. To be called before the figures are read. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    /** Least squares over the second half, when caches have filled; kilobytes a minute. */
    double slopeKbPerMinute() {
        var half = samples.subList(samples.size() / 2, samples.size());
        var meanX = half.stream().mapToDouble(Sample::minutes).average().orElse(0);
        var meanY = half.stream().mapToLong(Sample::residentKb).average().orElse(0);
        var covariance = 0.0;
        var variance = 0.0;
        for (var sample : half) {
            covariance += (sample.minutes() - meanX) * (sample.residentKb() - meanY);
            variance += (sample.minutes() - meanX) * (sample.minutes() - meanX);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var sample : samples) {
            text.append("%.1f:%d ".formatted(sample.minutes(), sample.residentKb() / 1024));
        }
        return "RSS, minute:MB " + text + "slope of the second half %.0f KB/min".formatted(slopeKbPerMinute());
    }
}
