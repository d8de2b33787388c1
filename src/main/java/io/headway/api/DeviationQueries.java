package io.headway.api;

import io.headway.model.DeviationReport;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * What the API asks about departures from routes. The future completes on the calling context and fails only when the database cannot be
 * reached or does not answer in time.
 */
@FunctionalInterface
public interface DeviationQueries {

    /** Newest first. */
    Future<List<DeviationReport>> list(UUID workspaceId, DeviationReport.Query query);
}
