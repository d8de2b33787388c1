package io.headway.app;

import io.headway.geofence.FenceIndex;
import io.headway.store.ChangeFeed;
import io.headway.store.Database;
import io.headway.store.GeofenceCatalogue;
import io.headway.store.SpeedLimits;
import io.headway.store.WorkspaceCopies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is compared with each position is kept in memory, and loaded again when any node has changed it. Any thread once loaded. */
final class Copies {
    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    private final Vertx vertx;
    private final GeofenceCatalogue catalogue;
    private final WorkspaceCopies<FenceIndex> fences;
    private final WorkspaceCopies<SpeedLimits> limits;

    private Copies(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.catalogue = new GeofenceCatalogue(database);
        fences = new WorkspaceCopies<>(vertx, "geofences", catalogue::workspaces, this::index, FenceIndex.empty());
        limits = new WorkspaceCopies<>(
                vertx,
                "speed limits",
                () -> SpeedLimits.workspaces(database),
                workspace -> SpeedLimits.load(database, workspace),
                SpeedLimits.NONE);
    }

    /** @param changes deployed */
    static Future<Copies> load(Vertx vertx, Database database, ChangeFeed changes) {
        var copies = new Copies(vertx, database);
        changes.onChange(Set.of("geofences", "vehicle_group_members"), copies.fences::changed);
        changes.onChange(SpeedLimits.TABLES, copies.limits::changed);
        return Future.all(copies.fences.loadAll(), copies.limits.loadAll()).map(copies);
    }

    FenceIndex fences(UUID workspaceId) {
        return fences.of(workspaceId);
    }

    SpeedLimits limits(UUID workspaceId) {
        return limits.of(workspaceId);
    }

    /** Built on a worker: 100,000 geofences take seconds. */
    private Future<FenceIndex> index(UUID workspaceId) {
        var geofences = catalogue.loadAll(workspaceId);
        var deleted = catalogue.deleted(workspaceId);
        var groups = catalogue.groups(workspaceId);
        return Future.all(geofences, deleted, groups)
                .compose(_ -> vertx.executeBlocking(
                        () -> FenceIndex.build(
                                geofences.result(), deleted.result(), groups.result(), fences.of(workspaceId)),
                        false))
                .onSuccess(index -> index.faults()
                        .forEach(
                                fault -> LOG.warn("geofence {} is left out: {}", fault.geofenceId(), fault.problem())));
    }
}
