package io.headway.api;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The devices of a workspace. Futures complete on the calling context and fail only when the database cannot be reached or does not answer
 * in time.
 */
public interface DeviceRegistry {

    /**
     * Devices of a workspace in the order of their ids.
     *
     * @param after only devices with a greater id; empty from the start
     * @param limit most devices to return, at least 1
     */
    Future<List<DeviceView>> list(UUID workspaceId, Optional<UUID> after, int limit);

    /** Registers a device, for a vehicle that exists or for a new one of the device's name, in one transaction. */
    Future<Creation> create(UUID workspaceId, NewDevice device);

    /**
     * A device to be registered.
     *
     * @param vehicleId the vehicle that carries it; empty: make one
     * @param protocol null when not known
     */
    record NewDevice(String uniqueId, String name, String protocol, Optional<UUID> vehicleId) {}

    /** What became of a registration. */
    sealed interface Creation {
        record Created(DeviceView device) implements Creation {}

        /** The unique id is registered already, in this workspace or in another. */
        record UniqueIdTaken() implements Creation {}

        /** The workspace has no such vehicle. */
        record NoSuchVehicle() implements Creation {}
    }
}
