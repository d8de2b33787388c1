package io.headway.broadcast;

import io.headway.broadcast.Announcement.About;
import io.headway.broadcast.Announcement.TripChanged;
import io.headway.broadcast.Announcement.TripProgressed;
import io.headway.protocol.json.EventMessages;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Owned as {@link Scope} says. One trip: its status, and while it is under way its vehicle's positions and its progress. */
final class TripScope implements Scope {
    private static final Set<String> UNDER_WAY = Set.of("EN_ROUTE", "ARRIVED");
    private static final Set<String> OVER = Set.of("COMPLETED", "CANCELLED");

    private static final String NOT_MADE = "";

    private final UUID tripId;
    private final LiveTrip trip;
    private String status;

    TripScope(UUID tripId, LiveTrip trip) {
        this(tripId, trip, trip.status());
    }

    private TripScope(UUID tripId, LiveTrip trip, String status) {
        this.tripId = tripId;
        this.trip = trip;
        this.status = status;
    }

    UUID tripId() {
        return tripId;
    }

    /** Does not change. */
    LiveTrip trip() {
        return trip;
    }

    @Override
    public boolean holds(UUID vehicleId) {
        return trip.vehicleId().equals(vehicleId) && UNDER_WAY.contains(status);
    }

    /** Status and progress are what a trip is followed for: no filter takes them away. */
    @Override
    public boolean wants(About about, Filter filter) {
        return switch (about) {
            case TripChanged change -> tripId.equals(change.tripId());
            case TripProgressed progress -> tripId.equals(progress.tripId()) && UNDER_WAY.contains(status);
            case Announcement.Happened _ -> false;
        };
    }

    @Override
    public void apply(About about) {
        if (about instanceof TripChanged change && tripId.equals(change.tripId())) {
            status = change.to();
        }
    }

    @Override
    public void undo(About about) {
        if (about instanceof TripChanged change && tripId.equals(change.tripId())) {
            status = Objects.requireNonNullElse(change.from(), NOT_MADE);
        }
    }

    @Override
    public Scope copy() {
        return new TripScope(tripId, trip, status);
    }

    @Override
    public boolean over() {
        return OVER.contains(status);
    }

    @Override
    public Optional<Buffer> opening() {
        return Optional.of(EventMessages.tripStatus(tripId, trip.vehicleId(), status, null, null));
    }
}
