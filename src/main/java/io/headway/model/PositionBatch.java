package io.headway.model;

import java.util.List;

/**
 * Positions that one shard accepted, in the order of acceptance. Travels over the event bus by reference: immutable by contract.
 *
 * @param positions at least one
 */
public record PositionBatch(List<Position> positions) {

    /** Event bus address of the live path: the broadcast side may see only the newest position per vehicle under overload. */
    public static final String LIVE_ADDRESS = "positions.live";

    /** Event bus address of what has been committed and was new, all of it, in commit order: deviation and the relay listen. */
    public static final String STORED_ADDRESS = "positions.stored";
}
