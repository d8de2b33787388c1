package io.headway.loadtest;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Looks into the engine's tables to see for itself what was stored. Blocks; not for event loops. */
final class EngineDatabase implements AutoCloseable {
    private static final int TIMEOUT_S = 300;

    private final PgConnection connection;
    private final boolean local;

    EngineDatabase(Vertx vertx, PgConnectOptions options) throws IOException {
        local = Loopback.NAMES.contains(options.getHost());
        connection = Await.result(PgConnection.connect(vertx, options), 10);
    }

    long positions() throws IOException {
        return query("select count(*) from positions", Tuple.tuple())
                .iterator()
                .next()
                .getLong(0);
    }

    /** Different instants of different vehicles: the driver never sends one twice. */
    long distinctPositions() throws IOException {
        return query(
                        "select count(*) from (select from positions group by vehicle_id, recorded_at) as different",
                        Tuple.tuple())
                .iterator()
                .next()
                .getLong(0);
    }

    UUID workspace() throws IOException {
        return query("select id from workspaces order by created_at, id limit 1", Tuple.tuple())
                .iterator()
                .next()
                .getUUID(0);
    }

    /** The vehicles that the engine made for the fleet's first devices. */
    Map<UUID, Integer> vehicles(Fleet.Plan fleet, int limit) throws IOException {
        var indexOfImei = new HashMap<String, Integer>();
        for (var i = 0; i < Math.min(limit, fleet.devices()); i++) {
            indexOfImei.put(fleet.imei(i), i);
        }
        var vehicles = new HashMap<UUID, Integer>();
        for (Row row : query(
                "select unique_id, vehicle_id from devices where unique_id = any ($1)",
                Tuple.of(indexOfImei.keySet().toArray(String[]::new)))) {
            vehicles.put(row.getUUID(1), indexOfImei.get(row.getString(0)));
        }
        return vehicles;
    }

    /** The PostgreSQL process of this connection; 0 when the server runs elsewhere. */
    long backendPid() {
        return local ? connection.processId() : 0;
    }

    void update(String sql, Tuple parameters) throws IOException {
        query(sql, parameters);
    }

    String text(String sql) throws IOException {
        return query(sql, Tuple.tuple()).iterator().next().getString(0);
    }

    private RowSet<Row> query(String sql, Tuple parameters) throws IOException {
        return Await.result(connection.preparedQuery(sql).execute(parameters), TIMEOUT_S);
    }

    @Override
    public void close() throws IOException {
        Await.result(connection.close(), 10);
    }
}
