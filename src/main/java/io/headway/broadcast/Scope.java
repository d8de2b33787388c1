package io.headway.broadcast;

import io.headway.broadcast.Announcement.About;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;

/**
 * What a subscription is narrowed to that changes while it runs: who is inside a geofence, whether a trip is under way. Owned by the
 * broadcast verticle until it has answered, then by the subscriber's event loop; both keep it right by the notices that pass.
 */
sealed interface Scope permits FenceScope, TripScope {

    /** Whether the vehicle's positions are wanted now. */
    boolean holds(UUID vehicleId);

    boolean wants(About about, Filter filter);

    /** The notice has passed: what comes after it is judged by the state it brought about. */
    void apply(About about);

    /** The reverse of {@link #apply}: what came before the notice is judged by the state it ended. */
    void undo(About about);

    Scope copy();

    /** True when nothing will ever come again. */
    boolean over();

    /** What is said first to a subscriber that begins anew; a message without its offset. */
    Optional<Buffer> opening();
}
