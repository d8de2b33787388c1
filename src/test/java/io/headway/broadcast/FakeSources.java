package io.headway.broadcast;

import io.headway.model.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A store in memory; knows of each geofence and trip whose it is. Any thread. */
final class FakeSources implements FeedSources {
    private final Function<UUID, Future<List<Position>>> lastKnown;
    private final Map<List<UUID>, Future<Set<UUID>>> insideByFence = new ConcurrentHashMap<>();
    private final Map<List<UUID>, LiveTrip> trips = new ConcurrentHashMap<>();

    FakeSources(Function<UUID, Future<List<Position>>> lastKnown) {
        this.lastKnown = lastKnown;
    }

    FakeSources() {
        this(_ -> Future.succeededFuture(List.of()));
    }

    FakeSources fence(UUID workspace, UUID geofence, UUID... inside) {
        return fence(workspace, geofence, Future.succeededFuture(Set.of(inside)));
    }

    FakeSources fence(UUID workspace, UUID geofence, Future<Set<UUID>> inside) {
        insideByFence.put(List.of(workspace, geofence), inside);
        return this;
    }

    FakeSources trip(UUID workspace, UUID trip, LiveTrip state) {
        trips.put(List.of(workspace, trip), state);
        return this;
    }

    @Override
    public Future<List<Position>> lastKnown(UUID workspaceId) {
        return lastKnown.apply(workspaceId);
    }

    @Override
    public Future<Optional<Set<UUID>>> inside(UUID workspaceId, UUID geofenceId) {
        return insideByFence.containsKey(List.of(workspaceId, geofenceId))
                ? insideByFence.get(List.of(workspaceId, geofenceId)).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<LiveTrip>> trip(UUID workspaceId, UUID tripId) {
        return Future.succeededFuture(Optional.ofNullable(trips.get(List.of(workspaceId, tripId))));
    }
}
