package io.headway.store;

import io.headway.model.Schedule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;

/**
 * A schedule as it stands in {@code geofences.schedule}: {@code {"time_zone":"Europe/Berlin","windows":[{"days":["mon"],"from":"22:00",
 * "to":"06:00"}]}}. Pure.
 */
final class ScheduleJson {
    private static final int DAY_LETTERS = 3;

    private ScheduleJson() {}

    static JsonObject write(Schedule schedule) {
        var windows = new JsonArray();
        for (var window : schedule.windows()) {
            var days = new JsonArray();
            EnumSet.copyOf(window.days()).forEach(day -> days.add(name(day)));
            windows.add(new JsonObject()
                    .put("days", days)
                    .put("from", window.from().toString())
                    .put("to", window.to().toString()));
        }
        return new JsonObject().put("time_zone", schedule.zone().getId()).put("windows", windows);
    }

    /** The inverse of {@link #write}. */
    static Schedule read(String text) {
        var json = new JsonObject(text);
        var windows = new ArrayList<Schedule.Window>();
        for (var entry : json.getJsonArray("windows")) {
            var window = (JsonObject) entry;
            var days = EnumSet.noneOf(DayOfWeek.class);
            window.getJsonArray("days").forEach(name -> days.add(day((String) name)));
            windows.add(new Schedule.Window(
                    days, LocalTime.parse(window.getString("from")), LocalTime.parse(window.getString("to"))));
        }
        return new Schedule(ZoneId.of(json.getString("time_zone")), windows);
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, DAY_LETTERS).toLowerCase(Locale.ROOT);
    }

    private static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (name(day).equals(name)) {
                return day;
            }
        }
        throw new IllegalArgumentException(name + " is not a day");
    }
}
