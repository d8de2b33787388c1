package io.headway.app;

import io.headway.api.VehicleGroupRegistry;
import io.headway.api.VehicleView;
import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.headway.store.Database;
import io.headway.store.Page;
import io.headway.store.VehicleGroups;
import io.headway.store.Vehicles;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API's groups of vehicles, from the database. Any thread. */
final class StoredVehicleGroups implements VehicleGroupRegistry {
    private final VehicleGroups groups;
    private final Vehicles vehicles;

    StoredVehicleGroups(Database database) {
        groups = new VehicleGroups(database);
        vehicles = new Vehicles(database);
    }

    @Override
    public Future<List<VehicleGroup>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return groups.list(workspaceId, after, limit).map(Page::items);
    }

    @Override
    public Future<Optional<VehicleGroup>> find(UUID workspaceId, UUID groupId) {
        return groups.get(workspaceId, groupId);
    }

    @Override
    public Future<Change> create(UUID workspaceId, String name) {
        return groups.create(workspaceId, name);
    }

    @Override
    public Future<Change> rename(UUID workspaceId, UUID groupId, String name) {
        return groups.rename(workspaceId, groupId, name);
    }

    @Override
    public Future<Change> delete(UUID workspaceId, UUID groupId) {
        return groups.delete(workspaceId, groupId);
    }

    @Override
    public Future<Change> add(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return groups.add(workspaceId, groupId, vehicleId);
    }

    @Override
    public Future<Change> remove(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return groups.remove(workspaceId, groupId, vehicleId);
    }

    @Override
    public Future<List<VehicleView>> vehicles(UUID workspaceId, UUID groupId, Optional<UUID> after, int limit) {
        return vehicles.inGroup(workspaceId, groupId, after, limit).map(StoredVehicles::views);
    }
}
