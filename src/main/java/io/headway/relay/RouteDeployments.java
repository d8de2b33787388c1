package io.headway.relay;

import io.vertx.core.Future;
import java.util.UUID;

/** Gives vehicles routes to drive. */
@FunctionalInterface
public interface RouteDeployments {

    /**
     * Deploys the route to the vehicle instead of what it drove so far. To do it twice is the same as once.
     *
     * @param actorId who wants it; null when nobody in particular
     * @return true when it is stored; false when the workspace has no such route or vehicle. Fails when the store cannot be reached
     */
    Future<Boolean> deploy(UUID workspaceId, UUID routeId, UUID vehicleId, String actorId);
}
