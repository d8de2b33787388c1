package io.headway.geofence;

/** What a geometry turned out to be. Any thread. */
public sealed interface ParsedShape permits Shape, InvalidGeometry {}
