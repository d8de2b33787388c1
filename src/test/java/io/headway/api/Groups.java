package io.headway.api;

import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** Groups of vehicles in memory that answer as the database would. Filled before the server starts, then owned by its event loop. */
final class Groups implements VehicleGroupRegistry {
    private final Fleet fleet;
    private final Map<UUID, Map<UUID, Group>> groups = new HashMap<>();

    /** A geofence names this one. */
    UUID inUse;

    private record Group(String name, Set<UUID> vehicles) {}

    Groups(Fleet fleet) {
        this.fleet = fleet;
    }

    void group(UUID workspaceId, UUID id, String name) {
        of(workspaceId).put(id, new Group(name, new TreeSet<>()));
    }

    @Override
    public Future<List<VehicleGroup>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return Future.succeededFuture(of(workspaceId).keySet().stream()
                .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
                .limit(limit)
                .map(id -> view(workspaceId, id))
                .toList());
    }

    @Override
    public Future<Optional<VehicleGroup>> find(UUID workspaceId, UUID groupId) {
        return Future.succeededFuture(
                of(workspaceId).containsKey(groupId) ? Optional.of(view(workspaceId, groupId)) : Optional.empty());
    }

    @Override
    public Future<Change> create(UUID workspaceId, String name) {
        return named(workspaceId, UUID.randomUUID(), name, new TreeSet<>());
    }

    @Override
    public Future<Change> rename(UUID workspaceId, UUID groupId, String name) {
        var group = of(workspaceId).get(groupId);
        return group == null
                ? Future.succeededFuture(new Change.NoSuchGroup())
                : named(workspaceId, groupId, name, group.vehicles());
    }

    @Override
    public Future<Change> delete(UUID workspaceId, UUID groupId) {
        if (groupId.equals(inUse)) {
            return Future.succeededFuture(new Change.InUse());
        }
        return change(workspaceId, groupId, group -> {
            var last = view(workspaceId, groupId);
            of(workspaceId).remove(groupId);
            return last;
        });
    }

    @Override
    public Future<Change> add(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return fleet.find(workspaceId, vehicleId)
                .compose(vehicle -> vehicle.isEmpty()
                        ? Future.succeededFuture(new Change.NoSuchVehicle())
                        : change(workspaceId, groupId, group -> {
                            group.vehicles().add(vehicleId);
                            return view(workspaceId, groupId);
                        }));
    }

    @Override
    public Future<Change> remove(UUID workspaceId, UUID groupId, UUID vehicleId) {
        return change(workspaceId, groupId, group -> {
            group.vehicles().remove(vehicleId);
            return view(workspaceId, groupId);
        });
    }

    @Override
    public Future<List<VehicleView>> vehicles(UUID workspaceId, UUID groupId, Optional<UUID> after, int limit) {
        var members = of(workspaceId).get(groupId).vehicles();
        return fleet.list(workspaceId, after, Integer.MAX_VALUE)
                .map(vehicles -> vehicles.stream()
                        .filter(vehicle -> members.contains(vehicle.id()))
                        .limit(limit)
                        .toList());
    }

    private Future<Change> named(UUID workspaceId, UUID id, String name, Set<UUID> vehicles) {
        var taken = of(workspaceId).entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(id) && other.getValue().name().equals(name));
        if (taken) {
            return Future.succeededFuture(new Change.NameTaken());
        }
        of(workspaceId).put(id, new Group(name, vehicles));
        return Future.succeededFuture(new Change.Done(view(workspaceId, id)));
    }

    private Future<Change> change(UUID workspaceId, UUID groupId, Function<Group, VehicleGroup> change) {
        var group = of(workspaceId).get(groupId);
        return Future.succeededFuture(group == null ? new Change.NoSuchGroup() : new Change.Done(change.apply(group)));
    }

    private VehicleGroup view(UUID workspaceId, UUID id) {
        var group = of(workspaceId).get(id);
        return new VehicleGroup(id, group.name(), group.vehicles().size(), Places.CREATED_MS);
    }

    private Map<UUID, Group> of(UUID workspaceId) {
        return groups.computeIfAbsent(workspaceId, _ -> new TreeMap<>());
    }
}
