package io.headway.app;

import io.headway.api.TripRegistry;
import io.headway.config.HeadwayConfig;
import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.Trip;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.store.Database;
import io.headway.store.Trips;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the REST API asks about trips, answered from the database; what came of it is told as soon as it is committed. Any thread. */
final class StoredTrips implements TripRegistry {
    private final Vertx vertx;
    private final Trips trips;

    StoredTrips(Vertx vertx, Database database, HeadwayConfig.Trips settings) {
        this.vertx = vertx;
        this.trips = new Trips(database, settings);
    }

    @Override
    public Future<Trip.Creation> create(UUID workspaceId, TripPlan plan, String actorId) {
        return trips.create(workspaceId, plan, actorId).onSuccess(creation -> {
            if (creation instanceof Trip.Creation.Created created) {
                publish(created.event());
            }
        });
    }

    @Override
    public Future<Optional<Trip>> find(UUID workspaceId, UUID tripId) {
        return trips.get(workspaceId, tripId);
    }

    @Override
    public Future<List<Trip>> list(UUID workspaceId, Query query) {
        return trips.list(workspaceId, query.status(), query.vehicleId(), query.before(), query.limit());
    }

    @Override
    public Future<List<TripChange>> history(UUID workspaceId, UUID tripId) {
        return trips.history(workspaceId, tripId);
    }

    @Override
    public Future<Trip.Move> move(UUID workspaceId, UUID tripId, TripStatus to, String actorId, String reason) {
        return trips.move(workspaceId, tripId, to, actorId, reason).onSuccess(move -> {
            if (move instanceof Trip.Move.Moved moved) {
                publish(moved.event());
            }
        });
    }

    private void publish(Event event) {
        vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(List.of(event)));
    }
}
