package io.headway.geofence;

/**
 * Distances on the WGS84 ellipsoid (NGA.STND.0036, table 3.1). Pure; any thread. Nothing here allocates. Degrees in, metres out.
 *
 * <p>Radii of curvature: M = a(1-e²)/(1-e²sin²φ)^1.5 along the meridian, N = a/(1-e²sin²φ)^0.5 across it (Snyder, Map Projections: A Working
 * Manual, USGS 1395, equations 4-18 and 4-20).
 */
final class Wgs84 {
    static final double A_M = 6_378_137;
    static final double FLATTENING = 1 / 298.257223563;
    static final double B_M = A_M * (1 - FLATTENING);
    private static final double E2 = FLATTENING * (2 - FLATTENING);

    /** The smallest radius of curvature there is, along the meridian at the equator: an angle by it is never too small. */
    static final double LEAST_RADIUS_M = A_M * (1 - E2);

    private static final double FAR_M = 2_000_000;
    private static final int MAX_ITERATIONS = 20;
    private static final double FOOT_TOLERANCE_M = 1e-5;

    private Wgs84() {}

    /** The longitude that means the same and lies nearest to {@code centre}. */
    static double near(double longitude, double centre) {
        return longitude - 360 * Math.rint((longitude - centre) / 360);
    }

    static double metresPerDegreeLatitude(double latitude) {
        var sin = Math.sin(Math.toRadians(latitude));
        var w2 = 1 - E2 * sin * sin;
        return Math.toRadians(A_M * (1 - E2) / (w2 * Math.sqrt(w2)));
    }

    static double metresPerDegreeLongitude(double latitude) {
        var phi = Math.toRadians(latitude);
        var sin = Math.sin(phi);
        return Math.toRadians(A_M * Math.cos(phi) / Math.sqrt(1 - E2 * sin * sin));
    }

    /**
     * Length of the geodesic, to a millimetre up to 2,000 km (T. Vincenty, Direct and Inverse Solutions of Geodesics on the Ellipsoid, Survey
     * Review 176, 1975, equations 13 to 21). Beyond, where that may not converge, of a sphere: within a per cent.
     */
    static double distanceM(double latitude1, double longitude1, double latitude2, double longitude2) {
        var chord = chordM(latitude1, longitude1, latitude2, longitude2);
        if (chord > FAR_M) {
            return 2 * B_M * Math.asin(Math.min(1, chord / (2 * B_M)));
        }
        var u1 = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(latitude1)));
        var u2 = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(latitude2)));
        var sinU1 = Math.sin(u1);
        var cosU1 = Math.cos(u1);
        var sinU2 = Math.sin(u2);
        var cosU2 = Math.cos(u2);
        var difference = Math.toRadians(near(longitude2 - longitude1, 0));
        var lambda = difference;
        for (var i = 0; ; i++) {
            var sinLambda = Math.sin(lambda);
            var cosLambda = Math.cos(lambda);
            var east = cosU2 * sinLambda;
            var north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
            var sinSigma = Math.sqrt(east * east + north * north);
            if (sinSigma == 0) {
                return 0;
            }
            var cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
            var sigma = Math.atan2(sinSigma, cosSigma);
            var sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            var cos2Alpha = 1 - sinAlpha * sinAlpha;
            // On the equator the midpoint is anywhere: the term it is in has the factor 0.
            var cos2SigmaM = cos2Alpha == 0 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cos2Alpha;
            var c = FLATTENING / 16 * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
            var bend = cos2SigmaM + c * cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM);
            var next = difference + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * bend);
            if (Math.abs(next - lambda) < 1e-13 || i == MAX_ITERATIONS) {
                return arcM(cos2Alpha, sigma, sinSigma, cosSigma, cos2SigmaM);
            }
            lambda = next;
        }
    }

    /** Equations 3, 4, 6 and 19 of Vincenty. */
    private static double arcM(double cos2Alpha, double sigma, double sinSigma, double cosSigma, double cos2SigmaM) {
        var u2 = cos2Alpha * (A_M * A_M - B_M * B_M) / (B_M * B_M);
        var a = 1 + u2 / 16_384 * (4_096 + u2 * (-768 + u2 * (320 - 175 * u2)));
        var b = u2 / 1_024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
        var m2 = cos2SigmaM * cos2SigmaM;
        var inner = cosSigma * (-1 + 2 * m2) - b / 6 * cos2SigmaM * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * m2);
        return B_M * a * (sigma - b * sinSigma * (cos2SigmaM + b / 4 * inner));
    }

    /** Straight through the earth. */
    private static double chordM(double latitude1, double longitude1, double latitude2, double longitude2) {
        var phi1 = Math.toRadians(latitude1);
        var phi2 = Math.toRadians(latitude2);
        var lambda = Math.toRadians(longitude2 - longitude1);
        var n1 = A_M / Math.sqrt(1 - E2 * Math.sin(phi1) * Math.sin(phi1));
        var n2 = A_M / Math.sqrt(1 - E2 * Math.sin(phi2) * Math.sin(phi2));
        var x = n2 * Math.cos(phi2) * Math.cos(lambda) - n1 * Math.cos(phi1);
        var y = n2 * Math.cos(phi2) * Math.sin(lambda);
        var z = (1 - E2) * (n2 * Math.sin(phi2) - n1 * Math.sin(phi1));
        return Math.sqrt(x * x + y * y + z * z);
    }

    /**
     * Metres from a point to a segment that is straight in longitude and latitude; to a millimetre up to 60 km. The foot of the perpendicular
     * is looked for by Gauss-Newton along the segment, on the chord; the chord is then bent to the earth's mean curvature at the foot
     * (arc = chord + chord³ / 24R²). Longitudes need not be in range, but the point's must be the one near the segment.
     */
    static double toSegmentM(double lat, double lng, double lat1, double lng1, double lat2, double lng2) {
        var phi = Math.toRadians(lat);
        var sinPhi = Math.sin(phi);
        var cosPhi = Math.cos(phi);
        var n = A_M / Math.sqrt(1 - E2 * sinPhi * sinPhi);
        var mx = n * cosPhi;
        var my = LEAST_RADIUS_M;
        var dLat = Math.toRadians(lat2 - lat1);
        var dLng = Math.toRadians(lng2 - lng1);
        var t = foot(mx * Math.toRadians(lng - lng1), my * Math.toRadians(lat - lat1), mx * dLng, my * dLat);
        var best = Double.MAX_VALUE;
        for (var i = 0; i < MAX_ITERATIONS; i++) {
            var phiF = Math.toRadians(lat1) + t * dLat;
            var lambda = Math.toRadians(lng - lng1) - t * dLng;
            var sin = Math.sin(phiF);
            var cos = Math.cos(phiF);
            var w2 = 1 - E2 * sin * sin;
            var nF = A_M / Math.sqrt(w2);
            var mF = A_M * (1 - E2) / (w2 * Math.sqrt(w2));
            // The point as seen from the foot: outwards in the foot's meridian plane, east, along the axis.
            var out = n * cosPhi * Math.cos(lambda) - nF * cos;
            var east = n * cosPhi * Math.sin(lambda);
            var up = (1 - E2) * (n * sinPhi - nF * sin);
            var chord2 = out * out + east * east + up * up;
            best = Math.min(best, Math.sqrt(chord2) * (1 + chord2 / (24 * nF * mF)));
            var alongEast = nF * cos * dLng;
            var alongNorth = mF * dLat;
            var length2 = alongEast * alongEast + alongNorth * alongNorth;
            if (length2 == 0) {
                return best;
            }
            var north = up * cos - out * sin;
            var next = clamp(t + (east * alongEast + north * alongNorth) / length2);
            if (Math.abs(next - t) * Math.sqrt(length2) < FOOT_TOLERANCE_M) {
                return best;
            }
            t = next;
        }
        return best;
    }

    private static double foot(double x, double y, double dx, double dy) {
        var length2 = dx * dx + dy * dy;
        return length2 == 0 ? 0 : clamp((x * dx + y * dy) / length2);
    }

    private static double clamp(double t) {
        return Math.clamp(t, 0.0, 1.0);
    }
}
