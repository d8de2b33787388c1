package io.headway.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Owned by the dispatcher's loop. Finds the address of a receiver. The resolver of the JDK blocks, so it works on threads of its own, one
 * per host name at a time: a name whose servers stall holds up itself only, as long as there are fewer such names than threads.
 */
final class ReceiverAddresses {
    private static final int THREADS = 16;
    private static final int WARN_AFTER_S = 60;

    private final boolean allowPrivate;
    private final WorkerExecutor resolver;
    private final Map<String, Future<List<InetAddress>>> lookups = new HashMap<>();

    ReceiverAddresses(Vertx vertx, boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
        this.resolver = vertx.createSharedWorkerExecutor("headway-names", THREADS, WARN_AFTER_S, TimeUnit.SECONDS);
    }

    /** All that the name stands for may not be connected to. */
    static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1L;

        Forbidden(String host) {
            super(host + " has no public address", null, false, false);
        }
    }

    /**
     * The address to connect to: that very one must be used, since the name may stand for another a moment later.
     *
     * @param attempt where a name has several addresses, each attempt takes the next
     * @return fails with {@link Forbidden}, or an UnknownHostException
     */
    Future<InetAddress> find(String host, int attempt) {
        var lookup = lookups.get(host);
        if (lookup == null) {
            lookup = resolver.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
            lookups.put(host, lookup);
            lookup.onComplete(_ -> lookups.remove(host));
        }
        return lookup.compose(all -> {
            var allowed = all.stream()
                    .filter(address -> allowPrivate || PublicAddress.is(address))
                    .toList();
            return allowed.isEmpty()
                    ? Future.failedFuture(new Forbidden(host))
                    : Future.succeededFuture(allowed.get(Math.floorMod(attempt - 1, allowed.size())));
        });
    }

    Future<Void> close() {
        return resolver.close();
    }
}
