package io.headway.app;

import io.headway.api.VisitQueries;
import io.headway.model.NamedVisit;
import io.headway.model.TimedId;
import io.headway.store.Database;
import io.headway.store.GeofenceVisits;
import io.headway.store.Page;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The API's visits, from the database. Any thread. */
final class StoredVisits implements VisitQueries {
    private final GeofenceVisits visits;

    StoredVisits(Database database) {
        visits = new GeofenceVisits(database);
    }

    @Override
    public Future<Boolean> known(UUID workspaceId, UUID geofenceId) {
        return visits.known(workspaceId, geofenceId);
    }

    @Override
    public Future<List<NamedVisit>> insideOf(UUID workspaceId, UUID geofenceId, TimedId before, int limit) {
        return visits.insideOf(workspaceId, geofenceId, before, limit).map(Page::items);
    }

    @Override
    public Future<List<NamedVisit>> ofVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return visits.ofVehicle(workspaceId, vehicleId, before, limit).map(Page::items);
    }

    @Override
    public Future<List<NamedVisit>> visits(
            UUID workspaceId, UUID geofenceId, long fromMs, long toMs, TimedId before, int limit) {
        return visits.visits(workspaceId, geofenceId, fromMs, toMs, before, limit)
                .map(Page::items);
    }
}
