package io.headway.gateway;

import io.headway.model.Source;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Who may send, and for which vehicle. Called on a gateway's loop; completes on it. */
public interface DeviceDirectory {

    /**
     * The source behind what a device says at login.
     *
     * @return empty when the device is unknown and is not to be registered; fails when that cannot be found out now
     */
    Future<Optional<Source>> find(String uniqueId, String protocol);

    /** Whether the vehicle exists in the workspace; never true for another tenant's vehicle. */
    Future<Boolean> vehicleBelongsTo(UUID vehicleId, UUID workspaceId);
}
