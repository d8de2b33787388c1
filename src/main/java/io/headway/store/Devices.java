package io.headway.store;

import io.headway.model.Source;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trackers: who they are, and whose. Any thread. Futures complete on the caller's context and fail when the database cannot be reached in
 * time.
 */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final int MAX_UNIQUE_ID_LENGTH = 64;
    private static final int CACHED_KNOWN = 200_000;
    private static final long REFRESH_KNOWN_MS = 60_000;
    private static final int CACHED_UNKNOWN = 20_000;
    private static final long UNKNOWN_FOR_MS = 10_000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String COLUMNS = "id, workspace_id, vehicle_id, unique_id, protocol, name, created_at";

    private final Statements statements;
    private final boolean autoRegister;
    private final LookupCache<String, Known> known =
            new LookupCache<>(CACHED_KNOWN, REFRESH_KNOWN_MS, System::nanoTime);
    private final LookupCache<String, Boolean> unknown =
            new LookupCache<>(CACHED_UNKNOWN, UNKNOWN_FOR_MS, System::nanoTime);

    /** @param autoRegister whether an identity never seen before gets a device and a vehicle in the default workspace */
    public Devices(Database database, boolean autoRegister) {
        this.statements = database.statements();
        this.autoRegister = autoRegister;
    }

    private record Known(UUID workspaceId, UUID vehicleId, UUID deviceId) {
        Source source(String protocol) {
            return new Source(workspaceId, vehicleId, deviceId, protocol);
        }
    }

    /** Whether a text can be a device's identity: 1 to 64 printable ASCII characters. */
    public static boolean isUniqueId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_UNIQUE_ID_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** A page in order of id; {@code after} is the last id of the page before, empty for the first. */
    public Future<Page<Device>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        var sql = "select " + COLUMNS + " from devices where workspace_id = $1 and id > $2 order by id limit $3";
        return statements
                .run(sql, Tuple.of(workspaceId, after.orElse(BEFORE_ALL), limit + 1))
                .map(rows -> Page.of(rows, limit, Devices::device));
    }

    /**
     * Creates a device, and where it names none a vehicle for it; all or nothing. A workspace that only tokens have named so far is made.
     *
     * @throws IllegalArgumentException when the identity is not one, see {@link #isUniqueId}
     */
    public Future<DeviceCreation> create(UUID workspaceId, NewDevice wanted) {
        if (!isUniqueId(wanted.uniqueId())) {
            throw new IllegalArgumentException("a device's unique id is 1 to 64 printable characters");
        }
        return statements
                .inTransaction(connection -> Workspaces.ensure(connection, workspaceId)
                        .compose(_ -> vehicleFor(connection, workspaceId, wanted))
                        .compose(vehicleId -> vehicleId.isEmpty()
                                ? Future.succeededFuture(new DeviceCreation.NoSuchVehicle())
                                : insert(connection, workspaceId, vehicleId.get(), wanted)))
                .onSuccess(_ -> unknown.remove(wanted.uniqueId()));
    }

    /**
     * Whose the device is. A device once found is answered from memory, also while the database is down, and looked up again in the
     * background once a minute; an unknown one is asked for at most every 10 s.
     *
     * @param protocol the protocol it speaks now, for the source
     * @return empty when it is not known and may not register itself
     */
    public Future<Optional<Source>> findByUniqueId(String uniqueId, String protocol) {
        if (!isUniqueId(uniqueId)) {
            return Future.succeededFuture(Optional.empty());
        }
        var cached = known.get(uniqueId);
        if (cached.isPresent()) {
            if (known.claimRefresh(uniqueId)) {
                lookUp(uniqueId)
                        .onFailure(
                                failure -> LOG.debug("device {} is not refreshed: {}", uniqueId, failure.getMessage()));
            }
            return Future.succeededFuture(Optional.of(cached.get().source(protocol)));
        }
        if (unknown.getFresh(uniqueId).isPresent()) {
            return Future.succeededFuture(Optional.empty());
        }
        return lookUp(uniqueId)
                .compose(found ->
                        found.isEmpty() && autoRegister ? register(uniqueId, protocol) : Future.succeededFuture(found))
                .map(found -> found.map(device -> device.source(protocol)));
    }

    private Future<Optional<Known>> lookUp(String uniqueId) {
        var sql = "select workspace_id, vehicle_id, id from devices where unique_id = $1";
        return statements
                .run(sql, Tuple.of(uniqueId))
                .map(rows ->
                        rows.stream().findFirst().map(row -> new Known(row.getUUID(0), row.getUUID(1), row.getUUID(2))))
                .onSuccess(found -> remember(uniqueId, found));
    }

    private void remember(String uniqueId, Optional<Known> found) {
        if (found.isPresent()) {
            known.put(uniqueId, found.get());
        } else {
            known.remove(uniqueId);
            if (!autoRegister) {
                unknown.put(uniqueId, true);
            }
        }
    }

    /**
     * Two nodes may do this at once for one device: the vehicle's id follows from the identity, so that both make the same one, and of two
     * devices the first stays.
     */
    private Future<Optional<Known>> register(String uniqueId, String protocol) {
        var vehicleId =
                UUID.nameUUIDFromBytes(("headway vehicle of device " + uniqueId).getBytes(StandardCharsets.UTF_8));
        return statements
                .run(
                        "insert into vehicles (id, workspace_id, name) values ($1, $2, $3) on conflict do nothing",
                        Tuple.of(vehicleId, Workspaces.DEFAULT_ID, uniqueId))
                .compose(_ -> statements.run(
                        """
                        insert into devices (id, workspace_id, vehicle_id, unique_id, protocol, name)
                        select $1, workspace_id, id, $4, $5, $4 from vehicles where workspace_id = $2 and id = $3
                        on conflict do nothing""", Tuple.of(UUID.randomUUID(), Workspaces.DEFAULT_ID, vehicleId, uniqueId, protocol)))
                .compose(_ -> lookUp(uniqueId));
    }

    /** The vehicle it names, if it is the workspace's; a new one where it names none. */
    private static Future<Optional<UUID>> vehicleFor(SqlConnection connection, UUID workspaceId, NewDevice wanted) {
        if (wanted.vehicleId().isPresent()) {
            return connection
                    .preparedQuery("select id from vehicles where workspace_id = $1 and id = $2 for key share")
                    .execute(Tuple.of(workspaceId, wanted.vehicleId().get()))
                    .map(rows -> rows.stream().findFirst().map(row -> row.getUUID(0)));
        }
        return connection
                .preparedQuery("insert into vehicles (id, workspace_id, name) values ($1, $2, $3) returning id")
                .execute(Tuple.of(UUID.randomUUID(), workspaceId, wanted.name()))
                .map(rows -> Optional.of(rows.iterator().next().getUUID(0)));
    }

    private static Future<DeviceCreation> insert(
            SqlConnection connection, UUID workspaceId, UUID vehicleId, NewDevice wanted) {
        return connection
                .preparedQuery("""
                        insert into devices (id, workspace_id, vehicle_id, unique_id, protocol, name)
                        values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning\s""" + COLUMNS)
                .execute(Tuple.of(
                        UUID.randomUUID(), workspaceId, vehicleId, wanted.uniqueId(), wanted.protocol(), wanted.name()))
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(new DeviceCreation.Created(
                                device(rows.iterator().next())))
                        : withoutNewVehicle(connection, workspaceId, vehicleId, wanted)
                                .map(new DeviceCreation.UniqueIdTaken()));
    }

    private static Future<?> withoutNewVehicle(
            SqlConnection connection, UUID workspaceId, UUID vehicleId, NewDevice wanted) {
        return wanted.vehicleId().isPresent()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery("delete from vehicles where workspace_id = $1 and id = $2")
                        .execute(Tuple.of(workspaceId, vehicleId));
    }

    private static Device device(Row row) {
        return new Device(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant());
    }
}
