package io.headway.app;

import io.headway.gateway.DeviceDirectory;
import io.headway.model.Source;
import io.headway.store.Devices;
import io.headway.store.Vehicles;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** The gateways' directory, read from the database. */
record StoredDirectory(Devices devices, Vehicles vehicles) implements DeviceDirectory {

    @Override
    public Future<Optional<Source>> find(String uniqueId, String protocol) {
        return devices.findByUniqueId(uniqueId, protocol);
    }

    @Override
    public Future<Boolean> vehicleBelongsTo(UUID vehicleId, UUID workspaceId) {
        return vehicles.vehicleBelongsTo(vehicleId, workspaceId);
    }
}
