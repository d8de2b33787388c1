package io.headway.deviation;

/**
 * Pure. The ellipsoid of GPS. Constants and formulas: NGA.STND.0036, "World Geodetic System 1984", version 1.0.0, table 3.1 and chapter 4.
 */
final class Wgs84 {
    private static final double SEMI_MAJOR_M = 6_378_137;
    private static final double FLATTENING = 1 / 298.257223563;
    private static final double E2 = FLATTENING * (2 - FLATTENING);
    private static final double DEGREE = Math.PI / 180;

    /** More change nothing above 0.1 mm. */
    private static final int LATITUDE_STEPS = 3;

    private Wgs84() {}

    /** Metres per degree of longitude at a latitude: the radius of its parallel. */
    static double metresPerLongitude(double latitude) {
        var sin = Math.sin(latitude * DEGREE);
        return SEMI_MAJOR_M / Math.sqrt(1 - E2 * sin * sin) * Math.cos(latitude * DEGREE) * DEGREE;
    }

    /** Metres per degree of latitude at a latitude: the radius of curvature of the meridian. */
    static double metresPerLatitude(double latitude) {
        var sin = Math.sin(latitude * DEGREE);
        var w2 = 1 - E2 * sin * sin;
        return SEMI_MAJOR_M * (1 - E2) / (w2 * Math.sqrt(w2)) * DEGREE;
    }

    /** A difference of longitudes the short way round, in [-180, 180). */
    static double turn(double degrees) {
        return degrees >= -180 && degrees < 180 ? degrees : degrees - 360 * Math.floor((degrees + 180) / 360);
    }

    /** Metres between two places, by the radii at their mid latitude: to 1 mm below 1 km, to 0.1 % below 500 km. */
    static double distanceM(double latitude1, double longitude1, double latitude2, double longitude2) {
        var middle = (latitude1 + latitude2) / 2;
        var eastM = turn(longitude2 - longitude1) * metresPerLongitude(middle);
        var northM = (latitude2 - latitude1) * metresPerLatitude(middle);
        return Math.sqrt(eastM * eastM + northM * northM);
    }

    /** Geocentric coordinates in metres of a place on the ellipsoid. */
    static double[] geocentric(double latitude, double longitude) {
        var sin = Math.sin(latitude * DEGREE);
        var n = SEMI_MAJOR_M / Math.sqrt(1 - E2 * sin * sin);
        var axial = n * Math.cos(latitude * DEGREE);
        return new double[] {
            axial * Math.cos(longitude * DEGREE), axial * Math.sin(longitude * DEGREE), n * (1 - E2) * sin
        };
    }

    /**
     * The place on the ellipsoid above a point of the chord between two places. Up to 100 km this leaves the geodesic by millimetres.
     *
     * @return latitude and longitude in degrees
     */
    static double[] between(double[] from, double[] to, double fraction) {
        var x = from[0] + fraction * (to[0] - from[0]);
        var y = from[1] + fraction * (to[1] - from[1]);
        var z = from[2] + fraction * (to[2] - from[2]);
        var axial = Math.hypot(x, y);
        var latitude = Math.atan2(z, axial * (1 - E2));
        for (var i = 0; i < LATITUDE_STEPS; i++) {
            var sin = Math.sin(latitude);
            var n = SEMI_MAJOR_M / Math.sqrt(1 - E2 * sin * sin);
            latitude = Math.atan2(z + E2 * n * sin, axial);
        }
        return new double[] {latitude / DEGREE, Math.atan2(y, x) / DEGREE};
    }
}
