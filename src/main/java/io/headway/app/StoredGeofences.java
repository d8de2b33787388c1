package io.headway.app;

import io.headway.api.GeofenceRegistry;
import io.headway.api.GeometryCheck;
import io.headway.geofence.InvalidGeometry;
import io.headway.geofence.Shape;
import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.Geofence;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.headway.store.Database;
import io.headway.store.Geofences;
import io.headway.store.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API's geofences: shapes judged by the geofence package, rows in the database, ended visits told to whoever listens. Any thread. */
final class StoredGeofences implements GeofenceRegistry, GeometryCheck {
    private final Vertx vertx;
    private final Geofences geofences;

    StoredGeofences(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.geofences = new Geofences(database);
    }

    /** On a worker: ten thousand positions keep a thread busy for some milliseconds. */
    @Override
    public Future<Optional<Fault>> check(GeofenceDraft draft) {
        return vertx.executeBlocking(
                () -> switch (Shape.parse(draft.geometry(), draft.radiusM(), draft.widthM())) {
                    case Shape _ -> Optional.empty();
                    case InvalidGeometry invalid -> Optional.of(new Fault(invalid.path(), invalid.problem()));
                },
                false);
    }

    @Override
    public Future<List<Geofence>> list(UUID workspaceId, Optional<String> type, Optional<UUID> after, int limit) {
        return geofences.list(workspaceId, type, after, limit).map(Page::items);
    }

    @Override
    public Future<Optional<Geofence>> find(UUID workspaceId, UUID geofenceId) {
        return geofences.get(workspaceId, geofenceId);
    }

    @Override
    public Future<GeofenceChange> create(UUID workspaceId, GeofenceDraft draft) {
        return geofences.create(workspaceId, draft);
    }

    @Override
    public Future<GeofenceChange> replace(UUID workspaceId, UUID geofenceId, GeofenceDraft draft, String actorId) {
        return geofences.replace(workspaceId, geofenceId, draft, actorId).onSuccess(change -> {
            if (change instanceof GeofenceChange.Stored stored) {
                publish(stored.events());
            }
        });
    }

    @Override
    public Future<Boolean> delete(UUID workspaceId, UUID geofenceId, String actorId) {
        return geofences
                .delete(workspaceId, geofenceId, actorId)
                .onSuccess(events -> events.ifPresent(this::publish))
                .map(Optional::isPresent);
    }

    private void publish(List<Event> committed) {
        if (!committed.isEmpty()) {
            vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(committed));
        }
    }
}
