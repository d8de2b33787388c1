package io.headway.api;

import io.headway.model.VehicleDetails;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Changes what people say of a vehicle. Futures complete on the calling context and fail only when the database cannot be reached or does
 * not answer in time.
 */
public interface VehicleEditor {

    /**
     * Changes a vehicle; no other change comes between.
     *
     * @param change from what is stored to what shall be; pure
     * @return the vehicle as it is now; empty when the workspace has no such one
     */
    Future<Optional<VehicleView>> change(UUID workspaceId, UUID vehicleId, UnaryOperator<VehicleDetails> change);
}
