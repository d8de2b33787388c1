package io.headway.broadcast;

import io.headway.model.Position;
import io.headway.protocol.json.ClientMessage;
import java.util.Set;
import java.util.UUID;

/**
 * Which vehicles of the workspace a subscription wants. Immutable; any thread.
 *
 * @param vehicles null for all
 * @param box null for everywhere
 */
record Filter(Set<UUID> vehicles, ClientMessage.BoundingBox box) {

    static Filter of(ClientMessage.Subscribe request) {
        return new Filter(request.allVehicles() ? null : Set.copyOf(request.vehicles()), request.bbox());
    }

    boolean everything() {
        return vehicles == null && box == null;
    }

    boolean matches(Position position) {
        return (vehicles == null || vehicles.contains(position.vehicleId()))
                && (box == null
                        || box.contains(
                                position.fix().longitude(), position.fix().latitude()));
    }
}
