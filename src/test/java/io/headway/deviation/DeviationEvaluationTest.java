package io.headway.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The targets, on recorded drives, with the defaults that the configuration file holds. */
class DeviationEvaluationTest {
    private static final Path TRACKS = Path.of("../shared/tracks/oberfranken.jsonl");

    private final DeviationSettings defaults =
            DeviationSettings.of(ConfigLoader.load(null, Map.of(), Map.of()).deviation());

    private List<RecordedDrive> drives;

    @BeforeEach
    void read() throws IOException {
        assumeTrue(Files.exists(TRACKS), TRACKS + " is absent: nothing is measured");
        drives = RecordedDrive.readAll(TRACKS);
    }

    @Test
    void on_either_half_of_the_drives_false_alarms_are_rare_and_detours_of_150_m_are_told_within_five_fixes() {
        var evaluation = new DeviationEvaluation(defaults);
        for (var which = 0; which < 2; which++) {
            var outcome = evaluation.run(DeviationEvaluation.half(drives, which));

            assertThat(outcome.falseAlarmShare()).as("of half %d", which).isLessThanOrEqualTo(0.01);
            assertThat(outcome.reversedAlarmed()).as("of half %d", which).isEmpty();
            assertThat(outcome.detectedShare()).as("of half %d", which).isGreaterThanOrEqualTo(0.99);
            assertThat(outcome.sizes())
                    .allSatisfy(size -> assertThat(size.detours()).isGreaterThan(400));
        }
    }

    @Test
    void the_measure_is_not_blind_a_rule_of_one_fix_beyond_20_m_alarms_on_a_fifth_of_the_drives() {
        var eager = new DeviationSettings(20, 200, 1, 0, 3, 0, 0, 250);

        assertThat(new DeviationEvaluation(eager).run(drives).falseAlarmShare()).isGreaterThan(0.2);
    }

    @Test
    void the_distance_of_every_fix_agrees_with_the_geodesic_within_10_cm() {
        assertThat(DeviationEvaluation.crossTrackErrorM(drives)).isLessThan(0.1);
    }

    @Test
    void one_that_continues_from_its_stored_state_after_every_fix_says_what_one_that_never_stopped_says() {
        for (var drive : drives) {
            var detoured = Detour.draw(drive, 200, new Random(7));
            var fixes = (detoured == null ? drive : detoured.drive()).fixes();
            var geometry = RouteGeometry.of(drive.route());
            var whole = new RouteWatch(geometry, defaults, RouteWatch.State.NEW);
            var stored = new WatchState(0, RouteWatch.State.NEW).encode();
            for (var fix : fixes) {
                var continued = new RouteWatch(
                        geometry, defaults, WatchState.decode(stored).watch());
                var said = new ArrayList<Object>();
                var saidContinued = new ArrayList<Object>();
                whole.take(fix, (_, verdict) -> said.add(verdict));
                continued.take(fix, (_, verdict) -> saidContinued.add(verdict));

                assertThat(saidContinued).isEqualTo(said);
                stored = new WatchState(0, continued.state()).encode();
                assertThat(stored).isEqualTo(new WatchState(0, whole.state()).encode());
            }
        }
    }
}
