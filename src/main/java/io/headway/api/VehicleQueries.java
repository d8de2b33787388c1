package io.headway.api;

import io.headway.model.Position;
import io.headway.model.VehicleLife;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the API asks about vehicles. Every question names the workspace: a vehicle of another one does not exist. Futures complete on the
 * calling context and fail only when the database cannot be reached or does not answer in time.
 */
public interface VehicleQueries {

    /**
     * Vehicles of a workspace in the order of their ids.
     *
     * @param after only vehicles with a greater id; empty from the start
     * @param limit most vehicles to return, at least 1
     */
    Future<List<VehicleView>> list(UUID workspaceId, Optional<UUID> after, int limit);

    Future<Optional<VehicleView>> find(UUID workspaceId, UUID vehicleId);

    /** The last-known position: the newest by the time of its fix. */
    Future<Optional<Position>> live(UUID workspaceId, UUID vehicleId);

    /** Whether it is heard of, and its attributes. */
    Future<Optional<VehicleLife>> life(UUID workspaceId, UUID vehicleId);

    /** Positions of a range, ordered by (recorded_at, fingerprint). */
    Future<List<Position>> history(UUID workspaceId, UUID vehicleId, HistoryRange range);
}
