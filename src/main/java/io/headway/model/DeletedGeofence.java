package io.headway.model;

import java.util.UUID;

/**
 * What is left of a geofence that vehicles may still have been inside of when it went. Immutable.
 *
 * @param name its last
 * @param type its last
 * @param deletedAtMs milliseconds since 1970-01-01T00:00Z; visits end then
 */
public record DeletedGeofence(UUID id, UUID workspaceId, String name, String type, long deletedAtMs) {}
