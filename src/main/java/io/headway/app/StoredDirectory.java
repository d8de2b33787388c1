package io.headway.app;

import io.headway.gateway.DeviceDirectory;
import io.headway.model.Source;
import io.headway.store.Devices;
import io.headway.store.Vehicles;
import io.headway.store.Workspaces;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * The gateways' directory, read from the database.
 *
 * @param autoRegister makes the vehicle that a token of the default workspace names, when there is none of that id
 */
record StoredDirectory(Devices devices, Vehicles vehicles, boolean autoRegister) implements DeviceDirectory {

    @Override
    public Future<Optional<Source>> find(String uniqueId, String protocol) {
        return devices.findByUniqueId(uniqueId, protocol);
    }

    @Override
    public Future<Boolean> vehicleBelongsTo(UUID vehicleId, UUID workspaceId) {
        return vehicles.vehicleBelongsTo(vehicleId, workspaceId)
                .compose(known -> known || !autoRegister || !workspaceId.equals(Workspaces.DEFAULT_ID)
                        ? Future.succeededFuture(known)
                        : vehicles.register(workspaceId, vehicleId, vehicleId.toString()));
    }
}
