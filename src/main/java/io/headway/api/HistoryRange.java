package io.headway.api;

import java.util.Optional;

/**
 * Which positions of a vehicle are asked for, oldest first.
 *
 * @param fromMs recorded at or after this, milliseconds since 1970-01-01T00:00Z
 * @param toMs recorded before this
 * @param after only positions behind this key in the order (recorded_at, fingerprint); empty from the start
 * @param limit most positions to return, at least 1
 */
public record HistoryRange(long fromMs, long toMs, Optional<Key> after, int limit) {

    /** Where a page of history ended: the rest of the primary key within one vehicle. */
    public record Key(long recordedAtMs, long fingerprint) {}
}
