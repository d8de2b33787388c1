package io.headway.deviation;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Owned by the verticle's event loop. The vehicles that have a route, and no more of them than may be. */
final class DeployedRoutes {
    private final int limit;
    private final BiConsumer<UUID, Optional<DeployedRoute>> ended;
    private final Map<UUID, DeployedRoute> byVehicle = new HashMap<>();
    private final Map<UUID, DeployedRoute> byId = new HashMap<>();

    /** @param ended told of a deployment that has ended, and what was known of it */
    DeployedRoutes(int limit, BiConsumer<UUID, Optional<DeployedRoute>> ended) {
        this.limit = limit;
        this.ended = ended;
    }

    /** Null when there is none. */
    DeployedRoute get(UUID deploymentId) {
        return byId.get(deploymentId);
    }

    /** Null when the vehicle has no route. */
    DeployedRoute ofVehicle(UUID vehicleId) {
        return byVehicle.get(vehicleId);
    }

    /**
     * In the place of one with the same id, or of one that the vehicle had before.
     *
     * @return false when there are too many
     */
    boolean put(DeployedRoute route) {
        var before = byVehicle.get(route.head().vehicleId());
        if (before == null && byVehicle.size() >= limit) {
            return false;
        }
        if (before != null && !before.id().equals(route.id())) {
            end(before.id());
        }
        byVehicle.put(route.head().vehicleId(), route);
        byId.put(route.id(), route);
        return true;
    }

    void end(UUID deploymentId) {
        var route = byId.remove(deploymentId);
        if (route != null) {
            byVehicle.remove(route.head().vehicleId(), route);
        }
        ended.accept(deploymentId, Optional.ofNullable(route));
    }

    /**
     * Those that are no more.
     *
     * @param workspaceId only of this one; empty for all
     * @param active those that are
     */
    void endOthers(Optional<UUID> workspaceId, Set<UUID> active) {
        List<UUID> gone = byId.values().stream()
                .filter(route ->
                        workspaceId.isEmpty() || route.head().workspaceId().equals(workspaceId.get()))
                .map(DeployedRoute::id)
                .filter(id -> !active.contains(id))
                .toList();
        gone.forEach(this::end);
    }

    Set<UUID> routeIds() {
        return byId.values().stream().map(route -> route.head().routeId()).collect(Collectors.toSet());
    }

    Collection<DeployedRoute> all() {
        return Collections.unmodifiableCollection(byId.values());
    }
}
