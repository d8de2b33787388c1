package io.headway.store;

import io.headway.model.ExitReason;
import io.headway.model.NamedVisit;
import io.headway.model.TimedId;
import io.headway.model.Visit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.UUID;

/**
 * Who is and was where; each query is confined to one workspace. Lists are in order of entering, newest first. Any thread. Futures complete
 * on the caller's context and fail when the database cannot be reached in time.
 */
public final class GeofenceVisits {
    private static final String SELECT = """
            select v.visit_id, v.workspace_id, v.geofence_id, v.geofence_version, v.vehicle_id, v.entered_at, v.initial, v.dwelled_at,
                v.exited_at, v.exit_reason, c.name, g.name, g.type
            from geofence_visits v
            join geofences g on g.workspace_id = v.workspace_id and g.id = v.geofence_id
            join vehicles c on c.workspace_id = v.workspace_id and c.id = v.vehicle_id
            where v.workspace_id = $1 and (v.entered_at, v.visit_id) < ($3, $4) and\s""";

    private static final String ORDER = " order by v.entered_at desc, v.visit_id desc limit $5";

    private final Statements statements;

    public GeofenceVisits(Database database) {
        this.statements = database.statements();
    }

    /** Open visits of a geofence: who is inside. */
    public Future<Page<NamedVisit>> insideOf(UUID workspaceId, UUID geofenceId, TimedId before, int limit) {
        return page(
                "v.geofence_id = $2 and v.exited_at is null",
                parameters(workspaceId, geofenceId, before, limit),
                limit);
    }

    /** Open visits of a vehicle: what it is inside of. */
    public Future<Page<NamedVisit>> ofVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return page(
                "v.vehicle_id = $2 and v.exited_at is null", parameters(workspaceId, vehicleId, before, limit), limit);
    }

    /**
     * Visits of a geofence, deleted or not, that have a part within the range.
     *
     * @param fromMs not over before this, milliseconds since 1970-01-01T00:00Z
     * @param toMs begun before this
     */
    public Future<Page<NamedVisit>> visits(
            UUID workspaceId, UUID geofenceId, long fromMs, long toMs, TimedId before, int limit) {
        return page(
                "v.geofence_id = $2 and v.entered_at < $7 and (v.exited_at is null or v.exited_at >= $6)",
                parameters(workspaceId, geofenceId, before, limit)
                        .addOffsetDateTime(StoredPositions.timeOfMillis(fromMs))
                        .addOffsetDateTime(StoredPositions.timeOfMillis(toMs)),
                limit);
    }

    /** Whether the workspace has or had the geofence. */
    public Future<Boolean> known(UUID workspaceId, UUID geofenceId) {
        return statements
                .run("select from geofences where workspace_id = $1 and id = $2", Tuple.of(workspaceId, geofenceId))
                .map(rows -> rows.size() > 0);
    }

    private Future<Page<NamedVisit>> page(String condition, Tuple parameters, int limit) {
        return statements
                .run(SELECT + condition + ORDER, parameters)
                .map(rows -> Page.of(rows, limit, GeofenceVisits::visit));
    }

    private static Tuple parameters(UUID workspaceId, UUID subjectId, TimedId before, int limit) {
        return Tuple.of(workspaceId, subjectId, StoredPositions.timeOfMicros(before.atUs()), before.id(), limit + 1);
    }

    private static NamedVisit visit(Row row) {
        var exitReason = row.getString(9);
        var visit = new Visit(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getInteger(3),
                row.getUUID(4),
                StoredPositions.millis(row.getOffsetDateTime(5)),
                row.getBoolean(6),
                StoredPositions.millisOrNull(row.getOffsetDateTime(7)),
                StoredPositions.millisOrNull(row.getOffsetDateTime(8)),
                exitReason == null ? null : ExitReason.valueOf(exitReason.toUpperCase(Locale.ROOT)));
        return new NamedVisit(visit, row.getString(10), row.getString(11), row.getString(12));
    }
}
