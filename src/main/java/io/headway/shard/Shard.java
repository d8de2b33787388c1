package io.headway.shard;

import io.headway.model.Derived;
import io.headway.model.Fingerprint;
import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.RejectedFix;
import io.headway.model.Rejection;
import io.headway.model.RejectionReason;
import io.headway.model.StatusReport;
import io.headway.model.Submission;
import io.headway.model.VehicleReport;
import io.headway.model.VehicleStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Owned by one event loop: the single writer of its vehicles. Decides what is new, publishes it, and hands it to the group commit. Only
 * {@link #accept}, {@link #credits} and {@link #awaitCredits} are called from other loops.
 */
final class Shard {
    private static final long LOOK_AGAIN_MS = 5;
    private static final long SILENCE_CHECK_MS = 1_000;

    private final Context context;
    private final Thread owner;
    private final InstantSource clock;
    private final Credits credits;
    private final GroupCommit commit;
    private final CommittedPublisher publisher;
    private final LivePublisher live;
    private final VehicleWatch watch;
    private final Silence silence;
    private final FirstSight firstSight;
    private final Map<UUID, TrackedVehicle> vehicles;
    private final int windowSize;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private long admittedAtUs;
    private long lastReceivedAtUs;
    private long nextSequence;
    private Derived derived = Derived.empty();
    private List<Position> accepted = new ArrayList<>();
    private int owed;
    private boolean payingLater;

    private record Waiter(IngestPort port, int shardIndex) {}

    /** Called on the loop that will own the shard. */
    Shard(Context context, ShardParts parts, GroupCommit commit, CommittedPublisher publisher, LivePublisher live) {
        this.context = context;
        this.owner = Thread.currentThread();
        this.clock = parts.clock();
        this.credits = new Credits(parts.settings().credits());
        this.commit = commit;
        this.publisher = publisher;
        this.live = live;
        this.watch = parts.watch();
        this.windowSize = parts.settings().dedupWindow();
        this.vehicles = bounded(parts.settings().maxVehicles());
        this.firstSight = new FirstSight(context, parts.vehicleStates(), this::admitKnown);
        this.silence = new Silence(parts.offlineAfterMs(), vehicles::get);
        commit.onCommitted(this::settle);
    }

    /**
     * On the shard's loop, before the first submission.
     *
     * @param online vehicles of this shard that were online when the last process ended
     */
    void watchSilence(Collection<VehicleStatus> online) {
        silence.expect(online, clock.millis());
        context.owner().setPeriodic(SILENCE_CHECK_MS, _ -> {
            silence.check(clock.millis(), derived);
            if (!derived.isEmpty()) {
                // Behind all that is under way already: the outbox tells things in the order in which they happened.
                commit.add(Pending.of(takeDerived(), nextSequence++));
                commit.flushIfIdle();
            }
        });
    }

    /** Completes on the shard's loop when all that was taken is committed and acknowledged. */
    Future<Void> whenIdle() {
        return firstSight.whenEmpty().compose(_ -> commit.whenIdle());
    }

    Credits credits() {
        return credits;
    }

    double balance() {
        return credits.balance();
    }

    double held() {
        return credits.used();
    }

    /** Any loop. The credits of all submissions are taken already. */
    void accept(List<Submission> submissions, IngestPort port) {
        if (Thread.currentThread() == owner) {
            admit(submissions, port);
        } else {
            context.runOnContext(_ -> admit(submissions, port));
        }
    }

    /** Any loop. Wakes the port once there are credits, at once if there are some now. */
    void awaitCredits(IngestPort port, int shardIndex) {
        waiters.add(new Waiter(port, shardIndex));
        if (credits.available()) {
            wakeWaiters();
        }
    }

    private void admit(List<Submission> submissions, IngestPort port) {
        admittedAtUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        for (var submission : submissions) {
            var vehicle = vehicles.get(submission.source().vehicleId());
            if (vehicle == null) {
                firstSight.park(submission, port);
            } else {
                commit.add(judge(submission, port, vehicle));
            }
        }
        firstSight.askIfIdle();
        handOn();
    }

    private void admitKnown(List<FirstSight.Arrival> arrivals) {
        admittedAtUs = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        for (var arrival : arrivals) {
            var vehicle = new TrackedVehicle(arrival.state(), windowSize);
            vehicles.put(vehicle.id(), vehicle);
            silence.arrived(vehicle, arrival.workspaceId(), admittedAtUs / 1_000);
            for (var parked : arrival.parked()) {
                commit.add(judge(parked.submission(), parked.port(), vehicle));
            }
        }
        handOn();
    }

    private void handOn() {
        var published = accepted;
        accepted = new ArrayList<>();
        live.publish(published);
        commit.flushIfIdle();
    }

    /** Decides per item whether it is new, known or refused, and what follows from it. */
    private Pending judge(Submission submission, IngestPort port, TrackedVehicle vehicle) {
        var items = submission.items();
        var sequence = nextSequence++;
        var positions = new ArrayList<Position>(items.size());
        List<Rejection> rejections = List.of();
        List<Outcome> verdicts = List.of();
        vehicle.heard(admittedAtUs / 1_000, sequence);
        silence.heard(vehicle, submission.source(), admittedAtUs / 1_000, derived);
        for (var i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case Fix fix -> {
                    var fingerprint = Fingerprint.of(fix);
                    var earlier = vehicle.window().find(fix.recordedAtMs(), fingerprint);
                    if (earlier != DedupWindow.ABSENT && earlier <= commit.committedSequence()) {
                        verdicts = verdicts.isEmpty() ? Arrays.asList(new Outcome[items.size()]) : verdicts;
                        verdicts.set(i, Outcome.Kept.DUPLICATE);
                        continue;
                    }
                    var position = new Position(submission.source(), fix, fingerprint, stamp());
                    positions.add(position);
                    if (earlier == DedupWindow.ABSENT) {
                        vehicle.window().add(fix.recordedAtMs(), fingerprint, sequence);
                        watch.judge(vehicle, position, derived);
                        accepted.add(position);
                    }
                    // Otherwise the first copy is on its way to the database: the second follows it there, so that its
                    // receipt too comes after the commit, and the primary key makes it the duplicate.
                }
                case StatusReport report -> {
                    verdicts = verdicts.isEmpty() ? Arrays.asList(new Outcome[items.size()]) : verdicts;
                    verdicts.set(i, Outcome.Kept.STORED);
                    derived.reports().add(VehicleReport.of(submission.source(), report, admittedAtUs / 1_000));
                }
                case RejectedFix rejected -> {
                    if (rejected.reason() == RejectionReason.NO_FIX) {
                        // Whatever else it says is news all the same.
                        derived.reports()
                                .add(VehicleReport.of(submission.source(), rejected.asStatus(), admittedAtUs / 1_000));
                    }
                    verdicts = verdicts.isEmpty() ? Arrays.asList(new Outcome[items.size()]) : verdicts;
                    verdicts.set(i, new Outcome.Rejected(rejected.reason(), rejected.detail()));
                    rejections = rejections.isEmpty() ? new ArrayList<>() : rejections;
                    rejections.add(
                            new Rejection(submission.source(), rejected, Fingerprint.of(rejected.fix()), stamp()));
                }
            }
        }
        return new Pending(submission, port, sequence, positions, rejections, takeDerived(), verdicts);
    }

    /** What has been derived since the last call; a new object only when there is something. */
    private Derived takeDerived() {
        if (derived.isEmpty()) {
            return Derived.NONE;
        }
        var taken = derived;
        derived = Derived.empty();
        return taken;
    }

    /** The time of this admission in microseconds, never the same twice: the store tells this batch's rows from older ones by it. */
    private long stamp() {
        lastReceivedAtUs = Math.max(admittedAtUs, lastReceivedAtUs + 1);
        return lastReceivedAtUs;
    }

    /** After a commit: its credits are free, and the broadcast side may have caught up. */
    private void settle(int items) {
        owed += items;
        live.publishConflated();
        payBack();
    }

    /** The credits of what is committed are free once the stages behind have taken it in, or nearly so. */
    private void payBack() {
        if (!publisher.behind()) {
            credits.giveBack(owed);
            owed = 0;
            wakeWaiters();
        } else if (!payingLater) {
            payingLater = true;
            context.owner().setTimer(LOOK_AGAIN_MS, _ -> {
                payingLater = false;
                payBack();
            });
        }
    }

    private void wakeWaiters() {
        for (var waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.port().wake(waiter.shardIndex());
        }
    }

    /** The vehicle heard from longest ago goes first, but none of which something is still under way. */
    private Map<UUID, TrackedVehicle> bounded(int maxVehicles) {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, TrackedVehicle> eldest) {
                return size() > maxVehicles && eldest.getValue().lastSequence() <= commit.committedSequence();
            }
        };
    }
}
