package io.headway.geofence;

import io.headway.model.Derived;
import io.headway.model.EventId;
import io.headway.model.ExitReason;
import io.headway.model.Position;
import io.headway.model.Visit;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.ItemVisitor;

/**
 * Decides from fix to fix who has entered, stayed, left and passed through. Owned by one shard; its buffers are used again for each fix, and
 * a fix that is in no geofence's box allocates nothing.
 *
 * <p>The same fixes in the same order give the same events with the same ids, whenever and wherever they are judged. The rules:
 *
 * <ul>
 *   <li>Only a valid fix that is newer than the vehicle's last judged one is judged. Others change nothing.
 *   <li>A fix is a circle, its accuracy the radius. It says <i>inside</i> when the geofence contains the circle, <i>outside</i> when the circle
 *       does not touch the geofence (Esri GeoEvent Server's rules enterContains and exitDoesNotIntersect), and between them neither.
 *   <li>A visit begins with the last of as many fixes in a row saying inside as the geofence asks for, over as many seconds; it ends in the same
 *       way with outside. A fix that says neither ends the row.
 *   <li>A vehicle has dwelled, once per visit, at the first fix that does not say outside and is late enough.
 *   <li>A vehicle has crossed when its last fix and this one are both off the geofence, at most two minutes apart, the straight way between
 *       them meets it, and it was neither inside nor about to be.
 *   <li>Outside its hours, and for vehicles that it is not for, a geofence is not there: a fix then ends a visit.
 *   <li>A new version or the deletion of the geofence ends a visit at the time of that change.
 * </ul>
 */
public final class FenceJudge {
    /** Longest gap between two fixes over which a straight way is assumed, milliseconds. */
    public static final long MAX_CROSSING_GAP_MS = 120_000;

    private final double defaultAccuracyM;
    private final Envelope way = new Envelope();
    private final List<Fence> found = new ArrayList<>();
    private final ItemVisitor finder = fence -> find((Fence) fence);

    /** @param defaultAccuracyM radius of the accuracy circle of a fix that gives none, metres, at least 0 */
    public FenceJudge(double defaultAccuracyM) {
        this.defaultAccuracyM = defaultAccuracyM;
    }

    /**
     * Judges one fix.
     *
     * @param index of the vehicle's workspace
     * @param vehicle its state, which is changed
     * @param out what came of it is added here
     */
    public void judge(FenceIndex index, VehicleFences vehicle, Position position, Derived out) {
        var fix = position.fix();
        if (!fix.valid() || !fix.hasLocation() || fix.recordedAtMs() <= vehicle.lastFixMs()) {
            return;
        }
        fencesChanged(index, vehicle, out);
        findNear(index, vehicle, position);
        for (var i = 0; i < vehicle.presences(); i++) {
            judgePresence(index, vehicle.presence(i), position, out);
        }
        for (var i = 0; i < found.size(); i++) {
            judgeArrival(found.get(i), vehicle, position, out);
        }
        found.clear();
        vehicle.removeOver();
        vehicle.judged(fix.recordedAtMs(), fix.latitude(), fix.longitude());
    }

    /**
     * Ends the visits of geofences that have changed or gone. {@link #judge} does so by itself; this is for vehicles that do not send. A visit
     * ends at the time of the change, or when it began if that is later, so that whoever finds out first says the same.
     *
     * @param index of the vehicle's workspace; when it is older than a visit, or does not know the geofence at all, the visit is left alone
     */
    public void fencesChanged(FenceIndex index, VehicleFences vehicle, Derived out) {
        var over = false;
        for (var i = 0; i < vehicle.presences(); i++) {
            var presence = vehicle.presence(i);
            var fence = index.fence(presence.geofenceId());
            if (fence != null && fence.version() <= presence.geofenceVersion()) {
                continue;
            }
            var deleted = index.deleted(presence.geofenceId());
            if (!presence.isVisit()) {
                presence.end();
            } else if (fence != null) {
                var visit = end(presence, fence.updatedAtMs(), ExitReason.GEOFENCE_CHANGED, out);
                out.events().add(FenceEvents.exited(fence.name(), fence.type(), visit));
            } else if (deleted != null) {
                var visit = end(presence, deleted.deletedAtMs(), ExitReason.GEOFENCE_DELETED, out);
                out.events().add(FenceEvents.exited(deleted.name(), deleted.type(), visit));
            }
            over |= presence.isOver();
        }
        if (over) {
            vehicle.removeOver();
        }
    }

    /** Fills {@link #found} with the geofences around this fix, or around the way here if the vehicle may have crossed some. */
    private void findNear(FenceIndex index, VehicleFences vehicle, Position position) {
        var fix = position.fix();
        found.clear();
        if (mayHaveCrossed(vehicle, fix.recordedAtMs())) {
            var lastX = Wgs84.near(vehicle.lastLongitude(), fix.longitude());
            way.init(fix.longitude(), lastX, fix.latitude(), vehicle.lastLatitude());
        } else {
            way.init(fix.longitude(), fix.longitude(), fix.latitude(), fix.latitude());
        }
        index.query(way, finder);
        // The antimeridian has two longitudes, and boxes on either side end there.
        if (way.getMaxX() >= 180) {
            way.translate(-360, 0);
            index.query(way, finder);
        } else if (way.getMinX() <= -180) {
            way.translate(360, 0);
            index.query(way, finder);
        }
    }

    private void find(Fence fence) {
        if (!found.contains(fence)) {
            found.add(fence);
        }
    }

    private static boolean mayHaveCrossed(VehicleFences vehicle, long fixMs) {
        return vehicle.isKnown() && fixMs - vehicle.lastFixMs() <= MAX_CROSSING_GAP_MS;
    }

    /** A geofence that the vehicle was inside of, or about to be. */
    private void judgePresence(FenceIndex index, Presence presence, Position position, Derived out) {
        var fix = position.fix();
        var fence = index.fence(presence.geofenceId());
        if (fence == null || fence.version() != presence.geofenceVersion()) {
            return;
        }
        if (!fence.isFor(position.vehicleId())) {
            leave(fence, presence, ExitReason.GEOFENCE_CHANGED, position, out);
        } else if (!fence.isOpenAt(fix.recordedAtMs())) {
            leave(fence, presence, ExitReason.SCHEDULE_ENDED, position, out);
        } else {
            var distance = fence.shape().signedDistanceM(fix.latitude(), fix.longitude());
            if (presence.isVisit()) {
                judgeVisit(fence, presence, distance, position, out);
            } else if (distance > -accuracyM(position)) {
                presence.end();
            } else if (presence.runs(fix.recordedAtMs(), fence.enter())) {
                enter(fence, presence, position, out);
            }
        }
    }

    private void judgeVisit(Fence fence, Presence presence, double distanceM, Position position, Derived out) {
        var atMs = position.fix().recordedAtMs();
        if (distanceM > accuracyM(position)) {
            if (presence.runs(atMs, fence.exit())) {
                leave(fence, presence, ExitReason.LEFT, position, out);
            }
            return;
        }
        presence.breakRun();
        var visit = presence.visit();
        if (fence.dwellMs() != null && visit.dwelledAtMs() == null && atMs - visit.enteredAtMs() >= fence.dwellMs()) {
            presence.changed(visit.dwelled(atMs));
            out.visits().add(presence.visit());
            out.events().add(FenceEvents.dwelled(fence, presence.visit(), position));
        }
    }

    /** A geofence nearby that the vehicle was not inside of. */
    private void judgeArrival(Fence fence, VehicleFences vehicle, Position position, Derived out) {
        var fix = position.fix();
        var atMs = fix.recordedAtMs();
        if (vehicle.isAt(fence.id()) || !fence.isFor(position.vehicleId()) || !fence.isOpenAt(atMs)) {
            return;
        }
        var distance = fence.shape().signedDistanceM(fix.latitude(), fix.longitude());
        if (distance <= -accuracyM(position)) {
            var presence = Presence.begun(fence, !vehicle.isKnown() || fence.updatedAtMs() > vehicle.lastFixMs());
            vehicle.add(presence);
            if (presence.runs(atMs, fence.enter())) {
                enter(fence, presence, position, out);
            }
        } else if (distance > 0 && mayHaveCrossed(vehicle, atMs) && crossed(fence, vehicle, position)) {
            out.events().add(FenceEvents.crossed(fence, position));
        }
    }

    private static boolean crossed(Fence fence, VehicleFences vehicle, Position position) {
        var fix = position.fix();
        var shape = fence.shape();
        return fence.isOpenAt(vehicle.lastFixMs())
                && shape.crossedBy(vehicle.lastLatitude(), vehicle.lastLongitude(), fix.latitude(), fix.longitude())
                && shape.signedDistanceM(vehicle.lastLatitude(), vehicle.lastLongitude()) > 0;
    }

    private static void enter(Fence fence, Presence presence, Position position, Derived out) {
        var atMs = position.fix().recordedAtMs();
        var visit = new Visit(
                EventId.of(position.vehicleId(), fence.id(), "visit", atMs),
                fence.workspaceId(),
                fence.id(),
                fence.version(),
                position.vehicleId(),
                atMs,
                presence.initial(),
                null,
                null,
                null);
        presence.entered(visit);
        out.visits().add(visit);
        out.events().add(FenceEvents.entered(fence, visit, position));
    }

    /** Ends a visit at this fix, or what would have become one. */
    private static void leave(Fence fence, Presence presence, ExitReason reason, Position position, Derived out) {
        if (presence.isVisit()) {
            var visit = end(presence, position.fix().recordedAtMs(), reason, out);
            out.events().add(FenceEvents.exited(fence, visit, position));
        } else {
            presence.end();
        }
    }

    private static Visit end(Presence presence, long atMs, ExitReason reason, Derived out) {
        presence.end();
        var visit = presence.visit().ended(Math.max(atMs, presence.visit().enteredAtMs()), reason);
        presence.changed(visit);
        out.visits().add(visit);
        return visit;
    }

    private double accuracyM(Position position) {
        var accuracyM = position.fix().accuracyM();
        return accuracyM > 0 ? accuracyM : defaultAccuracyM;
    }
}
