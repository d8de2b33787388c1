package io.headway.api;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.LngLat;
import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.model.TripSummary;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Our workspace has one trip, {@link #TRIP} of the bus; theirs has none. Owned by the server's event loop. */
final class FakeTrips implements TripRegistry {
    static final UUID TRIP = RunningApi.BUS;
    private static final long AT_MS = RunningApi.NOON_MS;
    private static final TripSummary DRIVEN =
            new TripSummary(1_234.56, 130, List.of(new TripSummary.Stop(AT_MS, AT_MS + 130_000, new LngLat(11, 49))));

    volatile TripStatus status = TripStatus.SCHEDULED;
    volatile TripPlan plan = new TripPlan(RunningApi.BUS, "driver", null, null, null, null, null, "{}");
    volatile Query query;
    volatile String actor;

    private Trip trip() {
        return new Trip(
                new TimedId(AT_MS * 1_000, TRIP),
                Fleet.OURS,
                plan,
                status,
                AT_MS,
                status == TripStatus.SCHEDULED ? null : AT_MS,
                null,
                null,
                status == TripStatus.SCHEDULED ? null : DRIVEN);
    }

    private static Event event() {
        return new Event(
                UUID.randomUUID(), EventType.TRIP_STATUS_CHANGED, Fleet.OURS, RunningApi.BUS, null, AT_MS, "{}");
    }

    private static boolean has(UUID workspaceId, UUID tripId) {
        return workspaceId.equals(Fleet.OURS) && tripId.equals(TRIP);
    }

    @Override
    public Future<Trip.Creation> create(UUID workspaceId, TripPlan wanted, String actorId) {
        if (wanted.vehicleId().equals(RunningApi.FOREIGN)) {
            return Future.succeededFuture(new Trip.Creation.NoSuch("vehicle_id"));
        }
        plan = wanted;
        actor = actorId;
        return Future.succeededFuture(new Trip.Creation.Created(trip(), event()));
    }

    @Override
    public Future<Optional<Trip>> find(UUID workspaceId, UUID tripId) {
        return Future.succeededFuture(has(workspaceId, tripId) ? Optional.of(trip()) : Optional.empty());
    }

    @Override
    public Future<List<Trip>> list(UUID workspaceId, Query asked) {
        query = asked;
        return Future.succeededFuture(List.of(trip()));
    }

    @Override
    public Future<List<TripChange>> history(UUID workspaceId, UUID tripId) {
        return Future.succeededFuture(
                has(workspaceId, tripId)
                        ? List.of(new TripChange(1, null, TripStatus.SCHEDULED, AT_MS, "someone", "created"))
                        : List.of());
    }

    @Override
    public Future<Trip.Move> move(UUID workspaceId, UUID tripId, TripStatus to, String actorId, String reason) {
        if (!has(workspaceId, tripId)) {
            return Future.succeededFuture(new Trip.Move.NoSuchTrip());
        }
        if (!status.allowed().contains(to)) {
            return Future.succeededFuture(new Trip.Move.NotAllowed(status));
        }
        status = to;
        actor = actorId;
        return Future.succeededFuture(new Trip.Move.Moved(trip(), event()));
    }
}
