package io.headway.geofence;

import java.util.List;
import org.locationtech.jts.geom.Envelope;

/** All that is within half the width of a line, round at its ends. Immutable; any thread. Nothing here allocates but {@link #bounds}. */
final class Corridor implements Shape {
    /** Farther than that nobody asks for centimetres; in the plane is near enough. */
    private static final double FAR_M = 200_000;

    /** Up to here and {@link #FAR_M}, the plane at the point's latitude is never wrong by a fifth. */
    private static final double PLANE_UP_TO_LATITUDE = 80;

    private final Line line;
    private final double halfWidthM;
    private final Envelope lineBounds;
    private final double centreX;

    /** @param line its longitudes continuous and thus perhaps out of range */
    Corridor(Line line, double widthM) {
        this.line = line;
        halfWidthM = widthM / 2;
        lineBounds = line.bounds();
        centreX = (lineBounds.getMinX() + lineBounds.getMaxX()) / 2;
    }

    /** First in the plane, which says which segments come into question, then those on the ellipsoid. */
    @Override
    public double signedDistanceM(double latitude, double longitude) {
        var x = Wgs84.near(longitude, centreX);
        var mx = Wgs84.metresPerDegreeLongitude(latitude);
        var my = Wgs84.metresPerDegreeLatitude(latitude);
        var inPlane = Math.sqrt(line.nearestSquareM(x, latitude, mx, my, Double.MAX_VALUE));
        if (Math.abs(latitude) > PLANE_UP_TO_LATITUDE) {
            return line.nearestOnEarthM(x, latitude, mx, my, Double.MAX_VALUE) - halfWidthM;
        }
        if (inPlane > FAR_M) {
            return inPlane - halfWidthM;
        }
        var inQuestion = 1.2 * inPlane + 1;
        return line.nearestOnEarthM(x, latitude, mx, my, inQuestion * inQuestion) - halfWidthM;
    }

    @Override
    public boolean contains(double latitude, double longitude) {
        return signedDistanceM(latitude, longitude) < 0;
    }

    @Override
    public boolean crossedBy(double latitude1, double longitude1, double latitude2, double longitude2) {
        var x1 = Wgs84.near(longitude1, centreX);
        var x2 = Wgs84.near(longitude2, x1);
        return line.meets(x1, latitude1, x2, latitude2)
                || signedDistanceM(latitude1, longitude1) < 0
                || signedDistanceM(latitude2, longitude2) < 0
                || line.hasPositionWithin(halfWidthM, x1, latitude1, x2, latitude2);
    }

    @Override
    public List<Envelope> bounds() {
        return Bounds.around(lineBounds, halfWidthM);
    }
}
