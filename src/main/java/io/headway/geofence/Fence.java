package io.headway.geofence;

import io.headway.model.Geofence;
import io.headway.model.Schedule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A geofence ready to be judged. Immutable; any thread.
 *
 * @param scopes sets of vehicles; it counts for those that are in any of them. Null for all of the workspace
 * @param schedule null for always
 * @param dwellMs null for never
 */
record Fence(
        UUID id,
        UUID workspaceId,
        String name,
        String type,
        int version,
        long updatedAtMs,
        Shape shape,
        List<Set<UUID>> scopes,
        Schedule schedule,
        Long dwellMs,
        Hold enter,
        Hold exit) {

    /**
     * How long fixes must say the same in a row before it is so.
     *
     * @param fixes at least 1
     * @param ms from the first of them to the last
     */
    record Hold(int fixes, long ms) {}

    /** @param groups the vehicles of each group; of a group that is not there, nobody */
    static Fence of(Geofence geofence, Shape shape, Map<UUID, Set<UUID>> groups) {
        return new Fence(
                geofence.id(),
                geofence.workspaceId(),
                geofence.name(),
                geofence.type(),
                geofence.version(),
                geofence.updatedAtMs(),
                shape,
                scopes(geofence.vehicleIds(), geofence.groupIds(), groups),
                geofence.schedule(),
                geofence.dwellS() == null ? null : geofence.dwellS() * 1_000L,
                new Hold(geofence.enterMinFixes(), geofence.enterMinS() * 1_000L),
                new Hold(geofence.exitMinFixes(), geofence.exitMinS() * 1_000L));
    }

    private static List<Set<UUID>> scopes(
            Collection<UUID> vehicleIds, Collection<UUID> groupIds, Map<UUID, Set<UUID>> groups) {
        if (vehicleIds == null && groupIds == null) {
            return null;
        }
        var scopes = new ArrayList<Set<UUID>>();
        if (vehicleIds != null) {
            scopes.add(Set.copyOf(vehicleIds));
        }
        if (groupIds != null) {
            groupIds.stream().map(id -> groups.getOrDefault(id, Set.of())).forEach(scopes::add);
        }
        return List.copyOf(scopes);
    }

    boolean isFor(UUID vehicleId) {
        if (scopes == null) {
            return true;
        }
        for (var i = 0; i < scopes.size(); i++) {
            if (scopes.get(i).contains(vehicleId)) {
                return true;
            }
        }
        return false;
    }

    boolean isOpenAt(long timeMs) {
        return schedule == null || schedule.includes(timeMs);
    }
}
