package io.headway.model;

import java.util.List;

/**
 * Events that one transaction has committed, in their order. Travels over the event bus by reference: immutable by contract.
 *
 * @param events at least one
 */
public record EventBatch(List<Event> events) {

    /** Event bus address: published, so the live feed and the relay both hear it. */
    public static final String ADDRESS = "events.committed";
}
