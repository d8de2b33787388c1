package io.headway.simulate;

/**
 * What trackers have done so far.
 *
 * @param sent records written to a socket; one that was sent again counts again
 * @param acknowledged records that the engine says are durable
 * @param refused records that the engine says it will never store
 * @param reconnects attempts to connect again after a break or a refusal
 */
public record TrackerCounts(long sent, long acknowledged, long refused, long reconnects) {
    static final TrackerCounts NONE = new TrackerCounts(0, 0, 0, 0);

    TrackerCounts plus(TrackerCounts other) {
        return new TrackerCounts(
                sent + other.sent,
                acknowledged + other.acknowledged,
                refused + other.refused,
                reconnects + other.reconnects);
    }
}
