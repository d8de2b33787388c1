package io.headway.shard;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Position;
import io.headway.store.SpeedLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;

/**
 * Owned by the shard. Says once when a vehicle drives faster than it may, and again only after it has been slow enough. A speed above the
 * limit by no more than the tolerance is not too fast, and one above the limit is not yet slow enough.
 */
final class Overspeed {
    private final Function<UUID, SpeedLimits> limits;
    private final float toleranceKmh;

    /** @param limits of a workspace */
    Overspeed(Function<UUID, SpeedLimits> limits, float toleranceKmh) {
        this.limits = limits;
        this.toleranceKmh = toleranceKmh;
    }

    /** @param position newer than all before of the vehicle, whose newest speed is still that of the one before */
    void judge(TrackedVehicle vehicle, Position position, Derived out) {
        var all = limits.apply(position.workspaceId());
        var speedKmh = position.fix().speedKmh();
        var limit = all.isEmpty() ? null : all.of(vehicle.id());
        if (limit == null) {
            vehicle.tooFast(false);
            return;
        }
        if (!vehicle.speedJudged()) {
            // A vehicle seen for the first time since the start continues where its last stored fix left it.
            vehicle.tooFast(vehicle.newestSpeedKmh() > limit.speedKmh() + toleranceKmh);
        }
        if (speedKmh > limit.speedKmh() + toleranceKmh) {
            if (!vehicle.tooFast()) {
                vehicle.tooFast(true);
                out.events().add(event(position, limit));
            }
        } else if (speedKmh <= limit.speedKmh()) {
            vehicle.tooFast(false);
        }
    }

    private static Event event(Position position, SpeedLimits.Limit limit) {
        var fix = position.fix();
        var data = new JsonObject()
                .put("vehicle_id", position.vehicleId().toString())
                .put("speed", Double.valueOf(Float.toString(fix.speedKmh())))
                .put("limit_kmh", Double.valueOf(Float.toString(limit.speedKmh())))
                .put("limit_source", limit.source())
                .put("position", new JsonArray().add(fix.longitude()).add(fix.latitude()));
        var type = EventType.VEHICLE_OVERSPEED;
        var deviceId = position.source().deviceId();
        return new Event(
                EventId.of(position.vehicleId(), null, type.wireName(), fix.recordedAtMs()),
                type,
                position.workspaceId(),
                position.vehicleId(),
                deviceId == null ? null : deviceId.toString(),
                fix.recordedAtMs(),
                data.encode());
    }
}
