package io.headway.model;

import java.util.UUID;

/**
 * The seam between the gateways and the shards. In one process it hands over between event loops; scaled out, it writes to Kafka.
 * Called on a gateway's event loop; answers come back on the same loop.
 */
public interface Ingest {

    /**
     * Hands the submission to the shard of its vehicle.
     *
     * @return false when the shard has no credits left: nothing was taken, the caller stops reading, keeps the submission and offers it
     *     again when {@link #whenCredits} calls back
     */
    boolean offer(Submission submission);

    /** Calls {@code resume} once, on the calling event loop, when the vehicle's shard has credits again. Oldest waiter first. */
    void whenCredits(UUID vehicleId, Runnable resume);
}
