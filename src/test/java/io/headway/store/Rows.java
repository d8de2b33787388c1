package io.headway.store;

import io.headway.testing.FreshDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Rows for tests, written past the code under test. */
final class Rows {
    static final UUID OURS = Workspaces.DEFAULT_ID;
    static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-0000000000ff");

    private Rows() {}

    static void workspace(FreshDatabase database, UUID id) throws SQLException {
        database.execute("insert into workspaces (id, name) values ('%s', 'w') on conflict do nothing".formatted(id));
    }

    static UUID vehicle(FreshDatabase database, UUID workspaceId) throws SQLException {
        var id = UUID.randomUUID();
        database.execute(
                "insert into vehicles (id, workspace_id, name, registration_plate) values ('%s', '%s', 'v', 'HW 1')"
                        .formatted(id, workspaceId));
        return id;
    }

    /** The partition must be there. */
    static void position(
            FreshDatabase database,
            UUID workspaceId,
            UUID vehicleId,
            Instant recordedAt,
            long fingerprint,
            boolean valid)
            throws SQLException {
        database.execute("""
                insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, speed_kmh, fix_valid, workspace_id,
                    vehicle_id, attributes)
                values ('%s', '2026-01-02T03:04:05.000006Z', %d, 52.5, 13.4, 31.5, %s, '%s', '%s', '{"ignition": true}')""".formatted(recordedAt, fingerprint, valid, workspaceId, vehicleId));
    }

    /** A geofence somewhere. */
    static UUID geofence(FreshDatabase database, UUID workspaceId) throws SQLException {
        var id = UUID.randomUUID();
        database.execute("""
                insert into geofences (id, workspace_id, name, type, geometry, radius_m)
                values ('%s', '%s', 'f', 'depot', '{"type": "Point", "coordinates": [11, 49]}', 100)""".formatted(id, workspaceId));
        return id;
    }

    /**
     * A drive to the north at 36 km/h, ten metres a second, by a sphere of the mean radius. The partitions must be there.
     *
     * @param fixes one a step, from 0
     * @param stepMs time from fix to fix
     */
    static void drive(FreshDatabase database, UUID workspaceId, UUID vehicleId, Instant from, int fixes, int stepMs)
            throws SQLException {
        database.execute("""
                insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, speed_kmh, fix_valid, workspace_id,
                    vehicle_id, attributes)
                select '%s'::timestamptz + i * interval '%d milliseconds', now(), i, 49 + i * %d * 0.01 / 111195.0797, 11, 36, true,
                    '%s', '%s', '{}' from generate_series(0, %d) i""".formatted(from, stepMs, stepMs, workspaceId, vehicleId, fixes - 1));
    }
}
