package io.headway.model;

import java.util.UUID;

/**
 * Whether a vehicle is heard of, as it stands in {@code vehicle_status}.
 *
 * @param changedAtMs since when, milliseconds since 1970-01-01T00:00Z
 */
public record VehicleStatus(UUID vehicleId, UUID workspaceId, boolean online, long changedAtMs) {}
