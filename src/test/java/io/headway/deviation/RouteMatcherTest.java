package io.headway.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteMatcherTest {
    private static final double NEAR_M = 50;

    @Test
    void on_an_out_and_back_route_the_way_back_is_not_taken_for_the_way_out() {
        double[] there = {0, 0, 2_000, 0, 0, 0};

        var matches = match(Plane.route(there), Plane.drive(70, there));

        for (var i = 0; i < matches.size(); i++) {
            // At the turn itself a step of 70 m leads 10 m away: that fix may be taken for one on the way out.
            assertThat(matches.get(i).progressM()).as("fix %d", i).isCloseTo(i * 70.0, within(i == 29 ? 70.0 : 5.0));
        }
    }

    @Test
    void on_a_figure_eight_the_crossing_is_no_short_cut() {
        double[] eight = {0, 0, 600, 600, 600, 0, 0, 600, 0, 0};

        assertProgressFollows(Plane.route(eight), Plane.drive(60, eight), 60);
    }

    @Test
    void a_loop_that_ends_where_it_began_is_driven_from_start_to_end() {
        double[] loop = {0, 0, 1_000, 0, 1_000, 1_000, 0, 1_000, 0, 0};

        assertProgressFollows(Plane.route(loop), Plane.drive(60, loop), 60);
    }

    @Test
    void two_laps_are_two() {
        double[] laps = {0, 0, 900, 0, 900, 900, 0, 900, 0, 0, 900, 0, 900, 900, 0, 900, 0, 0};

        assertProgressFollows(Plane.route(laps), Plane.drive(60, laps), 60);
    }

    @Test
    void a_vehicle_may_join_in_the_middle() {
        var matches = match(Plane.route(0, 0, 5_000, 0), Plane.drive(60, 3_000, 300, 3_000, 0, 5_000, 0));

        assertThat(matches.getFirst().joined()).isFalse();
        assertThat(matches.getLast().joined()).isTrue();
        assertThat(matches.getLast().progressM()).isCloseTo(5_000, within(70.0));
    }

    @Test
    void a_vehicle_that_crosses_the_route_has_not_joined_it() {
        var matches = match(Plane.route(0, 0, 5_000, 0), Plane.drive(30, 2_000, -500, 2_000, 500));

        assertThat(matches).noneMatch(Match::joined);
    }

    @Test
    void after_a_gap_the_vehicle_is_found_where_it_can_be_by_then() {
        var fixes = new ArrayList<>(Plane.drive(60, 0, 0, 1_000, 0));
        var last = fixes.getLast().recordedAtMs();
        for (var i = 0; i < 4; i++) {
            fixes.add(Plane.fixAt(last + 300_000 + i * 5_000L, 6_000 + i * 60, 0));
        }

        var matches = match(Plane.route(0, 0, 9_000, 0), fixes);

        assertThat(matches.get(fixes.size() - 4).progressM()).isCloseTo(6_000, within(1.0));
    }

    @Test
    void one_who_takes_a_short_cut_is_found_again_on_the_stretch_where_it_ends() {
        var route = Plane.route(0, 0, 3_000, 0, 3_000, 3_000, 0, 3_000);
        var fixes = Plane.drive(60, 0, 0, 500, 0, 500, 3_000, 0, 3_000);

        var matches = match(route, fixes);

        assertThat(matches.getLast().awayM()).isLessThan(1);
        assertThat(matches.getLast().remainingM()).isLessThan(70);
    }

    @Test
    void a_single_fix_on_another_stretch_is_no_reason_to_go_there() {
        var route = Plane.route(0, 0, 3_000, 0, 3_000, 1_000, 0, 1_000);
        var fixes = new ArrayList<>(Plane.drive(60, 0, 0, 900, 0));
        fixes.add(Plane.fix(fixes.size(), 950, 1_000));
        fixes.add(Plane.fix(fixes.size(), 1_000, 0));

        var matches = match(route, fixes);

        assertThat(matches.getLast().progressM()).isCloseTo(1_000, within(1.0));
        assertThat(matches.get(matches.size() - 2).awayM()).isGreaterThan(500);
    }

    @Test
    void what_is_left_and_the_direction_are_told() {
        var matches = match(Plane.route(0, 0, 5_000, 0), Plane.drive(60, 0, 10, 1_200, 10));

        assertThat(matches.getLast().distanceM()).isCloseTo(-10, within(0.6));
        assertThat(matches.getLast().remainingM()).isCloseTo(3_800, within(1.0));
        assertThat(matches.getLast().headingOffDeg()).isLessThan(1);
    }

    private static void assertProgressFollows(RouteGeometry route, List<Fix> fixes, double everyM) {
        var matches = match(route, fixes);
        for (var i = 1; i < matches.size(); i++) {
            assertThat(matches.get(i).progressM()).as("fix %d", i).isCloseTo(i * everyM, within(5.0));
            assertThat(matches.get(i).awayM()).isLessThan(1);
        }
    }

    private static List<Match> match(RouteGeometry route, List<Fix> fixes) {
        var matcher = new RouteMatcher(route, NEAR_M, RouteMatcher.State.NEW);
        return fixes.stream().map(fix -> matcher.match(fix, false)).toList();
    }
}
