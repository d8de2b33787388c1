package io.headway.geofence;

/**
 * A geometry that cannot be a geofence. Any thread.
 *
 * @param path where in the geofence's JSON, names and indices joined by {@code /}: {@code geometry/coordinates/0/12}, {@code radius_m}
 * @param problem what is wrong there, one sentence without a full stop
 */
public record InvalidGeometry(String path, String problem) implements ParsedShape {}
