package io.headway.model;

import java.util.Locale;

/** Why a visit ended. */
public enum ExitReason {
    /** The vehicle drove out. */
    LEFT,
    /** The geofence was changed while the vehicle was inside; the new version is entered anew. */
    GEOFENCE_CHANGED,
    GEOFENCE_DELETED,
    /** The hours of the geofence were over at the next fix. */
    SCHEDULE_ENDED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The name in the table and on the wire: lower case with underscores. */
    public String tag() {
        return tag;
    }
}
