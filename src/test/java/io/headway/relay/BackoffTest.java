package io.headway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final int DRAWS = 2_000;

    private final Backoff backoff = new Backoff(1_000, 600_000, new SplittableRandom(7));

    @Test
    void the_bound_doubles_with_each_failure_and_the_delay_is_anywhere_below_it() {
        for (var failures = 1; failures <= 9; failures++) {
            var bound = 1_000L << (failures - 1);
            var delays = draw(failures);
            assertThat(LongStream.of(delays)).allMatch(delay -> delay >= 1 && delay <= bound);
            assertThat(LongStream.of(delays).max().orElseThrow()).isGreaterThan(bound * 9 / 10);
            assertThat(LongStream.of(delays).min().orElseThrow()).isLessThan(bound / 10);
        }
    }

    @Test
    void the_bound_never_exceeds_the_greatest() {
        for (var failures : new int[] {11, 41, 64, 1_000, Integer.MAX_VALUE}) {
            assertThat(LongStream.of(draw(failures))).allMatch(delay -> delay >= 1 && delay <= 600_000);
        }
        assertThat(new Backoff(600_000, Long.MAX_VALUE, new SplittableRandom(7)).delayMs(Integer.MAX_VALUE))
                .isPositive();
    }

    private long[] draw(int failures) {
        return LongStream.generate(() -> backoff.delayMs(failures)).limit(DRAWS).toArray();
    }
}
