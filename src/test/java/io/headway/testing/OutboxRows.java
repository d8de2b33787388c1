package io.headway.testing;

import io.headway.store.DatabaseUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts events into an outbox, as shards would, and remembers their order. Owned by the test's thread. */
public final class OutboxRows {
    private static final int TIMEOUT_MS = 10_000;
    private static final UUID NOWHERE = new UUID(0, 1);

    private final DatabaseUrl url;
    private final UUID workspace;
    private final Map<UUID, List<String>> idsByVehicle = new LinkedHashMap<>();

    public OutboxRows(DatabaseUrl url, UUID workspace) {
        this.url = url;
        this.workspace = workspace;
    }

    /** Inserts {@code count} events of a type in one transaction, dealt out to the vehicles in turn. */
    public void insert(String type, List<UUID> vehicles, int count) throws SQLException {
        var sql = """
                insert into events (event_id, event_type, workspace_id, vehicle_id, occurred_at, data)
                values (?, ?, ?, ?, now(), ?::jsonb)""";
        try (var connection = url.dataSource(TIMEOUT_MS, TIMEOUT_MS).getConnection();
                var statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (var i = 0; i < count; i++) {
                var vehicle = vehicles.get(i % vehicles.size());
                var id = UUID.randomUUID();
                statement.setObject(1, id);
                statement.setString(2, type);
                statement.setObject(3, workspace);
                statement.setObject(4, vehicle);
                statement.setString(5, "{\"vehicle_id\": \"%s\", \"geofence_id\": \"%s\"}".formatted(vehicle, NOWHERE));
                statement.addBatch();
                idsByVehicle.computeIfAbsent(vehicle, _ -> new ArrayList<>()).add(id.toString());
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** Ids of all events so far, in their order. */
    public List<String> ids(UUID vehicle) {
        return idsByVehicle.getOrDefault(vehicle, List.of());
    }

    public Map<String, List<String>> idsByVehicle() {
        var byName = new LinkedHashMap<String, List<String>>();
        idsByVehicle.forEach((vehicle, ids) -> byName.put(vehicle.toString(), ids));
        return byName;
    }

    public int count() {
        return idsByVehicle.values().stream().mapToInt(List::size).sum();
    }
}
