package io.headway.store;

import io.headway.model.Geofence;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** Rows of {@code geofences} as the model has them. Pure. */
final class GeofenceRows {
    /** Selected from {@code geofences}, in the order {@link #geofence} reads them. */
    static final String COLUMNS = """
            id, workspace_id, name, type, color, geometry::text, radius_m, width_m, vehicle_ids, group_ids, schedule::text, dwell_s, \
            enter_min_fixes, enter_min_s, exit_min_fixes, exit_min_s, metadata::text, version, created_at, updated_at""";

    private GeofenceRows() {}

    static Geofence geofence(Row row) {
        var schedule = row.getString(10);
        return new Geofence(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getDouble(6),
                row.getDouble(7),
                ids(row.getArrayOfUUIDs(8)),
                ids(row.getArrayOfUUIDs(9)),
                schedule == null ? null : ScheduleJson.read(schedule),
                row.getInteger(11),
                row.getInteger(12),
                row.getInteger(13),
                row.getInteger(14),
                row.getInteger(15),
                row.getString(16),
                row.getInteger(17),
                StoredPositions.millis(row.getOffsetDateTime(18)),
                StoredPositions.millis(row.getOffsetDateTime(19)));
    }

    private static List<UUID> ids(UUID[] ids) {
        return ids == null ? null : List.of(ids);
    }
}
