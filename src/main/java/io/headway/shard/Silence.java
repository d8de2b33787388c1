package io.headway.shard;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.Source;
import io.headway.model.VehicleStatus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Owned by the shard. Says when a vehicle is heard of again and when it has fallen silent. Each vehicle that is online has one entry in a
 * queue, which is looked at once per threshold: hearing of a vehicle costs nothing but the time it notes.
 */
final class Silence {
    private final long offlineAfterMs;
    private final Function<UUID, TrackedVehicle> vehicles;
    private final PriorityQueue<Check> checks = new PriorityQueue<>(Comparator.comparingLong(Check::atMs));
    /** Whose entry is in the queue: one each. */
    private final Set<UUID> watched = new HashSet<>();
    /** Vehicles said to be offline that the shard has not seen since it started; at most those that were online then. */
    private final Set<UUID> toldWhileUnknown = new HashSet<>();

    private record Check(UUID vehicleId, UUID workspaceId, long atMs) {}

    /**
     * @param offlineAfterMs silence after which a vehicle is offline
     * @param vehicles those the shard knows; null for another
     */
    Silence(long offlineAfterMs, Function<UUID, TrackedVehicle> vehicles) {
        this.offlineAfterMs = offlineAfterMs;
        this.vehicles = vehicles;
    }

    /** Vehicles that were online when the last process ended: they have the whole threshold to be heard of. */
    void expect(Collection<VehicleStatus> online, long nowMs) {
        for (var status : online) {
            watch(status.vehicleId(), status.workspaceId(), nowMs + offlineAfterMs);
        }
    }

    /** The shard has come to know the vehicle, from what was stored of it. */
    void arrived(TrackedVehicle vehicle, UUID workspaceId, long nowMs) {
        if (toldWhileUnknown.remove(vehicle.id())) {
            // That was perhaps not stored yet when its state was read.
            vehicle.online(false);
        } else if (vehicle.online()) {
            watch(vehicle.id(), workspaceId, nowMs + offlineAfterMs);
        }
    }

    /** The vehicle has sent something. */
    void heard(TrackedVehicle vehicle, Source source, long nowMs, Derived out) {
        if (vehicle.online()) {
            return;
        }
        vehicle.online(true);
        watch(vehicle.id(), source.workspaceId(), nowMs + offlineAfterMs);
        var data = new JsonObject().put("vehicle_id", vehicle.id().toString());
        tell(EventType.VEHICLE_ONLINE, vehicle.id(), source.workspaceId(), nowMs, data, out);
    }

    /** Finds who has been silent for too long. */
    void check(long nowMs, Derived out) {
        for (var check = checks.peek(); check != null && check.atMs() <= nowMs; check = checks.peek()) {
            checks.remove();
            watched.remove(check.vehicleId());
            var vehicle = vehicles.apply(check.vehicleId());
            var heardAtMs = vehicle == null ? check.atMs() - offlineAfterMs : vehicle.heardAtMs();
            if (heardAtMs + offlineAfterMs > nowMs) {
                watch(check.vehicleId(), check.workspaceId(), heardAtMs + offlineAfterMs);
                continue;
            }
            if (vehicle == null) {
                toldWhileUnknown.add(check.vehicleId());
            } else {
                vehicle.online(false);
            }
            var data = new JsonObject()
                    .put("vehicle_id", check.vehicleId().toString())
                    .put("silent_since", Instant.ofEpochMilli(heardAtMs).toString());
            var atMs = heardAtMs + offlineAfterMs;
            tell(EventType.VEHICLE_OFFLINE, check.vehicleId(), check.workspaceId(), atMs, data, out);
        }
    }

    private void watch(UUID vehicleId, UUID workspaceId, long atMs) {
        if (watched.add(vehicleId)) {
            checks.add(new Check(vehicleId, workspaceId, atMs));
        }
    }

    private static void tell(
            EventType type, UUID vehicleId, UUID workspaceId, long atMs, JsonObject data, Derived out) {
        var id = EventId.of(vehicleId, null, type.wireName(), atMs);
        out.events().add(new Event(id, type, workspaceId, vehicleId, null, atMs, data.encode()));
        out.statuses().add(new VehicleStatus(vehicleId, workspaceId, type == EventType.VEHICLE_ONLINE, atMs));
    }
}
