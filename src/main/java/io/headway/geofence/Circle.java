package io.headway.geofence;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * All that is within a geodesic distance of a point. Immutable; any thread.
 *
 * @param radiusM metres, above 0
 */
record Circle(double centreLatitude, double centreLongitude, double radiusM) implements Shape {

    @Override
    public double signedDistanceM(double latitude, double longitude) {
        return Wgs84.distanceM(centreLatitude, centreLongitude, latitude, longitude) - radiusM;
    }

    @Override
    public boolean contains(double latitude, double longitude) {
        return signedDistanceM(latitude, longitude) < 0;
    }

    @Override
    public boolean crossedBy(double latitude1, double longitude1, double latitude2, double longitude2) {
        var x1 = Wgs84.near(longitude1, centreLongitude);
        var x2 = Wgs84.near(longitude2, x1);
        return Wgs84.toSegmentM(centreLatitude, centreLongitude, latitude1, x1, latitude2, x2) < radiusM;
    }

    @Override
    public List<Envelope> bounds() {
        return Bounds.around(new Envelope(new Coordinate(centreLongitude, centreLatitude)), radiusM);
    }
}
