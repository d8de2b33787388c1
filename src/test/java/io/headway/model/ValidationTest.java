package io.headway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final long MAX_AGE_MS = TimeUnit.DAYS.toMillis(90);
    private static final long MAX_AHEAD_MS = TimeUnit.MINUTES.toMillis(10);

    private final Validation validation = new Validation(MAX_AGE_MS, MAX_AHEAD_MS);

    @Test
    void accepts_an_ordinary_fix_unchanged() {
        var fix = fix(NOW_MS, 49, 11, 300, 50, 90);
        assertThat(check(fix)).isSameAs(fix);
    }

    @Test
    void accepts_a_fix_with_everything_unknown() {
        var fix = fix(NOW_MS, 49, 11, Float.NaN, Float.NaN, Float.NaN);
        assertThat(check(fix)).isSameAs(fix);
    }

    @Test
    void refuses_a_record_without_a_fix() {
        assertReason(fix(NOW_MS, 0, 0, 0, 0, 0), RejectionReason.NO_FIX);
        assertReason(fix(NOW_MS, Double.NaN, 11, 0, 0, 0), RejectionReason.NO_FIX);
        assertThat(check(fix(NOW_MS, 0, 11, 0, 0, 0))).as("the equator").isInstanceOf(Fix.class);
    }

    @Test
    void refuses_coordinates_that_are_not_on_the_globe() {
        assertReason(fix(NOW_MS, 90.0000001, 11, 0, 0, 0), RejectionReason.OUT_OF_RANGE);
        assertReason(fix(NOW_MS, 49, -180.0000001, 0, 0, 0), RejectionReason.OUT_OF_RANGE);
        assertReason(fix(NOW_MS, Double.POSITIVE_INFINITY, 11, 0, 0, 0), RejectionReason.OUT_OF_RANGE);
        assertThat(check(fix(NOW_MS, -90, 180, 0, 0, 0))).isInstanceOf(Fix.class);
    }

    @Test
    void refuses_times_outside_the_window_and_takes_its_edges() {
        assertReason(fix(NOW_MS - MAX_AGE_MS - 1, 49, 11, 0, 0, 0), RejectionReason.TOO_OLD);
        assertReason(fix(NOW_MS + MAX_AHEAD_MS + 1, 49, 11, 0, 0, 0), RejectionReason.IN_FUTURE);
        assertThat(check(fix(NOW_MS - MAX_AGE_MS, 49, 11, 0, 0, 0))).isInstanceOf(Fix.class);
        assertThat(check(fix(NOW_MS + MAX_AHEAD_MS, 49, 11, 0, 0, 0))).isInstanceOf(Fix.class);
    }

    @Test
    void refuses_impossible_speeds() {
        assertReason(fix(NOW_MS, 49, 11, 0, -1, 0), RejectionReason.SPEED_OUT_OF_RANGE);
        assertReason(fix(NOW_MS, 49, 11, 0, 1_001, 0), RejectionReason.SPEED_OUT_OF_RANGE);
        assertReason(fix(NOW_MS, 49, 11, 0, Float.POSITIVE_INFINITY, 0), RejectionReason.SPEED_OUT_OF_RANGE);
    }

    @Test
    void removes_side_values_that_cannot_be() {
        var checked = (Fix) check(fix(NOW_MS, 49, 11, 50_000, 50, 361));
        assertThat(checked.altitudeM()).isNaN();
        assertThat(checked.headingDeg()).isNaN();
        assertThat(checked.speedKmh()).isEqualTo(50);
    }

    @Test
    void takes_360_degrees_for_north() {
        assertThat(((Fix) check(fix(NOW_MS, 49, 11, 0, 50, 360))).headingDeg()).isZero();
    }

    private Item check(Fix fix) {
        return validation.check(fix, NOW_MS);
    }

    private void assertReason(Fix fix, RejectionReason reason) {
        assertThat(check(fix))
                .isInstanceOfSatisfying(
                        RejectedFix.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private static Fix fix(
            long recordedAtMs, double latitude, double longitude, float altitudeM, float speedKmh, float headingDeg) {
        return new Fix(recordedAtMs, latitude, longitude, altitudeM, speedKmh, headingDeg, Float.NaN, -1, true, "{}");
    }
}
