package io.headway.loadtest;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything on one machine, one after the other, printed as one table. Owned by the main thread. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the engine and the raw figures it is compared with, on loopback, in one run.")
public final class Benchmark implements Callable<Integer> {

    private static final int RECORDS_MANY = 20;

    @Mixin
    private Options options;

    private final Report report = new Report();
    private Path folder;
    private double sink20;
    private double sink1;
    private double insert20;
    private double insert1;

    public static void main(String[] args) {
        // Arguments come through one Maven property, so without any there is one empty argument.
        var given = Arrays.stream(args).filter(argument -> !argument.isBlank()).toArray(String[]::new);
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(given));
    }

    @Override
    public Integer call() throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (!Files.exists(options.jar)) {
            System.err.println(options.jar.toAbsolutePath() + " is not there: mvn -q package -DskipTests makes it.");
            return 2;
        }
        var environment = Environment.describe(options.engineJvm);
        environment.forEach(System.out::println);
        folder = Files.createTempDirectory("headway-loadtest");
        var vertx = Vertx.vertx();
        try {
            if (options.only.contains(Options.Part.SINK)) {
                sink();
            }
            if (options.only.contains(Options.Part.RAW_FANOUT)) {
                rawFanout();
            }
            if (!EnumSet.of(Options.Part.SINK, Options.Part.RAW_FANOUT, Options.Part.IDLE)
                    .containsAll(options.only)) {
                withEngine(vertx);
            }
            if (options.only.contains(Options.Part.IDLE)) {
                idle();
            }
        } finally {
            Await.result(vertx.close(), 10);
            delete(folder);
        }
        report.print(environment);
        return report.failed() ? 1 : 0;
    }

    private void sink() throws IOException {
        var port = Loopback.freePort();
        try (var process = ChildProcess.ofMain(RawSink.class, folder, Integer.toString(port))) {
            report.begin("raw sink, process " + process.pid());
            sink20 = sink(port, RECORDS_MANY, options.window20);
            sink1 = sink(port, 1, options.window1);
        }
    }

    private double sink(int port, int recordsPerPacket, int window) throws IOException {
        var address = Loopback.at(port);
        var plan = new Fleet.Plan(address, options.devices, Fleet.Plan.freshSeries(), 20, 200);
        try (var fleet = Fleet.connect(plan, Duration.ofMinutes(1))) {
            var packet = new PacketTemplate(recordsPerPacket, options.elements);
            var pace = new Pace.ClosedLoop(window);
            FleetDriver.run(fleet, packet, pace, Duration.ofSeconds(options.warmUpSeconds));
            var run = FleetDriver.run(fleet, packet, pace, Duration.ofSeconds(options.seconds));
            report.check("sink, " + recordsPerPacket + " a packet: " + run, run.sent() == run.acked());
            report.row(
                    "raw Vert.x sink, " + recordsPerPacket + " a packet",
                    perSecond(run.ackedPerSecond()),
                    run.latencyUs(),
                    "window " + window);
            return run.ackedPerSecond();
        }
    }

    private void withEngine(Vertx vertx) throws IOException, InterruptedException {
        report.begin("engine and its database start");
        try (var engine = new EngineProcess(engineSettings(), folder.resolve("engine"));
                var database = new EngineDatabase(vertx, engine.database())) {
            report.note("engine is process " + engine.pid() + ", RSS " + megabytes(engine));
            if (options.only.contains(Options.Part.INSERT)) {
                var insert = new RawInsert(vertx, engine.database());
                insert20 = insert(insert, RECORDS_MANY);
                insert1 = insert(insert, 1);
            }
            var places = new Places(database, options.fences, options.routes);
            var runs = new EngineRuns(engine, database, options.devices, options.elements, places);
            var stored20 = options.only.contains(Options.Part.R20)
                    ? closed(runs, RECORDS_MANY, options.window20, sink20, insert20)
                    : 0;
            if (options.only.contains(Options.Part.R1)) {
                closed(runs, 1, options.window1, sink1, insert1);
            }
            var half = options.rate != null ? options.rate : stored20 / 2;
            if (options.only.contains(Options.Part.HALF)) {
                half(runs, half, "a dashboard of " + options.watch, new EngineRuns.Watch(false, options.watch));
                half(runs, half, "a dashboard of all", new EngineRuns.Watch(true, 0));
            }
            if (options.only.contains(Options.Part.UDP)) {
                datagrams(runs);
            }
            if (options.only.contains(Options.Part.FANOUT)) {
                report.begin("engine's fan-out");
                fanout("engine's fan-out", runs.fanout(options.subscribers, options.fanoutWindow, options.seconds));
            }
            if (options.only.contains(Options.Part.SOAK)) {
                soak(runs, engine, half);
            }
            report.note("engine RSS at the end " + megabytes(engine));
            report.note("events: " + places.events());
            var stored = database.positions();
            report.check(
                    "%,d positions in the database, none twice".formatted(stored),
                    database.distinctPositions() == stored);
        }
    }

    private double insert(RawInsert insert, int recordsPerPacket) throws IOException {
        report.begin("raw insert, " + recordsPerPacket + " a packet");
        insert.run(plan(recordsPerPacket, options.warmUpSeconds));
        var result = insert.run(plan(recordsPerPacket, options.seconds));
        report.row(
                "raw unnest insert, rows as packets of " + recordsPerPacket + " bring them",
                perSecond(result.rowsPerSecond()),
                "2 connections, batch " + options.batchRows + ", form " + options.insertForm + "; " + result.cpu());
        return result.rowsPerSecond();
    }

    private RawInsert.Plan plan(int recordsPerPacket, int time) {
        return new RawInsert.Plan(
                InsertTable.LIKE_THE_ENGINE, options.insertForm, 2, options.batchRows, recordsPerPacket, time);
    }

    private double closed(EngineRuns runs, int recordsPerPacket, int window, double sink, double insert)
            throws IOException {
        report.begin("engine, closed loop, " + recordsPerPacket + " a packet");
        var result = runs.closed(recordsPerPacket, window, options.warmUpSeconds, options.seconds);
        var limit = 1 / (1 / sink + 1 / insert);
        var share = sink > 0 && insert > 0
                ? "%.0f %% of the composed limit %s".formatted(100 * result.perSecond() / limit, perSecond(limit))
                : "no composed limit without SINK and INSERT";
        report.row(
                "engine, stored, " + recordsPerPacket + " a packet",
                perSecond(result.perSecond()),
                result.run().latencyUs(),
                share + "; window " + window + "; " + result.cpu().perPosition(result.stored()));
        check(recordsPerPacket + " a packet, closed loop", result);
        return result.perSecond();
    }

    private void datagrams(EngineRuns runs) throws IOException {
        report.begin("engine, datagrams");
        var result = runs.datagrams(options.warmUpSeconds, options.seconds);
        report.row(
                "engine, stored, datagrams of 1",
                perSecond(result.perSecond()),
                result.run().latencyUs(),
                "%,d sent again; %s"
                        .formatted(result.run().resent(), result.cpu().perPosition(result.stored())));
        report.check(
                "datagrams: %,d acked, %,d stored".formatted(result.run().acked(), result.stored()), result.whole());
    }

    private void check(String what, EngineRuns.Stored result) {
        report.check(what + ": %,d stored, ".formatted(result.stored()) + result.run(), result.whole());
    }

    private void half(EngineRuns runs, double positionsPerSecond, String dashboard, EngineRuns.Watch watch)
            throws IOException, InterruptedException {
        report.begin("engine, open loop, " + dashboard);
        var rate = rate(positionsPerSecond);
        // Code that has run only in the closed loop is compiled for it; a few seconds at this pace are not reported.
        runs.open(RECORDS_MANY, rate, watch, Duration.ofSeconds(options.warmUpSeconds));
        var result = runs.open(RECORDS_MANY, rate, watch, Duration.ofSeconds(options.seconds));
        report.row(
                "engine, acknowledgement at " + perSecond(rate) + ", " + dashboard,
                perSecond(result.stored().perSecond()),
                result.stored().run().latencyUs(),
                "open loop from the scheduled time, 20 a packet; "
                        + result.stored().cpu().perPosition(result.stored().stored()));
        result.feed()
                .ifPresent(feed -> report.row(
                        "engine, position to subscriber, " + dashboard,
                        perSecond(feed.received() / result.stored().run().seconds()),
                        feed.latencyUs(),
                        "%,d received%s".formatted(feed.received(), feed.closed() ? ", SOCKET CLOSED" : "")));
        check("open loop, " + dashboard, result.stored());
    }

    private void rawFanout() throws IOException {
        var web = Loopback.freePort();
        var devices = Loopback.freePort();
        var plan = new Fanout.Plan(
                Loopback.at(web),
                Loopback.at(devices),
                Optional.empty(),
                Optional.empty(),
                options.subscribers,
                options.fanoutWindow);
        try (var process =
                ChildProcess.ofMain(RawFanout.class, folder, Integer.toString(web), Integer.toString(devices))) {
            report.begin("raw fan-out, process " + process.pid());
            try (var fanout = new Fanout(plan)) {
                fanout("raw Vert.x fan-out", fanout.run(options.seconds));
            }
        }
    }

    private void fanout(String what, Fanout.Result result) {
        report.row(
                what,
                "%,.0f frames/s".formatted(result.frames() / result.seconds()),
                result.latencyUs(),
                "%,d subscribers, %d positions under way, %,d skipped"
                        .formatted(options.subscribers, options.fanoutWindow, result.skipped()));
        report.check(what + ": " + result, result.lost() == 0 && result.frames() > 0);
    }

    private void idle() throws IOException, InterruptedException {
        report.begin("idle devices, an engine of their own");
        try (var engine = new EngineProcess(engineSettings(), folder.resolve("idle"))) {
            var result = IdleDevices.measure(engine, options.idleDevices);
            report.row(
                    "idle device, heap after GC",
                    "%.1f KB".formatted(result.heapKb()),
                    "%,d devices".formatted(options.idleDevices));
            report.row(
                    "idle device, RSS",
                    "%.1f KB".formatted(result.residentKb()),
                    "RSS %,d MB before, %,d MB after"
                            .formatted(result.residentBeforeKb() / 1024, result.residentAfterKb() / 1024));
        }
    }

    private void soak(EngineRuns runs, EngineProcess engine, double positionsPerSecond)
            throws IOException, InterruptedException {
        report.begin("soak, " + options.soakMinutes + " minutes");
        var samples = new MemorySamples(engine.pid(), 10);
        var result = runs.open(
                RECORDS_MANY,
                rate(positionsPerSecond),
                new EngineRuns.Watch(false, options.watch),
                Duration.ofMinutes(options.soakMinutes));
        samples.stop();
        report.note(samples.toString());
        report.row(
                "engine, %d minutes at half load".formatted(options.soakMinutes),
                "%+.0f KB/min RSS".formatted(samples.slopeKbPerMinute()),
                result.stored().run().latencyUs(),
                perSecond(result.stored().perSecond()) + " stored");
        check("soak", result.stored());
    }

    private double rate(double positionsPerSecond) throws IOException {
        if (positionsPerSecond <= 0) {
            throw new IOException("--rate is needed where R20 does not run");
        }
        return positionsPerSecond;
    }

    private EngineProcess.Settings engineSettings() {
        return new EngineProcess.Settings(options.jar, options.engineJvm, Optional.ofNullable(options.databaseUrl));
    }

    private static String perSecond(double figure) {
        return "%,.0f/s".formatted(figure);
    }

    private static String megabytes(EngineProcess engine) throws IOException {
        return ProcessStats.residentKb(engine.pid()) / 1024 + " MB";
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
