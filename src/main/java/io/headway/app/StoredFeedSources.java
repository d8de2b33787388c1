package io.headway.app;

import io.headway.broadcast.FeedSources;
import io.headway.broadcast.LiveTrip;
import io.headway.model.Position;
import io.headway.store.Database;
import io.headway.store.LastFixes;
import io.headway.store.LiveScopes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the live feed asks, answered from the database. Any thread. */
final class StoredFeedSources implements FeedSources {
    private final LastFixes lastFixes;
    private final LiveScopes scopes;

    StoredFeedSources(Database database, int maxVehicles) {
        lastFixes = new LastFixes(database, maxVehicles);
        scopes = new LiveScopes(database);
    }

    @Override
    public Future<List<Position>> lastKnown(UUID workspaceId) {
        return lastFixes.lastKnown(workspaceId);
    }

    @Override
    public Future<Optional<Set<UUID>>> inside(UUID workspaceId, UUID geofenceId) {
        return scopes.inside(workspaceId, geofenceId);
    }

    @Override
    public Future<Optional<LiveTrip>> trip(UUID workspaceId, UUID tripId) {
        return scopes.trip(workspaceId, tripId)
                .map(found -> found.map(trip -> new LiveTrip(trip.vehicleId(), trip.routeId(), trip.status())));
    }
}
