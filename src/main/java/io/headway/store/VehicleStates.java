package io.headway.store;

import io.headway.model.VehicleStatus;
import io.headway.model.Visit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Loads what shards continue from. Any thread. Futures complete on the caller's context and fail when the database cannot be reached in
 * time.
 */
public final class VehicleStates {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int STATUSES_PER_QUERY = 10_000;

    /** Per vehicle PostgreSQL walks the partitions from the newest to the oldest and stops at the first hit. */
    private static final String LAST = """
            select v.id, p.recorded_at, p.latitude, p.longitude, p.speed_kmh, coalesce(s.online, false)
            from unnest($1::uuid[]) as v (id)
                left join vehicle_status s on s.vehicle_id = v.id
                left join lateral (select p.recorded_at, p.latitude, p.longitude, p.speed_kmh from positions p
                    where p.vehicle_id = v.id and p.fix_valid
                    order by p.recorded_at desc, p.fingerprint desc limit 1) p on true""";

    private static final String OPEN_VISITS = """
            select visit_id, workspace_id, geofence_id, geofence_version, vehicle_id, entered_at, initial, dwelled_at
            from geofence_visits where vehicle_id = any($1::uuid[]) and exited_at is null order by entered_at, visit_id""";

    private static final String ONLINE = """
            select vehicle_id, workspace_id, changed_at from vehicle_status
            where online and vehicle_id > $1 order by vehicle_id limit $2""";

    private final Statements statements;

    public VehicleStates(Database database) {
        this.statements = database.statements();
    }

    /**
     * Two queries, however many vehicles there are.
     *
     * @return one for each vehicle, in no order
     */
    public Future<List<VehicleState>> load(Collection<UUID> vehicleIds) {
        var ids = Tuple.of(vehicleIds.toArray(UUID[]::new));
        return statements.run(OPEN_VISITS, ids).compose(visits -> {
            Map<UUID, List<Visit>> open = new HashMap<>();
            visits.forEach(row -> {
                var visit = visit(row);
                open.computeIfAbsent(visit.vehicleId(), _ -> new ArrayList<>()).add(visit);
            });
            return statements.run(LAST, ids).map(rows -> {
                var states = new ArrayList<VehicleState>(rows.size());
                rows.forEach(row -> states.add(state(row, open)));
                return states;
            });
        });
    }

    /** Every vehicle that was online when somebody last looked. */
    public Future<List<VehicleStatus>> online() {
        return online(BEFORE_ALL, new ArrayList<>());
    }

    private Future<List<VehicleStatus>> online(UUID after, List<VehicleStatus> found) {
        return statements.run(ONLINE, Tuple.of(after, STATUSES_PER_QUERY)).compose(rows -> {
            rows.forEach(row -> found.add(new VehicleStatus(
                    row.getUUID(0), row.getUUID(1), true, StoredPositions.millis(row.getOffsetDateTime(2)))));
            return rows.size() < STATUSES_PER_QUERY
                    ? Future.succeededFuture(found)
                    : online(found.getLast().vehicleId(), found);
        });
    }

    private static VehicleState state(Row row, Map<UUID, List<Visit>> open) {
        var recordedAt = row.getOffsetDateTime(1);
        var speedKmh = row.getFloat(4);
        var lastFix = recordedAt == null
                ? null
                : new VehicleState.LastFix(
                        StoredPositions.millis(recordedAt),
                        row.getDouble(2),
                        row.getDouble(3),
                        speedKmh == null ? Float.NaN : speedKmh);
        return new VehicleState(
                row.getUUID(0), lastFix, open.getOrDefault(row.getUUID(0), List.of()), row.getBoolean(5));
    }

    private static Visit visit(Row row) {
        return new Visit(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getInteger(3),
                row.getUUID(4),
                StoredPositions.millis(row.getOffsetDateTime(5)),
                row.getBoolean(6),
                millisOrNull(row.getOffsetDateTime(7)),
                null,
                null);
    }

    private static Long millisOrNull(OffsetDateTime time) {
        return time == null ? null : StoredPositions.millis(time);
    }
}
