package io.headway.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicLine;
import net.sf.geographiclib.GeodesicMask;
import org.junit.jupiter.api.Test;

/** Distances, against geodesics by a library that shares nothing with the code (C. F. F. Karney, "Algorithms for geodesics", 2013). */
class RouteGeometryTest {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @Property(tries = 300)
    void the_distance_to_a_route_of_up_to_100_km_agrees_with_the_geodesic_within_10_cm(
            @ForAll @DoubleRange(min = -75, max = 75) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @IntRange(min = 1, max = 60) int stretches,
            @ForAll @DoubleRange(min = 1_000, max = 100_000) double lengthM,
            @ForAll @DoubleRange(min = -2_000, max = 2_000) double awayM,
            @ForAll long seed) {
        var random = new Random(seed);
        var path = walk(latitude, longitude, stretches, lengthM, random);
        var geometry = RouteGeometry.of(path);

        var beside = beside(path, random.nextInt(stretches), random.nextDouble(), awayM);
        var ours = geometry.nearest(geometry.place(beside[1], beside[0])).awayM();

        assertThat(ours).isCloseTo(geodesicM(path, beside), within(0.1));
        assertThat(new GeocentricDistance(path).distanceM(beside[1], beside[0])).isCloseTo(ours, within(0.15));
    }

    @Property(tries = 100)
    void the_length_agrees_with_the_geodesics_within_a_ten_thousandth(
            @ForAll @DoubleRange(min = -75, max = 75) double latitude,
            @ForAll @IntRange(min = 1, max = 60) int stretches,
            @ForAll long seed) {
        var path = walk(latitude, 179.9, stretches, 50_000, new Random(seed));
        var geodesicM = 0.0;
        for (var i = 1; i < path.size(); i++) {
            geodesicM += inverseM(path.get(i - 1), path.get(i));
        }

        assertThat(RouteGeometry.of(path).lengthM()).isCloseTo(geodesicM, within(geodesicM / 10_000));
    }

    @Test
    void left_of_the_route_is_negative_and_right_of_it_positive() {
        var north = Plane.route(0, 0, 0, 1_000);

        assertThat(foot(north, -30, 500).distanceM()).isCloseTo(-30, within(0.01));
        assertThat(foot(north, 30, 500).distanceM()).isCloseTo(30, within(0.01));
        assertThat(foot(north, 30, 500).progressM()).isCloseTo(500, within(0.1));
    }

    @Test
    void a_route_across_the_antimeridian_is_as_long_as_anywhere() {
        var route = RouteGeometry.of(List.of(new double[] {179.99, 10}, new double[] {-179.99, 10}));
        var place = route.place(10.001, -179.995);

        assertThat(route.lengthM())
                .isCloseTo(inverseM(new double[] {179.99, 10}, new double[] {-179.99, 10}), within(0.01));
        assertThat(route.nearest(place).distanceM()).isCloseTo(-110.6, within(0.1));
    }

    @Test
    void repeated_vertices_are_one() {
        var route = Plane.route(0, 0, 0, 0, 100, 0, 100, 0, 100, 100);

        assertThat(route.segments()).isEqualTo(2);
        assertThat(foot(route, 103, 50).awayM()).isCloseTo(3, within(0.01));
    }

    @Test
    void a_path_without_two_places_is_refused() {
        assertThatThrownBy(() -> Plane.route(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RouteGeometry.of(List.of(new double[] {0, 91}, new double[] {1, 1})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RouteGeometry.Foot foot(RouteGeometry route, double eastM, double northM) {
        var place = Plane.at(eastM, northM);
        return route.nearest(route.place(place[1], place[0]));
    }

    private static List<double[]> walk(
            double latitude, double longitude, int stretches, double lengthM, Random random) {
        var path = new ArrayList<double[]>();
        path.add(new double[] {longitude, latitude});
        var course = random.nextDouble(360);
        for (var i = 0; i < stretches; i++) {
            course += random.nextDouble(-60, 60);
            var from = path.getLast();
            var to = Geodesic.WGS84.Direct(from[1], from[0], course, lengthM / stretches);
            path.add(new double[] {to.lon2, to.lat2});
        }
        return path;
    }

    private static double[] beside(List<double[]> path, int stretch, double share, double awayM) {
        var line = line(path.get(stretch), path.get(stretch + 1));
        var foot = line.Position(share * line.Distance());
        var place = Geodesic.WGS84.Direct(foot.lat2, foot.lon2, foot.azi2 + 90, awayM);
        return new double[] {place.lon2, place.lat2};
    }

    /** The least over the stretches, each by golden section; one that cannot be nearer than the nearest so far is passed over. */
    private static double geodesicM(List<double[]> path, double[] place) {
        var nearestM = Double.POSITIVE_INFINITY;
        for (var i = 1; i < path.size(); i++) {
            var line = line(path.get(i - 1), path.get(i));
            if (inverseM(path.get(i), place) - line.Distance() < nearestM) {
                nearestM = Math.min(nearestM, geodesicM(line, place));
            }
        }
        return nearestM;
    }

    private static double geodesicM(GeodesicLine line, double[] place) {
        var low = 0.0;
        var high = line.Distance();
        while (high - low > 1e-3) {
            var one = high - GOLDEN * (high - low);
            var other = low + GOLDEN * (high - low);
            if (atM(line, one, place) < atM(line, other, place)) {
                high = other;
            } else {
                low = one;
            }
        }
        return atM(line, (low + high) / 2, place);
    }

    private static double atM(GeodesicLine line, double alongM, double[] place) {
        var point = line.Position(alongM);
        return inverseM(new double[] {point.lon2, point.lat2}, place);
    }

    private static GeodesicLine line(double[] from, double[] to) {
        return Geodesic.WGS84.InverseLine(from[1], from[0], to[1], to[0], GeodesicMask.ALL);
    }

    private static double inverseM(double[] from, double[] to) {
        return Geodesic.WGS84.Inverse(from[1], from[0], to[1], to[0], GeodesicMask.DISTANCE).s12;
    }
}
