package io.headway.model;

import java.util.EnumSet;
import java.util.Set;

/** Where a trip stands. The one place that says which status may follow which. */
public enum TripStatus {
    SCHEDULED,
    EN_ROUTE,
    /** At its destination; not yet confirmed as done. */
    ARRIVED,
    COMPLETED,
    CANCELLED;

    /** Those that may follow, in the order of a trip; none when it has ended. */
    public Set<TripStatus> allowed() {
        return switch (this) {
            case SCHEDULED -> EnumSet.of(EN_ROUTE, CANCELLED);
            case EN_ROUTE -> EnumSet.of(ARRIVED, CANCELLED);
            case ARRIVED -> EnumSet.of(COMPLETED, CANCELLED);
            case COMPLETED, CANCELLED -> EnumSet.noneOf(TripStatus.class);
        };
    }

    /** Whether nothing can follow. */
    public boolean ended() {
        return allowed().isEmpty();
    }
}
