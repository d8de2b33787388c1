package io.headway.relay;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random time up to a bound that doubles with each failure, so that those who failed together
 * do not come back together. Pure but for the generator; owned by whoever owns that.
 *
 * @param firstMs bound after the first failure, milliseconds, at least 1
 * @param maxMs bound that is never exceeded, milliseconds
 */
record Backoff(long firstMs, long maxMs, RandomGenerator random) {
    /** Enough for any bound; the greatest first pause, 600,000 ms, still fits a long after that many. */
    private static final int MOST_DOUBLINGS = 40;

    /** @param failures in a row so far, at least 1 */
    long delayMs(int failures) {
        var doublings = Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
        return 1 + random.nextLong(Math.min(maxMs, firstMs << doublings));
    }
}
