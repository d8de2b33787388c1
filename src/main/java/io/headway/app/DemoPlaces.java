package io.headway.app;

import io.headway.model.Deployment;
import io.headway.model.DeploymentStatus;
import io.headway.model.GeofenceDraft;
import io.headway.model.LngLat;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.headway.simulate.FleetSettings;
import io.headway.store.Database;
import io.headway.store.Deployments;
import io.headway.store.Geofences;
import io.headway.store.Routes;
import io.headway.store.Vehicles;
import io.headway.store.Workspaces;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Geofences, and routes with vehicles that drive them, for the demo: made once, found again by the next start. Any thread. */
final class DemoPlaces {
    private static final UUID WORKSPACE = Workspaces.DEFAULT_ID;
    private static final String ACTOR = "demo";

    /** Rounds that a route is long: a day of driving. */
    private static final int ROUNDS = 150;

    private static final List<double[]> CITY_TOUR = List.of(
            new double[] {11.0620, 49.4440},
            new double[] {11.0930, 49.4440},
            new double[] {11.0960, 49.4520},
            new double[] {11.0930, 49.4600},
            new double[] {11.0620, 49.4600},
            new double[] {11.0590, 49.4520});
    private static final List<double[]> HARBOUR_TOUR = List.of(
            new double[] {11.0500, 49.3980},
            new double[] {11.0800, 49.3980},
            new double[] {11.0800, 49.4130},
            new double[] {11.0500, 49.4130});

    /** Vehicles with odd numbers are phones, whose ids are known before they send. */
    private static final int CITY_DRIVER = 1;

    private static final int HARBOUR_DRIVER = 3;
    private static final int STRAYING_DRIVER = 5;

    private final Geofences geofences;
    private final Routes routes;
    private final Deployments deployments;
    private final Vehicles vehicles;

    DemoPlaces(Database database) {
        geofences = new Geofences(database);
        routes = new Routes(database);
        deployments = new Deployments(database);
        vehicles = new Vehicles(database);
    }

    /** What the fleet has to drive for the routes to be followed. */
    static Map<Integer, FleetSettings.Tour> tours() {
        return Map.of(
                CITY_DRIVER, new FleetSettings.Tour(CITY_TOUR, false),
                HARBOUR_DRIVER, new FleetSettings.Tour(HARBOUR_TOUR, false),
                STRAYING_DRIVER, new FleetSettings.Tour(CITY_TOUR, true));
    }

    /** Completes when everything is there and the vehicles are sent on their routes from the beginning. */
    Future<Void> make() {
        return makeFence("Old town", "customer", "#c2410c", """
                        {"type":"Point","coordinates":[11.0780,49.4541]}""", 900.0, null)
                .compose(_ -> makeFence("Harbour", "terminal", "#0369a1", """
                        {"type":"Polygon","coordinates":[[[11.0450,49.3950],[11.0720,49.3930],[11.0760,49.4080],[11.0560,49.4160],\
                        [11.0450,49.3950]]]}""", null, null))
                .compose(_ -> makeFence("Southern ring road", "restricted", "#7c3aed", """
                        {"type":"LineString","coordinates":[[11.0300,49.4260],[11.0700,49.4230],[11.1200,49.4280]]}""", null, 300.0))
                .compose(_ -> makeRoute("City tour", CITY_TOUR))
                .compose(city -> send(city, CITY_DRIVER).compose(_ -> send(city, STRAYING_DRIVER)))
                .compose(_ -> makeRoute("Harbour tour", HARBOUR_TOUR))
                .compose(harbour -> send(harbour, HARBOUR_DRIVER));
    }

    private Future<Void> makeFence(
            String name, String type, String color, String geometry, Double radiusM, Double widthM) {
        return geofences
                .list(WORKSPACE, Optional.of(type), Optional.empty(), 100)
                .compose(found -> {
                    if (found.items().stream().anyMatch(fence -> fence.name().equals(name))) {
                        return Future.succeededFuture();
                    }
                    var draft = new GeofenceDraft(
                            name, type, color, geometry, radiusM, widthM, null, null, null, 120, 1, 0, 1, 0, "{}");
                    return geofences.create(WORKSPACE, draft).mapEmpty();
                });
    }

    private Future<Route> makeRoute(String name, List<double[]> tour) {
        return routes.list(WORKSPACE, Optional.empty(), 100)
                .compose(found -> found.stream()
                        .filter(route -> route.plan().name().equals(name))
                        .findFirst()
                        .map(Future::succeededFuture)
                        .orElseGet(() -> routes.create(
                                WORKSPACE, new RouteDraft(name, path(tour), "[]", "{\"speed_limit_kmh\":60}", "{}"))));
    }

    private static RoutePath path(List<double[]> tour) {
        var points = new ArrayList<LngLat>();
        for (var round = 0; round < ROUNDS; round++) {
            tour.forEach(point -> points.add(new LngLat(point[0], point[1])));
        }
        points.add(points.getFirst());
        return RoutePath.of(points);
    }

    /** From the beginning: the simulated vehicle begins there too. */
    private Future<Void> send(Route route, int number) {
        var vehicle = FleetSettings.phoneVehicle(number);
        return vehicles.register(WORKSPACE, vehicle, "Demo driver " + number)
                .compose(_ -> deployments.end(WORKSPACE, route.id(), vehicle, DeploymentStatus.CANCELLED))
                .compose(_ -> deployments.deploy(WORKSPACE, route.id(), vehicle, ACTOR))
                .compose(outcome -> outcome instanceof Deployment.Outcome.Deployed
                        ? Future.succeededFuture()
                        : Future.failedFuture("the demo's route cannot be deployed: " + outcome));
    }
}
