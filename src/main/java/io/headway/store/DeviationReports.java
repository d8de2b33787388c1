package io.headway.store;

import io.headway.model.DeviationReport;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * Reads departures from routes. Any thread. Futures complete on the caller's context and fail when the database cannot be reached in time.
 */
public final class DeviationReports {
    private static final String COLUMNS = """
            select started_at, id, vehicle_id, route_id, deployment_id, severity, ended_at, end_reason, max_distance_m, path::text
            from deviations where workspace_id = $1""";

    private final Statements statements;

    public DeviationReports(Database database) {
        this.statements = database.statements();
    }

    /** Those of a workspace that the query asks for, newest first. */
    public Future<List<DeviationReport>> list(UUID workspaceId, DeviationReport.Query query) {
        // Open ones are few and have an index of their own, which a condition with a parameter would not use.
        var state = switch (query.which()) {
            case OPEN -> " and ended_at is null";
            case CLOSED -> " and ended_at is not null";
            case ALL -> "";
        };
        var ofVehicle = query.vehicleId() == null ? " and $2::uuid is null" : " and vehicle_id = $2";
        var sql = COLUMNS + state + ofVehicle + """
                 and started_at >= $3 and (started_at, id) < ($4, $5)
                order by started_at desc, id desc limit $6""";
        return statements
                .run(
                        sql,
                        Tuple.of(
                                workspaceId,
                                query.vehicleId(),
                                StoredPositions.timeOfMillis(query.fromMs()),
                                StoredPositions.timeOfMicros(query.before().atUs()),
                                query.before().id(),
                                query.limit()))
                .map(rows -> rows.stream().map(DeviationReports::report).toList());
    }

    private static DeviationReport report(Row row) {
        return new DeviationReport(
                new TimedId(StoredPositions.micros(row.getOffsetDateTime(0)), row.getUUID(1)),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getString(5),
                StoredPositions.millisOrNull(row.getOffsetDateTime(6)),
                row.getString(7),
                row.getDouble(8),
                row.getString(9));
    }
}
