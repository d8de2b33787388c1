package io.headway.gateway;

import io.headway.model.Fix;
import io.headway.model.Ingest;
import io.headway.model.Item;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectedFix;
import io.headway.model.Submission;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The shards as a gateway sees them; the test decides when a submission is durable and how many more are taken. Any thread; receipts come
 * on the loop that offered, as the real ones do.
 */
final class FakeShards {
    private static final long DEADLINE_S = 10;

    /** Submissions that are still taken. */
    private final AtomicInteger credits = new AtomicInteger(Integer.MAX_VALUE);

    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<Waiter> waiters = new LinkedBlockingQueue<>();
    private volatile boolean storeAtOnce;

    /** A submission that the shards have, and the loop it came from. */
    record Taken(Submission submission, Context context) {

        /** Durable: what passed the validation is stored, the rest is kept as rejected. */
        void store() {
            var outcomes = new ArrayList<Outcome>();
            for (Item item : submission.items()) {
                outcomes.add(
                        item instanceof RejectedFix refused
                                ? new Outcome.Rejected(refused.reason(), refused.detail())
                                : Outcome.Kept.STORED);
            }
            settle(outcomes);
        }

        void settle(List<Outcome> outcomes) {
            context.runOnContext(_ -> submission.onReceipt().accept(new Receipt(outcomes)));
        }

        UUID vehicle() {
            return submission.source().vehicleId();
        }

        Fix fix(int index) {
            return (Fix) submission.items().get(index);
        }

        /** Speed of the first fix; tests number their fixes with it. */
        int step() {
            return (int) fix(0).speedKmh();
        }
    }

    private record Waiter(Context context, Runnable resume) {}

    Ingest portFor(Context context) {
        return new Ingest() {
            @Override
            public boolean offer(Submission submission) {
                if (credits.get() <= 0) {
                    return false;
                }
                credits.decrementAndGet();
                var accepted = new Taken(submission, context);
                taken.add(accepted);
                if (storeAtOnce) {
                    accepted.store();
                }
                return true;
            }

            @Override
            public void whenCredits(UUID vehicleId, Runnable resume) {
                waiters.add(new Waiter(context, resume));
            }
        };
    }

    /** Every submission from now on is durable as soon as it is taken. */
    void storeAtOnce() {
        storeAtOnce = true;
    }

    /** Takes so many submissions from now on, and tells those who wait. */
    void credits(int submissions) {
        credits.set(submissions);
        if (submissions > 0) {
            var due = new ArrayList<Waiter>();
            waiters.drainTo(due);
            due.forEach(
                    waiter -> waiter.context().runOnContext(_ -> waiter.resume().run()));
        }
    }

    /** The next submission, in the order taken. */
    Taken next() throws InterruptedException {
        var next = taken.poll(DEADLINE_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was submitted within " + DEADLINE_S + " s");
        }
        return next;
    }

    /** Submissions taken that {@link #next} has not given yet. */
    int unseen() {
        return taken.size();
    }
}
