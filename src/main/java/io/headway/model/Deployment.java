package io.headway.model;

import java.util.UUID;

/**
 * A route given to a vehicle to drive. A vehicle has one active at most.
 *
 * @param deployedAt when, and the id: the place in a list, newest first
 * @param deployedBy subject of the token that asked for it; null when nobody in particular
 * @param endedAtMs milliseconds since 1970-01-01T00:00Z; null while it is active
 */
public record Deployment(
        TimedId deployedAt, UUID routeId, UUID vehicleId, DeploymentStatus status, String deployedBy, Long endedAtMs) {

    public UUID id() {
        return deployedAt.id();
    }

    /** What became of the wish to deploy a route to a vehicle. */
    public sealed interface Outcome {
        /** It is active; it may have been so before. */
        record Deployed(Deployment deployment) implements Outcome {}

        /** The workspace has no such route, or it was deleted. */
        record NoSuchRoute() implements Outcome {}

        /** The workspace has no such vehicle. */
        record NoSuchVehicle() implements Outcome {}
    }
}
