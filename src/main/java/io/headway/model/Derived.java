package io.headway.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from positions and is written in the transaction that writes them. Filled by the shard while it judges a batch, not changed
 * afterwards. Writing the same twice changes nothing.
 *
 * @param events in the order of their causes
 * @param visits each in its newest form; a visit may be here several times, the last counts
 * @param statuses a vehicle may be here several times, the last counts
 */
public record Derived(List<Event> events, List<Visit> visits, List<VehicleStatus> statuses) {

    /** Nothing yet. */
    public static Derived empty() {
        return new Derived(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    public boolean isEmpty() {
        return events.isEmpty() && visits.isEmpty() && statuses.isEmpty();
    }

    /** Two that hold as much together, in the same order; none when there is only one thing here. */
    public List<Derived> halves() {
        var size = events.size() + visits.size() + statuses.size();
        if (size < 2) {
            return List.of();
        }
        var first = size / 2;
        var ofEvents = Math.min(first, events.size());
        var ofVisits = Math.min(first - ofEvents, visits.size());
        var ofStatuses = first - ofEvents - ofVisits;
        return List.of(
                new Derived(events.subList(0, ofEvents), visits.subList(0, ofVisits), statuses.subList(0, ofStatuses)),
                new Derived(
                        events.subList(ofEvents, events.size()),
                        visits.subList(ofVisits, visits.size()),
                        statuses.subList(ofStatuses, statuses.size())));
    }

    public void addAll(Derived other) {
        events.addAll(other.events);
        visits.addAll(other.visits);
        statuses.addAll(other.statuses);
    }
}
