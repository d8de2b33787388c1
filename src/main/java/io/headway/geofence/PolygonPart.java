package io.headway.geofence;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * One polygon with its holes. Immutable; any thread.
 *
 * <p>A few edges are gone through one by one, which allocates nothing and takes a tenth of the memory of an index; from {@value
 * #INDEXED_FROM} edges on, an {@link IndexedPointInAreaLocator} answers what is inside.
 */
final class PolygonPart {
    private static final int INDEXED_FROM = 64;

    private final Envelope bounds;
    private final double centreX;
    private final Line[] rings;
    private final IndexedPointInAreaLocator locator;

    /** @param polygon valid, its longitudes continuous and thus perhaps out of range */
    PolygonPart(Polygon polygon) {
        bounds = polygon.getEnvelopeInternal();
        centreX = (bounds.getMinX() + bounds.getMaxX()) / 2;
        rings = Stream.concat(
                        Stream.of(polygon.getExteriorRing()),
                        IntStream.range(0, polygon.getNumInteriorRing()).mapToObj(polygon::getInteriorRingN))
                .map(ring -> new Line(flat(ring.getCoordinates())))
                .toArray(Line[]::new);
        if (Arrays.stream(rings).mapToInt(Line::edges).sum() < INDEXED_FROM) {
            locator = null;
        } else {
            locator = new IndexedPointInAreaLocator(polygon);
            // The first question builds the index, under a lock: it is asked here, before others can see the locator.
            locator.locate(polygon.getCoordinate());
        }
    }

    private static double[] flat(Coordinate[] positions) {
        var xy = new double[2 * positions.length];
        for (var i = 0; i < positions.length; i++) {
            xy[2 * i] = positions[i].x;
            xy[2 * i + 1] = positions[i].y;
        }
        return xy;
    }

    Envelope bounds() {
        return bounds;
    }

    boolean contains(double latitude, double longitude) {
        return surrounds(Wgs84.near(longitude, centreX), latitude);
    }

    private boolean surrounds(double x, double y) {
        if (!bounds.contains(x, y)) {
            return false;
        }
        if (locator != null) {
            return locator.locate(new Coordinate(x, y)) == Location.INTERIOR;
        }
        var odd = false;
        for (var ring : rings) {
            odd ^= ring.surrounds(x, y);
        }
        return odd;
    }

    double signedDistanceM(double latitude, double longitude) {
        var x = Wgs84.near(longitude, centreX);
        var mx = Wgs84.metresPerDegreeLongitude(latitude);
        var my = Wgs84.metresPerDegreeLatitude(latitude);
        var square = Double.MAX_VALUE;
        for (var ring : rings) {
            square = ring.nearestSquareM(x, latitude, mx, my, square);
        }
        var distance = Math.sqrt(square);
        return surrounds(x, latitude) ? -distance : distance;
    }

    boolean crossedBy(double latitude1, double longitude1, double latitude2, double longitude2) {
        var x1 = Wgs84.near(longitude1, centreX);
        var x2 = Wgs84.near(longitude2, x1);
        for (var ring : rings) {
            if (ring.meets(x1, latitude1, x2, latitude2)) {
                return true;
            }
        }
        return false;
    }
}
