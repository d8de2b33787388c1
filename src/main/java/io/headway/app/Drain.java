package io.headway.app;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ordered stop: no more reading, everything read is written and acknowledged, then the sockets, the database and the event loops end.
 * {@code vertx.close()} alone would do all at once. Filled while the engine starts, by the thread that starts it; run once.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** What the last acknowledgements need to leave the process after the last commit. */
    private static final long LAST_WORDS_MS = 50;

    private final Vertx vertx;
    private final long deadlineMs;
    private final List<Supplier<Future<Void>>> readers = new ArrayList<>();
    private final List<Step> flushes = new ArrayList<>();
    private Supplier<Future<Void>> database = Future::succeededFuture;

    private record Step(String name, Supplier<Future<Void>> action) {}

    Drain(Vertx vertx, long deadlineMs) {
        this.vertx = vertx;
        this.deadlineMs = deadlineMs;
    }

    /** Something that reads from outside and can stop doing so. */
    void first(Supplier<Future<Void>> stopReading) {
        readers.add(stopReading);
    }

    /** Something that holds positions and can say when it holds none. */
    void then(String name, Supplier<Future<Void>> whenEmpty) {
        flushes.add(new Step(name, whenEmpty));
    }

    void lastly(Supplier<Future<Void>> closeDatabase) {
        database = closeDatabase;
    }

    /** Fails when something was not flushed in time; all is closed then too, and the senders still hold what was not acknowledged. */
    Future<Void> run() {
        return Future.future(end -> stopStages().onComplete(stopped -> closeVertx(stopped, end)));
    }

    private Future<Void> stopStages() {
        return Future.join(readers.stream().map(Supplier::get).toList())
                .transform(_ -> flush())
                .transform(flushed -> vertx.timer(LAST_WORDS_MS, TimeUnit.MILLISECONDS)
                        .transform(_ -> undeployAll())
                        .transform(_ -> database.get())
                        .compose(_ ->
                                flushed.succeeded() ? Future.succeededFuture() : Future.failedFuture(flushed.cause())));
    }

    /** From a thread of its own: a future that belongs to an event loop cannot complete once the loops have ended. */
    private void closeVertx(AsyncResult<Void> stopped, Promise<Void> end) {
        Thread.ofVirtual()
                .start(() -> vertx.close().onComplete(_ -> {
                    if (stopped.succeeded()) {
                        end.complete();
                    } else {
                        end.fail(stopped.cause());
                    }
                }));
    }

    private Future<Void> flush() {
        return Future.all(flushes.stream()
                        .map(step -> step.action()
                                .get()
                                .timeout(deadlineMs, TimeUnit.MILLISECONDS)
                                .onFailure(cause -> LOG.warn("{} not flushed: {}", step.name(), cause.toString())))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> undeployAll() {
        return Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList())
                .mapEmpty();
    }
}
