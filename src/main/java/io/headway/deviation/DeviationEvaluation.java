package io.headway.deviation;

import io.headway.config.HeadwayConfig;
import io.headway.deviation.DeviationRule.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well the rule does on recorded drives, with the code that runs in the engine. Pure but for reading the file; deterministic. What is
 * counted and why is told in docs/deviation.md.
 */
public final class DeviationEvaluation {
    private static final long SEED = 20_260_101;
    private static final int[] SIZES_M = {50, 100, 150, 200, 300};
    private static final int TARGET_M = 150;
    private static final int DRAWS = 24;
    private static final int RANDOM_ROUTES = 1_000;
    private static final int PLACES_PER_ROUTE = 20;

    private final DeviationSettings settings;

    /**
     * What came out on some drives.
     *
     * @param alarmed tracks with an alarm although the drive was on its route all the time
     * @param reversedAlarmed the same drives from the end to the start
     * @param wrongWay drives against their route that were told to be so
     * @param sizes one per size of detour
     */
    record Outcome(int drives, List<String> alarmed, List<String> reversedAlarmed, int wrongWay, List<Size> sizes) {
        Outcome and(Outcome other) {
            return new Outcome(
                    drives + other.drives,
                    both(alarmed, other.alarmed),
                    both(reversedAlarmed, other.reversedAlarmed),
                    wrongWay + other.wrongWay,
                    IntStream.range(0, sizes.size())
                            .mapToObj(i -> sizes.get(i).and(other.sizes.get(i)))
                            .toList());
        }

        double falseAlarmShare() {
            return (double) alarmed.size() / drives;
        }

        /** Share of the detours of the target's size and more that were told in time. */
        double detectedShare() {
            var large = sizes.stream().filter(size -> size.sizeM() >= TARGET_M).toList();
            return (double) large.stream().mapToInt(Size::detected).sum()
                    / large.stream().mapToInt(Size::detours).sum();
        }
    }

    /**
     * Detours of one size.
     *
     * @param detected told at the latest by the fifth fix that was that far off, the first being number one
     * @param fixes number of the fix that told it, sorted; 0 when that was before any was that far off. Of all that were ever told
     */
    record Size(int sizeM, int detours, int detected, List<Integer> fixes) {
        Size and(Size other) {
            return new Size(
                    sizeM,
                    detours + other.detours,
                    detected + other.detected,
                    both(fixes, other.fixes).stream().sorted().toList());
        }

        int percentile(double share) {
            return fixes.isEmpty()
                    ? -1
                    : fixes.get((int) Math.min(fixes.size() - 1L, Math.round(share * fixes.size())));
        }
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    DeviationEvaluation(DeviationSettings settings) {
        this.settings = settings;
    }

    /**
     * The table as Markdown. Blocks for some seconds.
     *
     * @param file recorded drives, see ../shared/tracks/README.md
     * @throws IOException when it cannot be read
     */
    public static String table(Path file, HeadwayConfig.Deviation config) throws IOException {
        var drives = RecordedDrive.readAll(file);
        var evaluation = new DeviationEvaluation(DeviationSettings.of(config));
        return new EvaluationTable(evaluation.run(half(drives, 0)), evaluation.run(half(drives, 1)))
                .markdown(crossTrackErrorM(drives), randomCrossTrackErrorM());
    }

    /** The drives of even (0) or odd (1) lines. */
    static List<RecordedDrive> half(List<RecordedDrive> drives, int which) {
        return IntStream.range(0, drives.size())
                .filter(i -> i % 2 == which)
                .mapToObj(drives::get)
                .toList();
    }

    Outcome run(List<RecordedDrive> drives) {
        return new Outcome(
                drives.size(),
                drives.stream()
                        .filter(drive -> raisedAt(drive, 0, false) >= 0)
                        .map(RecordedDrive::track)
                        .toList(),
                drives.stream()
                        .map(RecordedDrive::reversed)
                        .filter(drive -> raisedAt(drive, 0, false) >= 0)
                        .map(RecordedDrive::track)
                        .toList(),
                (int) drives.stream()
                        .map(RecordedDrive::wrongWay)
                        .filter(drive -> raisedAt(drive, 0, true) >= 0)
                        .count(),
                Arrays.stream(SIZES_M).mapToObj(size -> size(drives, size)).toList());
    }

    private Size size(List<RecordedDrive> drives, int sizeM) {
        var random = new Random(SEED + sizeM);
        var detours = 0;
        var detected = 0;
        var fixes = new ArrayList<Integer>();
        for (var drive : drives) {
            for (var draw = 0; draw < DRAWS; draw++) {
                var detour = Detour.draw(drive, sizeM, random);
                if (detour == null) {
                    continue;
                }
                detours++;
                var raised = raisedAt(detour.drive(), detour.start(), false);
                if (raised >= 0) {
                    var number = Math.max(0, raised - detour.firstFar() + 1);
                    fixes.add(number);
                    detected += number <= Detour.IN_A_ROW ? 1 : 0;
                }
            }
        }
        return new Size(sizeM, detours, detected, fixes.stream().sorted().toList());
    }

    /**
     * Number of the first fix, from one on, that had a deviation raised; -1 when there was none.
     *
     * @param wrongWay whether only one of driving the wrong way counts
     */
    private int raisedAt(RecordedDrive drive, int from, boolean wrongWay) {
        var watch = new RouteWatch(RouteGeometry.of(drive.route()), settings, RouteWatch.State.NEW);
        var raised = new ArrayList<Integer>();
        for (var i = 0; i < drive.fixes().size(); i++) {
            var number = i;
            watch.take(drive.fixes().get(i), (_, verdict) -> {
                if (verdict instanceof Verdict.Raised(var deviation) && (!wrongWay || deviation.wrongWay())) {
                    raised.add(number);
                }
            });
        }
        return raised.stream().filter(number -> number >= from).findFirst().orElse(-1);
    }

    /** Greatest difference between our distance to the route and that of {@link GeocentricDistance}, over all fixes. */
    static double crossTrackErrorM(List<RecordedDrive> drives) {
        var worstM = 0.0;
        for (var drive : drives) {
            var geometry = RouteGeometry.of(drive.route());
            var reference = new GeocentricDistance(drive.route());
            for (var fix : drive.fixes()) {
                worstM = Math.max(worstM, errorM(geometry, reference, fix.latitude(), fix.longitude()));
            }
        }
        return worstM;
    }

    /** The same on routes of up to 100 km between 70 degrees south and north, at places up to 1 km off. */
    private static double randomCrossTrackErrorM() {
        var random = new Random(SEED);
        var worstM = 0.0;
        for (var i = 0; i < RANDOM_ROUTES; i++) {
            var route = randomRoute(random);
            var geometry = RouteGeometry.of(route);
            var reference = new GeocentricDistance(route);
            for (var k = 0; k < PLACES_PER_ROUTE; k++) {
                var vertex = route.get(random.nextInt(route.size()));
                worstM = Math.max(
                        worstM,
                        errorM(
                                geometry,
                                reference,
                                vertex[1] + random.nextDouble(-0.006, 0.006),
                                vertex[0] + random.nextDouble(-0.006, 0.006)));
            }
        }
        return worstM;
    }

    /** Up to 100 km in up to 100 stretches that bend by up to 60 degrees. */
    private static List<double[]> randomRoute(Random random) {
        var route = new ArrayList<double[]>();
        var stretches = 1 + random.nextInt(100);
        var stretchM = random.nextDouble(1_000, 100_000) / stretches;
        var latitude = random.nextDouble(-70, 70);
        var longitude = random.nextDouble(-180, 180);
        var course = random.nextDouble(2 * Math.PI);
        route.add(new double[] {longitude, latitude});
        for (var i = 0; i < stretches; i++) {
            course += random.nextDouble(-1, 1) * Math.PI / 3;
            latitude += stretchM * Math.cos(course) / Wgs84.metresPerLatitude(latitude);
            longitude = Wgs84.turn(longitude + stretchM * Math.sin(course) / Wgs84.metresPerLongitude(latitude));
            route.add(new double[] {longitude, latitude});
        }
        return route;
    }

    private static double errorM(
            RouteGeometry geometry, GeocentricDistance reference, double latitude, double longitude) {
        var ours = geometry.nearest(geometry.place(latitude, longitude)).awayM();
        return Math.abs(ours - reference.distanceM(latitude, longitude));
    }
}
