package io.headway.broadcast;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The door to the live feed. Any event loop. */
public final class Broadcast {
    private final Vertx vertx;
    private final BroadcastVerticle verticle;
    private final long pingIntervalMs;
    /** One entry per event loop, added once: the only thing that loops share here. */
    private final Map<Thread, SubscriberLane> lanes = new ConcurrentHashMap<>();

    /**
     * @param verticle deployed
     * @param pingIntervalMs milliseconds between pings to each open sink
     */
    public Broadcast(Vertx vertx, BroadcastVerticle verticle, long pingIntervalMs) {
        this.vertx = vertx;
        this.verticle = verticle;
        this.pingIntervalMs = pingIntervalMs;
    }

    /**
     * Lets a connection subscribe to the vehicles of one workspace, and of no other. Pings the sink from now on. Called on the sink's event
     * loop; close the session there when the connection closes.
     *
     * @throws IllegalStateException when not called on an event loop
     */
    public LiveSession open(LiveSink sink, UUID workspaceId) {
        return lane().open(sink, workspaceId, false);
    }

    /**
     * As {@link #open}, for a connection that is there for one trip: it is closed with 1000 when the trip has ended, and with 1008 when there
     * is no such trip.
     */
    public LiveSession openForTrip(LiveSink sink, UUID workspaceId) {
        return lane().open(sink, workspaceId, true);
    }

    private SubscriberLane lane() {
        var context = Vertx.currentContext();
        if (context == null || !Context.isOnEventLoopThread()) {
            throw new IllegalStateException("live sessions are opened on the event loop of their socket");
        }
        return lanes.computeIfAbsent(
                Thread.currentThread(), loop -> new SubscriberLane(vertx, context, verticle, pingIntervalMs));
    }
}
