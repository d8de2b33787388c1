package io.headway.testing;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on the test's own thread, never without a deadline. */
public final class Futures {
    private static final int TIMEOUT_S = 60;

    private Futures() {}

    /** Its result; throws its failure wrapped in an ExecutionException. */
    public static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
    }
}
