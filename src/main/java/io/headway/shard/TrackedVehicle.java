package io.headway.shard;

import io.headway.geofence.VehicleFences;
import io.headway.store.VehicleState;
import java.util.UUID;

/** Owned by the vehicle's shard: all that it knows of one vehicle. */
final class TrackedVehicle {
    private final UUID id;
    private final DedupWindow window;
    private final VehicleFences fences;
    private long newestFixMs;
    private float newestSpeedKmh;
    private boolean online;
    private boolean tooFast;
    private boolean speedJudged;
    private long heardAtMs;
    private long lastSequence = -1;

    /** @param state as it is stored */
    TrackedVehicle(VehicleState state, int windowSize) {
        id = state.vehicleId();
        window = new DedupWindow(windowSize);
        online = state.online();
        var last = state.lastFix();
        if (last == null) {
            newestFixMs = Long.MIN_VALUE;
            newestSpeedKmh = Float.NaN;
            fences = new VehicleFences(newestFixMs, Double.NaN, Double.NaN, state.openVisits());
        } else {
            newestFixMs = last.recordedAtMs();
            newestSpeedKmh = last.speedKmh();
            fences = new VehicleFences(last.recordedAtMs(), last.latitude(), last.longitude(), state.openVisits());
        }
    }

    UUID id() {
        return id;
    }

    DedupWindow window() {
        return window;
    }

    VehicleFences fences() {
        return fences;
    }

    /** Time of its newest valid fix, epoch milliseconds; {@link Long#MIN_VALUE} when it never had one. */
    long newestFixMs() {
        return newestFixMs;
    }

    /** Speed at its newest valid fix, km/h; NaN when unknown. */
    float newestSpeedKmh() {
        return newestSpeedKmh;
    }

    void newest(long fixMs, float speedKmh) {
        newestFixMs = fixMs;
        newestSpeedKmh = speedKmh;
    }

    /** Whether an event has said that it is heard of. */
    boolean online() {
        return online;
    }

    void online(boolean isOnline) {
        online = isOnline;
    }

    /** Whether an event has said that it drives too fast, and it still does. */
    boolean tooFast() {
        return tooFast;
    }

    void tooFast(boolean isTooFast) {
        tooFast = isTooFast;
        speedJudged = true;
    }

    /** Whether its speed has been compared with a limit since the shard knows it. */
    boolean speedJudged() {
        return speedJudged;
    }

    /** When it last sent anything, epoch milliseconds by our clock. */
    long heardAtMs() {
        return heardAtMs;
    }

    /** It has sent something. */
    void heard(long nowMs, long sequence) {
        heardAtMs = nowMs;
        lastSequence = sequence;
    }

    /** Sequence of the newest submission it sent; -1 before the first. */
    long lastSequence() {
        return lastSequence;
    }
}
