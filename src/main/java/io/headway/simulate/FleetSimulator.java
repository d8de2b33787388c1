package io.headway.simulate;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A fleet that drives over real sockets, trackers in one of their protocols and phones with JSON over WebSocket, one position per vehicle and second. It runs
 * on an event loop of its own; its methods may be called from any thread.
 */
public final class FleetSimulator {
    private static final long INTERVAL_MS = 1_000;

    /** Records a vehicle keeps while the engine does not acknowledge: an hour of driving. */
    private static final int MAX_PENDING = 3_600;

    private final Vertx vertx;
    private final Fleet fleet;

    public FleetSimulator(Vertx vertx, FleetSettings settings) {
        this.vertx = vertx;
        this.fleet = new Fleet(settings);
    }

    /** Lets the fleet drive; does not wait until anything is connected. To be called once. */
    public Future<Void> start() {
        return vertx.deployVerticle(fleet).mapEmpty();
    }

    /** Stops driving and closes every connection; what is not acknowledged is given up. */
    public Future<Void> stop() {
        return vertx.undeploy(fleet.deploymentID());
    }

    /** What the fleet has done so far; fails when it is not running. */
    public Future<FleetCounts> counts() {
        return fleet.counts();
    }

    /**
     * What a fleet has done so far.
     *
     * @param produced records made: each is acknowledged, refused, pending or dropped
     * @param trackers sums over its vehicles
     * @param pending records not yet acknowledged
     * @param dropped records for which a vehicle had no room
     */
    public record FleetCounts(long produced, TrackerCounts trackers, long pending, long dropped) {}

    /** Owned by its event loop. */
    private static final class Fleet extends VerticleBase {
        private final FleetSettings settings;
        private final List<Tracker> trackers = new ArrayList<>();
        private TrackerLinks links;
        private WebSocketClient webSockets;
        private long produced;
        private long dropped;

        Fleet(FleetSettings settings) {
            this.settings = settings;
        }

        @Override
        public Future<?> start() {
            links = new TrackerLinks(vertx, settings.trackers());
            webSockets = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(settings.count()));
            for (var number = 0; number < settings.count(); number++) {
                drive(number);
            }
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            return Future.join(trackers.stream().map(Tracker::stop).toList())
                    .otherwiseEmpty()
                    .compose(stopped -> Future.join(links.close(), webSockets.close()));
        }

        Future<FleetCounts> counts() {
            var answer = Promise.<FleetCounts>promise();
            Context owner = context;
            if (owner == null) {
                return Future.failedFuture("the fleet is not running");
            }
            owner.runOnContext(now -> {
                var sum = TrackerCounts.NONE;
                var pending = 0L;
                for (var tracker : trackers) {
                    sum = sum.plus(tracker.counts());
                    pending += tracker.pending();
                }
                answer.complete(new FleetCounts(produced, sum, pending, dropped));
            });
            return answer.future();
        }

        private void drive(int number) {
            var seed = settings.seed() * 31 + number;
            var tour = settings.tours().get(number);
            var vehicle = tour == null ? new SimulatedVehicle(seed) : new RouteVehicle(tour, seed);
            var tracker = new Tracker(vertx, () -> link(number), MAX_PENDING, seed);
            trackers.add(tracker);
            // Spread over the interval, so that the fleet does not beat like one heart.
            var delayMs = 1 + INTERVAL_MS * number / settings.count();
            vertx.setTimer(delayMs, first -> tracker.start());
            vertx.setPeriodic(delayMs, INTERVAL_MS, tick -> {
                produced++;
                if (!tracker.offer(vehicle.next(System.currentTimeMillis()))) {
                    dropped++;
                }
            });
        }

        private TrackerLink phone(FleetSettings.Phones phones, UUID vehicle) {
            return new JsonLink(webSockets, phones.host(), phones.port(), vehicle, phones.tokenForVehicle());
        }

        private TrackerLink link(int number) {
            return settings.isTracker(number)
                    ? links.link(settings.identity(number))
                    : phone(settings.phones().orElseThrow(), FleetSettings.phoneVehicle(number));
        }
    }
}
