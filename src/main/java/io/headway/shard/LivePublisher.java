package io.headway.shard;

import io.headway.model.Backlog;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Owned by the shard. Sends accepted positions to the broadcast side before they are committed. While the broadcast side is behind, only
 * the newest position of each vehicle is kept, and what is passed over is counted: the live path never holds up the durable one.
 */
final class LivePublisher {
    private final EventBus eventBus;
    private final Backlog backlog;
    private final ShardMetrics metrics;
    private final Map<UUID, Position> conflated = new LinkedHashMap<>();

    LivePublisher(EventBus eventBus, Backlog backlog, ShardMetrics metrics) {
        this.eventBus = eventBus;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    /** @param accepted in order of acceptance; not changed afterwards by the caller */
    void publish(List<Position> accepted) {
        if (backlog.full()) {
            accepted.forEach(this::conflate);
            return;
        }
        publishConflated();
        if (!accepted.isEmpty()) {
            send(accepted);
        }
    }

    /** Sends what was held back, if the broadcast side has caught up. Called after each commit too, so that the newest is not stuck. */
    void publishConflated() {
        if (!conflated.isEmpty() && !backlog.full()) {
            send(new ArrayList<>(conflated.values()));
            conflated.clear();
        }
    }

    private void conflate(Position position) {
        var held = conflated.get(position.vehicleId());
        if (held == null || position.fix().recordedAtMs() >= held.fix().recordedAtMs()) {
            conflated.put(position.vehicleId(), position);
        }
        if (held != null) {
            metrics.liveSkipped();
        }
    }

    private void send(List<Position> positions) {
        backlog.sent(positions.size());
        eventBus.send(PositionBatch.LIVE_ADDRESS, new PositionBatch(positions));
    }
}
