package io.headway.simulate;

import io.headway.model.Fix;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;

/** Streams a recorded drive through a real connection, as the tracker that recorded it would have. */
public final class Replay {
    private Replay() {}

    /**
     * Replays a file. Any thread.
     *
     * @return completes when every fix is acknowledged or refused; fails when the file cannot be read or the engine stops answering
     */
    public static Future<ReplayReport> run(Vertx vertx, ReplaySettings settings) {
        return vertx.executeBlocking(() -> Track.read(settings.file()))
                .compose(track -> drive(vertx, new Drive(track, settings)));
    }

    private static Future<ReplayReport> drive(Vertx vertx, Drive drive) {
        return vertx.deployVerticle(drive).compose(id -> drive.report().eventually(() -> vertx.undeploy(id)));
    }

    /** Owned by its event loop. */
    private static final class Drive extends VerticleBase {
        private static final long TICK_MS = 20;
        private static final int MAX_PENDING = 2_000;

        private final Track track;
        private final ReplaySettings settings;
        private final Promise<ReplayReport> report = Promise.promise();
        private Tracker tracker;
        private long startedAtMs;
        private long shiftMs;
        private int offered;
        private long answered;
        private long answeredAtMs;

        Drive(Track track, ReplaySettings settings) {
            this.track = track;
            this.settings = settings;
        }

        Future<ReplayReport> report() {
            return report.future();
        }

        @Override
        public Future<?> start() {
            startedAtMs = System.currentTimeMillis();
            answeredAtMs = startedAtMs;
            shiftMs = settings.originalTimes()
                    ? 0
                    : dueMs(fixes().getLast()) - fixes().getLast().recordedAtMs();
            tracker = new Tracker(vertx, settings.links(), MAX_PENDING, 1);
            tracker.start();
            vertx.setPeriodic(TICK_MS, tick -> advance());
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            return tracker.stop();
        }

        private List<Fix> fixes() {
            return track.fixes();
        }

        /** When a fix is to be sent, on our clock. */
        private long dueMs(Fix fix) {
            return startedAtMs
                    + Math.round((fix.recordedAtMs() - fixes().getFirst().recordedAtMs()) / settings.speed());
        }

        private void advance() {
            var nowMs = System.currentTimeMillis();
            while (offered < fixes().size()
                    && dueMs(fixes().get(offered)) <= nowMs
                    && tracker.offer(shifted(fixes().get(offered)))) {
                offered++;
            }
            var counts = tracker.counts();
            if (counts.acknowledged() + counts.refused() > answered || tracker.pending() == 0) {
                answered = counts.acknowledged() + counts.refused();
                answeredAtMs = nowMs;
            }
            if (offered == fixes().size() && tracker.pending() == 0) {
                report.tryComplete(new ReplayReport(fixes().size(), track.skipped(), counts, nowMs - startedAtMs));
            } else if (nowMs - answeredAtMs > settings.stallMs()) {
                report.tryFail(new IllegalStateException(
                        "nothing acknowledged for " + settings.stallMs() + " ms, " + answered + " of " + fixes().size()
                                + " fixes are; last failure: " + tracker.lastFailure(),
                        tracker.lastFailure()));
            }
        }

        private Fix shifted(Fix fix) {
            return shiftMs == 0
                    ? fix
                    : new Fix(
                            fix.recordedAtMs() + shiftMs,
                            fix.latitude(),
                            fix.longitude(),
                            fix.altitudeM(),
                            fix.speedKmh(),
                            fix.headingDeg(),
                            fix.accuracyM(),
                            fix.satellites(),
                            fix.valid(),
                            fix.attributes());
        }
    }
}
