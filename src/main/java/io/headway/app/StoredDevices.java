package io.headway.app;

import io.headway.api.DeviceRegistry;
import io.headway.api.DeviceView;
import io.headway.store.Database;
import io.headway.store.Device;
import io.headway.store.DeviceCreation;
import io.headway.store.Devices;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API's devices, from the database. Any thread. */
final class StoredDevices implements DeviceRegistry {
    private final Devices devices;

    StoredDevices(Database database, boolean autoRegister) {
        devices = new Devices(database, autoRegister);
    }

    @Override
    public Future<List<DeviceView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return devices.list(workspaceId, after, limit)
                .map(page -> page.items().stream().map(StoredDevices::view).toList());
    }

    @Override
    public Future<Creation> create(UUID workspaceId, NewDevice device) {
        var wanted =
                new io.headway.store.NewDevice(device.uniqueId(), device.protocol(), device.name(), device.vehicleId());
        return devices.create(workspaceId, wanted).map(creation -> switch (creation) {
            case DeviceCreation.Created created -> new Creation.Created(view(created.device()));
            case DeviceCreation.UniqueIdTaken _ -> new Creation.UniqueIdTaken();
            case DeviceCreation.NoSuchVehicle _ -> new Creation.NoSuchVehicle();
        });
    }

    private static DeviceView view(Device device) {
        return new DeviceView(
                device.id(),
                device.vehicleId(),
                device.uniqueId(),
                device.protocol(),
                device.name(),
                device.createdAt());
    }
}
