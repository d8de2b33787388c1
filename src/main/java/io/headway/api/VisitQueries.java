package io.headway.api;

import io.headway.model.NamedVisit;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Who is and was in which geofence of a workspace. Lists are in order of entering, newest first, behind a place in the list. Futures complete
 * on the calling context and fail only when the database cannot be reached or does not answer in time.
 */
public interface VisitQueries {

    /** Whether the workspace has the geofence, or had it before it was deleted. */
    Future<Boolean> known(UUID workspaceId, UUID geofenceId);

    /** Visits of the vehicles that are inside. */
    Future<List<NamedVisit>> insideOf(UUID workspaceId, UUID geofenceId, TimedId before, int limit);

    /** Visits of a vehicle where it is inside. */
    Future<List<NamedVisit>> ofVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit);

    /**
     * Visits that have a part within a range.
     *
     * @param fromMs not over before this, milliseconds since 1970-01-01T00:00Z
     * @param toMs begun before this
     */
    Future<List<NamedVisit>> visits(
            UUID workspaceId, UUID geofenceId, long fromMs, long toMs, TimedId before, int limit);
}
