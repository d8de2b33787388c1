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

    public void addAll(Derived other) {
        events.addAll(other.events);
        visits.addAll(other.visits);
        statuses.addAll(other.statuses);
    }
}
