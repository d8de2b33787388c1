package io.headway.deviation;

import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.store.RouteProgressStore;
import io.headway.store.RouteProgressStore.Change;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Owned by the verticle's event loop. Writes what has become of vehicles on their routes: one write at a time, what has gathered meanwhile
 * next. A write that the database does not take is written again, for ever, with a pause of at most a second; {@link #full} bounds what
 * gathers meanwhile.
 */
final class DeviationJournal {
    private static final Logger LOG = LoggerFactory.getLogger(DeviationJournal.class);
    private static final int MAX_CHANGES = 1_000;
    /** Deployments with something to be told above which no more positions are judged. */
    private static final int MAX_WAITING = 10_000;

    private static final long FIRST_PAUSE_MS = 50;
    private static final long MAX_PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final RouteProgressStore store;
    private final DeviationMetrics metrics;
    private final Consumer<DeployedRoute> overtaken;
    private final Runnable room;
    private final Set<DeployedRoute> waiting = new LinkedHashSet<>();
    private final Set<UUID> ended = new LinkedHashSet<>();
    private boolean writing;
    private long pauseMs = FIRST_PAUSE_MS;
    private int failuresInARow;
    private Promise<Void> idle;

    /**
     * Called on the verticle's loop.
     *
     * @param overtaken told of a deployment whose change did not hold
     * @param room told when there is some again
     */
    DeviationJournal(
            Vertx vertx,
            RouteProgressStore store,
            DeviationMetrics metrics,
            Consumer<DeployedRoute> overtaken,
            Runnable room) {
        this.vertx = vertx;
        this.store = store;
        this.metrics = metrics;
        this.overtaken = overtaken;
        this.room = room;
    }

    boolean full() {
        return waiting.size() >= MAX_WAITING;
    }

    /** Is to be written as soon as may be. */
    void add(DeployedRoute route) {
        waiting.add(route);
        writeNext();
    }

    /** All of them that have changed. */
    void addChanged(Iterable<DeployedRoute> routes) {
        for (var route : routes) {
            if (route.changed()) {
                waiting.add(route);
            }
        }
        writeNext();
    }

    /** The deployment has ended: what is open of it is closed, after what is still to be written of it. */
    void close(UUID deploymentId) {
        ended.add(deploymentId);
        writeNext();
    }

    /** Completes on the verticle's loop when nothing is to be written. */
    Future<Void> whenIdle() {
        if (!writing) {
            return Future.succeededFuture();
        }
        if (idle == null) {
            idle = Promise.promise();
        }
        return idle.future();
    }

    private void writeNext() {
        if (writing) {
            return;
        }
        if (!waiting.isEmpty()) {
            var routes = waiting.stream().limit(MAX_CHANGES).toList();
            routes.forEach(waiting::remove);
            write(routes, routes.stream().map(DeployedRoute::change).toList());
        } else if (!ended.isEmpty()) {
            var ids = ended.stream().limit(MAX_CHANGES).toList();
            ids.forEach(ended::remove);
            close(ids);
        } else if (idle != null) {
            idle.complete();
            idle = null;
        }
    }

    private void write(List<DeployedRoute> routes, List<Change> changes) {
        writing = true;
        store.write(changes).onComplete(written -> {
            if (written.succeeded()) {
                hold(routes, changes, written.result());
                done();
            } else {
                again(written.cause(), () -> write(routes, changes));
            }
        });
    }

    private void hold(List<DeployedRoute> routes, List<Change> changes, Set<UUID> moved) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            if (moved.contains(change.deploymentId())) {
                routes.get(i).written(change);
                events.addAll(change.events());
            } else {
                metrics.overtaken();
                overtaken.accept(routes.get(i));
            }
        }
        metrics.written(moved.size(), events.size());
        if (!events.isEmpty()) {
            vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(events));
        }
    }

    private void close(List<UUID> ids) {
        writing = true;
        store.closeEnded(ids).onComplete(closed -> {
            if (closed.succeeded()) {
                done();
            } else {
                again(closed.cause(), () -> close(ids));
            }
        });
    }

    private void done() {
        writing = false;
        pauseMs = FIRST_PAUSE_MS;
        failuresInARow = 0;
        room.run();
        writeNext();
    }

    private void again(Throwable cause, Runnable attempt) {
        metrics.writeFailed();
        var waitMs = ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs + 1);
        // The first of an outage, then ever more rarely.
        LOG.atLevel(Integer.bitCount(++failuresInARow) == 1 ? Level.WARN : Level.DEBUG)
                .log(
                        "deviations wait for the database, try {} in {} ms: {}",
                        failuresInARow + 1,
                        waitMs,
                        cause.toString());
        pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
        vertx.setTimer(waitMs, _ -> attempt.run());
    }
}
