package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.ExitReason;
import io.headway.model.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Berlin's clocks went from 02:00 to 03:00 on 30 March 2025 at 01:00Z, and from 03:00 to 02:00 on 26 October at 01:00Z. */
class FenceHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Schedule daily(String from, String to) {
        return on(EnumSet.allOf(DayOfWeek.class), from, to);
    }

    private static Schedule on(Set<DayOfWeek> days, String from, String to) {
        return new Schedule(BERLIN, List.of(new Schedule.Window(days, LocalTime.parse(from), LocalTime.parse(to))));
    }

    private static List<String> toldOf(Drive drive) {
        return drive.events().stream()
                .map(event -> Instant.ofEpochMilli(event.occurredAtMs()) + " "
                        + event.type().wireName())
                .toList();
    }

    private static Drive parked(Schedule hours, String... times) {
        var drive = new Drive(new FenceSketch().hours(hours));
        for (var time : times) {
            drive.at(Instant.parse(time).getEpochSecond(), 0, 0);
        }
        return drive;
    }

    @Test
    void a_visit_ends_at_the_first_fix_after_the_hours_and_begins_again_with_them() {
        var drive = parked(
                daily("08:00", "10:00"),
                "2025-01-07T06:59:59Z",
                "2025-01-07T07:00:00Z",
                "2025-01-07T08:59:59Z",
                "2025-01-07T09:30:00Z",
                "2025-01-08T07:10:00Z");

        assertThat(toldOf(drive))
                .containsExactly(
                        "2025-01-07T07:00:00Z geofence.entered",
                        "2025-01-07T09:30:00Z geofence.exited",
                        "2025-01-08T07:10:00Z geofence.entered");
        assertThat(drive.visits().get(1).exitReason()).isEqualTo(ExitReason.SCHEDULE_ENDED);
        assertThat(drive.data(1).getString("reason")).isEqualTo("schedule_ended");
    }

    @Test
    void in_spring_the_same_hours_come_an_hour_earlier() {
        var drive = parked(
                daily("08:00", "10:00"),
                "2025-03-29T06:30:00Z",
                "2025-03-29T07:30:00Z",
                "2025-03-29T09:00:00Z",
                "2025-03-30T05:59:00Z",
                "2025-03-30T06:00:00Z",
                "2025-03-30T08:00:00Z");

        assertThat(toldOf(drive))
                .containsExactly(
                        "2025-03-29T07:30:00Z geofence.entered",
                        "2025-03-29T09:00:00Z geofence.exited",
                        "2025-03-30T06:00:00Z geofence.entered",
                        "2025-03-30T08:00:00Z geofence.exited");
    }

    @Test
    void an_hour_that_spring_skips_does_not_come() {
        var drive = parked(
                daily("02:00", "03:00"),
                "2025-03-29T01:30:00Z",
                "2025-03-29T02:00:00Z",
                "2025-03-30T00:59:59Z",
                "2025-03-30T01:00:00Z",
                "2025-03-30T01:30:00Z",
                "2025-03-31T00:30:00Z");

        assertThat(toldOf(drive))
                .containsExactly(
                        "2025-03-29T01:30:00Z geofence.entered",
                        "2025-03-29T02:00:00Z geofence.exited",
                        "2025-03-31T00:30:00Z geofence.entered");
    }

    @Test
    void an_hour_that_autumn_repeats_is_two_hours() {
        var drive = parked(
                daily("02:00", "03:00"),
                "2025-10-25T23:59:59Z",
                "2025-10-26T00:00:00Z",
                "2025-10-26T00:59:59Z",
                "2025-10-26T01:00:00Z",
                "2025-10-26T01:59:59Z",
                "2025-10-26T02:00:00Z");

        assertThat(toldOf(drive))
                .containsExactly("2025-10-26T00:00:00Z geofence.entered", "2025-10-26T02:00:00Z geofence.exited");
        assertThat(drive.data(1).getLong("duration_s")).isEqualTo(7_200);
    }

    @Test
    void a_night_belongs_to_the_day_on_which_it_begins() {
        var drive = parked(
                on(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00"),
                "2025-01-10T03:00:00Z",
                "2025-01-10T21:00:00Z",
                "2025-01-11T04:59:00Z",
                "2025-01-11T05:00:00Z",
                "2025-01-11T21:00:00Z");

        assertThat(toldOf(drive))
                .containsExactly("2025-01-10T21:00:00Z geofence.entered", "2025-01-11T05:00:00Z geofence.exited");
    }

    @Test
    void a_crossing_needs_both_fixes_in_the_hours() {
        var eight = Instant.parse("2025-01-07T07:00:00Z").getEpochSecond();
        var drive = new Drive(new FenceSketch().hours(daily("08:00", "10:00")));
        drive.at(eight - 10, -300, 0).at(eight + 10, 300, 0);
        assertThat(drive.told()).isEmpty();
        drive.at(eight + 20, -300, 0);
        assertThat(drive.told()).hasSize(1);
    }
}
