package io.headway.broadcast;

import io.headway.broadcast.Announcement.Happened;
import io.headway.model.EventType;
import io.headway.model.Position;
import io.headway.protocol.json.ClientMessage;
import java.util.Set;
import java.util.UUID;

/**
 * Which vehicles and events of the workspace a subscription wants. Immutable; any thread.
 *
 * @param vehicles null for all
 * @param box null for everywhere
 * @param events none, some or all
 */
record Filter(Set<UUID> vehicles, ClientMessage.BoundingBox box, Set<EventType> events) {

    static Filter of(ClientMessage.Selection selection) {
        return new Filter(
                selection.allVehicles() ? null : Set.copyOf(selection.vehicles()),
                selection.bbox(),
                selection.events());
    }

    /** Every position, that is; events have a filter of their own. */
    boolean everything() {
        return vehicles == null && box == null;
    }

    boolean matches(Position position) {
        return (vehicles == null || vehicles.contains(position.vehicleId()))
                && (box == null
                        || box.contains(
                                position.fix().longitude(), position.fix().latitude()));
    }

    /** An event that does not say whose or where it is matches only where that does not matter. */
    boolean matches(Happened event) {
        return events.contains(event.type())
                && (vehicles == null || (event.vehicleId() != null && vehicles.contains(event.vehicleId())))
                && (box == null
                        || (event.place() != null
                                && box.contains(
                                        event.place().lng(), event.place().lat())));
    }
}
