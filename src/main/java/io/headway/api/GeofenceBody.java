package io.headway.api;

import io.headway.api.ApiFailure.Detail;
import io.headway.model.GeofenceDraft;
import io.headway.model.Schedule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Reads a geofence from a body that fits the contract; what the contract cannot say is judged here, all of it before anything is refused.
 * One for each body; the caller's thread.
 */
final class GeofenceBody {
    private static final int MAX_METADATA_LENGTH = 16_384;
    private static final int DAY_LETTERS = 3;

    private final JsonObject body;
    private final List<Detail> faults = new ArrayList<>();

    private GeofenceBody(JsonObject body) {
        this.body = body;
    }

    /** @throws ApiFailure with everything that is wrong, except with the geometry, which is not looked at */
    static GeofenceDraft draft(JsonObject body) {
        var reader = new GeofenceBody(body);
        var draft = reader.read();
        if (!reader.faults.isEmpty()) {
            throw ApiFailure.invalid(reader.faults);
        }
        return draft;
    }

    /** A day as it is called in the contract. */
    static String name(DayOfWeek day) {
        return day.name().substring(0, DAY_LETTERS).toLowerCase(Locale.ROOT);
    }

    private GeofenceDraft read() {
        var geometry = body.getJsonObject("geometry");
        return new GeofenceDraft(
                body.getString("name"),
                body.getString("type"),
                body.getString("color"),
                // Whatever else GeoJSON allows beside these two says nothing of where it is.
                new JsonObject()
                        .put("type", geometry.getString("type"))
                        .put("coordinates", geometry.getJsonArray("coordinates"))
                        .encode(),
                body.getDouble("radius_m"),
                body.getDouble("width_m"),
                ids("vehicles"),
                ids("groups"),
                schedule(),
                body.getInteger("dwell_s"),
                body.getInteger("enter_min_fixes", 1),
                body.getInteger("enter_min_s", 0),
                body.getInteger("exit_min_fixes", 1),
                body.getInteger("exit_min_s", 0),
                metadata());
    }

    private String metadata() {
        var text = body.getJsonObject("metadata", new JsonObject()).encode();
        if (text.length() > MAX_METADATA_LENGTH) {
            faults.add(new Detail("body/metadata", "is longer than " + MAX_METADATA_LENGTH + " characters"));
        }
        // PostgreSQL cannot hold it (documentation of the JSON types, section 8.14).
        if (text.contains("\\u0000")) {
            faults.add(new Detail("body/metadata", "has the character U+0000"));
        }
        return text;
    }

    /** Without repetitions, which would only be judged twice; null when it is left out. */
    private List<UUID> ids(String name) {
        var array = body.getJsonArray(name);
        if (array == null) {
            return null;
        }
        var ids = new LinkedHashSet<UUID>();
        for (var i = 0; i < array.size(); i++) {
            try {
                ids.add(Parameters.uuid("body/" + name + "/" + i, array.getString(i)));
            } catch (ApiFailure notAnId) {
                faults.addAll(notAnId.details());
            }
        }
        return List.copyOf(ids);
    }

    private Schedule schedule() {
        var json = body.getJsonObject("schedule");
        if (json == null) {
            return null;
        }
        var zone = json.getString("time_zone");
        // Names of regions only: an offset, which ZoneId would take too, knows no daylight saving time.
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            faults.add(new Detail("body/schedule/time_zone", "is not a time zone of the IANA database"));
            return null;
        }
        var windows = new ArrayList<Schedule.Window>();
        json.getJsonArray("windows").forEach(window -> windows.add(window((JsonObject) window)));
        return new Schedule(ZoneId.of(zone), windows);
    }

    private static Schedule.Window window(JsonObject window) {
        return new Schedule.Window(
                days(window.getJsonArray("days")),
                LocalTime.parse(window.getString("from")),
                LocalTime.parse(window.getString("to")));
    }

    private static EnumSet<DayOfWeek> days(JsonArray names) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (names.contains(name(day))) {
                days.add(day);
            }
        }
        return days;
    }
}
