package io.headway.shard;

import io.headway.model.Submission;
import io.headway.store.VehicleState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the shard. Keeps what vehicles send that the shard does not know yet, until what is stored of them has been loaded: one query at
 * a time, for all vehicles that have gathered meanwhile. Bounded by the shard's credits, which the submissions hold. While the database
 * cannot be reached it asks again, for ever, with a pause.
 */
final class FirstSight {
    private static final Logger LOG = LoggerFactory.getLogger(FirstSight.class);
    private static final int VEHICLES_PER_QUERY = 2_000;
    private static final long RETRY_MS = 500;

    private final Context context;
    private final Function<Collection<UUID>, Future<List<VehicleState>>> loader;
    private final Consumer<List<Arrival>> known;
    private final Map<UUID, List<Parked>> waiting = new LinkedHashMap<>();
    private boolean asking;
    private Promise<Void> empty;

    /** A submission and where its receipt goes. */
    record Parked(Submission submission, IngestPort port) {}

    /** A vehicle with what it has sent while its state was being loaded, in order. */
    record Arrival(VehicleState state, List<Parked> parked) {
        UUID workspaceId() {
            return parked.getFirst().submission().source().workspaceId();
        }
    }

    /**
     * @param loader what is stored of each vehicle; one that is not in the answer has never been seen
     * @param known takes the vehicles whose state is here; called on the shard's loop
     */
    FirstSight(
            Context context,
            Function<Collection<UUID>, Future<List<VehicleState>>> loader,
            Consumer<List<Arrival>> known) {
        this.context = context;
        this.loader = loader;
        this.known = known;
    }

    void park(Submission submission, IngestPort port) {
        waiting.computeIfAbsent(submission.source().vehicleId(), _ -> new ArrayList<>())
                .add(new Parked(submission, port));
    }

    /** Asks for those who wait, unless a question is under way. */
    void askIfIdle() {
        if (!asking && !waiting.isEmpty()) {
            asking = true;
            ask(waiting.keySet().stream().limit(VEHICLES_PER_QUERY).toList());
        }
    }

    /** Completes on the shard's loop when nobody waits. */
    Future<Void> whenEmpty() {
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        if (empty == null) {
            empty = Promise.promise();
        }
        return empty.future();
    }

    private void ask(List<UUID> vehicles) {
        loader.apply(vehicles)
                .onComplete(answer -> context.runOnContext(_ -> {
                    if (answer.succeeded()) {
                        answered(vehicles, answer.result());
                    } else {
                        LOG.warn(
                                "{} vehicles wait for their state, next try in {} ms: {}",
                                vehicles.size(),
                                RETRY_MS,
                                answer.cause().toString());
                        context.owner().setTimer(RETRY_MS, _ -> ask(vehicles));
                    }
                }));
    }

    private void answered(List<UUID> vehicles, List<VehicleState> states) {
        var byVehicle = new LinkedHashMap<UUID, VehicleState>();
        states.forEach(state -> byVehicle.put(state.vehicleId(), state));
        var arrivals = new ArrayList<Arrival>(vehicles.size());
        for (var vehicle : vehicles) {
            var state = byVehicle.getOrDefault(vehicle, VehicleState.unknown(vehicle));
            arrivals.add(new Arrival(state, waiting.remove(vehicle)));
        }
        try {
            known.accept(arrivals);
        } finally {
            asking = false;
            askIfIdle();
        }
        if (waiting.isEmpty() && empty != null) {
            empty.complete();
            empty = null;
        }
    }
}
