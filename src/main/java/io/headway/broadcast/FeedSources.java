package io.headway.broadcast;

import io.headway.model.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the live feed asks the store when somebody subscribes. Called on the verticle's event loop; may complete anywhere. A failure means
 * that the store cannot be had now.
 */
public interface FeedSources {

    /** Last-known positions of the workspace's vehicles; asked at its first subscription, and at the next when it fails. */
    Future<List<Position>> lastKnown(UUID workspaceId);

    /** The vehicles inside; empty when the workspace has no such geofence. */
    Future<Optional<Set<UUID>>> inside(UUID workspaceId, UUID geofenceId);

    /** Empty when the workspace has no such trip. */
    Future<Optional<LiveTrip>> trip(UUID workspaceId, UUID tripId);
}
