package io.headway.model;

import java.util.List;

/**
 * Progress of several vehicles, at most one each. Travels over the event bus by reference: immutable by contract.
 *
 * @param progress at least one
 */
public record RouteProgressBatch(List<RouteProgress> progress) {

    /** Event bus address: published, at most one progress of a vehicle in a second. */
    public static final String ADDRESS = "routes.progress";
}
