package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.LngLat;
import io.headway.model.TripSummary.Stop;
import io.headway.testing.TripSettings;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TripMeterTest {
    /** Metres of a thousandth of a degree of latitude. */
    private static final double STEP_M = 111.195;

    private static final float UNKNOWN = Float.NaN;

    private final TripMeter meter = new TripMeter(TripSettings.DEFAULTS);

    @Test
    void distance_is_the_way_from_fix_to_fix() {
        for (var i = 0; i <= 10; i++) {
            at(i * 10, i, 40);
        }
        var summary = meter.summary();
        assertThat(summary.distanceM()).isCloseTo(10 * STEP_M, within(0.1));
        assertThat(summary.stops()).isEmpty();
        assertThat(summary.stoppedS()).isZero();
    }

    @Test
    void without_a_reported_speed_it_follows_from_the_way() {
        at(0, 0, UNKNOWN);
        at(10, 1, UNKNOWN);
        at(300, 1, UNKNOWN);
        at(600, 1, UNKNOWN);
        at(610, 2, UNKNOWN);
        var summary = meter.summary();
        assertThat(summary.distanceM()).isCloseTo(2 * STEP_M, within(0.1));
        assertThat(summary.stoppedS()).isEqualTo(300);
    }

    @Test
    void standing_for_two_minutes_is_a_stop_and_for_less_is_not() {
        at(0, 0, 40);
        at(10, 1, 0);
        at(129, 1, 1);
        at(139, 2, 40);
        at(150, 3, 0);
        at(200, 3, 2);
        at(270, 3, 0);
        at(280, 4, 40);
        var summary = meter.summary();
        assertThat(summary.stops()).containsExactly(new Stop(150_000, 270_000, place(3)));
        assertThat(summary.stoppedS()).isEqualTo(120);
    }

    @Test
    void a_stop_that_lasts_at_the_end_counts_to_the_last_fix() {
        at(0, 0, 40);
        at(10, 1, 0);
        at(500, 1, 0);
        assertThat(meter.summary().stops()).containsExactly(new Stop(10_000, 500_000, place(1)));
    }

    @Test
    void what_a_receiver_wanders_while_the_vehicle_stands_is_not_driven() {
        at(0, 0, 40);
        at(10, 1, 0);
        for (var i = 0; i < 1_000; i++) {
            at(20 + i, 1 + (i % 2) * 0.1, 0);
        }
        at(1_030, 2, 40);
        var summary = meter.summary();
        assertThat(summary.distanceM()).isCloseTo(2 * STEP_M, within(0.1));
        assertThat(summary.stops()).hasSize(1);
    }

    @Test
    void a_fix_that_could_not_be_reached_is_left_out() {
        at(0, 0, 40);
        at(10, 1, 40);
        at(11, 500, 40);
        at(20, 2, 40);
        assertThat(meter.summary().distanceM()).isCloseTo(2 * STEP_M, within(0.1));
    }

    @Test
    void after_a_jump_that_the_next_fixes_confirm_the_way_goes_on_from_there() {
        at(0, 500, 40);
        at(10, 0, 40);
        at(20, 1, 40);
        at(30, 2, 40);
        assertThat(meter.summary().distanceM()).isCloseTo(2 * STEP_M, within(0.1));
    }

    @Test
    void standing_before_and_after_a_gap_is_two_stops_and_the_way_between_was_driven() {
        at(0, 0, 0);
        at(200, 0, 0);
        at(4_000, 100, 0);
        at(4_200, 100, 0);
        var summary = meter.summary();
        assertThat(summary.stops())
                .containsExactly(new Stop(0, 200_000, place(0)), new Stop(4_000_000, 4_200_000, place(100)));
        assertThat(summary.distanceM()).isCloseTo(100 * STEP_M, within(1.0));
    }

    @Test
    void a_second_fix_of_one_instant_is_passed_over() {
        at(0, 0, 40);
        at(10, 1, 40);
        at(10, 3, 40);
        assertThat(meter.summary().distanceM()).isCloseTo(STEP_M, within(0.1));
    }

    @Test
    void without_a_fix_nothing_was_driven() {
        var summary = meter.summary();
        assertThat(summary.distanceM()).isZero();
        assertThat(summary.stops()).isEmpty();
    }

    @Property
    void stops_lie_in_order_within_the_drive_and_add_up(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 40) Integer> steps) {
        var driven = new TripMeter(TripSettings.DEFAULTS);
        var atS = 0;
        var place = 0.0;
        for (var step : steps) {
            atS += step * 5;
            place += step % 3 == 0 ? 0 : step / 20.0;
            driven.add(atS * 1_000L, place(place), step % 3 == 0 ? 0 : 30);
        }
        var summary = driven.summary();
        var endMs = 0L;
        var sumMs = 0L;
        for (var stop : summary.stops()) {
            assertThat(stop.fromMs()).isGreaterThanOrEqualTo(endMs);
            endMs = stop.toMs();
            sumMs += stop.toMs() - stop.fromMs();
        }
        assertThat(endMs).isLessThanOrEqualTo(atS * 1_000L);
        assertThat(summary.stoppedS()).isEqualTo(sumMs / 1_000);
        assertThat(summary.distanceM()).isBetween(0.0, (place + 0.001) * STEP_M);
    }

    private void at(int atS, double step, float speedKmh) {
        meter.add(atS * 1_000L, place(step), speedKmh);
    }

    /** Thousandths of a degree to the north. */
    private static LngLat place(double step) {
        return new LngLat(11, 49 + step / 1_000);
    }
}
