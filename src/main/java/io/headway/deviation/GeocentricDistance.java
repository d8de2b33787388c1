package io.headway.deviation;

import java.util.List;

/**
 * Pure. The distance from a place to a path by another way than {@link RouteGeometry}: vertices in geocentric coordinates, seen from the
 * place in the plane that touches the ellipsoid there. No projection of the route, no search but the whole path. For the evaluation, which
 * should not measure with the ruler that it tests; within 2 km of a path it agrees with the geodesic to millimetres (a test says so).
 */
final class GeocentricDistance {
    private final List<double[]> vertices;

    /** @param path [longitude, latitude] in degrees each */
    GeocentricDistance(List<double[]> path) {
        vertices = path.stream()
                .map(vertex -> Wgs84.geocentric(vertex[1], vertex[0]))
                .toList();
    }

    /** Metres to the nearest point of the path, wherever on it that is. */
    double distanceM(double latitude, double longitude) {
        var origin = Wgs84.geocentric(latitude, longitude);
        var lat = Math.toRadians(latitude);
        var lng = Math.toRadians(longitude);
        double[] east = {-Math.sin(lng), Math.cos(lng), 0};
        double[] north = {-Math.sin(lat) * Math.cos(lng), -Math.sin(lat) * Math.sin(lng), Math.cos(lat)};
        var nearestM = Double.POSITIVE_INFINITY;
        var fromX = along(east, vertices.getFirst(), origin);
        var fromY = along(north, vertices.getFirst(), origin);
        for (var vertex : vertices.subList(1, vertices.size())) {
            var toX = along(east, vertex, origin);
            var toY = along(north, vertex, origin);
            var dx = toX - fromX;
            var dy = toY - fromY;
            var squared = dx * dx + dy * dy;
            var fraction = squared == 0 ? 0 : Math.clamp(-(fromX * dx + fromY * dy) / squared, 0.0, 1.0);
            nearestM = Math.min(nearestM, Math.hypot(fromX + fraction * dx, fromY + fraction * dy));
            fromX = toX;
            fromY = toY;
        }
        return nearestM;
    }

    private static double along(double[] axis, double[] point, double[] origin) {
        return axis[0] * (point[0] - origin[0]) + axis[1] * (point[1] - origin[1]) + axis[2] * (point[2] - origin[2]);
    }
}
