package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.DeletedGeofence;
import io.headway.model.EventId;
import io.headway.model.ExitReason;
import io.headway.model.Fix;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The yard is a square of 200 m around 0,0; a fix without accuracy is a circle of 10 m. */
class FenceJudgeTest {
    private static final UUID YARD = new UUID(1, 1);
    private static final UUID GROUP = new UUID(5, 5);

    private static FenceSketch yard() {
        return new FenceSketch();
    }

    @Test
    void entering_begins_a_visit_and_an_exit_ends_it() {
        var drive = new Drive(yard()).at(0, -200, 0).at(10, 0, 0).at(20, 50, 0).at(30, 200, 0);

        assertThat(drive.told()).containsExactly("10 entered", "30 exited");
        var visitId = EventId.of(Drive.VEHICLE, YARD, "visit", 10_000);
        assertThat(drive.visits()).extracting("id").containsExactly(visitId, visitId);
        assertThat(drive.visits()).extracting("exitedAtMs").containsExactly(null, 30_000L);
        assertThat(drive.visits().get(1).exitReason()).isEqualTo(ExitReason.LEFT);
        assertThat(drive.vehicle().openVisits()).isEmpty();
        assertThat(drive.vehicle().isAnywhere()).isFalse();
    }

    @Test
    void events_tell_who_where_and_how_long() {
        var drive = new Drive(yard().dwell(15))
                .at(0, -200, 0)
                .at(10, 0, 0)
                .at(30, 0, 0)
                .at(40, 200, 0);

        assertThat(drive.told()).containsExactly("10 entered", "30 dwelled", "40 exited");
        var entered = drive.events().getFirst();
        assertThat(entered.id()).isEqualTo(EventId.of(Drive.VEHICLE, YARD, "geofence.entered", 10_000));
        assertThat(entered.workspaceId()).isEqualTo(FenceSketch.WORKSPACE);
        assertThat(entered.vehicleId()).isEqualTo(Drive.VEHICLE);
        assertThat(entered.actorId()).isEqualTo(Drive.DEVICE.toString());
        var visitId = EventId.of(Drive.VEHICLE, YARD, "visit", 10_000).toString();
        for (var i = 0; i < 3; i++) {
            assertThat(drive.data(i).getMap())
                    .containsEntry("vehicle_id", Drive.VEHICLE.toString())
                    .containsEntry("geofence_id", YARD.toString())
                    .containsEntry("geofence_name", "Yard")
                    .containsEntry("geofence_type", "depot")
                    .containsEntry("visit_id", visitId)
                    .containsEntry("speed", 45.3);
        }
        assertThat(drive.data(0).getJsonArray("position"))
                .isEqualTo(JsonArray.of(FenceSketch.longitude(0), FenceSketch.latitude(0)));
        assertThat(drive.data(0).getBoolean("initial")).isFalse();
        assertThat(drive.data(1).getLong("duration_s")).isEqualTo(20);
        assertThat(drive.data(2).getLong("duration_s")).isEqualTo(30);
        assertThat(drive.data(2).getString("reason")).isEqualTo("left");
    }

    @Test
    void the_first_fix_inside_is_initial() {
        var drive = new Drive(yard()).at(10, 0, 0);

        assertThat(drive.told()).containsExactly("10 entered");
        assertThat(drive.data(0).getBoolean("initial")).isTrue();
        assertThat(drive.visits().getFirst().initial()).isTrue();
    }

    @Test
    void the_first_fix_inside_is_initial_also_when_several_are_asked_for() {
        var drive = new Drive(yard().enterAfter(2, 0)).at(10, 0, 0).at(20, 0, 0);

        assertThat(drive.told()).containsExactly("20 entered");
        assertThat(drive.data(0).getBoolean("initial")).isTrue();
    }

    @Test
    void a_geofence_that_comes_later_than_the_last_fix_is_entered_initially() {
        var drive = new Drive().at(10, 0, 0);
        drive.changedTo(List.of(yard().version(1, 15_000)), List.of(), Map.of()).at(20, 0, 0);

        assertThat(drive.told()).containsExactly("20 entered");
        assertThat(drive.data(0).getBoolean("initial")).isTrue();
    }

    @Test
    void it_enters_when_the_geofence_contains_the_circle_and_exits_when_they_do_not_touch() {
        var drive = new Drive(yard());
        drive.at(0, -200, 0).at(10, -105, 0).at(20, -95, 0).at(30, -91, 0);
        assertThat(drive.told()).isEmpty();
        drive.at(40, -89, 0);
        assertThat(drive.told()).containsExactly("40 entered");
        drive.at(50, -95, 0).at(60, -105, 0).at(70, -109, 0);
        assertThat(drive.told()).hasSize(1);
        drive.at(80, -111, 0);
        assertThat(drive.told()).containsExactly("40 entered", "80 exited");
    }

    @Test
    void a_fix_has_its_own_accuracy_and_zero_is_none() {
        var drive = new Drive(yard()).at(0, -200, 0);
        drive.at(Drive.fix(10, -70, 0, 40));
        assertThat(drive.told()).isEmpty();
        drive.at(Drive.fix(20, -70, 0, 29));
        assertThat(drive.told()).containsExactly("20 entered");
        drive.at(Drive.fix(30, -109, 0, 0));
        assertThat(drive.told()).hasSize(1);
        drive.at(Drive.fix(40, -111, 0, 0));
        assertThat(drive.told()).hasSize(2);
    }

    @Test
    void as_many_fixes_as_asked_for_enter_and_leave_and_the_last_is_the_time() {
        var drive = new Drive(yard().enterAfter(3, 0).exitAfter(2, 0)).at(0, -200, 0);
        drive.at(10, 0, 0).at(20, 0, 0);
        assertThat(drive.told()).isEmpty();
        drive.at(30, 0, 0).at(40, 200, 0);
        assertThat(drive.told()).containsExactly("30 entered");
        drive.at(50, 200, 0);
        assertThat(drive.told()).containsExactly("30 entered", "50 exited");
    }

    @Test
    void as_many_seconds_as_asked_for_enter_and_leave() {
        var drive = new Drive(yard().enterAfter(1, 15).exitAfter(1, 15)).at(0, -200, 0);
        drive.at(10, 0, 0).at(20, 0, 0);
        assertThat(drive.told()).isEmpty();
        drive.at(25, 0, 0).at(30, 200, 0).at(44, 200, 0);
        assertThat(drive.told()).containsExactly("25 entered");
        drive.at(45, 200, 0);
        assertThat(drive.told()).containsExactly("25 entered", "45 exited");
    }

    @Test
    void a_fix_that_says_neither_begins_the_count_anew() {
        var drive = new Drive(yard().enterAfter(2, 0).exitAfter(2, 0)).at(0, -200, 0);
        drive.at(10, 0, 0).at(20, -95, 0).at(30, 0, 0);
        assertThat(drive.told()).isEmpty();
        drive.at(40, 0, 0).at(50, 200, 0).at(60, 105, 0).at(70, 200, 0);
        assertThat(drive.told()).containsExactly("40 entered");
        drive.at(80, 200, 0);
        assertThat(drive.told()).containsExactly("40 entered", "80 exited");
    }

    @Test
    void it_has_dwelled_once_and_not_by_a_fix_outside() {
        var drive = new Drive(yard().dwell(60).exitAfter(2, 0)).at(0, -200, 0).at(10, 0, 0);
        drive.at(69, 0, 0).at(71, 200, 0);
        assertThat(drive.told()).containsExactly("10 entered");
        drive.at(80, 0, 0).at(90, 0, 0);
        assertThat(drive.told()).containsExactly("10 entered", "80 dwelled");
        assertThat(drive.data(1).getLong("duration_s")).isEqualTo(70);
        assertThat(drive.visits().getLast().dwelledAtMs()).isEqualTo(80_000);
    }

    @Test
    void invalid_placeless_late_and_repeated_fixes_change_nothing() {
        var drive = new Drive(yard()).at(100, 0, 0);
        var outside = Drive.fix(110, 500, 0, Double.NaN);
        drive.at(50, 500, 0).at(100, 500, 0);
        drive.at(new Fix(110_000, outside.latitude(), outside.longitude(), 0, 0, 0, Float.NaN, 5, false, "{}"));
        drive.at(new Fix(110_000, Double.NaN, Double.NaN, 0, 0, 0, Float.NaN, 5, true, "{}"));

        assertThat(drive.told()).containsExactly("100 entered");
        assertThat(drive.vehicle().openVisits()).hasSize(1);
        assertThat(drive.at(outside).told()).containsExactly("100 entered", "110 exited");
    }

    @Test
    void a_way_that_cuts_through_between_two_fixes_outside_is_a_crossing() {
        var drive = new Drive(yard()).at(0, -300, 20).at(120, 300, 20);

        assertThat(drive.told()).containsExactly("120 crossed");
        assertThat(drive.data(0).containsKey("visit_id")).isFalse();
        assertThat(drive.visits()).isEmpty();
    }

    @Test
    void a_crossing_needs_a_short_gap_and_a_way_that_meets_the_geofence() {
        assertThat(new Drive(yard()).at(0, -300, 20).at(121, 300, 20).told()).isEmpty();
        assertThat(new Drive(yard()).at(0, -300, 0).at(60, 0, 300).told()).isEmpty();
        assertThat(new Drive(yard()).at(60, 300, 20).told()).isEmpty();
    }

    @Test
    void who_was_inside_or_about_to_be_has_not_crossed() {
        var entered = new Drive(yard()).at(0, 0, 0).at(10, 300, 0);
        assertThat(entered.told()).containsExactly("0 entered", "10 exited");
        var almost =
                new Drive(yard().enterAfter(2, 0)).at(0, -300, 0).at(10, 0, 0).at(20, 300, 0);
        assertThat(almost.told()).isEmpty();
        var leaving =
                new Drive(yard().exitAfter(2, 0)).at(0, 0, 0).at(10, -300, 0).at(20, 300, 0);
        assertThat(leaving.told()).containsExactly("0 entered", "20 exited");
        var onTheEdge = new Drive(yard()).at(0, -99, 0).at(10, 300, 0);
        assertThat(onTheEdge.told()).isEmpty();
    }

    @Test
    void circles_are_entered_crossed_and_left_too() {
        var drive = new Drive(yard().circle(0, 0, 100));
        drive.at(0, -300, 50).at(10, 300, 50).at(20, 0, 0).at(30, 300, 99);
        assertThat(drive.told()).containsExactly("10 crossed", "20 entered", "30 exited");
        assertThat(drive.at(40, -300, 105).told()).hasSize(3);
    }

    @Test
    void geofences_within_each_other_have_visits_of_their_own() {
        var drive = new Drive(yard(), yard().id(2).named("Gate").circle(0, 0, 30));
        drive.at(0, -300, 0).at(10, -60, 0).at(20, 0, 0).at(30, 60, 0).at(40, 300, 0);
        assertThat(drive.told()).containsExactly("10 entered", "20 entered", "30 exited", "40 exited");
        assertThat(drive.data(2).getString("geofence_name")).isEqualTo("Gate");
    }

    @Test
    void a_changed_geofence_ends_the_visit_when_it_changed_and_is_entered_anew() {
        var drive = new Drive(yard()).at(0, -200, 0).at(10, 0, 0);
        drive.changedTo(List.of(yard().version(2, 15_500)), List.of(), Map.of());

        assertThat(drive.told()).containsExactly("10 entered", "15 exited");
        var exited = drive.events().getLast();
        assertThat(exited.id()).isEqualTo(EventId.of(Drive.VEHICLE, YARD, "geofence.exited", 15_500));
        assertThat(exited.actorId()).isNull();
        assertThat(drive.data(1).getString("reason")).isEqualTo("geofence_changed");
        assertThat(drive.data(1).getLong("duration_s")).isEqualTo(5);
        assertThat(drive.visits().getLast().exitReason()).isEqualTo(ExitReason.GEOFENCE_CHANGED);
        drive.at(20, 0, 0);
        assertThat(drive.told()).containsExactly("10 entered", "15 exited", "20 entered");
        assertThat(drive.data(2).getBoolean("initial")).isTrue();
        assertThat(drive.vehicle().openVisits().getFirst().geofenceVersion()).isEqualTo(2);
    }

    @Test
    void a_deleted_geofence_ends_the_visit_when_it_was_deleted() {
        var drive = new Drive(yard()).at(0, -200, 0).at(10, 0, 0);
        var deleted = new DeletedGeofence(YARD, FenceSketch.WORKSPACE, "Old yard", "depot", 15_000);
        drive.changedTo(List.of(), List.of(deleted), Map.of()).at(20, 0, 0);

        assertThat(drive.told()).containsExactly("10 entered", "15 exited");
        assertThat(drive.data(1).getString("reason")).isEqualTo("geofence_deleted");
        assertThat(drive.data(1).getString("geofence_name")).isEqualTo("Old yard");
        assertThat(drive.vehicle().isAnywhere()).isFalse();
    }

    @Test
    void a_visit_never_ends_before_it_began() {
        var drive = new Drive(yard()).at(0, -200, 0).at(10, 0, 0);
        drive.changedTo(List.of(yard().version(2, 5_000)), List.of(), Map.of());

        assertThat(drive.told()).containsExactly("10 entered", "10 exited");
        assertThat(drive.data(1).getLong("duration_s")).isZero();
    }

    @Test
    void the_next_fix_finds_out_by_itself_that_the_geofence_changed_while_nobody_looked() {
        var before = new Drive(yard()).at(0, -200, 0).at(10, 0, 0);
        var told = new Drive(yard()).at(0, -200, 0).at(10, 0, 0);
        told.changedTo(List.of(yard().version(2, 15_000)), List.of(), Map.of()).at(20, 0, 0);
        var after = new Drive(yard().version(2, 15_000));
        after.vehicle().judged(10_000, FenceSketch.latitude(0), FenceSketch.longitude(0));
        before.vehicle().openVisits().forEach(visit -> after.vehicle().add(Presence.of(visit)));
        after.at(20, 0, 0);

        assertThat(after.events()).isEqualTo(told.events().subList(1, 3));
    }

    @Test
    void a_visit_of_a_geofence_that_is_not_known_or_newer_than_the_index_is_left_alone() {
        var drive = new Drive(yard().version(2, 0)).at(10, 0, 0);
        drive.changedTo(List.of(yard()), List.of(), Map.of()).at(20, 500, 0);
        drive.changedTo(List.of(), List.of(), Map.of()).at(30, 500, 0);
        assertThat(drive.told()).containsExactly("10 entered");
        drive.changedTo(List.of(yard().version(2, 0)), List.of(), Map.of()).at(40, 500, 0);
        assertThat(drive.told()).containsExactly("10 entered", "40 exited");
    }

    @Test
    void a_run_that_a_change_interrupts_begins_anew() {
        var drive = new Drive(yard().enterAfter(2, 0)).at(0, -200, 0).at(10, 0, 0);
        drive.changedTo(List.of(yard().enterAfter(2, 0).version(2, 15_000)), List.of(), Map.of());
        assertThat(drive.vehicle().isAnywhere()).isFalse();
        assertThat(drive.at(20, 0, 0).told()).isEmpty();
        assertThat(drive.at(30, 0, 0).told()).containsExactly("30 entered");
    }

    @Test
    void a_geofence_for_listed_vehicles_and_groups_counts_for_them_alone() {
        var other = new UUID(9, 9);
        assertThat(new Drive(yard().vehicles(Drive.VEHICLE)).at(0, 0, 0).told()).containsExactly("0 entered");
        assertThat(new Drive(yard().vehicles(other))
                        .at(0, -300, 0)
                        .at(5, 300, 0)
                        .at(10, 0, 0)
                        .told())
                .isEmpty();
        assertThat(new Drive(yard().groups(GROUP)).at(0, 0, 0).told()).isEmpty();
        assertThat(new Drive()
                        .changedTo(
                                List.of(yard().vehicles(other).groups(GROUP)),
                                List.of(),
                                Map.of(GROUP, Set.of(Drive.VEHICLE)))
                        .at(0, 0, 0)
                        .told())
                .containsExactly("0 entered");
    }

    @Test
    void a_vehicle_taken_out_of_the_group_leaves_at_its_next_fix() {
        var fence = yard().groups(GROUP);
        var drive = new Drive().changedTo(List.of(fence), List.of(), Map.of(GROUP, Set.of(Drive.VEHICLE)));
        drive.at(0, 0, 0).changedTo(List.of(fence), List.of(), Map.of(GROUP, Set.of()));
        assertThat(drive.told()).containsExactly("0 entered");
        drive.at(10, 0, 0).at(20, 0, 0);
        assertThat(drive.told()).containsExactly("0 entered", "10 exited");
        assertThat(drive.data(1).getString("reason")).isEqualTo("geofence_changed");
    }

    @Test
    void after_a_restart_inside_is_inside() {
        var drive = new Drive(yard().dwell(60)).at(0, -200, 0).at(10, 0, 0).restarted();
        drive.at(20, 0, 0)
                .restarted()
                .at(70, 0, 0)
                .restarted()
                .at(80, 0, 0)
                .restarted()
                .at(90, 200, 0);
        assertThat(drive.told()).containsExactly("10 entered", "70 dwelled", "90 exited");
        assertThat(drive.visits()).extracting("id").containsOnly(EventId.of(Drive.VEHICLE, YARD, "visit", 10_000));
    }
}
