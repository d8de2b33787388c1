package io.headway.store;

import io.headway.model.Position;
import io.headway.model.VehicleDetails;
import io.headway.model.VehicleLife;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries about vehicles; each is confined to one workspace. Any thread. Futures complete on the caller's context and fail when the
 * database cannot be reached in time.
 */
public final class Vehicles {
    private static final Logger LOG = LoggerFactory.getLogger(Vehicles.class);
    private static final int CACHED = 200_000;
    private static final long REFRESH_MS = 60_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String COLUMNS = "id, workspace_id, name, registration_plate, speed_limit_kmh, created_at";

    /** What was said later stands over what was said before. */
    private static final String LIFE = """
            select coalesce(s.online, false), greatest(p.received_at, r.received_at), greatest(p.recorded_at, r.reported_at),
                (case when p.recorded_at > r.reported_at then r.attributes || p.attributes
                    else coalesce(p.attributes, '{}') || coalesce(r.attributes, '{}') end)::text
            from vehicles v
                left join vehicle_status s on s.vehicle_id = v.id
                left join vehicle_reports r on r.vehicle_id = v.id and r.workspace_id = v.workspace_id
                left join lateral (select p.recorded_at, p.received_at, p.attributes from positions p
                    where p.vehicle_id = v.id and p.workspace_id = v.workspace_id
                    order by p.recorded_at desc, p.fingerprint desc limit 1) p on true
            where v.workspace_id = $1 and v.id = $2""";

    private final Statements statements;
    private final LookupCache<UUID, UUID> workspaces = new LookupCache<>(CACHED, REFRESH_MS, System::nanoTime);

    public Vehicles(Database database) {
        this.statements = database.statements();
    }

    /** A page in order of id; {@code after} is the last id of the page before, empty for the first. */
    public Future<Page<Vehicle>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        var sql = "select " + COLUMNS + " from vehicles where workspace_id = $1 and id > $2 order by id limit $3";
        return statements
                .run(sql, Tuple.of(workspaceId, after.orElse(BEFORE_ALL), limit + 1))
                .map(rows -> Page.of(rows, limit, Vehicles::vehicle));
    }

    /** As {@link #list}, of one group only; none when the group is not the workspace's. */
    public Future<Page<Vehicle>> inGroup(UUID workspaceId, UUID groupId, Optional<UUID> after, int limit) {
        var sql = "select " + COLUMNS + " from vehicles where workspace_id = $1 and id in (select vehicle_id"
                + " from vehicle_group_members where workspace_id = $1 and group_id = $2 and vehicle_id > $3"
                + " order by vehicle_id limit $4) order by id";
        return statements
                .run(sql, Tuple.of(workspaceId, groupId, after.orElse(BEFORE_ALL), limit + 1))
                .map(rows -> Page.of(rows, limit, Vehicles::vehicle));
    }

    /** The vehicle, if this workspace has it. */
    public Future<Optional<Vehicle>> get(UUID workspaceId, UUID vehicleId) {
        return statements
                .run(
                        "select " + COLUMNS + " from vehicles where workspace_id = $1 and id = $2",
                        Tuple.of(workspaceId, vehicleId))
                .map(rows -> rows.stream().findFirst().map(Vehicles::vehicle));
    }

    /**
     * Changes what people say of it.
     *
     * @param change from what is stored to what shall be; pure. No other change comes between
     * @return as it is now; empty when the workspace has no such vehicle
     */
    public Future<Optional<Vehicle>> change(UUID workspaceId, UUID vehicleId, UnaryOperator<VehicleDetails> change) {
        return statements.inTransaction(connection -> connection
                .preparedQuery(
                        "select " + COLUMNS + " from vehicles where workspace_id = $1 and id = $2 for no key update")
                .execute(Tuple.of(workspaceId, vehicleId))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : update(connection, vehicle(rows.iterator().next()), change)
                                .map(Optional::of)));
    }

    private static Future<Vehicle> update(
            SqlConnection connection, Vehicle vehicle, UnaryOperator<VehicleDetails> change) {
        var details =
                change.apply(new VehicleDetails(vehicle.name(), vehicle.registrationPlate(), vehicle.speedLimitKmh()));
        var sql = "update vehicles set name = $3, registration_plate = $4, speed_limit_kmh = $5"
                + " where workspace_id = $1 and id = $2 returning " + COLUMNS;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(vehicle.workspaceId(), vehicle.id(), details.name(), details.registrationPlate())
                        .addDouble(details.speedLimitKmh()))
                .map(rows -> vehicle(rows.iterator().next()));
    }

    /** Its newest valid position, if it has one. */
    public Future<Optional<Position>> live(UUID workspaceId, UUID vehicleId) {
        var sql = "select " + StoredPositions.COLUMNS + """
                 from positions p where p.vehicle_id = $2 and p.workspace_id = $1 and p.fix_valid
                order by p.recorded_at desc, p.fingerprint desc limit 1""";
        return statements
                .run(sql, Tuple.of(workspaceId, vehicleId))
                .map(rows -> rows.stream().findFirst().map(StoredPositions::position));
    }

    /** Whether it is heard of, and its attributes; empty when this workspace has no such vehicle. */
    public Future<Optional<VehicleLife>> life(UUID workspaceId, UUID vehicleId) {
        return statements
                .run(LIFE, Tuple.of(workspaceId, vehicleId))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new VehicleLife(
                                vehicleId,
                                row.getBoolean(0),
                                instant(row.getOffsetDateTime(1)),
                                instant(row.getOffsetDateTime(2)),
                                row.getString(3))));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A page of its positions, oldest first.
     *
     * @param from inclusive
     * @param to exclusive
     * @param after where the page before ended, empty for the first
     */
    public Future<Page<Position>> history(
            UUID workspaceId, UUID vehicleId, Instant from, Instant to, Optional<HistoryCursor> after, int limit) {
        // The plain bound beside the pair is what prunes partitions; a pair alone does not.
        var sql = "select " + StoredPositions.COLUMNS + """
                 from positions p
                where p.vehicle_id = $2 and p.workspace_id = $1 and p.recorded_at >= $3 and p.recorded_at < $4
                  and (p.recorded_at, p.fingerprint) > ($5, $6)
                order by p.recorded_at, p.fingerprint limit $7""";
        var cursor = after.orElseGet(() -> new HistoryCursor(from.toEpochMilli() - 1, Long.MAX_VALUE));
        var cursorTime = Instant.ofEpochMilli(cursor.recordedAtMs());
        var start = cursorTime.isAfter(from) ? cursorTime : from;
        return statements
                .run(
                        sql,
                        Tuple.of(workspaceId, vehicleId, StoredPositions.time(start), StoredPositions.time(to))
                                .addOffsetDateTime(StoredPositions.time(cursorTime))
                                .addLong(cursor.fingerprint())
                                .addInteger(limit + 1))
                .map(rows -> Page.of(rows, limit, StoredPositions::position));
    }

    /**
     * Whether the vehicle is one of the workspace's. Positive knowledge is kept, and answers while the database is down; it is looked up
     * again in the background once a minute. A vehicle that is not known is asked for each time.
     */
    public Future<Boolean> vehicleBelongsTo(UUID vehicleId, UUID workspaceId) {
        var cached = workspaces.get(vehicleId);
        if (cached.isEmpty()) {
            return lookUpWorkspace(vehicleId)
                    .map(found -> found.filter(workspaceId::equals).isPresent());
        }
        if (workspaces.claimRefresh(vehicleId)) {
            lookUpWorkspace(vehicleId)
                    .onFailure(
                            failure -> LOG.debug("vehicle {} is not refreshed: {}", vehicleId, failure.getMessage()));
        }
        return Future.succeededFuture(cached.get().equals(workspaceId));
    }

    /**
     * Makes the vehicle unless there is one with that id.
     *
     * @return whether it is the workspace's now; false when the id is another workspace's
     */
    public Future<Boolean> register(UUID workspaceId, UUID vehicleId, String name) {
        return statements
                .run(
                        "insert into vehicles (id, workspace_id, name) values ($1, $2, $3) on conflict (id) do nothing",
                        Tuple.of(vehicleId, workspaceId, name))
                .compose(_ -> vehicleBelongsTo(vehicleId, workspaceId));
    }

    /** The one query without a workspace: it finds out which one it is, and the caller compares. */
    private Future<Optional<UUID>> lookUpWorkspace(UUID vehicleId) {
        return statements
                .run("select workspace_id from vehicles where id = $1", Tuple.of(vehicleId))
                .map(rows -> rows.stream().findFirst().map(row -> row.getUUID(0)))
                .onSuccess(found -> found.ifPresentOrElse(
                        workspaceId -> workspaces.put(vehicleId, workspaceId), () -> workspaces.remove(vehicleId)));
    }

    private static Vehicle vehicle(Row row) {
        return new Vehicle(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getString(3),
                row.getDouble(4),
                row.getOffsetDateTime(5).toInstant());
    }
}
