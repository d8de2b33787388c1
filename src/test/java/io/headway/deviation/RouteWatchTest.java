package io.headway.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.deviation.DeviationRule.Verdict;
import io.headway.model.Fix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule, sentence by sentence, on a straight road to the east. */
class RouteWatchTest {
    private static final DeviationSettings SETTINGS = new DeviationSettings(50, 200, 3, 10, 2, 150, 10, 250);

    /** The shortest line between two places 10 km apart on a parallel lies up to so much north of it. */
    private static final double BULGE_M = 2.5;

    private final RouteWatch watch = new RouteWatch(Plane.route(0, 0, 10_000, 0), SETTINGS, RouteWatch.State.NEW);
    private final List<Verdict> told = new ArrayList<>();
    private int number;

    @Test
    void off_for_as_many_fixes_and_seconds_as_are_set_is_a_deviation_that_began_with_the_first_of_them() {
        drive(4, 0);
        drive(2, 80);
        assertThat(told).isEmpty();
        drive(1, 80);

        var deviation = ((Verdict.Raised) told.getFirst()).deviation();
        assertThat(told).hasSize(1);
        assertThat(deviation.startedAtMs()).isEqualTo(Plane.fix(4, 0, 0).recordedAtMs());
        assertThat(deviation.maxDistanceM()).isCloseTo(80, within(BULGE_M));
    }

    @Test
    void enough_fixes_in_too_few_seconds_are_no_deviation() {
        drive(4, 0);
        var lastMs = Plane.fix(number - 1, 0, 0).recordedAtMs();
        for (var i = 1; i <= 9; i++) {
            take(Plane.fixAt(lastMs + i * 1_000L, 240 + i * 12, 80));
        }
        assertThat(told).isEmpty();
        take(Plane.fixAt(lastMs + 11_000, 372, 80));

        assertThat(told).hasSize(1);
    }

    @Test
    void a_fix_that_is_off_by_more_than_twice_the_threshold_counts_for_two() {
        drive(4, 0);
        drive(3, 120);
        var few = new RouteWatch(Plane.route(0, 0, 10_000, 0), with(4), RouteWatch.State.NEW);
        var raised = new ArrayList<Verdict>();
        for (var i = 0; i < 4; i++) {
            few.take(Plane.fix(i, i * 60, 0), (_, verdict) -> raised.add(verdict));
        }
        for (var i = 4; i < 7; i++) {
            few.take(Plane.fix(i, i * 60, 120), (_, verdict) -> raised.add(verdict));
        }

        // Three fixes are enough where four must be off.
        assertThat(raised).hasSize(1);
    }

    @Test
    void the_accuracy_of_a_fix_is_credited_and_that_of_one_that_tells_none_is_the_configured() {
        drive(4, 0);
        drive(8, 59);
        assertThat(told).isEmpty();
        for (var i = 0; i < 8; i++) {
            take(accurateTo(Plane.fix(number, number * 60, 140), 95));
        }
        assertThat(told).isEmpty();
        for (var i = 0; i < 3; i++) {
            take(accurateTo(Plane.fix(number, number * 60, 59), 3));
        }

        assertThat(told).hasSize(1);
    }

    @Test
    void back_for_as_many_fixes_as_are_set_ends_it_with_the_greatest_distance() {
        drive(4, 0);
        drive(4, 80);
        drive(2, 130);
        drive(1, 0);
        assertThat(told).hasSize(1);
        drive(1, 0);

        assertThat(told).hasSize(2);
        assertThat(((Verdict.Rejoined) told.getLast()).deviation().maxDistanceM())
                .isCloseTo(130, within(BULGE_M));
        assertThat(watch.open()).isNull();
    }

    @Test
    void a_fix_between_on_and_off_ends_either_count() {
        drive(4, 0);
        for (var i = 0; i < 4; i++) {
            drive(2, 80);
            drive(1, 55);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void one_that_goes_far_is_critical_and_stays_so() {
        drive(4, 0);
        drive(4, 80);
        assertThat(watch.open().severity().tag()).isEqualTo("warning");
        drive(1, 230);
        assertThat(watch.open().severity().tag()).isEqualTo("critical");
        drive(2, 80);
        assertThat(watch.open().severity().tag()).isEqualTo("critical");
    }

    @Test
    void nothing_is_raised_before_the_route_is_first_joined() {
        drive(10, 300);
        assertThat(told).isEmpty();
        drive(3, 0);
        drive(4, 300);
        assertThat(told).hasSize(1);
    }

    @Test
    void fixes_without_validity_say_nothing() {
        drive(4, 0);
        for (var i = 0; i < 10; i++) {
            var fix = Plane.fix(number, number * 60, 300);
            take(new Fix(fix.recordedAtMs(), fix.latitude(), fix.longitude(), 0, 0, 0, 0, 0, false, "{}"));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void a_single_outlier_that_no_vehicle_could_reach_is_passed_over() {
        var eager = new DeviationSettings(50, 200, 1, 0, 1, 150, 10, 250);
        var alert = new RouteWatch(Plane.route(0, 0, 10_000, 0), eager, RouteWatch.State.NEW);
        var raised = new ArrayList<Verdict>();
        for (var i = 0; i < 10; i++) {
            alert.take(Plane.fix(i, i * 60, i == 6 ? 3_000 : 0), (_, verdict) -> raised.add(verdict));
        }

        assertThat(raised).isEmpty();
    }

    @Test
    void two_fixes_that_agree_with_each_other_are_no_outliers() {
        drive(4, 0);
        drive(3, 3_000);

        assertThat(told).hasSize(1);
        assertThat(watch.open().startedAtMs()).isEqualTo(Plane.fix(4, 0, 0).recordedAtMs());
    }

    @Test
    void late_fixes_change_nothing() {
        drive(8, 0);
        for (var i = 0; i < 7; i++) {
            take(Plane.fix(i, i * 60, 300));
        }
        assertThat(told).isEmpty();
        assertThat(watch.lastMs()).isEqualTo(Plane.fix(7, 0, 0).recordedAtMs());
    }

    @Test
    void driving_against_the_route_is_a_deviation_until_the_vehicle_has_turned() {
        drive(20, 0);
        for (var i = 1; i <= 8; i++) {
            take(Plane.fix(number, 1_140 - i * 60, 0));
        }
        assertThat(told).hasSize(1);
        assertThat(((Verdict.Raised) told.getFirst()).deviation().wrongWay()).isTrue();
        for (var i = 1; i <= 4; i++) {
            take(Plane.fix(number, 660 + i * 60, 0));
        }

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isInstanceOf(Verdict.Rejoined.class);
    }

    @Test
    void turning_early_on_an_out_and_back_route_is_not_the_wrong_way() {
        var there = new RouteWatch(Plane.route(0, 0, 2_000, 0, 0, 0), SETTINGS, RouteWatch.State.NEW);
        for (var fix : Plane.drive(60, 0, 0, 1_500, 0, 0, 0)) {
            there.take(fix, (_, verdict) -> told.add(verdict));
        }

        assertThat(told).isEmpty();
        assertThat(there.match().remainingM()).isLessThan(70);
    }

    @Test
    void a_vehicle_that_stands_and_drifts_drives_no_wrong_way() {
        drive(20, 0);
        for (var i = 0; i < 60; i++) {
            take(Plane.fix(number, 1_140 + (i % 2 == 0 ? 15 : -15), i % 3 * 10));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void the_path_driven_is_kept_and_never_grows_beyond_its_bound() {
        drive(4, 0);
        drive(1_000, 80);

        var places = watch.driven().places();
        assertThat(places.size() / 2).isBetween(DrivenPath.MAX_POINTS / 2, DrivenPath.MAX_POINTS);
        assertThat(places.getFirst()).isEqualTo(Plane.at(240, 80)[0]);
    }

    @Test
    void the_arrival_follows_from_what_is_left_and_the_recent_speed_and_is_unknown_when_the_vehicle_stands() {
        drive(30, 0);
        var nowMs = watch.lastMs();
        // 8,260 m at 12 m/s.
        assertThat((watch.etaMs(nowMs) - nowMs) / 1e3).isCloseTo(8_260 / 12.0, within(10.0));
        for (var i = 0; i < 61; i++) {
            take(Plane.fix(number, 29 * 60, 0));
        }
        assertThat(watch.etaMs(watch.lastMs())).isNull();
    }

    private void drive(int fixes, double northM) {
        for (var i = 0; i < fixes; i++) {
            take(Plane.fix(number, number * 60.0, northM));
        }
    }

    private void take(Fix fix) {
        watch.take(fix, (_, verdict) -> told.add(verdict));
        number++;
    }

    private static Fix accurateTo(Fix fix, float accuracyM) {
        return new Fix(
                fix.recordedAtMs(),
                fix.latitude(),
                fix.longitude(),
                Float.NaN,
                Float.NaN,
                Float.NaN,
                accuracyM,
                -1,
                true,
                "{}");
    }

    private static DeviationSettings with(int offFixes) {
        return new DeviationSettings(50, 200, offFixes, 10, 2, 150, 10, 250);
    }
}
