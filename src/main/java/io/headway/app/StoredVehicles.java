package io.headway.app;

import io.headway.api.HistoryRange;
import io.headway.api.VehicleEditor;
import io.headway.api.VehicleQueries;
import io.headway.api.VehicleView;
import io.headway.model.Position;
import io.headway.model.VehicleDetails;
import io.headway.model.VehicleLife;
import io.headway.store.Database;
import io.headway.store.HistoryCursor;
import io.headway.store.Page;
import io.headway.store.Vehicle;
import io.headway.store.Vehicles;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The API's vehicles, from the database. Any thread. */
final class StoredVehicles implements VehicleQueries, VehicleEditor {
    private final Vehicles vehicles;

    StoredVehicles(Database database) {
        vehicles = new Vehicles(database);
    }

    @Override
    public Future<List<VehicleView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return vehicles.list(workspaceId, after, limit).map(StoredVehicles::views);
    }

    @Override
    public Future<Optional<VehicleView>> find(UUID workspaceId, UUID vehicleId) {
        return vehicles.get(workspaceId, vehicleId).map(found -> found.map(StoredVehicles::view));
    }

    @Override
    public Future<Optional<Position>> live(UUID workspaceId, UUID vehicleId) {
        return vehicles.live(workspaceId, vehicleId);
    }

    @Override
    public Future<Optional<VehicleLife>> life(UUID workspaceId, UUID vehicleId) {
        return vehicles.life(workspaceId, vehicleId);
    }

    @Override
    public Future<List<Position>> history(UUID workspaceId, UUID vehicleId, HistoryRange range) {
        return vehicles.history(
                        workspaceId,
                        vehicleId,
                        Instant.ofEpochMilli(range.fromMs()),
                        Instant.ofEpochMilli(range.toMs()),
                        range.after().map(key -> new HistoryCursor(key.recordedAtMs(), key.fingerprint())),
                        range.limit())
                .map(Page::items);
    }

    @Override
    public Future<Optional<VehicleView>> change(
            UUID workspaceId, UUID vehicleId, UnaryOperator<VehicleDetails> change) {
        return vehicles.change(workspaceId, vehicleId, change).map(found -> found.map(StoredVehicles::view));
    }

    static List<VehicleView> views(Page<Vehicle> page) {
        return page.items().stream().map(StoredVehicles::view).toList();
    }

    private static VehicleView view(Vehicle vehicle) {
        return new VehicleView(
                vehicle.id(),
                vehicle.name(),
                vehicle.registrationPlate(),
                vehicle.speedLimitKmh(),
                vehicle.createdAt());
    }
}
