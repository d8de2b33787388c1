package io.headway.store;

import io.headway.model.Derived;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.Rejection;
import io.vertx.core.Future;
import java.util.List;

/** Writes one shard's batches, one at a time, in order. Owned by the shard's event loop. */
public interface PositionStore {

    /**
     * Makes the batch durable, in one transaction as long as PostgreSQL refuses no row of it.
     *
     * @param derived what follows from the positions
     * @return completes on the owner's context after the commit, with one outcome per position in order; a row that PostgreSQL refuses is
     *     kept in {@code rejected_positions} and reported as rejected. Fails only when the database cannot be reached or does not answer in
     *     time; then nothing may be assumed, and the same batch can be written again.
     */
    Future<List<Outcome>> write(List<Position> positions, List<Rejection> rejections, Derived derived);
}
