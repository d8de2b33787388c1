package io.headway.model;

/**
 * Distances on a sphere; wrong by up to 0.5 % against the ellipsoid. Pure. Formula: R. W. Sinnott, "Virtues of the Haversine", Sky and
 * Telescope 68(2), 1984. Radius: the mean radius R1 of GRS 80 (H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74, 2000).
 */
public final class Haversine {
    private static final double EARTH_RADIUS_M = 6_371_008.8;

    private Haversine() {}

    /** Metres from one place to the other; 0 to half the circumference. */
    public static double distanceM(LngLat from, LngLat to) {
        return distanceM(from.lng(), from.lat(), to.lng(), to.lat());
    }

    /** The same from coordinates in degrees. */
    public static double distanceM(double fromLng, double fromLat, double toLng, double toLat) {
        var lat1 = Math.toRadians(fromLat);
        var lat2 = Math.toRadians(toLat);
        var dLat = Math.sin((lat2 - lat1) / 2);
        var dLng = Math.sin(Math.toRadians(toLng - fromLng) / 2);
        var a = dLat * dLat + Math.cos(lat1) * Math.cos(lat2) * dLng * dLng;
        // Rounding can carry the root of opposite places beyond 1.
        return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
