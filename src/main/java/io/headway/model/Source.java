package io.headway.model;

import java.util.UUID;

/**
 * Whose record it is: what a session knows once the sender is authenticated, and all that identifies a position's origin.
 *
 * @param workspaceId the tenant
 * @param vehicleId the vehicle; decides the shard
 * @param deviceId the tracker, or null when a person's token sent the position
 * @param protocol name of the protocol, a metric tag of low cardinality
 */
public record Source(UUID workspaceId, UUID vehicleId, UUID deviceId, String protocol) {}
