package io.headway.broadcast;

import io.headway.model.Position;
import io.headway.protocol.json.ClientMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Owned by the broadcast verticle. What it asks the store, answered on its own loop and in time, or failed. */
final class Lookups {
    private static final long DEADLINE_MS = 5_000;
    /** Scopes being loaded at once; above it a subscription is refused. */
    private static final int MAX_JOINING = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final FeedSources sources;
    /** Those whose scope is being loaded; none longer than the deadline. */
    private final List<Joining> joining = new ArrayList<>();

    /** What passes while a scope is loaded: the store may have told of the time before it. */
    private static final class Joining {
        private final UUID workspaceId;
        private final ClientMessage.Selection selection;
        private final List<Announcement.About> meanwhile = new ArrayList<>();

        Joining(UUID workspaceId, ClientMessage.Selection selection) {
            this.workspaceId = workspaceId;
            this.selection = selection;
        }

        boolean concerns(Announcement announcement) {
            return workspaceId.equals(announcement.workspaceId())
                    && switch (announcement.about()) {
                        case Announcement.Happened event ->
                            event.geofenceId() != null && event.geofenceId().equals(selection.geofence());
                        case Announcement.TripChanged change -> change.tripId().equals(selection.trip());
                        case Announcement.TripProgressed _ -> false;
                    };
        }
    }

    /** @param context the verticle's */
    Lookups(Vertx vertx, Context context, FeedSources sources) {
        this.vertx = vertx;
        this.context = context;
        this.sources = sources;
    }

    Future<List<Position>> lastKnown(UUID workspaceId) {
        return inTime(sources.lastKnown(workspaceId));
    }

    /**
     * The scope as it is when the future completes.
     *
     * @param selection with a geofence or a trip
     * @return empty when the workspace has no such geofence or trip
     */
    Future<Optional<Scope>> scope(UUID workspaceId, ClientMessage.Selection selection) {
        if (joining.size() >= MAX_JOINING) {
            return Future.failedFuture("more than " + MAX_JOINING + " subscriptions wait for the store");
        }
        var joiner = new Joining(workspaceId, selection);
        joining.add(joiner);
        return inTime(load(workspaceId, selection))
                .map(found -> {
                    found.ifPresent(scope -> joiner.meanwhile.forEach(scope::apply));
                    return found;
                })
                .onComplete(ignored -> joining.remove(joiner));
    }

    /** True when notices matter though nobody is subscribed. */
    boolean joining() {
        return !joining.isEmpty();
    }

    void heard(Announcement announcement) {
        for (var joiner : joining) {
            if (joiner.concerns(announcement)) {
                joiner.meanwhile.add(announcement.about());
            }
        }
    }

    private Future<Optional<Scope>> load(UUID workspaceId, ClientMessage.Selection selection) {
        var geofence = selection.geofence();
        var trip = selection.trip();
        return geofence != null
                ? sources.inside(workspaceId, geofence)
                        .map(found -> found.map(inside -> new FenceScope(geofence, inside)))
                : sources.trip(workspaceId, trip).map(found -> found.map(live -> new TripScope(trip, live)));
    }

    /** The store may answer on any context, or not at all. */
    private <T> Future<T> inTime(Future<T> answer) {
        return Future.future(promise -> {
            var timer =
                    vertx.setTimer(DEADLINE_MS, ignored -> promise.tryFail("no answer within " + DEADLINE_MS + " ms"));
            answer.onComplete(result -> context.runOnContext(ignored -> {
                vertx.cancelTimer(timer);
                if (result.succeeded()) {
                    promise.tryComplete(result.result());
                } else {
                    promise.tryFail(result.cause());
                }
            }));
        });
    }
}
