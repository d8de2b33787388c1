package io.headway.protocol.json;

import io.headway.model.EventType;
import io.headway.model.Fix;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a client says. Every input is one of these; what cannot be understood is {@link Invalid}. */
public sealed interface ClientMessage {

    /** @param token a bearer token, never empty; not verified yet */
    record Auth(String token) implements ClientMessage {
        /** Without the token: it is a secret, and messages get logged. */
        @Override
        public String toString() {
            return "Auth[]";
        }
    }

    /**
     * A position, not validated beyond its types.
     *
     * @param vehicleId whose it is; null when the sender relies on its token naming the vehicle
     * @param seq the sender's own number, returned in the acknowledgement; null when it sent none
     * @param fix what was reported; always with finite coordinates
     */
    record PositionUpdate(UUID vehicleId, Long seq, Fix fix) implements ClientMessage {}

    /**
     * @param id the client's name for the subscription, 1 to 64 characters
     * @param selection what it is to
     * @param snapshot whether the last known positions are sent first
     * @param rateHz updates a second and vehicle at most; 0 for every update. Events come at once, whatever the rate
     * @param batch whether several updates may come in one message
     * @param resume where an earlier subscription ended; null to begin now
     */
    record Subscribe(String id, Selection selection, boolean snapshot, double rateHz, boolean batch, Resume resume)
            implements ClientMessage {}

    /** @param id as in the {@link Subscribe} it ends */
    record Unsubscribe(String id) implements ClientMessage {}

    /**
     * A message that cannot be acted on.
     *
     * @param code error code of the wire
     * @param message what is wrong, for the developer of the client
     * @param seq the sender's number of it; null when there is none or it was not reached
     */
    record Invalid(String code, String message, Long seq) implements ClientMessage {}

    /**
     * What of a workspace a client wants; each member narrows what the others leave.
     *
     * @param allVehicles true for every vehicle the client may see; {@code vehicles} is empty then
     * @param vehicles at most 10,000
     * @param bbox only positions, and events with a position, inside; null for no limit
     * @param events only events of these types; empty for none. Nothing that a trip is followed by
     * @param geofence only vehicles inside it and its own events; null for no limit
     * @param trip only this trip's vehicle while the trip is under way, its status and its progress; null for no limit, and always with
     *     {@code geofence}
     */
    record Selection(
            boolean allVehicles,
            List<UUID> vehicles,
            BoundingBox bbox,
            Set<EventType> events,
            UUID geofence,
            UUID trip) {
        /** Everything that happens in the workspace. */
        public static final Selection ALL =
                new Selection(true, List.of(), null, EnumSet.allOf(EventType.class), null, null);

        public Selection {
            vehicles = List.copyOf(vehicles);
            events = Set.copyOf(events);
        }

        /** One trip, and nothing else. */
        public static Selection ofTrip(UUID trip) {
            return new Selection(true, List.of(), null, Set.of(), null, trip);
        }
    }

    /**
     * @param epoch the life of the feed that {@code offset} counts in, at most 64 characters
     * @param offset of the last update received, 0 or more
     */
    record Resume(String epoch, long offset) {}

    /**
     * A rectangle in WGS84 degrees, borders included. When west is greater than east it spans the antimeridian.
     *
     * @param west [-180, 180]
     * @param south [-90, north]
     * @param east [-180, 180]
     * @param north [south, 90]
     */
    record BoundingBox(double west, double south, double east, double north) {

        public boolean contains(double lng, double lat) {
            if (!(lat >= south && lat <= north)) {
                return false;
            }
            return west <= east ? lng >= west && lng <= east : lng >= west || lng <= east;
        }
    }
}
