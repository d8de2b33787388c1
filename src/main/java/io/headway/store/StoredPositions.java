package io.headway.store;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code positions} as the model has them. Pure. */
final class StoredPositions {
    /** Selected from {@code positions p}, in the order {@link #position} reads them. */
    static final String COLUMNS = """
            p.workspace_id, p.vehicle_id, p.device_id, p.recorded_at, p.received_at, p.fingerprint, p.latitude, p.longitude, \
            p.altitude_m, p.speed_kmh, p.heading_deg, p.accuracy_m, p.satellites, p.fix_valid, p.attributes::text""";

    /** A stored position no longer knows how it came in. */
    static final String PROTOCOL = "store";

    private StoredPositions() {}

    static List<Position> positions(RowSet<Row> rows) {
        var positions = new ArrayList<Position>(rows.size());
        rows.forEach(row -> positions.add(position(row)));
        return positions;
    }

    static Position position(Row row) {
        var source = new Source(row.getUUID(0), row.getUUID(1), row.getUUID(2), PROTOCOL);
        var satellites = row.getShort(12);
        var fix = new Fix(
                millis(row.getOffsetDateTime(3)),
                row.getDouble(6),
                row.getDouble(7),
                orNaN(row.getFloat(8)),
                orNaN(row.getFloat(9)),
                orNaN(row.getFloat(10)),
                orNaN(row.getFloat(11)),
                satellites == null ? -1 : satellites,
                row.getBoolean(13),
                row.getString(14));
        return new Position(source, fix, row.getLong(5), micros(row.getOffsetDateTime(4)));
    }

    static long millis(OffsetDateTime time) {
        return time.toInstant().toEpochMilli();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static long micros(OffsetDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    /** From microseconds since 1970-01-01T00:00Z. */
    static OffsetDateTime timeOfMicros(long atUs) {
        return Instant.EPOCH.plus(atUs, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** From milliseconds since 1970-01-01T00:00Z; null of null. */
    static OffsetDateTime timeOfMillis(Long atMs) {
        return atMs == null ? null : time(Instant.ofEpochMilli(atMs));
    }

    /** Milliseconds since 1970-01-01T00:00Z; null of null. */
    static Long millisOrNull(OffsetDateTime time) {
        return time == null ? null : millis(time);
    }

    private static float orNaN(Float value) {
        return value == null ? Float.NaN : value;
    }
}
