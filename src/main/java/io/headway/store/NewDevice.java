package io.headway.store;

import java.util.Optional;
import java.util.UUID;

/**
 * A device to be created.
 *
 * @param uniqueId 1 to 64 printable characters, see {@link Devices#isUniqueId}
 * @param protocol null when not named
 * @param name for people
 * @param vehicleId the vehicle it is in; empty: a vehicle of the device's name is made
 */
public record NewDevice(String uniqueId, String protocol, String name, Optional<UUID> vehicleId) {}
