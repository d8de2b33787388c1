package io.headway.deviation;

import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.RouteProgress;
import io.headway.model.RouteProgressBatch;
import io.headway.store.RouteProgressStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the event loop it is deployed on. Sees every stored position, and tells when a vehicle leaves the route that it has been given,
 * and when it is back. What it tells is stored with the state it follows from in one transaction, and published afterwards.
 *
 * <p>A vehicle that is new here is first shown what was stored since it was last judged. Its live positions need not wait meanwhile: they are
 * stored too, so it is enough to read once more when any came.
 */
public final class DeviationVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeviationVerticle.class);
    private static final long PROGRESS_EVERY_MS = 1_000;
    private static final long RELOAD_PAUSE_MS = 1_000;
    private static final long OVERTAKEN_PAUSE_MS = 200;
    /** Workspaces that wait to be loaded again above which all are. */
    private static final int MAX_RELOADS = 1_000;

    private static final long LAST_WRITE_MS = 2_000;

    private final HeadwayConfig.Deviation settings;
    private final RouteProgressStore store;
    private final Backlog backlog;
    private final DeviationMetrics metrics;
    private final DeployedRoutes routes;
    private final Queue<PositionBatch> held = new ArrayDeque<>();
    private final Set<Optional<UUID>> stale = new LinkedHashSet<>();
    private final Set<DeployedRoute> overtaken = new LinkedHashSet<>();
    private volatile Context owner;
    private DeviationJournal journal;
    private DeploymentLoader loader;
    private boolean loading;

    /**
     * Any thread.
     *
     * @param backlog counted up by the shards for what they send to {@link PositionBatch#STORED_ADDRESS}
     */
    public DeviationVerticle(
            HeadwayConfig.Deviation settings, RouteProgressStore store, Backlog backlog, DeviationMetrics metrics) {
        this.settings = settings;
        this.store = store;
        this.backlog = backlog;
        this.metrics = metrics;
        this.routes = new DeployedRoutes(settings.maxDeployments(), this::ended);
    }

    /** Succeeds when all routes under way are watched and their vehicles shown what is stored. Fails when the database cannot be read. */
    @Override
    public Future<?> start() {
        journal = new DeviationJournal(vertx, store, metrics, this::overtaken, this::takeHeld);
        loader = new DeploymentLoader(vertx, store, DeviationSettings.of(settings), routes, this::caughtUp, metrics);
        vertx.eventBus().<PositionBatch>localConsumer(PositionBatch.STORED_ADDRESS, message -> handle(message.body()));
        vertx.setPeriodic(settings.checkpointMs(), _ -> journal.addChanged(routes.all()));
        loading = true;
        owner = context;
        return loader.load(Optional.empty()).onSuccess(_ -> {
            loading = false;
            metrics.watching(routes.all().size());
            loadNext();
        });
    }

    /** Writes what is not written, within {@value #LAST_WRITE_MS} ms; what is not written then is derived again at the next start. */
    @Override
    public Future<?> stop() {
        journal.addChanged(routes.all());
        return journal.whenIdle()
                .timeout(LAST_WRITE_MS, TimeUnit.MILLISECONDS)
                .onFailure(
                        cause -> LOG.warn("the state of vehicles on their routes is not written: {}", cause.toString()))
                .otherwiseEmpty();
    }

    /**
     * Any thread. Routes, deployments or settings have changed.
     *
     * @param workspaceId whose; empty when anybody's may have
     */
    public void changed(Optional<UUID> workspaceId) {
        var loop = owner;
        // Before the start there is nothing that could be stale.
        if (loop != null) {
            loop.runOnContext(_ -> {
                stale.add(stale.size() < MAX_RELOADS ? workspaceId : Optional.empty());
                loadNext();
            });
        }
    }

    private void handle(PositionBatch batch) {
        if (journal.full() || !held.isEmpty()) {
            // Not done with it, so the backlog, and with it what is held here, is bounded.
            held.add(batch);
        } else {
            judge(batch);
        }
    }

    private void takeHeld() {
        while (!held.isEmpty() && !journal.full()) {
            judge(held.poll());
        }
    }

    private void judge(PositionBatch batch) {
        var judged = 0;
        var progress = new ArrayList<RouteProgress>();
        var nowMs = System.currentTimeMillis();
        try {
            for (var position : batch.positions()) {
                var route = routes.ofVehicle(position.vehicleId());
                if (route != null && route.head().workspaceId().equals(position.workspaceId())) {
                    judged++;
                    judge(position, route, nowMs, progress);
                }
            }
        } finally {
            // Whatever happens: what stays counted holds up the shards for ever.
            backlog.done(batch.positions().size());
        }
        metrics.judged(judged);
        publish(progress);
    }

    private void judge(Position position, DeployedRoute route, long nowMs, List<RouteProgress> progress) {
        if (route.catchingUp()) {
            route.heard();
            return;
        }
        if (route.take(position.fix())) {
            journal.add(route);
        }
        var made = route.progress(nowMs, PROGRESS_EVERY_MS);
        if (made != null) {
            progress.add(made);
        }
    }

    private void publish(List<RouteProgress> progress) {
        if (!progress.isEmpty()) {
            vertx.eventBus().publish(RouteProgressBatch.ADDRESS, new RouteProgressBatch(progress));
        }
    }

    private void caughtUp(DeployedRoute route) {
        if (route.changed()) {
            journal.add(route);
        }
    }

    private void ended(UUID deploymentId, Optional<DeployedRoute> route) {
        route.filter(DeployedRoute::changed).ifPresent(journal::add);
        journal.close(deploymentId);
    }

    /** After a pause: what PostgreSQL refuses would otherwise be read and derived and refused without end or rest. */
    private void overtaken(DeployedRoute route) {
        vertx.setTimer(OVERTAKEN_PAUSE_MS, _ -> {
            if (routes.get(route.id()) == route) {
                overtaken.add(route);
                loadNext();
            }
        });
    }

    /** One at a time; what is asked for meanwhile comes next. */
    private void loadNext() {
        if (loading || (overtaken.isEmpty() && stale.isEmpty())) {
            return;
        }
        loading = true;
        if (overtaken.isEmpty()) {
            var workspace = stale.contains(Optional.<UUID>empty())
                    ? Optional.<UUID>empty()
                    : stale.iterator().next();
            if (workspace.isEmpty()) {
                stale.clear();
            }
            stale.remove(workspace);
            loader.load(workspace).onFailure(_ -> stale.add(workspace)).onComplete(loaded -> loaded(loaded.cause()));
        } else {
            var route = overtaken.iterator().next();
            overtaken.remove(route);
            loader.reload(route).onFailure(_ -> overtaken.add(route)).onComplete(loaded -> loaded(loaded.cause()));
        }
    }

    private void loaded(Throwable failure) {
        if (failure != null) {
            metrics.writeFailed();
            LOG.warn("routes under way are not read: {}", failure.toString());
            vertx.setTimer(RELOAD_PAUSE_MS, _ -> {
                loading = false;
                loadNext();
            });
            return;
        }
        loading = false;
        metrics.watching(routes.all().size());
        loadNext();
    }
}
