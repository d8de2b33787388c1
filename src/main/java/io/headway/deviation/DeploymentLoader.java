package io.headway.deviation;

import io.headway.store.RouteProgressStore;
import io.headway.store.RouteProgressStore.Head;
import io.headway.store.RouteProgressStore.Judged;
import io.headway.store.RouteProgressStore.Path;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the verticle's event loop. Reads the routes under way, page by page, and shows each vehicle on its route the positions stored
 * since it was last judged. Paths are projected on a worker thread, once per route.
 */
final class DeploymentLoader {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentLoader.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE = 500;
    private static final int VEHICLES_PER_QUERY = 100;
    private static final int POSITIONS_PER_VEHICLE = 200;

    private final Vertx vertx;
    private final RouteProgressStore store;
    private final DeviationSettings defaults;
    private final DeployedRoutes routes;
    private final Consumer<DeployedRoute> caughtUp;
    private final DeviationMetrics metrics;
    private final Map<UUID, Geometry> geometries = new HashMap<>();

    /** @param geometry null when the path is none, so that it is not read again and again */
    private record Geometry(long version, RouteGeometry geometry) {}

    /** @param caughtUp told of each vehicle that has been shown all that is stored */
    DeploymentLoader(
            Vertx vertx,
            RouteProgressStore store,
            DeviationSettings defaults,
            DeployedRoutes routes,
            Consumer<DeployedRoute> caughtUp,
            DeviationMetrics metrics) {
        this.vertx = vertx;
        this.store = store;
        this.defaults = defaults;
        this.routes = routes;
        this.caughtUp = caughtUp;
        this.metrics = metrics;
    }

    /**
     * Brings what is watched in line with the database.
     *
     * @param workspaceId only this one's; empty for all
     */
    Future<Void> load(Optional<UUID> workspaceId) {
        return load(workspaceId, BEFORE_ALL, new HashSet<>());
    }

    private Future<Void> load(Optional<UUID> workspaceId, UUID after, Set<UUID> seen) {
        return store.heads(workspaceId, after, PAGE).compose(page -> {
            page.stream().filter(Head::active).map(Head::id).forEach(seen::add);
            page.stream().filter(head -> !head.active()).map(Head::id).forEach(routes::end);
            return take(page.stream().filter(Head::active).toList()).compose(_ -> {
                if (page.size() == PAGE) {
                    return load(workspaceId, page.getLast().id(), seen);
                }
                routes.endOthers(workspaceId, seen);
                geometries.keySet().retainAll(routes.routeIds());
                return Future.succeededFuture();
            });
        });
    }

    private Future<Void> take(List<Head> heads) {
        return project(heads).compose(_ -> {
            var unknown = new ArrayList<Head>();
            var behind = new ArrayList<DeployedRoute>();
            for (var head : heads) {
                var geometry = geometries.get(head.routeId()).geometry();
                var known = routes.get(head.id());
                if (geometry == null) {
                    metrics.unwatched();
                } else if (known == null) {
                    unknown.add(head);
                } else if (!known.head().equals(head)) {
                    known.adapt(head, geometry, settings(head));
                }
                if (known != null && known.catchingUp()) {
                    // Of an earlier load that the database cut short.
                    behind.add(known);
                }
            }
            return catchUp(behind).compose(_ -> begin(unknown));
        });
    }

    /** Reads once more what another node has judged further. */
    Future<Void> reload(DeployedRoute route) {
        return begin(List.of(route.head()));
    }

    private Future<Void> begin(List<Head> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.judged(heads.stream().map(Head::id).toList()).compose(all -> {
            var judged = all.stream().collect(Collectors.toMap(Judged::id, one -> one));
            var begun = new ArrayList<DeployedRoute>();
            for (var head : heads) {
                var geometry = geometries.get(head.routeId());
                // Gone since its head was read: the change feed tells, or has told.
                if (!judged.containsKey(head.id()) || geometry == null || geometry.geometry() == null) {
                    continue;
                }
                var route = new DeployedRoute(head, geometry.geometry(), settings(head), judged.get(head.id()));
                if (routes.put(route)) {
                    begun.add(route);
                } else {
                    metrics.unwatched();
                }
            }
            return catchUp(begun);
        });
    }

    private Future<Void> catchUp(List<DeployedRoute> behind) {
        if (behind.isEmpty()) {
            return Future.succeededFuture();
        }
        var some = behind.subList(0, Math.min(VEHICLES_PER_QUERY, behind.size()));
        some.forEach(DeployedRoute::reads);
        return store.since(
                        some.stream()
                                .map(route -> new RouteProgressStore.Wanted(
                                        route.head().vehicleId(),
                                        route.head().workspaceId(),
                                        route.readUntilMs(),
                                        route.receivedFromMs()))
                                .toList(),
                        POSITIONS_PER_VEHICLE)
                .compose(positions -> {
                    var byVehicle = some.stream()
                            .collect(Collectors.toMap(route -> route.head().vehicleId(), route -> route));
                    var read = new HashMap<UUID, Integer>();
                    for (var position : positions) {
                        byVehicle.get(position.vehicleId()).takeStored(position.fix());
                        read.merge(position.vehicleId(), 1, Integer::sum);
                    }
                    var still = new ArrayList<DeployedRoute>();
                    for (var route : some) {
                        var all = read.getOrDefault(route.head().vehicleId(), 0) < POSITIONS_PER_VEHICLE;
                        if (!route.caughtUp(all)) {
                            still.add(route);
                        }
                        caughtUp.accept(route);
                    }
                    still.addAll(behind.subList(some.size(), behind.size()));
                    return catchUp(still);
                });
    }

    /** The paths of those whose route is not known, or was another. */
    private Future<Void> project(List<Head> heads) {
        var wanted = heads.stream()
                .filter(head -> !geometries.containsKey(head.routeId())
                        || geometries.get(head.routeId()).version() != head.routeVersion())
                .collect(Collectors.toMap(Head::routeId, Head::routeVersion, (one, _) -> one));
        if (wanted.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.paths(wanted.keySet())
                .compose(paths -> vertx.executeBlocking(
                        () -> paths.stream()
                                .collect(HashMap<UUID, RouteGeometry>::new, DeploymentLoader::project, HashMap::putAll),
                        false))
                .onSuccess(projected -> wanted.forEach(
                        (route, version) -> geometries.put(route, new Geometry(version, projected.get(route)))))
                .mapEmpty();
    }

    private static void project(Map<UUID, RouteGeometry> into, Path path) {
        try {
            into.put(
                    path.routeId(),
                    RouteGeometry.of(new JsonArray(path.path())
                            .stream()
                                    .map(JsonArray.class::cast)
                                    .map(vertex -> new double[] {vertex.getDouble(0), vertex.getDouble(1)})
                                    .toList()));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            LOG.warn("route {} has no path that can be driven: {}", path.routeId(), e.toString());
        }
    }

    private DeviationSettings settings(Head head) {
        return defaults.with(json(head.workspaceSettings())).with(json(head.routeSettings()));
    }

    private static JsonObject json(String text) {
        return text == null || !text.startsWith("{") ? null : new JsonObject(text);
    }
}
