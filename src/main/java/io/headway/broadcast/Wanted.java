package io.headway.broadcast;

import io.headway.broadcast.Announcement.About;
import io.headway.broadcast.Announcement.Happened;
import io.headway.model.Position;

/**
 * Which positions and notices a subscription wants now. As immutable as its scope.
 *
 * @param scope null when the filter says it all
 */
record Wanted(Filter filter, Scope scope) {

    boolean matches(Position position) {
        return filter.matches(position) && (scope == null || scope.holds(position.vehicleId()));
    }

    boolean matches(About about) {
        if (scope != null) {
            return scope.wants(about, filter);
        }
        return about instanceof Happened event && filter.matches(event);
    }

    void undo(About about) {
        if (scope != null) {
            scope.undo(about);
        }
    }

    /** Whose scope may be changed without changing this one's. */
    Wanted copy() {
        return scope == null ? this : new Wanted(filter, scope.copy());
    }
}
