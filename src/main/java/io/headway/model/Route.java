package io.headway.model;

import java.util.UUID;

/**
 * A route as it stands in {@code routes}.
 *
 * @param plan what was decided by who made it; its path is null in lists
 * @param lengthM length of the path, metres
 * @param createdAtMs milliseconds since 1970-01-01T00:00Z
 * @param updatedAtMs of the last change
 */
public record Route(UUID id, UUID workspaceId, RouteDraft plan, double lengthM, long createdAtMs, long updatedAtMs) {

    /** What became of the wish to delete one. */
    public enum Deletion {
        DELETED,
        NO_SUCH_ROUTE,
        /** A vehicle drives it. */
        DEPLOYED
    }
}
