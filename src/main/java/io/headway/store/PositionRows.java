package io.headway.store;

import io.headway.model.Position;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Positions as arrays of columns, and the statements that take them. Times travel as seconds in a double: a timestamp of this century in
 * microseconds needs 51 bits, a double has 53, and it is cheaper on both sides than a date-time object.
 */
final class PositionRows {
    private static final int COLUMNS = 15;

    /**
     * Unnest in the select list goes through all arrays in lockstep and streams; in FROM it would fill a tuple store first, about 1 µs a row
     * more.
     */
    private static final String INSERT = """
            insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, altitude_m, speed_kmh, heading_deg,
                accuracy_m, satellites, fix_valid, workspace_id, vehicle_id, device_id, attributes)
            select to_timestamp(unnest($1::float8[])), to_timestamp(unnest($2::float8[])), unnest($3::int8[]), unnest($4::float8[]),
                unnest($5::float8[]), unnest($6::float4[]), unnest($7::float4[]), unnest($8::float4[]), unnest($9::float4[]),
                unnest($10::int2[]), unnest($11::bool[]), unnest($12::uuid[]), unnest($13::uuid[]), unnest($14::uuid[]),
                unnest($15::text[])::jsonb""";

    /** How rows that are there already are met. */
    enum Form {
        /** Raises unique_violation: about 2 µs a row cheaper than asking for each (loadtest/RESULTS.md). */
        NEW(INSERT),
        /** Passes over them. */
        MISSING(INSERT + " on conflict do nothing");

        private final String sql;
        private final String sqlWithDerived;

        Form(String sql) {
            this.sql = sql;
            this.sqlWithDerived = DerivedRows.with(sql, COLUMNS);
        }

        /** Takes {@link PositionRows#columns}. */
        String sql() {
            return sql;
        }

        /** Takes {@link DerivedRows#add} to {@link PositionRows#columns}. */
        String sqlWithDerived() {
            return sqlWithDerived;
        }
    }

    /** OFFSET 0 keeps the planner from flattening the look-up: one index probe in one partition a row, whatever the statistics say. */
    static final String FIND_OLDER = """
            select batch.ordinality
            from unnest($1::uuid[], $2::float8[], $3::int8[], $4::float8[]) with ordinality
                as batch (vehicle_id, recorded_s, fingerprint, received_s, ordinality),
                lateral (select p.received_at from positions p
                    where p.vehicle_id = batch.vehicle_id and p.recorded_at = to_timestamp(batch.recorded_s)
                    and p.fingerprint = batch.fingerprint offset 0) as stored
            where stored.received_at <> to_timestamp(batch.received_s)""";

    private PositionRows() {}

    static Tuple columns(List<Position> positions) {
        var rows = positions.size();
        var recordedS = new Double[rows];
        var receivedS = new Double[rows];
        var fingerprint = new Long[rows];
        var latitude = new Double[rows];
        var longitude = new Double[rows];
        var altitudeM = new Float[rows];
        var speedKmh = new Float[rows];
        var headingDeg = new Float[rows];
        var accuracyM = new Float[rows];
        var satellites = new Short[rows];
        var valid = new Boolean[rows];
        var workspaceId = new UUID[rows];
        var vehicleId = new UUID[rows];
        var deviceId = new UUID[rows];
        var attributes = new String[rows];
        for (var i = 0; i < rows; i++) {
            var position = positions.get(i);
            var fix = position.fix();
            var source = position.source();
            recordedS[i] = recordedS(position);
            receivedS[i] = receivedS(position);
            fingerprint[i] = position.fingerprint();
            latitude[i] = fix.latitude();
            longitude[i] = fix.longitude();
            altitudeM[i] = orNull(fix.altitudeM());
            speedKmh[i] = orNull(fix.speedKmh());
            headingDeg[i] = orNull(fix.headingDeg());
            accuracyM[i] = orNull(fix.accuracyM());
            satellites[i] = fix.satellites() < 0 ? null : (short) fix.satellites();
            valid[i] = fix.valid();
            workspaceId[i] = source.workspaceId();
            vehicleId[i] = source.vehicleId();
            deviceId[i] = source.deviceId();
            attributes[i] = fix.attributes();
        }
        return Tuple.tuple()
                .addArrayOfDouble(recordedS)
                .addArrayOfDouble(receivedS)
                .addArrayOfLong(fingerprint)
                .addArrayOfDouble(latitude)
                .addArrayOfDouble(longitude)
                .addArrayOfFloat(altitudeM)
                .addArrayOfFloat(speedKmh)
                .addArrayOfFloat(headingDeg)
                .addArrayOfFloat(accuracyM)
                .addArrayOfShort(satellites)
                .addArrayOfBoolean(valid)
                .addArrayOfUUID(workspaceId)
                .addArrayOfUUID(vehicleId)
                .addArrayOfUUID(deviceId)
                .addArrayOfString(attributes);
    }

    static Tuple keys(List<Position> positions) {
        var rows = positions.size();
        var vehicleId = new UUID[rows];
        var recordedS = new Double[rows];
        var fingerprint = new Long[rows];
        var receivedS = new Double[rows];
        for (var i = 0; i < rows; i++) {
            var position = positions.get(i);
            vehicleId[i] = position.vehicleId();
            recordedS[i] = recordedS(position);
            fingerprint[i] = position.fingerprint();
            receivedS[i] = receivedS(position);
        }
        return Tuple.tuple()
                .addArrayOfUUID(vehicleId)
                .addArrayOfDouble(recordedS)
                .addArrayOfLong(fingerprint)
                .addArrayOfDouble(receivedS);
    }

    /** The UTC days, and so the partitions, that the positions fall on. */
    static Set<LocalDate> days(List<Position> positions) {
        var days = new HashSet<LocalDate>();
        for (var position : positions) {
            days.add(LocalDate.ofInstant(Instant.ofEpochMilli(position.fix().recordedAtMs()), ZoneOffset.UTC));
        }
        return days;
    }

    private static double recordedS(Position position) {
        return position.fix().recordedAtMs() / 1e3;
    }

    private static double receivedS(Position position) {
        return position.receivedAtUs() / 1e6;
    }

    private static Float orNull(float value) {
        return Float.isNaN(value) ? null : value;
    }
}
