package io.headway.shard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many more positions a shard may hold. Any thread: gateways on other loops take, the shard gives back.
 *
 * <p>A submission is admitted while the balance is above zero, whatever its size, so a large one cannot be starved by small ones; the
 * overdraft is bounded by one submission per gateway loop.
 */
final class Credits {
    private final int total;
    private final AtomicInteger balance;

    Credits(int total) {
        this.total = total;
        this.balance = new AtomicInteger(total);
    }

    /** @return false, and nothing is taken, when the balance is used up */
    boolean tryTake(int positions) {
        if (balance.get() <= 0) {
            return false;
        }
        balance.addAndGet(-positions);
        return true;
    }

    void giveBack(int positions) {
        balance.addAndGet(positions);
    }

    boolean available() {
        return balance.get() > 0;
    }

    /** Positions held now. */
    int used() {
        return total - balance.get();
    }

    int balance() {
        return balance.get();
    }
}
