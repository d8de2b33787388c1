package io.headway.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers of the database that several event loops ask for; bounded, the entry that was used longest ago goes first. Any thread: its own
 * monitor guards it, held for one map operation. One cache and not one per loop, because a device that reconnects on another loop while
 * the database is down must still be known.
 */
final class LookupCache<K, V> {
    private final Map<K, Answer<V>> entries;
    private final long maxAgeNanos;
    private final LongSupplier nanoClock;

    /**
     * @param maxEntries bound
     * @param maxAgeMs age from which an entry counts as old, milliseconds
     * @param nanoClock {@link System#nanoTime()} or a test's clock
     */
    LookupCache(int maxEntries, long maxAgeMs, LongSupplier nanoClock) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
                return size() > maxEntries;
            }
        };
        this.maxAgeNanos = TimeUnit.MILLISECONDS.toNanos(maxAgeMs);
        this.nanoClock = nanoClock;
    }

    private record Answer<V>(V value, long sinceNanos) {}

    /** The entry, however old. */
    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Answer::value);
    }

    /** The entry unless it is old. */
    synchronized Optional<V> getFresh(K key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> nanoClock.getAsLong() - entry.sinceNanos() < maxAgeNanos)
                .map(Answer::value);
    }

    /** True for the one caller that should ask the database again because the entry is old; it counts as fresh from here on. */
    synchronized boolean claimRefresh(K key) {
        var entry = entries.get(key);
        var now = nanoClock.getAsLong();
        if (entry == null || now - entry.sinceNanos() < maxAgeNanos) {
            return false;
        }
        entries.put(key, new Answer<>(entry.value(), now));
        return true;
    }

    synchronized void put(K key, V value) {
        entries.put(key, new Answer<>(value, nanoClock.getAsLong()));
    }

    synchronized void remove(K key) {
        entries.remove(key);
    }

    synchronized int size() {
        return entries.size();
    }
}
