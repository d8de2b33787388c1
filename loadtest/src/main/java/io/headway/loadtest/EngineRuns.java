package io.headway.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/** The fleet against the running engine; what was stored is counted in its database. Owned by the main thread. */
final class EngineRuns {
    private static final int LOGIN_MINUTES = 2;
    /** Record times of a run begin here, so that also a long one ends before now. */
    private static final int HOURS_AGO = 20;

    private static final int STEP_MS = 200;

    /** A run with what the database says about it. */
    record Stored(RunResult run, long stored, CpuTimes cpu) {
        double perSecond() {
            return stored / run.seconds();
        }

        boolean whole() {
            return run.sent() == run.acked() && run.acked() == stored && run.wrongAcks() == 0 && run.lost() == 0;
        }
    }

    /** A dashboard beside an open loop: all vehicles, or as many of them; none with 0. */
    record Watch(boolean all, int vehicles) {}

    record Watched(Stored stored, Optional<FeedLatency.Result> feed) {}

    private final EngineProcess engine;
    private final EngineDatabase database;
    private final int devices;
    private final int elements;
    private final Places places;
    private int series = Fleet.Plan.freshSeries();

    EngineRuns(EngineProcess engine, EngineDatabase database, int devices, int elements, Places places) {
        this.engine = engine;
        this.database = database;
        this.devices = devices;
        this.elements = elements;
        this.places = places;
    }

    /** Closed loop; its first seconds, while code is compiled, are a run of their own that is not reported. */
    Stored closed(int recordsPerPacket, int window, int warmUpSeconds, int seconds) throws IOException {
        try (var fleet = connect()) {
            var packet = new PacketTemplate(recordsPerPacket, elements);
            var pace = new Pace.ClosedLoop(window);
            FleetDriver.run(fleet, packet, pace, Duration.ofSeconds(warmUpSeconds));
            var before = database.positions();
            var cpu = cpu();
            var run = FleetDriver.run(fleet, packet, pace, Duration.ofSeconds(seconds));
            return stored(run, before, cpu);
        }
    }

    /** What was stored of datagrams, and how often one had to be sent again. */
    record StoredDatagrams(DatagramFleet.Result run, int unacknowledged, long stored, CpuTimes cpu) {
        double perSecond() {
            return stored / run.seconds();
        }

        boolean whole() {
            return run.acked() == stored && run.wrongAcks() == 0 && unacknowledged == 0;
        }
    }

    /** One record a datagram, one datagram under way per device; after a run that is not reported, as {@link #closed}. */
    StoredDatagrams datagrams(int warmUpSeconds, int seconds) throws IOException {
        var plan = new Fleet.Plan(engine.teltonika(), devices, series++, HOURS_AGO, STEP_MS);
        try (var fleet = new DatagramFleet(plan, new PacketTemplate(1, elements))) {
            fleet.run(Duration.ofSeconds(warmUpSeconds));
            var before = database.positions();
            var cpu = cpu();
            var run = fleet.run(Duration.ofSeconds(seconds));
            return new StoredDatagrams(run, fleet.unacknowledged(), database.positions() - before, cpu().since(cpu));
        }
    }

    Watched open(int recordsPerPacket, double positionsPerSecond, Watch watch, Duration time)
            throws IOException, InterruptedException {
        try (var fleet = connect()) {
            var before = database.positions();
            var vehicles = database.vehicles(fleet.plan(), watch.all() ? devices : watch.vehicles());
            var packet = new PacketTemplate(recordsPerPacket, elements);
            var token = engine.operatorToken(database.workspace());
            if (vehicles.isEmpty()) {
                var schedule = FleetDriver.schedule(fleet, recordsPerPacket, positionsPerSecond);
                var cpu = cpu();
                var run = FleetDriver.run(fleet, packet, schedule, time);
                return new Watched(stored(run, before, cpu), Optional.empty());
            }
            try (var subscriber = Subscriber.connect(0, engine.web(), "/ws/tracking", Optional.of(token))) {
                subscriber.send(
                        watch.all()
                                ? FeedLatency.subscribeAll()
                                : FeedLatency.subscribe(new ArrayList<>(vehicles.keySet())));
                var schedule = FleetDriver.schedule(fleet, recordsPerPacket, positionsPerSecond);
                try (var latency = new FeedLatency(subscriber, fleet, vehicles, schedule, recordsPerPacket)) {
                    var cpu = cpu();
                    var run = FleetDriver.run(fleet, packet, schedule, time);
                    var stored = stored(run, before, cpu);
                    var share = watch.all() ? 1.0 : (double) vehicles.size() / devices;
                    var feed = latency.stop((long) (run.sent() * share), Duration.ofSeconds(2));
                    return new Watched(stored, Optional.of(feed));
                }
            }
        }
    }

    Fanout.Result fanout(int subscribers, int window, int seconds) throws IOException, InterruptedException {
        var plan = new Fanout.Plan(
                engine.web(),
                engine.teltonika(),
                Optional.of(engine.operatorToken(database.workspace())),
                Optional.of(FeedLatency.subscribeAll()),
                subscribers,
                window);
        try (var fanout = new Fanout(plan)) {
            return fanout.run(seconds);
        }
    }

    private CpuTimes cpu() throws IOException {
        return CpuTimes.now(engine.pid(), database.backendPid());
    }

    private Stored stored(RunResult run, long before, CpuTimes cpuBefore) throws IOException {
        var cpu = cpu().since(cpuBefore);
        return new Stored(run, database.positions() - before, cpu);
    }

    private Fleet connect() throws IOException {
        var plan = new Fleet.Plan(engine.teltonika(), devices, series++, HOURS_AGO, STEP_MS);
        var fleet = Fleet.connect(plan, Duration.ofMinutes(LOGIN_MINUTES));
        if (places.any()) {
            places.deploy(database.vehicles(plan, devices));
        }
        return fleet;
    }
}
