package io.headway.deviation;

import io.headway.deviation.DeviationRule.Open;
import io.headway.deviation.DeviationRule.Verdict;
import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Fix;
import io.headway.model.RouteProgress;
import io.headway.store.RouteProgressStore.Change;
import io.headway.store.RouteProgressStore.Departure;
import io.headway.store.RouteProgressStore.Head;
import io.headway.store.RouteProgressStore.Judged;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A vehicle on the route that it has been given: what is known of it, and what has become of it since it was last written. Owned by the
 * verticle.
 */
final class DeployedRoute {
    private static final String REJOINED = "rejoined";
    private static final String ROUTE_CHANGED = "route_changed";
    /** A fix of the time before the deployment counts when it was received after it: trackers send what they could not send then. */
    private static final long OLDEST_MS = 86_400_000;

    private Head head;
    private RouteGeometry geometry;
    private RouteWatch watch;
    private final long deployedAtMs;
    private Long knownUntilMs;
    private long readUntilMs;
    private boolean catchingUp = true;
    private boolean heardMeanwhile;
    private long progressToldAtMs;
    private final List<Event> events = new ArrayList<>();
    private final Map<UUID, Departure> ended = new LinkedHashMap<>();

    /** It has yet to catch up with the positions stored since it was last judged. */
    DeployedRoute(Head head, RouteGeometry geometry, DeviationSettings settings, Judged judged) {
        this.head = head;
        this.geometry = geometry;
        deployedAtMs = judged.deployedAtMs();
        knownUntilMs = judged.evaluatedUntilMs();
        readUntilMs = knownUntilMs == null ? deployedAtMs - OLDEST_MS : knownUntilMs;
        var stored = judged.state() == null ? null : WatchState.decode(judged.state());
        continueFrom(stored, settings);
    }

    /** Its route or its settings are others now. */
    void adapt(Head newer, RouteGeometry path, DeviationSettings settings) {
        var state = new WatchState(geometry.fingerprint(), watch.state());
        head = newer;
        geometry = path;
        continueFrom(state, settings);
    }

    private void continueFrom(WatchState stored, DeviationSettings settings) {
        if (stored == null) {
            watch = new RouteWatch(geometry, settings, RouteWatch.State.NEW);
        } else if (stored.path() == geometry.fingerprint()) {
            watch = new RouteWatch(geometry, settings, stored.watch());
        } else {
            var before = new RouteWatch(geometry, settings, stored.watch());
            if (before.open() != null) {
                end(before, before.open(), before.lastMs(), ROUTE_CHANGED);
            }
            watch = new RouteWatch(geometry, settings, RouteWatch.State.startingAfter(before.lastMs()));
        }
    }

    Head head() {
        return head;
    }

    UUID id() {
        return head.id();
    }

    /** @return whether it changed anything that is to be stored at once */
    boolean take(Fix fix) {
        var before = events.size();
        watch.take(fix, this::tell);
        return events.size() > before;
    }

    /** @return whether there is something to store */
    boolean changed() {
        return !events.isEmpty()
                || !ended.isEmpty()
                || (watch.taken() && (knownUntilMs == null || knownUntilMs != watch.lastMs()));
    }

    private void tell(Fix fix, Verdict verdict) {
        switch (verdict) {
            case Verdict.Raised(var open) ->
                events.add(event(
                        EventType.VEHICLE_ROUTE_DEVIATED,
                        fix,
                        about(open)
                                .put(
                                        "distance_from_route_m",
                                        rounded(watch.match().awayM()))
                                .put("side", watch.match().side())
                                .put("severity", open.severity().tag())
                                .put("wrong_way", open.wrongWay())));
            case Verdict.Rejoined(var open) -> {
                end(watch, open, fix.recordedAtMs(), REJOINED);
                events.add(event(
                        EventType.VEHICLE_ROUTE_REJOINED,
                        fix,
                        about(open)
                                .put("max_distance_m", rounded(open.maxDistanceM()))
                                .put("duration_s", (fix.recordedAtMs() - open.startedAtMs()) / 1_000)
                                .put("severity", open.severity().tag())));
            }
            case Verdict.Unchanged() -> throw new IllegalArgumentException("nobody is told that nothing has changed");
        }
    }

    private JsonObject about(Open open) {
        return new JsonObject()
                .put("vehicle_id", head.vehicleId().toString())
                .put("deviation_id", deviationId(open).toString())
                .put("route_id", head.routeId().toString())
                .put("deployment_id", head.id().toString());
    }

    private Event event(EventType type, Fix fix, JsonObject data) {
        return new Event(
                EventId.of(head.vehicleId(), head.id(), type.wireName(), fix.recordedAtMs()),
                type,
                head.workspaceId(),
                head.vehicleId(),
                null,
                fix.recordedAtMs(),
                data.put("position", new JsonArray().add(fix.longitude()).add(fix.latitude()))
                        .encode());
    }

    private UUID deviationId(Open open) {
        return EventId.of(head.vehicleId(), head.id(), "deviation", open.startedAtMs());
    }

    private void end(RouteWatch of, Open open, long atMs, String reason) {
        var departure = departure(of, open, atMs, reason);
        ended.put(departure.id(), departure);
    }

    private Departure departure(RouteWatch of, Open open, Long endedAtMs, String endReason) {
        var path = new JsonArray();
        var places = of.driven().places();
        for (var i = 0; i < places.size(); i += 2) {
            path.add(new JsonArray().add(places.get(i)).add(places.get(i + 1)));
        }
        return new Departure(
                deviationId(open),
                head.workspaceId(),
                head.id(),
                head.routeId(),
                head.vehicleId(),
                open.severity().tag(),
                open.startedAtMs(),
                endedAtMs,
                endReason,
                open.maxDistanceM(),
                path.encode());
    }

    /** What is to be written now; from here on it counts as under way, and {@link #written} tells that it was. */
    Change change() {
        var departures = new ArrayList<>(ended.values());
        if (watch.open() != null) {
            departures.add(departure(watch, watch.open(), null, null));
        }
        var change = new Change(
                head.id(),
                new WatchState(geometry.fingerprint(), watch.state()).encode(),
                knownUntilMs,
                watch.taken() ? (Long) watch.lastMs() : knownUntilMs,
                departures,
                List.copyOf(events));
        events.clear();
        ended.clear();
        return change;
    }

    void written(Change change) {
        knownUntilMs = change.untilMs();
    }

    /** Null while it is not known where the vehicle is, or when that was told less than a second ago. */
    RouteProgress progress(long nowMs, long everyMs) {
        var match = watch.match();
        if (match == null || nowMs - progressToldAtMs < everyMs) {
            return null;
        }
        progressToldAtMs = nowMs;
        return new RouteProgress(
                head.workspaceId(),
                head.vehicleId(),
                head.id(),
                head.routeId(),
                watch.lastMs(),
                match.progressM(),
                match.remainingM(),
                watch.etaMs(watch.lastMs()),
                match.awayM(),
                watch.open() != null);
    }

    boolean off() {
        return watch.open() != null;
    }

    boolean catchingUp() {
        return catchingUp;
    }

    /** A position was stored that a query under way may not have seen. */
    void heard() {
        heardMeanwhile = true;
    }

    /** A query begins: what was stored until now it sees. */
    void reads() {
        heardMeanwhile = false;
    }

    /** @return whether nothing more is stored that has not been read */
    boolean caughtUp(boolean all) {
        catchingUp = !all || heardMeanwhile;
        return !catchingUp;
    }

    void takeStored(Fix fix) {
        readUntilMs = Math.max(readUntilMs, fix.recordedAtMs());
        watch.take(fix, this::tell);
    }

    long readUntilMs() {
        return readUntilMs;
    }

    /** What was received before is not of this deployment; once something was judged, the times of the fixes tell. */
    long receivedFromMs() {
        return knownUntilMs == null ? deployedAtMs : 0;
    }

    private static double rounded(double metres) {
        return Math.round(metres * 10) / 10.0;
    }
}
