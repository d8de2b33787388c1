package io.headway.geofence;

import io.headway.model.Visit;
import java.util.UUID;

/**
 * A vehicle inside one geofence, or on its way to be counted inside. Owned by the vehicle's shard. Counts the fixes in a row that say that
 * the other thing is true: inside while there is no visit, outside while there is one.
 */
final class Presence {
    private final UUID geofenceId;
    private final int geofenceVersion;
    private final boolean initial;
    private Visit visit;
    private boolean over;
    private int runFixes;
    private long runStartMs;

    private Presence(UUID geofenceId, int geofenceVersion, boolean initial, Visit visit) {
        this.geofenceId = geofenceId;
        this.geofenceVersion = geofenceVersion;
        this.initial = initial;
        this.visit = visit;
    }

    static Presence of(Visit visit) {
        return new Presence(visit.geofenceId(), visit.geofenceVersion(), visit.initial(), visit);
    }

    /** @param initial nothing was known of vehicle and geofence before the first fix inside */
    static Presence begun(Fence fence, boolean initial) {
        return new Presence(fence.id(), fence.version(), initial, null);
    }

    UUID geofenceId() {
        return geofenceId;
    }

    int geofenceVersion() {
        return geofenceVersion;
    }

    boolean initial() {
        return initial;
    }

    boolean isVisit() {
        return visit != null;
    }

    /** Null while the vehicle is not yet counted inside. */
    Visit visit() {
        return visit;
    }

    void entered(Visit visit) {
        this.visit = visit;
        breakRun();
    }

    void changed(Visit visit) {
        this.visit = visit;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Counts a fix; true when the run is long enough. */
    boolean runs(long fixMs, Fence.Hold hold) {
        if (runFixes == 0) {
            runStartMs = fixMs;
        }
        runFixes++;
        return runFixes >= hold.fixes() && fixMs - runStartMs >= hold.ms();
    }

    void breakRun() {
        runFixes = 0;
    }
}
