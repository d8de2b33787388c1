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
 * @param reports in the order in which they came; a vehicle may be here several times
 */
public record Derived(
        List<Event> events, List<Visit> visits, List<VehicleStatus> statuses, List<VehicleReport> reports) {

    /** Nothing, and nothing to come. */
    public static final Derived NONE = ofEvents(List.of());

    /** Events alone. */
    public static Derived ofEvents(List<Event> events) {
        return new Derived(events, List.of(), List.of(), List.of());
    }

    /** Nothing yet. */
    public static Derived empty() {
        return new Derived(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    public boolean isEmpty() {
        return events.isEmpty() && visits.isEmpty() && statuses.isEmpty() && reports.isEmpty();
    }

    /** Two that hold as much together, in the same order; none when there is only one thing here. */
    public List<Derived> halves() {
        var size = events.size() + visits.size() + statuses.size() + reports.size();
        if (size < 2) {
            return List.of();
        }
        var first = size / 2;
        var ofEvents = Math.min(first, events.size());
        var ofVisits = Math.min(first - ofEvents, visits.size());
        var ofStatuses = Math.min(first - ofEvents - ofVisits, statuses.size());
        var ofReports = first - ofEvents - ofVisits - ofStatuses;
        return List.of(
                new Derived(
                        events.subList(0, ofEvents),
                        visits.subList(0, ofVisits),
                        statuses.subList(0, ofStatuses),
                        reports.subList(0, ofReports)),
                new Derived(
                        events.subList(ofEvents, events.size()),
                        visits.subList(ofVisits, visits.size()),
                        statuses.subList(ofStatuses, statuses.size()),
                        reports.subList(ofReports, reports.size())));
    }

    public void addAll(Derived other) {
        events.addAll(other.events);
        visits.addAll(other.visits);
        statuses.addAll(other.statuses);
        reports.addAll(other.reports);
    }
}
