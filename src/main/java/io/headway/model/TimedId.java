package io.headway.model;

import java.util.UUID;

/**
 * Place of a row in a list that is ordered by a time, newest first.
 *
 * @param atUs microseconds since 1970-01-01T00:00Z: as exact as the database, or a page would repeat or leave out rows
 * @param id tells rows of one instant apart
 */
public record TimedId(long atUs, UUID id) {

    /** Before the newest: the last microsecond of the year 9999, and the greatest id. */
    public static final TimedId FIRST = new TimedId(253_402_300_799_999_999L, new UUID(-1, -1));

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long atMs() {
        return Math.floorDiv(atUs, 1_000L);
    }
}
