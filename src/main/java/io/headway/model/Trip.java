package io.headway.model;

import java.util.UUID;

/**
 * A trip as it stands in {@code trips}. Times are milliseconds since 1970-01-01T00:00Z.
 *
 * @param created when it was made, and its id: the place in a list, newest first
 * @param changedAtMs time of the last change of its status: of the fix where a fix caused it
 * @param startedAtMs null before it started
 * @param arrivedAtMs null before it arrived
 * @param endedAtMs when it was completed or cancelled; null before
 * @param summary null while nothing has been driven or added up
 */
public record Trip(
        TimedId created,
        UUID workspaceId,
        TripPlan plan,
        TripStatus status,
        long changedAtMs,
        Long startedAtMs,
        Long arrivedAtMs,
        Long endedAtMs,
        TripSummary summary) {

    public UUID id() {
        return created.id();
    }

    public Trip with(TripSummary newSummary) {
        return new Trip(
                created, workspaceId, plan, status, changedAtMs, startedAtMs, arrivedAtMs, endedAtMs, newSummary);
    }

    /** What became of the wish to make one. */
    public sealed interface Creation {
        /** @param event what is told of it; stands in the outbox */
        record Created(Trip trip, Event event) implements Creation {}

        /** @param member the member of the plan that names nothing of this workspace: {@code vehicle_id}, … */
        record NoSuch(String member) implements Creation {}
    }

    /** What became of the wish to change its status. */
    public sealed interface Move {
        /** @param event what is told of it; stands in the outbox */
        record Moved(Trip trip, Event event) implements Move {}

        /** @param current the status it has, whose {@link TripStatus#allowed()} may follow */
        record NotAllowed(TripStatus current) implements Move {}

        record NoSuchTrip() implements Move {}
    }
}
