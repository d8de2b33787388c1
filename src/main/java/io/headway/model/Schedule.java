package io.headway.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Hours of the week in a time zone. Immutable; any thread.
 *
 * @param zone whose clocks and changes of them count
 * @param windows at least one; inside any of them is inside
 */
public record Schedule(ZoneId zone, List<Window> windows) {

    /**
     * Hours of some days. When {@code to} is not after {@code from}, it ends on the next day: 22:00 to 06:00 on Friday ends on Saturday; the
     * same hour twice is a whole day.
     *
     * @param days on which it begins
     * @param from inclusive, local
     * @param to exclusive, local
     */
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    /** True when the local clock of that instant stands inside a window: an hour that is skipped or repeated counts as the clock shows it. */
    public boolean includes(long timeMs) {
        var local = Instant.ofEpochMilli(timeMs).atZone(zone);
        var time = local.toLocalTime();
        var today = local.getDayOfWeek();
        for (var window : windows) {
            var overnight = !window.to().isAfter(window.from());
            if (window.days().contains(today)
                    && !time.isBefore(window.from())
                    && (overnight || time.isBefore(window.to()))) {
                return true;
            }
            if (overnight && window.days().contains(today.minus(1)) && time.isBefore(window.to())) {
                return true;
            }
        }
        return false;
    }
}
