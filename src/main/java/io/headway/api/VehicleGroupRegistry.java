package io.headway.api;

import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The groups of vehicles of a workspace. Futures complete on the calling context and fail only when the database cannot be reached or does
 * not answer in time.
 */
public interface VehicleGroupRegistry {

    /**
     * Groups in the order of their ids.
     *
     * @param after only those with a greater id; empty from the start
     * @param limit most to return, at least 1
     */
    Future<List<VehicleGroup>> list(UUID workspaceId, Optional<UUID> after, int limit);

    Future<Optional<VehicleGroup>> find(UUID workspaceId, UUID groupId);

    Future<Change> create(UUID workspaceId, String name);

    Future<Change> rename(UUID workspaceId, UUID groupId, String name);

    Future<Change> delete(UUID workspaceId, UUID groupId);

    /** Puts a vehicle into the group; once is enough. */
    Future<Change> add(UUID workspaceId, UUID groupId, UUID vehicleId);

    /** Takes a vehicle out of the group, if it is in. */
    Future<Change> remove(UUID workspaceId, UUID groupId, UUID vehicleId);

    /** The group's vehicles in the order of their ids; none of a group that is not the workspace's. */
    Future<List<VehicleView>> vehicles(UUID workspaceId, UUID groupId, Optional<UUID> after, int limit);
}
