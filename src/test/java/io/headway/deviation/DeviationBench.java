package io.headway.deviation;

import io.headway.model.Fix;
import io.headway.store.RouteProgressStore.Head;
import io.headway.store.RouteProgressStore.Judged;
import io.headway.store.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Positions a second that one thread judges, against 10,000 routes of 1,000 points with one vehicle each: what the verticle does per position
 * but for the look-up in its map and the database. Not a test; run its main with {@code -Xmx1g} and the classes of both source trees.
 */
final class DeviationBench {
    private static final int ROUTES = 10_000;
    private static final int POINTS = 1_000;
    private static final double STRETCH_M = 50;
    private static final int ROUNDS = 120;
    private static final int WARM_UP = 40;
    private static final double STEP_M = 70;
    /** Each so many vehicles one is 300 m beside its route: then all of it is searched. */
    private static final int LOST_EVERY = 20;

    private static final DeviationSettings SETTINGS = new DeviationSettings(50, 200, 5, 4, 3, 150, 10, 250);

    private DeviationBench() {}

    public static void main(String[] args) {
        var random = new Random(1);
        var routes = new ArrayList<DeployedRoute>(ROUTES);
        var before = usedBytes();
        var started = System.nanoTime();
        for (var i = 0; i < ROUTES; i++) {
            routes.add(deployed(path(random)));
        }
        System.out.printf("%d routes projected in %.1f s%n", ROUTES, (System.nanoTime() - started) / 1e9);
        System.out.printf("%.0f MB held%n", (usedBytes() - before) / 1e6);
        var events = 0;
        for (var round = 0; round < ROUNDS; round++) {
            if (round == WARM_UP) {
                started = System.nanoTime();
            }
            for (var i = 0; i < ROUTES; i++) {
                events += routes.get(i).take(fix(round, i)) ? 1 : 0;
                routes.get(i).progress(round * 5_000L + 1_000, 1_000);
            }
        }
        var seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%,.0f positions/s on one thread, %d told%n", (ROUNDS - WARM_UP) * (double) ROUTES / seconds, events);
    }

    /** Along a road to the east that waves by 30 m. */
    private static List<double[]> path(Random random) {
        var path = new ArrayList<double[]>(POINTS);
        for (var i = 0; i < POINTS; i++) {
            path.add(Plane.at(i * STRETCH_M, 30 * Math.sin(i / 5.0) + random.nextDouble(2)));
        }
        return path;
    }

    private static Fix fix(int round, int vehicle) {
        var along = round * STEP_M;
        var beside = vehicle % LOST_EVERY == 0 && round > 5 ? 300 : 0;
        return Plane.fix(round, along, 30 * Math.sin(along / STRETCH_M / 5.0) + beside);
    }

    private static DeployedRoute deployed(List<double[]> path) {
        var head = new Head(
                UUID.randomUUID(), Workspaces.DEFAULT_ID, UUID.randomUUID(), UUID.randomUUID(), true, 1, null, null);
        return new DeployedRoute(head, RouteGeometry.of(path), SETTINGS, new Judged(head.id(), 0, null, null));
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
