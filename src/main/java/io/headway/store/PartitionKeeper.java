package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the event loop it is deployed on. Makes the partitions of the coming days at an interval, and on one node at a time archives and
 * drops the old ones, on a worker of its own.
 */
public final class PartitionKeeper extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionKeeper.class);
    /** A day of 20 million rows takes minutes to copy; only hours are worth a warning. */
    private static final int WORKER_WARNING_HOURS = 6;
    /** Longest silence of the server while it counts or detaches, milliseconds. */
    private static final int SOCKET_TIMEOUT_MS = 600_000;

    private final Partitions partitions;
    private final HeadwayConfig.Retention settings;
    private final PartitionMetrics metrics;
    private final InstantSource clock;
    private final PartitionRetention retention;
    private WorkerExecutor worker;
    private Future<Void> running = Future.succeededFuture();
    private long timer;

    /** Made on any thread, then deployed. */
    public PartitionKeeper(
            Database database, HeadwayConfig.Retention settings, PartitionMetrics metrics, InstantSource clock) {
        this.partitions = database.partitions();
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.retention = new PartitionRetention(
                database.dataSource(SOCKET_TIMEOUT_MS),
                settings.days(),
                settings.archiveAfterDays(),
                settings.archiveDir().filter(folder -> !folder.isBlank()).map(Path::of),
                new EventRetention(settings.eventDays()));
    }

    /** Does not wait for the first run: an engine whose archive takes an hour must still start. */
    @Override
    public Future<?> start() {
        worker = vertx.createSharedWorkerExecutor("headway-partitions", 1, WORKER_WARNING_HOURS, TimeUnit.HOURS);
        timer = vertx.setPeriodic(0, settings.checkIntervalMs(), _ -> runUnlessRunning());
        return Future.succeededFuture();
    }

    /** Breaks off a run that is under way; the next start goes on where it was. */
    @Override
    public Future<?> stop() throws Exception {
        vertx.cancelTimer(timer);
        retention.abort();
        return running.transform(_ -> worker.close());
    }

    private void runUnlessRunning() {
        if (running.isComplete()) {
            running = run();
        }
    }

    /** Never fails: a run that does is logged and counted, and the next one tries again. */
    private Future<Void> run() {
        var today = Partitions.today(clock.instant());
        return partitions
                .ensureAhead(today, settings.daysAhead())
                .compose(_ -> worker.executeBlocking(() -> retention.run(today)))
                .onSuccess(this::note)
                .onFailure(failure -> {
                    metrics.failed();
                    LOG.warn(
                            "partitions could not be checked; the next attempt is in {} ms",
                            settings.checkIntervalMs(),
                            failure);
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private void note(PartitionRetention.Report report) {
        report.dropped().forEach(partitions::forget);
        metrics.ran(report);
        if (report.rejectionsPruned() > 0) {
            LOG.info("{} rejected positions pruned", report.rejectionsPruned());
        }
    }
}
