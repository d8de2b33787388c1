package io.headway.geofence;

import io.headway.model.Derived;
import io.headway.model.Fix;
import io.headway.model.Geofence;
import io.headway.model.Position;
import io.headway.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What geofences cost a position, and what it costs to build their index. Polygons of 5 to 50 vertices and 50 to 300 m, spread over ten by ten
 * degrees; 65,536 vehicles, each 20 m and a second on from its last fix. In the engine's package, to put a vehicle back to where it was.
 */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class FenceIndexBenchmark {
    private static final int VEHICLES = 65_536;
    private static final double STEP_DEGREES = 0.0002;
    private static final UUID WORKSPACE = new UUID(0, 1);

    @Param({"100", "100000"})
    public int fences;

    private final Random random = new Random(7);
    private final FenceJudge judge = new FenceJudge(10);
    private final Derived out = Derived.empty();
    private List<Geofence> geofences;
    private FenceIndex index;
    private VehicleFences[] outside;
    private VehicleFences[] inside;
    private Position[] misses;
    private Position[] hits;
    private int next;

    @Setup(Level.Trial)
    public void setUp() {
        var centres = new double[fences][];
        geofences = new ArrayList<>(fences);
        for (var i = 0; i < fences; i++) {
            centres[i] = new double[] {5 + 10 * random.nextDouble(), 45 + 10 * random.nextDouble()};
            geofences.add(geofence(i, polygon(centres[i])));
        }
        index = FenceIndex.build(geofences, List.of(), Map.of(), null);
        outside = new VehicleFences[VEHICLES];
        inside = new VehicleFences[VEHICLES];
        misses = new Position[VEHICLES];
        hits = new Position[VEHICLES];
        for (var i = 0; i < VEHICLES; i++) {
            outside[i] = new VehicleFences();
            misses[i] = missing(i);
            var centre = centres[random.nextInt(fences)];
            hits[i] = position(i, centre[0], centre[1]);
            inside[i] = new VehicleFences();
            judge.judge(index, inside[i], hits[i], Derived.empty());
        }
    }

    private Position missing(int vehicle) {
        while (true) {
            var position = position(vehicle, 5 + 10 * random.nextDouble(), 45 + 10 * random.nextDouble());
            var found = Derived.empty();
            var probe = new VehicleFences();
            judge.judge(index, probe, position, found);
            if (!probe.isAnywhere()) {
                return position;
            }
        }
    }

    private Position position(int vehicle, double longitude, double latitude) {
        var fix = new Fix(1_000, latitude, longitude, 100, 72, 90, 5, 9, true, "{}");
        return new Position(new Source(WORKSPACE, new UUID(1, vehicle), null, "jmh"), fix, 1, 1);
    }

    private String polygon(double[] centre) {
        var vertices = 5 + random.nextInt(46);
        var reach = 0.0005 + 0.0025 * random.nextDouble();
        var text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        String first = null;
        for (var i = 0; i < vertices; i++) {
            var angle = 2 * Math.PI * i / vertices;
            var radius = reach * (0.6 + 0.4 * random.nextDouble());
            var place = "[" + (float) (centre[0] + radius * Math.cos(angle)) + ','
                    + (float) (centre[1] + radius * Math.sin(angle)) + "],";
            first = first == null ? place : first;
            text.append(place);
        }
        return text.append(first, 0, first.length() - 1).append("]]}").toString();
    }

    private static Geofence geofence(int number, String geometry) {
        return new Geofence(
                new UUID(2, number),
                WORKSPACE,
                "Fence " + number,
                "depot",
                null,
                geometry,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                0,
                1,
                0,
                "{}",
                1,
                0,
                0);
    }

    /** A position in no geofence. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Derived miss() {
        return judged(outside, misses);
    }

    /** A position in one geofence at least, of a vehicle that was not near any before: a visit and its event are made. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Derived enter() {
        outside[next] = new VehicleFences();
        return judged(outside, hits);
    }

    /** A position in the geofence in which the vehicle was before: nothing happens. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Derived stay() {
        return judged(inside, hits);
    }

    private Derived judged(VehicleFences[] vehicles, Position[] positions) {
        var position = positions[next];
        var fix = position.fix();
        var vehicle = vehicles[next];
        next = (next + 1) % positions.length;
        vehicle.judged(0, fix.latitude(), fix.longitude() - STEP_DEGREES);
        judge.judge(index, vehicle, position, out);
        if (!out.isEmpty()) {
            out.events().clear();
            out.visits().clear();
        }
        return out;
    }

    /** All geofences read from their text, as after a start. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public FenceIndex buildFromNothing() {
        return FenceIndex.build(geofences, List.of(), Map.of(), null);
    }

    /** As after a change of one. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public FenceIndex rebuild() {
        return FenceIndex.build(geofences, List.of(), Map.of(), index);
    }
}
