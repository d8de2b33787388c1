package io.headway.api;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import io.headway.model.VehicleDetails;
import io.headway.model.VehicleLife;
import io.headway.security.Principal;
import io.headway.security.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Two workspaces in memory that answer as the database would. Filled before the server starts, then owned by its event loop; only {@code
 * fault} is changed by a test meanwhile.
 */
final class Fleet implements VehicleQueries, VehicleEditor, SettingsRegistry, Authentication {
    static final UUID OURS = new UUID(1, 1);
    static final UUID THEIRS = new UUID(2, 2);

    private final Map<UUID, List<VehicleView>> vehicles = new HashMap<>();
    private final Map<UUID, List<DeviceView>> devices = new HashMap<>();
    private final List<Position> positions = new ArrayList<>();
    private final Map<UUID, JsonObject> settings = new HashMap<>();
    volatile RuntimeException fault;

    VehicleView vehicle(UUID workspaceId, UUID id, String name) {
        var vehicle = new VehicleView(id, name, null, null, Instant.parse("2026-11-20T10:00:00Z"));
        vehicles.computeIfAbsent(workspaceId, key -> new ArrayList<>()).add(vehicle);
        return vehicle;
    }

    void position(UUID workspaceId, UUID vehicleId, long recordedAtMs, long fingerprint) {
        var fix = new Fix(
                recordedAtMs, 49.4521, 11.0767, 309.5f, 42.1f, Float.NaN, Float.NaN, 11, true, "{\"ignition\":true}");
        positions.add(new Position(
                new Source(workspaceId, vehicleId, null, "json"), fix, fingerprint, recordedAtMs * 1_000 + 87_000));
    }

    /**
     * A token's text is its role, and optionally the workspace: {@code analyst}, {@code admin@theirs}; or the vehicle or trip that it
     * names: {@code driver#00000000-…}.
     */
    @Override
    public Future<Principal> authenticate(String token) {
        var parts = token.split("[@#]", 2);
        var named = token.contains("#") ? Set.of(UUID.fromString(parts[1])) : Set.<UUID>of();
        return Role.of(parts[0])
                .map(role -> Future.succeededFuture(new Principal(
                        "someone",
                        Set.of(role),
                        token.endsWith("@theirs") ? THEIRS : OURS,
                        named,
                        named,
                        Long.MAX_VALUE)))
                .orElseGet(() -> Future.failedFuture("signature of " + token + " does not verify"));
    }

    @Override
    public Future<List<VehicleView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return answer(page(
                vehicles.getOrDefault(workspaceId, List.of()),
                Comparator.comparing(VehicleView::id),
                vehicle -> after.isEmpty() || vehicle.id().compareTo(after.get()) > 0,
                limit));
    }

    @Override
    public Future<Optional<VehicleView>> find(UUID workspaceId, UUID vehicleId) {
        return answer(vehicles.getOrDefault(workspaceId, List.of()).stream()
                .filter(vehicle -> vehicle.id().equals(vehicleId))
                .findFirst());
    }

    @Override
    public Future<Optional<VehicleView>> change(
            UUID workspaceId, UUID vehicleId, UnaryOperator<VehicleDetails> change) {
        return find(workspaceId, vehicleId)
                .map(found -> found.map(vehicle -> {
                    var details = change.apply(
                            new VehicleDetails(vehicle.name(), vehicle.registrationPlate(), vehicle.speedLimitKmh()));
                    var changed = new VehicleView(
                            vehicleId,
                            details.name(),
                            details.registrationPlate(),
                            details.speedLimitKmh(),
                            vehicle.createdAt());
                    vehicles.get(workspaceId).replaceAll(other -> other.id().equals(vehicleId) ? changed : other);
                    return changed;
                }));
    }

    @Override
    public Future<JsonObject> get(UUID workspaceId) {
        return answer(settings.getOrDefault(workspaceId, new JsonObject()));
    }

    @Override
    public Future<JsonObject> put(UUID workspaceId, JsonObject wanted) {
        settings.put(workspaceId, wanted);
        return answer(wanted);
    }

    @Override
    public Future<Optional<Position>> live(UUID workspaceId, UUID vehicleId) {
        return answer(positions.stream()
                .filter(position -> position.vehicleId().equals(vehicleId)
                        && position.workspaceId().equals(workspaceId))
                .max(Comparator.comparing(position -> position.fix().recordedAtMs())));
    }

    /** Who has sent a position is online. */
    @Override
    public Future<Optional<VehicleLife>> life(UUID workspaceId, UUID vehicleId) {
        return find(workspaceId, vehicleId)
                .compose(found -> live(workspaceId, vehicleId)
                        .map(position -> found.map(vehicle -> position.isPresent()
                                ? new VehicleLife(
                                        vehicleId,
                                        true,
                                        vehicle.createdAt(),
                                        vehicle.createdAt(),
                                        "{\"battery_pct\":83}")
                                : new VehicleLife(vehicleId, false, null, null, "{}"))));
    }

    @Override
    public Future<List<Position>> history(UUID workspaceId, UUID vehicleId, HistoryRange range) {
        var order = Comparator.<Position>comparingLong(
                        position -> position.fix().recordedAtMs())
                .thenComparingLong(Position::fingerprint);
        return answer(page(
                positions,
                order,
                position -> position.vehicleId().equals(vehicleId)
                        && position.workspaceId().equals(workspaceId)
                        && position.fix().recordedAtMs() >= range.fromMs()
                        && position.fix().recordedAtMs() < range.toMs()
                        && range.after()
                                .map(key -> position.fix().recordedAtMs() > key.recordedAtMs()
                                        || (position.fix().recordedAtMs() == key.recordedAtMs()
                                                && position.fingerprint() > key.fingerprint()))
                                .orElse(true),
                range.limit()));
    }

    /** The devices' side of the same fleet: Java allows one {@code list} of that signature only. */
    DeviceRegistry registry() {
        return new DeviceRegistry() {
            @Override
            public Future<List<DeviceView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
                return answer(page(
                        devices.getOrDefault(workspaceId, List.of()),
                        Comparator.comparing(DeviceView::id),
                        device -> after.isEmpty() || device.id().compareTo(after.get()) > 0,
                        limit));
            }

            @Override
            public Future<Creation> create(UUID workspaceId, NewDevice device) {
                return answer(register(workspaceId, device));
            }
        };
    }

    private DeviceRegistry.Creation register(UUID workspaceId, DeviceRegistry.NewDevice device) {
        if (devices.values().stream()
                .flatMap(List::stream)
                .anyMatch(known -> known.uniqueId().equals(device.uniqueId()))) {
            return new DeviceRegistry.Creation.UniqueIdTaken();
        }
        var carried = vehicles.getOrDefault(workspaceId, List.of()).stream()
                .map(VehicleView::id)
                .toList();
        if (device.vehicleId().isPresent()
                && !carried.contains(device.vehicleId().get())) {
            return new DeviceRegistry.Creation.NoSuchVehicle();
        }
        var vehicleId = device.vehicleId()
                .orElseGet(() ->
                        vehicle(workspaceId, UUID.randomUUID(), device.name()).id());
        var created = new DeviceView(
                UUID.randomUUID(),
                vehicleId,
                device.uniqueId(),
                device.protocol(),
                device.name(),
                Instant.parse("2026-11-21T08:15:30.110Z"));
        devices.computeIfAbsent(workspaceId, key -> new ArrayList<>()).add(created);
        return new DeviceRegistry.Creation.Created(created);
    }

    private <T> Future<T> answer(T value) {
        return fault == null ? Future.succeededFuture(value) : Future.failedFuture(fault);
    }

    private static <T> List<T> page(List<T> rows, Comparator<T> order, Predicate<T> wanted, int limit) {
        return rows.stream().filter(wanted).sorted(order).limit(limit).toList();
    }
}
