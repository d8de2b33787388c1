package io.headway.api;

import io.headway.model.Geofence;
import io.headway.model.NamedVisit;
import io.headway.model.Schedule;
import io.headway.model.VehicleGroup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/** What geofences, their visits and groups of vehicles look like as JSON; one method per schema of the contract. Pure; any thread. */
final class GeofenceViews {
    private GeofenceViews() {}

    static JsonObject geofence(Geofence fence) {
        return new JsonObject()
                .put("id", fence.id().toString())
                .put("name", fence.name())
                .put("type", fence.type())
                .put("color", fence.color())
                .put("geometry", new JsonObject(fence.geometry()))
                .put("radius_m", fence.radiusM())
                .put("width_m", fence.widthM())
                .put("vehicles", ids(fence.vehicleIds()))
                .put("groups", ids(fence.groupIds()))
                .put("schedule", fence.schedule() == null ? null : schedule(fence.schedule()))
                .put("dwell_s", fence.dwellS())
                .put("enter_min_fixes", fence.enterMinFixes())
                .put("enter_min_s", fence.enterMinS())
                .put("exit_min_fixes", fence.exitMinFixes())
                .put("exit_min_s", fence.exitMinS())
                .put("metadata", new JsonObject(fence.metadata()))
                .put("version", fence.version())
                .put("created_at", Views.time(fence.createdAtMs()))
                .put("updated_at", Views.time(fence.updatedAtMs()));
    }

    static JsonObject visit(NamedVisit named) {
        var visit = named.visit();
        return new JsonObject()
                .put("visit_id", visit.id().toString())
                .put("geofence_id", visit.geofenceId().toString())
                .put("geofence_name", named.geofenceName())
                .put("geofence_type", named.geofenceType())
                .put("geofence_version", visit.geofenceVersion())
                .put("vehicle_id", visit.vehicleId().toString())
                .put("vehicle_name", named.vehicleName())
                .put("entered_at", Views.time(visit.enteredAtMs()))
                .put("initial", visit.initial())
                .put("dwelled_at", Views.time(visit.dwelledAtMs()))
                .put("exited_at", Views.time(visit.exitedAtMs()))
                .put(
                        "exit_reason",
                        visit.exitReason() == null ? null : visit.exitReason().tag());
    }

    static JsonObject group(VehicleGroup group) {
        return new JsonObject()
                .put("id", group.id().toString())
                .put("name", group.name())
                .put("vehicle_count", group.vehicleCount())
                .put("created_at", Views.time(group.createdAtMs()));
    }

    private static JsonObject schedule(Schedule schedule) {
        var windows = new JsonArray();
        for (var window : schedule.windows()) {
            var days = new JsonArray();
            EnumSet.copyOf(window.days()).forEach(day -> days.add(GeofenceBody.name(day)));
            windows.add(new JsonObject()
                    .put("days", days)
                    .put("from", window.from().toString())
                    .put("to", window.to().toString()));
        }
        return new JsonObject().put("time_zone", schedule.zone().getId()).put("windows", windows);
    }

    private static JsonArray ids(List<UUID> ids) {
        return ids == null
                ? null
                : new JsonArray(ids.stream().map(UUID::toString).toList());
    }
}
