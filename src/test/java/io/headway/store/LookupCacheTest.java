package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LookupCache<String, Integer> cache = new LookupCache<>(2, 1_000, nanos::get);

    @Test
    void lets_go_of_the_entry_used_longest_ago() {
        cache.put("a", 1);
        cache.put("b", 2);
        assertThat(cache.get("a")).contains(1);
        cache.put("c", 3);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.get("a")).contains(1);
        assertThat(cache.get("b")).isEmpty();
    }

    @Test
    void an_old_entry_is_kept_but_not_fresh() {
        cache.put("a", 1);
        pass(999);
        assertThat(cache.getFresh("a")).contains(1);
        pass(1);
        assertThat(cache.getFresh("a")).isEmpty();
        assertThat(cache.get("a")).contains(1);
    }

    @Test
    void one_caller_an_age_refreshes() {
        cache.put("a", 1);
        assertThat(cache.claimRefresh("a")).isFalse();
        pass(1_000);
        assertThat(cache.claimRefresh("a")).isTrue();
        assertThat(cache.claimRefresh("a")).isFalse();
        pass(1_000);
        assertThat(cache.claimRefresh("a")).isTrue();
    }

    private void pass(long ms) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
