package io.headway.api;

import io.headway.model.GeofenceDraft;
import io.vertx.core.Future;
import java.util.Optional;

/** Whether a geometry is a shape that can be a geofence; decided outside of the API. */
public interface GeometryCheck {

    /**
     * Looks at geometry, {@code radiusM} and {@code widthM}. May take some milliseconds: the work is done off the event loop.
     *
     * @return completes on the calling context, with what is wrong or with nothing; does not fail
     */
    Future<Optional<Fault>> check(GeofenceDraft draft);

    /**
     * What is wrong with it.
     *
     * @param path where in the geofence's JSON, names and indices joined by {@code /}: {@code geometry/coordinates/0/12}, {@code radius_m}
     * @param problem what is wrong there
     */
    record Fault(String path, String problem) {}
}
