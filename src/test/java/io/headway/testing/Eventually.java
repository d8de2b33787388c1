package io.headway.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about, never without a deadline. */
public final class Eventually {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Eventually() {}

    /** Something that is or is not yet so. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns once the condition holds; an AssertionError that names it when the deadline passes first. */
    public static void eventually(String what, Duration deadline, Condition condition) throws Exception {
        var end = System.nanoTime() + deadline.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline + ": " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Looks at the condition again and again for the whole time; an AssertionError that names it when it once does not hold. */
    public static void throughout(String what, Duration time, Condition condition) throws Exception {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!condition.holds()) {
                throw new AssertionError("not so all the time: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
