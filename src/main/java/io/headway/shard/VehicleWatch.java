package io.headway.shard;

import io.headway.geofence.FenceIndex;
import io.headway.geofence.FenceJudge;
import io.headway.model.Derived;
import io.headway.model.Position;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owned by the shard. What a new position means: for the geofences and for the speed limit. */
final class VehicleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(VehicleWatch.class);

    private final FenceJudge judge;
    private final Function<UUID, FenceIndex> fences;
    private final Overspeed overspeed;
    private final ShardMetrics metrics;

    /** @param fences of a workspace */
    VehicleWatch(FenceJudge judge, Function<UUID, FenceIndex> fences, Overspeed overspeed, ShardMetrics metrics) {
        this.judge = judge;
        this.fences = fences;
        this.overspeed = overspeed;
        this.metrics = metrics;
    }

    /** Late, out-of-order and invalid fixes mean nothing. A fault of ours here must cost neither the position nor those after it. */
    void judge(TrackedVehicle vehicle, Position position, Derived out) {
        try {
            meaning(vehicle, position, out);
        } catch (RuntimeException fault) {
            metrics.notJudged();
            LOG.error("a position of vehicle {} is stored, but was not judged", vehicle.id(), fault);
        }
    }

    private void meaning(TrackedVehicle vehicle, Position position, Derived out) {
        var fix = position.fix();
        if (!fix.valid() || fix.recordedAtMs() <= vehicle.newestFixMs()) {
            return;
        }
        judge.judge(fences.apply(position.workspaceId()), vehicle.fences(), position, out);
        overspeed.judge(vehicle, position, out);
        vehicle.newest(fix.recordedAtMs(), fix.speedKmh());
    }
}
