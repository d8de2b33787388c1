package io.headway.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Validation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedVehicleTest {
    private static final long START_MS = 1_795_248_930_000L;
    private static final double METRES_PER_DEGREE = 111_195;

    @Test
    void the_same_seed_drives_the_same_way_and_another_does_not() {
        assertThat(drive(7, 600)).isEqualTo(drive(7, 600));
        assertThat(drive(7, 2).getFirst().latitude())
                .isNotEqualTo(drive(8, 2).getFirst().latitude());
    }

    @Test
    void every_fix_is_one_that_the_engine_accepts_at_the_precision_of_the_protocol() {
        var validation = new Validation(1_000, 1_000);
        for (var fix : drive(3, 3_600)) {
            assertThat(validation.check(fix, fix.recordedAtMs())).isSameAs(fix);
            assertThat(Math.round(fix.latitude() * 1e7) / 1e7).isEqualTo(fix.latitude());
            assertThat(new JsonObject(fix.attributes()).getDouble("battery_v")).isBetween(4.0, 4.2);
        }
    }

    @Test
    void distance_driven_agrees_with_the_reported_speed_and_the_odometer() {
        for (var seed = 0; seed < 20; seed++) {
            var fixes = drive(seed, 1_800);
            var byPosition = 0.0;
            for (var i = 1; i < fixes.size(); i++) {
                var step = metres(fixes.get(i - 1), fixes.get(i));
                assertThat(step).isBetween(0.0, 100 / 3.6 * 1.02);
                assertThat(step * 3.6)
                        .isBetween(fixes.get(i).speedKmh() - 2.0, fixes.get(i).speedKmh() + 2.0);
                byPosition += step;
            }
            var byOdometer = odometer(fixes.getLast()) - odometer(fixes.getFirst());
            assertThat(byPosition).isBetween(byOdometer * 0.99 - 2, byOdometer * 1.01 + 2);
            assertThat(byPosition).isGreaterThan(3_000);
        }
    }

    @Test
    void a_day_of_driving_ends_near_the_town() {
        var vehicle = new SimulatedVehicle(11);
        for (var second = 0; second < 86_400; second++) {
            var fix = vehicle.next(START_MS + second * 1_000L);
            assertThat(Math.abs(fix.latitude() - 49.4521)).isLessThan(0.3);
            assertThat(Math.abs(fix.longitude() - 11.0767)).isLessThan(0.45);
        }
    }

    @Test
    void a_pause_of_the_clock_is_not_a_jump_on_the_map() {
        var vehicle = new SimulatedVehicle(5);
        var before = vehicle.next(START_MS);
        var after = vehicle.next(START_MS + 3_600_000);
        assertThat(metres(before, after)).isLessThan(150);
    }

    private static long odometer(Fix fix) {
        return new JsonObject(fix.attributes()).getLong("odometer_m");
    }

    private static List<Fix> drive(long seed, int seconds) {
        var vehicle = new SimulatedVehicle(seed);
        var fixes = new ArrayList<Fix>();
        for (var second = 0; second < seconds; second++) {
            fixes.add(vehicle.next(START_MS + second * 1_000L));
        }
        return fixes;
    }

    private static double metres(Fix from, Fix to) {
        return Math.hypot(
                (to.latitude() - from.latitude()) * METRES_PER_DEGREE,
                (to.longitude() - from.longitude()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(from.latitude())));
    }
}
