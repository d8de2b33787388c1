package io.headway.api;

import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.TripChange;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The trips of a workspace. Futures complete on the calling context and fail only when the database cannot be reached or does not answer in
 * time.
 */
public interface TripRegistry {

    Future<Trip.Creation> create(UUID workspaceId, TripPlan plan, String actorId);

    /** With what it has driven so far. */
    Future<Optional<Trip>> find(UUID workspaceId, UUID tripId);

    /** Newest first, as they are stored. */
    Future<List<Trip>> list(UUID workspaceId, Query query);

    /** Oldest first; empty when the workspace has no such trip. */
    Future<List<TripChange>> history(UUID workspaceId, UUID tripId);

    /** @param reason null for none given */
    Future<Trip.Move> move(UUID workspaceId, UUID tripId, TripStatus to, String actorId, String reason);

    /**
     * A question.
     *
     * @param status null for any
     * @param vehicleId null for any
     * @param before only those behind this place in the list
     * @param limit most to answer, at least 1
     */
    record Query(TripStatus status, UUID vehicleId, TimedId before, int limit) {}
}
