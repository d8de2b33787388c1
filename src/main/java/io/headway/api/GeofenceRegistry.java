package io.headway.api;

import io.headway.model.Geofence;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The geofences of a workspace. Futures complete on the calling context and fail only when the database cannot be reached or does not answer
 * in time.
 */
public interface GeofenceRegistry {

    /**
     * Geofences in the order of their ids.
     *
     * @param type only those of that type; empty for all
     * @param after only those with a greater id; empty from the start
     * @param limit most to return, at least 1
     */
    Future<List<Geofence>> list(UUID workspaceId, Optional<String> type, Optional<UUID> after, int limit);

    Future<Optional<Geofence>> find(UUID workspaceId, UUID geofenceId);

    Future<GeofenceChange> create(UUID workspaceId, GeofenceDraft draft);

    /** Puts the draft in its place, and ends the visits of the vehicles inside when it changes more than what it is called. */
    Future<GeofenceChange> replace(UUID workspaceId, UUID geofenceId, GeofenceDraft draft, String actorId);

    /** Deletes it and ends the visits of the vehicles inside; false when the workspace has no such geofence. */
    Future<Boolean> delete(UUID workspaceId, UUID geofenceId, String actorId);
}
