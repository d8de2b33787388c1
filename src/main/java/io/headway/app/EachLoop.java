package io.headway.app;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Deploys what listens on a port once per event loop; the instances share the port. Any thread.
 *
 * @param loops event loops of the process
 */
record EachLoop(Vertx vertx, int loops) {

    /**
     * Completes when all listen; fails with an IOException for the operator when the port is taken.
     *
     * @param key what the operator changes when the port cannot be had
     */
    <T extends Deployable> Future<List<T>> listen(String key, int port, Supplier<T> supplier) {
        var instances = new ArrayList<T>();
        return vertx.deployVerticle(
                        () -> {
                            var instance = supplier.get();
                            instances.add(instance);
                            return instance;
                        },
                        new DeploymentOptions().setInstances(loops))
                .map(_ -> (List<T>) instances)
                .recover(failure -> Future.failedFuture(forTheOperator(key, port, failure)));
    }

    /** As {@link #listen}, but one instance: what cannot share its port. */
    <T extends Deployable> Future<T> once(String key, int port, T instance) {
        return vertx.deployVerticle(instance)
                .map(_ -> instance)
                .recover(failure -> Future.failedFuture(forTheOperator(key, port, failure)));
    }

    private static Throwable forTheOperator(String key, int port, Throwable failure) {
        return failure instanceof BindException
                ? new IOException("cannot listen on port " + port + " (" + key + "): " + failure.getMessage())
                : failure;
    }
}
