package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShapeTest {
    private static Shape polygon(String rings) {
        return shape("{\"type\":\"Polygon\",\"coordinates\":" + rings + "}", null, null);
    }

    private static Shape multiPolygon(String polygons) {
        return shape("{\"type\":\"MultiPolygon\",\"coordinates\":" + polygons + "}", null, null);
    }

    private static Shape circle(double latitude, double longitude, double radiusM) {
        return shape("{\"type\":\"Point\",\"coordinates\":[" + longitude + "," + latitude + "]}", radiusM, null);
    }

    private static Shape corridor(String line, double widthM) {
        return shape("{\"type\":\"LineString\",\"coordinates\":" + line + "}", null, widthM);
    }

    private static Shape shape(String geoJson, Double radiusM, Double widthM) {
        var parsed = Shape.parse(geoJson, radiusM, widthM);
        assertThat(parsed).isInstanceOf(Shape.class);
        return (Shape) parsed;
    }

    private static boolean isInBounds(Shape shape, double latitude, double longitude) {
        return shape.bounds().stream().anyMatch(box -> box.contains(longitude, latitude));
    }

    @Test
    void a_hole_is_outside() {
        var yard = polygon("[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6],[0.4,0.4]]]");

        assertThat(yard.contains(0.5, 0.2)).isTrue();
        assertThat(yard.contains(0.5, 0.5)).isFalse();
        assertThat(yard.signedDistanceM(0.5, 0.5)).isCloseTo(11_056, within(10.0));
        assertThat(yard.signedDistanceM(0.5, 0.3)).isCloseTo(-11_131, within(10.0));
        assertThat(yard.crossedBy(0.45, 0.45, 0.55, 0.55)).isFalse();
        assertThat(yard.crossedBy(0.5, 0.5, 0.5, 2)).isTrue();
    }

    @Test
    void edges_are_straight_in_longitude_and_latitude() {
        var band = polygon("[[[0,60],[40,60],[40,61],[0,61],[0,60]]]");

        assertThat(band.contains(60.001, 20)).isTrue();
        assertThat(band.contains(59.999, 20)).isFalse();
        assertThat(band.signedDistanceM(59.999, 20)).isCloseTo(111.4, within(0.1));
    }

    @Test
    void a_ring_may_go_over_the_antimeridian() {
        var fiji = polygon("[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]");

        for (var longitude : new double[] {177.5, 179.9999, 180, -180, -179.9999, -178.5}) {
            assertThat(fiji.contains(-17, longitude)).isTrue();
            assertThat(isInBounds(fiji, -17, longitude)).isTrue();
        }
        assertThat(fiji.contains(-17, 0)).isFalse();
        assertThat(fiji.contains(-17, -177)).isFalse();
        assertThat(isInBounds(fiji, -17, 0)).isFalse();
        assertThat(fiji.signedDistanceM(-17, -177.999)).isCloseTo(106.5, within(0.1));
        assertThat(fiji.crossedBy(-10, 179, -25, -179)).isTrue();
        assertThat(fiji.crossedBy(-10, 170, -25, 171)).isFalse();
    }

    @Test
    void a_polygon_that_was_cut_at_the_antimeridian_is_whole_again() {
        var fiji = multiPolygon("[[[[177,-20],[180,-20],[180,-15],[177,-15],[177,-20]]],"
                + "[[[-180,-20],[-178,-20],[-178,-15],[-180,-15],[-180,-20]]]]");
        var uncut = polygon("[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]");

        for (var longitude : new double[] {176.9, 177.1, 179.9999, 180, -180, -179.9999, -178.1, -177.9}) {
            assertThat(fiji.signedDistanceM(-17, longitude))
                    .isCloseTo(uncut.signedDistanceM(-17, longitude), within(1e-6));
        }
        assertThat(fiji.signedDistanceM(-17.5, 180)).isLessThan(-200_000);
    }

    @Test
    void a_hole_may_be_written_with_longitudes_of_the_other_side() {
        var fiji = polygon("[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]],"
                + "[[-179.5,-18],[-179,-18],[-179,-17],[-179.5,-17],[-179.5,-18]]]");

        assertThat(fiji.contains(-17.5, -179.2)).isFalse();
        assertThat(fiji.contains(-17.5, 179.2)).isTrue();
    }

    @Test
    void parts_of_a_multi_polygon_may_lie_anywhere() {
        var both = multiPolygon("[[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]],"
                + "[[[10,50],[11,50],[11,51],[10,51],[10,50]]]]");

        assertThat(both.contains(-17, -179)).isTrue();
        assertThat(both.contains(50.5, 10.5)).isTrue();
        assertThat(both.contains(50.5, 100)).isFalse();
        assertThat(both.crossedBy(50.5, 9.9, 50.5, 11.1)).isTrue();
    }

    @Test
    void the_outline_of_the_whole_world_holds_the_whole_world() {
        var world = polygon("[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]");

        assertThat(world.contains(52.5, 13.4)).isTrue();
        assertThat(world.contains(-80, -179)).isTrue();
    }

    @Test
    void a_circle_is_measured_along_the_geodesic() {
        // Vincenty's own example as Geoscience Australia gives it (GDA2020 Technical Manual, section 4.1): Flinders
        // Peak to Buninyong.
        var flindersPeak = circle(-37.95103341666667, 144.42486788888888, 50_000);
        assertThat(flindersPeak.signedDistanceM(-37.65282113888889, 143.92649552777777))
                .isCloseTo(54_972.271 - 50_000, within(0.001));
        assertThat(flindersPeak.contains(-37.951, 144.425)).isTrue();
        assertThat(flindersPeak.signedDistanceM(40, -30)).isGreaterThan(10_000_000);
        assertThat(flindersPeak.signedDistanceM(37.95, -35.5751)).isGreaterThan(19_000_000);
    }

    @Test
    void a_circle_may_lie_over_the_antimeridian_and_over_a_pole() {
        var date = circle(0, 179.999, 1_000);
        assertThat(date.signedDistanceM(0, -179.999)).isCloseTo(222.639 - 1_000, within(0.001));
        assertThat(isInBounds(date, 0, -179.995)).isTrue();
        assertThat(date.crossedBy(-1, -179.999, 1, -179.999)).isTrue();

        var pole = circle(89.999, 10, 1_000);
        assertThat(pole.contains(89.999, -170)).isTrue();
        assertThat(isInBounds(pole, 89.999, -170)).isTrue();
    }

    @Test
    void a_circle_is_crossed_by_a_way_that_comes_near_enough() {
        var place = circle(52.5, 13.4, 100);
        var ninety = 90 / Wgs84.metresPerDegreeLatitude(52.5);

        assertThat(place.crossedBy(52.5 + ninety, 13.39, 52.5 + ninety, 13.41)).isTrue();
        assertThat(place.crossedBy(52.5 + 2 * ninety, 13.39, 52.5 + 2 * ninety, 13.41))
                .isFalse();
        assertThat(place.crossedBy(52.5 + ninety, 13.41, 52.5 + ninety, 13.42)).isFalse();
    }

    @Test
    void a_corridor_reaches_half_its_width_to_each_side_and_beyond_its_ends() {
        var road = corridor("[[13.4,52.5],[13.5,52.5]]", 100);
        var my = Wgs84.metresPerDegreeLatitude(52.5);
        var mx = Wgs84.metresPerDegreeLongitude(52.5);

        assertThat(road.signedDistanceM(52.5, 13.45)).isCloseTo(-50, within(1e-4));
        assertThat(road.signedDistanceM(52.5 + 60 / my, 13.45)).isCloseTo(10, within(1e-3));
        assertThat(road.signedDistanceM(52.5, 13.5 + 40 / mx)).isCloseTo(-10, within(1e-3));
        assertThat(road.contains(52.5 - 49 / my, 13.41)).isTrue();
        assertThat(road.contains(52.5 - 51 / my, 13.41)).isFalse();
        assertThat(road.crossedBy(52.49, 13.45, 52.51, 13.45)).isTrue();
        assertThat(road.crossedBy(52.49, 13.5 + 40 / mx, 52.51, 13.5 + 40 / mx)).isTrue();
        assertThat(road.crossedBy(52.49, 13.5 + 60 / mx, 52.51, 13.5 + 60 / mx)).isFalse();
        assertThat(isInBounds(road, 52.5, 13.5 + 49 / mx)).isTrue();
    }

    @Test
    void a_corridor_may_go_over_the_antimeridian() {
        var ferry = corridor("[[179.5,-17],[-179.5,-17]]", 1_000);

        assertThat(ferry.signedDistanceM(-17, 180)).isCloseTo(-500, within(1e-4));
        assertThat(ferry.signedDistanceM(-17, -180)).isCloseTo(-500, within(1e-4));
        assertThat(ferry.contains(-17, 0)).isFalse();
        assertThat(isInBounds(ferry, -17, -179.6)).isTrue();
        assertThat(isInBounds(ferry, -17, 0)).isFalse();
    }

    @Test
    void ten_thousand_vertices_are_judged_as_few_are() {
        var ring = new StringBuilder("[[");
        for (var i = 0; i < 9_999; i++) {
            var angle = 2 * Math.PI * i / 9_999;
            ring.append('[').append(10 + 0.1 * Math.cos(angle)).append(',').append(50 + 0.1 * Math.sin(angle));
            ring.append("],");
        }
        var disc = polygon(ring.append("[10.1,50]]]").toString());

        assertThat(disc.contains(50, 10.099)).isTrue();
        assertThat(disc.contains(50, 10.101)).isFalse();
        assertThat(disc.signedDistanceM(50, 10.101)).isCloseTo(71.7, within(0.1));
        assertThat(disc.signedDistanceM(50, 10)).isCloseTo(-7_170, within(5.0));
        assertThat(disc.crossedBy(49.8, 10, 50.2, 10)).isTrue();
        assertThat(disc.crossedBy(49.8, 10.2, 50.2, 10.2)).isFalse();
    }
}
