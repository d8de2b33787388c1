package io.headway.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteVehicleTest {
    private static final double METRES_PER_DEGREE = 111_195;
    /** North for 2,224 m, and back. */
    private static final List<double[]> PATH = List.of(new double[] {11, 49}, new double[] {11, 49.02});

    @Test
    void a_vehicle_that_does_not_stray_stays_within_the_noise_of_its_route() {
        assertThat(offsetsM(false))
                .allSatisfy(offset -> assertThat(Math.abs(offset)).isLessThan(25));
    }

    @Test
    void one_that_strays_leaves_it_by_350_m_and_comes_back() {
        var offsets = offsetsM(true);
        assertThat(offsets.stream().mapToDouble(Math::abs).max().orElseThrow()).isBetween(335.0, 370.0);
        assertThat(Math.abs(offsets.getFirst())).isLessThan(25);
        assertThat(Math.abs(offsets.getLast())).isLessThan(25);
    }

    /** Distances to the meridian that it drives along, for one round of 4,448 m at 14 m/s. */
    private static List<Double> offsetsM(boolean strays) {
        var vehicle = new RouteVehicle(new FleetSettings.Tour(PATH, strays), 3);
        var offsets = new ArrayList<Double>();
        for (var second = 0; second < 317; second++) {
            var fix = vehicle.next(1_795_248_930_000L + second * 1_000L);
            offsets.add((fix.longitude() - 11) * METRES_PER_DEGREE * Math.cos(Math.toRadians(fix.latitude())));
        }
        return offsets;
    }
}
