package io.headway.broadcast;

import io.headway.protocol.json.ClientMessage;

/**
 * One connection's subscriptions. Every method is called on the event loop that {@link Broadcast#open} was called on.
 *
 * <p>Offsets ascend within a subscription, so a client that comes back names the offset of the last message it received. When it mixes
 * subscriptions with and without a rate on one socket, it keeps the last offset of each kind apart.
 */
public interface LiveSession {

    /**
     * Adds the subscription, or replaces the one of the same id. The answer is {@code subscribed}, then what was asked for of the past,
     * then live updates; or {@code error} when a limit is exceeded.
     */
    void subscribe(ClientMessage.Subscribe request);

    /** Ends the subscription of that id; answers {@code unsubscribed} also when there is none. */
    void unsubscribe(String id);

    /** Ends all; called when the connection has closed. Does not close the sink. Idempotent. */
    void close();
}
