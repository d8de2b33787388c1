package io.headway.app;

import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains on Ctrl-C, SIGTERM and {@code System.exit}, then halts: what still runs after the drain (event loops, client threads) has nothing
 * left to say, and without the halt a signal would end in status 130 or 143. Hooks of libraries run at the same time as this one, so an
 * embedded PostgreSQL must not have one of its own; the drain stops it. Any thread.
 */
public final class ExitOnSignal {
    private static final Logger LOG = LoggerFactory.getLogger(ExitOnSignal.class);

    private final Supplier<Future<Void>> drain;
    private final long deadlineMs;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /**
     * Installs nothing yet.
     *
     * @param drain the ordered stop; called once, on the hook's thread
     * @param deadlineMs how long it may take; then the process ends with status 1, as it does when the drain fails
     */
    public ExitOnSignal(Supplier<Future<Void>> drain, long deadlineMs) {
        this.drain = drain;
        this.deadlineMs = deadlineMs;
    }

    /** From now on a signal drains. */
    public ExitOnSignal install() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(drainNow()), "drain"));
        return this;
    }

    /** Ends the process from within: {@link #await()} returns {@code status}, and the exit that follows drains. The first call counts. */
    public void end(int status) {
        ended.complete(status);
    }

    /** Blocks until {@link #end}; a signal halts the process while it blocks. */
    public int await() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("is never completed with a failure", e);
        }
    }

    /** Drains, and says what the process ends with: the status given to {@link #end} if it was not 0, else 0 if all was drained. */
    int drainNow() {
        int wanted = ended.getNow(0);
        try {
            drain.get().toCompletionStage().toCompletableFuture().get(deadlineMs, TimeUnit.MILLISECONDS);
            return wanted;
        } catch (TimeoutException e) {
            LOG.error("the drain did not end within {} ms; what was not acknowledged will be sent again", deadlineMs);
        } catch (ExecutionException e) {
            LOG.error("the drain failed", e.getCause());
        } catch (InterruptedException e) {
            LOG.error("the drain was interrupted");
        } catch (RuntimeException e) {
            LOG.error("the drain failed", e);
        }
        return wanted == 0 ? 1 : wanted;
    }
}
