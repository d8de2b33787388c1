package io.headway.api;

import io.headway.model.Geofence;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.headway.model.NamedVisit;
import io.headway.model.TimedId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** Geofences and visits in memory that answer as the database would. Filled before the server starts, then owned by its event loop. */
final class Places implements GeofenceRegistry, VisitQueries, GeometryCheck {
    static final long CREATED_MS = RunningApi.NOON_MS - 3_600_000;

    private final Map<UUID, Map<UUID, Geofence>> fences = new HashMap<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final List<NamedVisit> visits = new ArrayList<>();

    void fence(UUID workspaceId, UUID id) {
        var draft = GeofenceBody.draft(new JsonObject("""
                {"name": "Depot", "type": "depot", "geometry": {"type": "Point", "coordinates": [11.07, 49.45]}, "radius_m": 100}"""));
        put(workspaceId, id, draft, 1);
    }

    void visit(NamedVisit visit) {
        visits.add(visit);
    }

    /** One rule stands for all of them: something must be there. */
    @Override
    public Future<Optional<Fault>> check(GeofenceDraft draft) {
        return Future.succeededFuture(
                new JsonObject(draft.geometry()).getJsonArray("coordinates").isEmpty()
                        ? Optional.of(new Fault("geometry/coordinates", "has no positions"))
                        : Optional.empty());
    }

    @Override
    public Future<List<Geofence>> list(UUID workspaceId, Optional<String> type, Optional<UUID> after, int limit) {
        return Future.succeededFuture(of(workspaceId).values().stream()
                .filter(fence -> type.isEmpty() || fence.type().equals(type.get()))
                .filter(fence -> after.isEmpty() || fence.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Optional<Geofence>> find(UUID workspaceId, UUID geofenceId) {
        return Future.succeededFuture(Optional.ofNullable(of(workspaceId).get(geofenceId)));
    }

    @Override
    public Future<GeofenceChange> create(UUID workspaceId, GeofenceDraft draft) {
        return Future.succeededFuture(stored(workspaceId, UUID.randomUUID(), draft, 1));
    }

    @Override
    public Future<GeofenceChange> replace(UUID workspaceId, UUID geofenceId, GeofenceDraft draft, String actorId) {
        var before = of(workspaceId).get(geofenceId);
        return Future.succeededFuture(
                before == null
                        ? new GeofenceChange.NoSuchGeofence()
                        : stored(workspaceId, geofenceId, draft, before.version() + 1));
    }

    @Override
    public Future<Boolean> delete(UUID workspaceId, UUID geofenceId, String actorId) {
        deleted.add(geofenceId);
        return Future.succeededFuture(of(workspaceId).remove(geofenceId) != null);
    }

    @Override
    public Future<Boolean> known(UUID workspaceId, UUID geofenceId) {
        return Future.succeededFuture(of(workspaceId).containsKey(geofenceId) || deleted.contains(geofenceId));
    }

    @Override
    public Future<List<NamedVisit>> insideOf(UUID workspaceId, UUID geofenceId, TimedId before, int limit) {
        return page(
                workspaceId,
                named -> named.visit().geofenceId().equals(geofenceId)
                        && named.visit().exitedAtMs() == null,
                before,
                limit);
    }

    @Override
    public Future<List<NamedVisit>> ofVehicle(UUID workspaceId, UUID vehicleId, TimedId before, int limit) {
        return page(
                workspaceId,
                named -> named.visit().vehicleId().equals(vehicleId)
                        && named.visit().exitedAtMs() == null,
                before,
                limit);
    }

    @Override
    public Future<List<NamedVisit>> visits(
            UUID workspaceId, UUID geofenceId, long fromMs, long toMs, TimedId before, int limit) {
        return page(
                workspaceId,
                named -> named.visit().geofenceId().equals(geofenceId)
                        && named.visit().enteredAtMs() < toMs
                        && (named.visit().exitedAtMs() == null || named.visit().exitedAtMs() >= fromMs),
                before,
                limit);
    }

    private Future<List<NamedVisit>> page(UUID workspaceId, Predicate<NamedVisit> wanted, TimedId before, int limit) {
        return Future.succeededFuture(visits.stream()
                .filter(named -> named.visit().workspaceId().equals(workspaceId))
                .filter(wanted)
                .filter(named -> named.visit().enteredAtMs() * 1_000 < before.atUs())
                .sorted(Comparator.comparing((NamedVisit named) -> named.visit().enteredAtMs())
                        .reversed())
                .limit(limit)
                .toList());
    }

    private GeofenceChange stored(UUID workspaceId, UUID id, GeofenceDraft draft, int version) {
        if (draft.vehicleIds() != null && draft.vehicleIds().contains(RunningApi.FOREIGN)) {
            return new GeofenceChange.UnknownScope(List.of(RunningApi.FOREIGN), List.of());
        }
        return new GeofenceChange.Stored(put(workspaceId, id, draft, version), List.of());
    }

    private Geofence put(UUID workspaceId, UUID id, GeofenceDraft draft, int version) {
        var fence = new Geofence(
                id,
                workspaceId,
                draft.name(),
                draft.type(),
                draft.color(),
                draft.geometry(),
                draft.radiusM(),
                draft.widthM(),
                draft.vehicleIds(),
                draft.groupIds(),
                draft.schedule(),
                draft.dwellS(),
                draft.enterMinFixes(),
                draft.enterMinS(),
                draft.exitMinFixes(),
                draft.exitMinS(),
                draft.metadata(),
                version,
                CREATED_MS,
                CREATED_MS);
        of(workspaceId).put(id, fence);
        return fence;
    }

    private Map<UUID, Geofence> of(UUID workspaceId) {
        return fences.computeIfAbsent(workspaceId, _ -> new TreeMap<>());
    }
}
