package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.headway.model.LngLat;
import io.headway.model.Trip;
import io.headway.model.TripSummary;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up the positions of a trip, read in pages so that memory stays small whatever its length. Any thread. */
final class TripSummaries {
    private static final Logger LOG = LoggerFactory.getLogger(TripSummaries.class);
    private static final int ROWS_PER_PAGE = 2_000;

    /** Two days at one fix a second. A trip that nobody ends must not cost more and more with each look at it. */
    private static final int MAX_ROWS = 172_800;

    /** Devices may be ahead of us by this; see the validation of fixes. */
    private static final long AHEAD_MS = 600_000;

    private static final String POSITIONS = """
            select recorded_at, longitude, latitude, speed_kmh from positions
            where vehicle_id = $1 and workspace_id = $2 and recorded_at >= $3 and recorded_at <= $4 and fix_valid
            order by recorded_at, fingerprint""";

    private final HeadwayConfig.Trips settings;

    TripSummaries(HeadwayConfig.Trips settings) {
        this.settings = settings;
    }

    /**
     * The drive of a trip, from its start to its arrival or end, or to now.
     *
     * @param connection within a transaction
     * @return empty before it has started, and when it has more positions than are added up
     */
    Future<Optional<TripSummary>> of(SqlConnection connection, Trip trip) {
        if (trip.startedAtMs() == null) {
            return Future.succeededFuture(Optional.empty());
        }
        var arguments = Tuple.of(
                trip.plan().vehicleId(),
                trip.workspaceId(),
                StoredPositions.timeOfMillis(trip.startedAtMs()),
                StoredPositions.timeOfMillis(endMs(trip)));
        var meter = new TripMeter(settings);
        return connection.prepare(POSITIONS).compose(statement -> {
            var cursor = statement.cursor(arguments);
            return pages(cursor, meter, trip.id(), 0).eventually(cursor::close).eventually(statement::close);
        });
    }

    private static long endMs(Trip trip) {
        if (trip.arrivedAtMs() != null) {
            return trip.arrivedAtMs();
        }
        return trip.endedAtMs() != null ? trip.endedAtMs() : Instant.now().toEpochMilli() + AHEAD_MS;
    }

    private static Future<Optional<TripSummary>> pages(Cursor cursor, TripMeter meter, UUID tripId, int read) {
        if (read >= MAX_ROWS) {
            LOG.warn("trip {} has more than {} positions; its distance and stops are not added up", tripId, MAX_ROWS);
            return Future.succeededFuture(Optional.empty());
        }
        return cursor.read(ROWS_PER_PAGE).compose(rows -> {
            for (var row : rows) {
                var speed = row.getFloat(3);
                meter.add(
                        StoredPositions.millis(row.getOffsetDateTime(0)),
                        new LngLat(row.getDouble(1), row.getDouble(2)),
                        speed == null ? Float.NaN : speed);
            }
            return cursor.hasMore()
                    ? pages(cursor, meter, tripId, read + ROWS_PER_PAGE)
                    : Future.succeededFuture(Optional.of(meter.summary()));
        });
    }
}
