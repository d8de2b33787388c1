package io.headway.broadcast;

import io.headway.model.RouteProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Owned by the broadcast verticle. Which subscriptions follow which trip, so that the progress of vehicles nobody follows costs nothing.
 * Bounded by the subscriptions.
 */
final class TripWatchers {
    private final Map<Subscription, TripScope> bySubscription = new HashMap<>();
    private final Map<UUID, Map<Subscription, TripScope>> byVehicle = new HashMap<>();

    void add(Subscription subscription, TripScope scope) {
        bySubscription.put(subscription, scope);
        byVehicle
                .computeIfAbsent(scope.trip().vehicleId(), vehicle -> new HashMap<>())
                .put(subscription, scope);
    }

    /** Without effect when the subscription follows none. */
    void remove(Subscription subscription) {
        var scope = bySubscription.remove(subscription);
        if (scope != null) {
            byVehicle.computeIfPresent(scope.trip().vehicleId(), (vehicle, watchers) -> {
                watchers.remove(subscription);
                return watchers.isEmpty() ? null : watchers;
            });
        }
    }

    /** Trips that are followed, and whose route the vehicle drives; each once. */
    List<UUID> tripsOn(RouteProgress progress) {
        var watchers = byVehicle.get(progress.vehicleId());
        if (watchers == null) {
            return List.of();
        }
        return watchers.values().stream()
                .filter(scope -> progress.routeId().equals(scope.trip().routeId()))
                .map(TripScope::tripId)
                .distinct()
                .toList();
    }
}
