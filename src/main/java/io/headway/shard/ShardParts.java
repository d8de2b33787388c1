package io.headway.shard;

import io.headway.config.HeadwayConfig;
import io.headway.geofence.FenceIndex;
import io.headway.geofence.FenceJudge;
import io.headway.model.Backlog;
import io.headway.model.StoredFeed;
import io.headway.store.PositionStore;
import io.headway.store.SpeedLimits;
import io.headway.store.VehicleState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the shards of a process are made of.
 *
 * @param stores makes the store of one shard; called on that shard's loop
 * @param vehicleStates what is stored of vehicles that a shard sees for the first time
 * @param fences of a workspace; any thread
 * @param limits of a workspace; any thread
 * @param live positions under way to the broadcast side, all shards together
 * @param feeds stages that see every stored position
 */
public record ShardParts(
        HeadwayConfig.Shards settings,
        HeadwayConfig.Vehicles vehicles,
        HeadwayConfig.Geofences geofences,
        Function<Context, PositionStore> stores,
        Function<Collection<UUID>, Future<List<VehicleState>>> vehicleStates,
        Function<UUID, FenceIndex> fences,
        Function<UUID, SpeedLimits> limits,
        Backlog live,
        List<StoredFeed> feeds,
        ShardMetrics metrics,
        InstantSource clock) {

    /** For one shard. */
    VehicleWatch watch() {
        return new VehicleWatch(
                new FenceJudge(geofences.defaultAccuracyM()),
                fences,
                new Overspeed(limits, vehicles.overspeedToleranceKmh()),
                metrics);
    }

    long offlineAfterMs() {
        return vehicles.offlineAfterMs();
    }
}
