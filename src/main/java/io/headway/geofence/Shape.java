package io.headway.geofence;

import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * A shape on the globe (WGS84). Immutable; any thread. Latitudes are degrees in [-90, 90], longitudes degrees in [-180, 180].
 *
 * <p>Edges of polygons and segments of corridors are straight in longitude and latitude, as RFC 7946, section 3.1.1 has it, and take the
 * shorter way around the earth.
 */
public sealed interface Shape extends ParsedShape permits Area, Circle, Corridor {
    /** Most positions that a geometry may have, closing ones included. */
    int MAX_VERTICES = 10_000;

    /** Most that {@code radius_m} may be, metres. */
    double MAX_RADIUS_M = 1_000_000;

    /** Most that {@code width_m} may be, metres; up to here the distance to the edge is good to a centimetre. */
    double MAX_WIDTH_M = 100_000;

    /**
     * Reads a geometry and checks all that can be wrong with it.
     *
     * @param geoJson a GeoJSON geometry: Polygon, MultiPolygon, Point or LineString. Across the antimeridian a ring or a line may jump by more
     *     than 180 degrees, or a MultiPolygon may be cut there (RFC 7946, section 3.1.9); the cut is then no edge
     * @param radiusM of a Point, metres, above 0; null for all others
     * @param widthM of a LineString's corridor from side to side, metres, above 0; null for all others
     * @return the shape, or the first fault
     */
    static ParsedShape parse(String geoJson, Double radiusM, Double widthM) {
        return GeometryReader.read(geoJson, radiusM, widthM);
    }

    /**
     * Metres to the nearest edge, negative inside. Of polygons in a plane with the WGS84 radii of curvature at the point's latitude: exact at
     * the edge, good to some per mille a few kilometres off. Of circles and corridors geodesic, to a centimetre near the edge.
     */
    double signedDistanceM(double latitude, double longitude);

    /** True inside; of a point on the edge either. */
    boolean contains(double latitude, double longitude);

    /** True when the straight way from the first point to the second meets the shape; meant for points outside of it. */
    boolean crossedBy(double latitude1, double longitude1, double latitude2, double longitude2);

    /**
     * Boxes, x for longitude and y for latitude, in [-180, 180], that hold all of the shape. Those of a shape across the antimeridian end
     * there. The caller's own.
     */
    List<Envelope> bounds();
}
