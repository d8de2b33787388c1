package io.headway.deviation;

import io.headway.model.Fix;
import java.util.List;

/**
 * Keeps back a fix that the vehicle cannot have reached, until the next one tells. Owned by whoever made it; deterministic. A single
 * outlier is dropped; when the next fix agrees with it, both count, so a vehicle that was elsewhere while its tracker slept is believed at
 * its second fix.
 */
final class OutlierFilter {
    /** A receiver's jitter is no speed. */
    private static final double JITTER_M = 50;

    private static final double KMH_TO_MS = 1 / 3.6;

    private final double maxSpeedMs;
    private Fix last;
    private Fix suspect;

    /**
     * All that a filter remembers, of each fix its time, place, heading, speed and accuracy.
     *
     * @param last the last one let through; null before the first
     * @param suspect the one kept back; null when none
     */
    record State(Fix last, Fix suspect) {
        static final State NEW = new State(null, null);
    }

    OutlierFilter(int maxSpeedKmh, State state) {
        maxSpeedMs = maxSpeedKmh * KMH_TO_MS;
        last = state.last();
        suspect = state.suspect();
    }

    State state() {
        return new State(last, suspect);
    }

    /** @return what can be believed now, in order of time: none, this one, or the one kept back and this one */
    List<Fix> take(Fix fix) {
        if (last == null || reachable(last, fix)) {
            last = fix;
            suspect = null;
            return List.of(fix);
        }
        var before = suspect;
        if (before == null || !reachable(before, fix)) {
            suspect = fix;
            return List.of();
        }
        last = fix;
        suspect = null;
        return List.of(before, fix);
    }

    private boolean reachable(Fix from, Fix to) {
        var metres = Wgs84.distanceM(from.latitude(), from.longitude(), to.latitude(), to.longitude());
        return metres - JITTER_M <= maxSpeedMs * (to.recordedAtMs() - from.recordedAtMs()) / 1e3;
    }
}
