package io.headway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutePathTest {
    private static final LngLat A = new LngLat(11, 49);
    private static final LngLat B = new LngLat(11, 50);

    @Test
    void points_that_repeat_the_one_before_are_dropped_and_others_kept() {
        assertThat(RoutePath.of(List.of(A, A, B, B, A)).points()).containsExactly(A, B, A);
    }

    /** A degree of latitude on a sphere of the mean radius: 2 π 6371008.8 m / 360. */
    @Test
    void the_length_is_the_sum_of_its_steps() {
        assertThat(new RoutePath(List.of(A, B, A)).lengthM()).isCloseTo(2 * 111_195.08, within(0.1));
    }

    @Test
    void distances_go_the_short_way_across_the_antimeridian() {
        assertThat(Haversine.distanceM(new LngLat(179.5, 0), new LngLat(-179.5, 0)))
                .isCloseTo(111_195.08, within(0.1));
        assertThat(Haversine.distanceM(new LngLat(0, 0), new LngLat(180, 0))).isCloseTo(20_015_114.4, within(1.0));
    }

    @Test
    void one_place_is_no_path_however_often_it_is_named() {
        assertThat(RoutePath.of(Collections.nCopies(5, A)).fault())
                .hasValueSatisfying(problem -> assertThat(problem).contains("1 different points"));
        assertThat(new RoutePath(List.of(A, B)).fault()).isEmpty();
    }

    @Test
    void a_hundred_thousand_points_are_a_path_and_one_more_are_not() {
        var points = IntStream.rangeClosed(0, RoutePath.MAX_POINTS)
                .mapToObj(i -> new LngLat(i / 1e6, 0))
                .toList();
        assertThat(new RoutePath(points.subList(0, RoutePath.MAX_POINTS)).fault())
                .isEmpty();
        assertThat(new RoutePath(points).fault()).isPresent();
    }

    @Test
    void a_point_that_is_not_on_the_earth_is_named() {
        for (var off : List.of(new LngLat(180.1, 0), new LngLat(0, -90.1), new LngLat(Double.NaN, 0))) {
            assertThat(new RoutePath(List.of(A, off)).fault())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("point 1"));
        }
    }
}
