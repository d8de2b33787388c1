package io.headway.model;

import java.util.Locale;

/** Why a record is not stored as a position. The set is closed: it is a metric tag and a column. */
public enum RejectionReason {
    /** The record has no coordinates, or exactly 0,0: the receiver never had a fix. */
    NO_FIX,
    /** Latitude or longitude is outside WGS84's range. */
    OUT_OF_RANGE,
    /** Older than the retention: its partition is gone or about to go. */
    TOO_OLD,
    /** Further ahead of our clock than the tolerance: the device's clock is wrong. */
    IN_FUTURE,
    /** Speed is below 0 or above 1,000 km/h. */
    SPEED_OUT_OF_RANGE,
    /** The database refuses the row for a reason of its own. */
    REFUSED_BY_STORE;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, in metrics and in {@code rejected_positions}: lower case with underscores. */
    public String tag() {
        return tag;
    }
}
