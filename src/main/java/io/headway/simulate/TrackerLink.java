package io.headway.simulate;

import io.headway.model.Fix;
import io.vertx.core.Future;
import java.util.List;

/**
 * One connection of a device to the engine; used once, from connecting to closing. Owned by the event loop that calls {@link #connect}; its
 * futures complete there.
 */
public interface TrackerLink {

    /** Connects and says who the device is. Fails when nobody answers in time or the device is refused. */
    Future<Void> connect();

    /**
     * Sends records and waits for the answer to all of them; not called again before that.
     *
     * @param fixes at least one, at most {@link #maxBatch}
     * @return fails when the connection is lost or the answer does not come in time: then all must be sent again on another link
     */
    Future<Delivery> send(List<Fix> fixes);

    /** Most records for one {@link #send}. */
    int maxBatch();

    /** Closes the connection; a send under way fails. Never fails. */
    Future<Void> close();

    /**
     * What the engine answered.
     *
     * @param acknowledged records that it says are durable
     * @param refused records that it says it will never store; sending them again is of no use
     */
    record Delivery(int acknowledged, int refused) {}
}
