package io.headway.deviation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Immutable; any thread. A route's path in local metres, projected once with the WGS84 radii of curvature at its mid latitude. A fix is
 * measured with the radii at its own latitude, so a route of 100 km from north to south has no more error at its ends than in the middle:
 * at most 0.1 m across the track (docs/deviation.md). Between two vertices the path is the shortest line on the ellipsoid; a stretch so long
 * that the straight line of the projection would leave that by more than {@link #MAX_SAG_M} is cut. May cross the antimeridian; spans less
 * than 180 degrees of longitude and stays off the poles.
 *
 * <p>12 bytes a vertex and half a byte for the boxes: 10,000 routes of 1,000 points are 125 MB. Floats hold 100 km to 4 mm.
 */
final class RouteGeometry {
    private static final double MAX_SAG_M = 0.02;
    private static final double EARTH_RADIUS_M = 6_371_000;
    /** A straight line of the projection leaves the geodesic by at most this times L² tan φ / 8R; the maximum over all directions. */
    private static final double SAG_FACTOR = 1.09;
    /** Near the equator the rule above would allow any length. */
    private static final double MIN_TAN = 0.05;

    private static final double MAX_LATITUDE = 89;
    /** Segments that share a bounding box. */
    private static final int BOX = 32;

    private final double originLongitude;
    private final double originLatitude;
    private final double metresPerLongitude;
    private final double metresPerLatitude;
    private final float[] x;
    private final float[] y;
    private final float[] along;
    /** Least and greatest x, least and greatest y of each {@link #BOX} segments. */
    private final float[] boxes;

    /**
     * A place seen by this route.
     *
     * @param x metres of the projection east of its origin
     * @param y metres of the projection north of its origin
     * @param stretchX true metres per metre of the projection, east to west, at this place's latitude
     * @param stretchY the same, south to north
     * @param bend relative change of stretchX per metre of the projection to the north
     */
    record Place(double x, double y, double stretchX, double stretchY, double bend) {}

    /**
     * A point of the path that is near a place.
     *
     * @param segment its number, from 0
     * @param distanceM metres from the place, negative when the place is left of the path
     * @param progressM metres from the path's start
     */
    record Foot(int segment, double distanceM, double progressM) {
        double awayM() {
            return Math.abs(distanceM);
        }
    }

    /** How bad it would be to take a foot; the least bad is taken. Infinite: not at all. */
    @FunctionalInterface
    interface Cost {
        /**
         * @param squaredM square of the metres to the path
         * @param progressM metres from the path's start
         */
        double of(int segment, double squaredM, double progressM);
    }

    private RouteGeometry(double[] origin, double[] lengths, List<double[]> points) {
        originLatitude = origin[0];
        originLongitude = origin[1];
        metresPerLongitude = Wgs84.metresPerLongitude(originLatitude);
        metresPerLatitude = Wgs84.metresPerLatitude(originLatitude);
        x = new float[points.size()];
        y = new float[points.size()];
        along = new float[points.size()];
        for (var i = 0; i < points.size(); i++) {
            x[i] = (float) ((points.get(i)[1] - originLongitude) * metresPerLongitude);
            y[i] = (float) ((points.get(i)[0] - originLatitude) * metresPerLatitude);
            along[i] = (float) lengths[i];
        }
        boxes = boxes();
    }

    /**
     * From the path's vertices.
     *
     * @param path [longitude, latitude] in degrees each, as in GeoJSON; repeated vertices are passed over
     * @throws IllegalArgumentException when there are not two different vertices, or one is no place that a vehicle can be
     */
    static RouteGeometry of(List<double[]> path) {
        var points = new ArrayList<double[]>(path.size());
        for (var vertex : path) {
            add(points, vertex[1], vertex[0]);
        }
        if (points.size() < 2) {
            throw new IllegalArgumentException("a path needs two different vertices");
        }
        var south = points.stream().mapToDouble(point -> point[0]).min().orElseThrow();
        var north = points.stream().mapToDouble(point -> point[0]).max().orElseThrow();
        var lengths = new double[points.size()];
        for (var i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var to = points.get(i);
            lengths[i] = lengths[i - 1] + Wgs84.distanceM(from[0], from[1], to[0], to[1]);
        }
        return new RouteGeometry(new double[] {(south + north) / 2, points.getFirst()[1]}, lengths, points);
    }

    /** Adds a vertex with what lies between it and the one before; longitudes go on beyond 180 degrees. */
    private static void add(List<double[]> points, double latitude, double longitude) {
        if (!(Math.abs(latitude) <= MAX_LATITUDE) || !Double.isFinite(longitude)) {
            throw new IllegalArgumentException("no vertex of a path: " + longitude + ", " + latitude);
        }
        if (points.isEmpty()) {
            points.add(new double[] {latitude, Wgs84.turn(longitude)});
            return;
        }
        var last = points.getLast();
        var lengthM = Wgs84.distanceM(last[0], last[1], latitude, longitude);
        if (lengthM == 0) {
            return;
        }
        var tan = Math.max(MIN_TAN, Math.tan(Math.toRadians(Math.max(Math.abs(latitude), Math.abs(last[0])))));
        var pieces = (int) Math.ceil(lengthM / Math.sqrt(MAX_SAG_M * 8 * EARTH_RADIUS_M / (SAG_FACTOR * tan)));
        var from = Wgs84.geocentric(last[0], last[1]);
        var to = Wgs84.geocentric(latitude, longitude);
        for (var i = 1; i < pieces; i++) {
            var point = Wgs84.between(from, to, (double) i / pieces);
            points.add(new double[] {point[0], last[1] + Wgs84.turn(point[1] - last[1])});
        }
        points.add(new double[] {latitude, last[1] + Wgs84.turn(longitude - last[1])});
    }

    private float[] boxes() {
        var all = new float[4 * ((segments() + BOX - 1) / BOX)];
        for (var box = 0; box < all.length / 4; box++) {
            var from = box * BOX;
            var to = Math.min(from + BOX, segments());
            var at = 4 * box;
            all[at] = all[at + 2] = Float.POSITIVE_INFINITY;
            all[at + 1] = all[at + 3] = Float.NEGATIVE_INFINITY;
            for (var i = from; i <= to; i++) {
                all[at] = Math.min(all[at], x[i]);
                all[at + 1] = Math.max(all[at + 1], x[i]);
                all[at + 2] = Math.min(all[at + 2], y[i]);
                all[at + 3] = Math.max(all[at + 3], y[i]);
            }
        }
        return all;
    }

    int segments() {
        return x.length - 1;
    }

    /** Metres from start to end. */
    double lengthM() {
        return along[along.length - 1];
    }

    /** Tells this path from another: what was measured along one means nothing along the other. */
    int fingerprint() {
        return 31 * (31 * Arrays.hashCode(x) + Arrays.hashCode(y)) + Double.hashCode(originLongitude + originLatitude);
    }

    /** Where a fix is for this route. */
    Place place(double latitude, double longitude) {
        return new Place(
                Wgs84.turn(longitude - originLongitude) * metresPerLongitude,
                (latitude - originLatitude) * metresPerLatitude,
                Wgs84.metresPerLongitude(latitude) / metresPerLongitude,
                Wgs84.metresPerLatitude(latitude) / metresPerLatitude,
                -Math.tan(Math.toRadians(latitude)) / EARTH_RADIUS_M);
    }

    /** The segment that holds a distance from the start. */
    int segmentAt(double progressM) {
        var found = Arrays.binarySearch(along, (float) progressM);
        return Math.clamp(found < 0 ? -found - 2L : found, 0, segments() - 1);
    }

    /** Direction of a segment in degrees, 0 north, clockwise, as a vehicle at the place would drive it. */
    double headingDeg(Place place, int segment) {
        return Math.toDegrees(Math.atan2(
                (x[segment + 1] - x[segment]) * place.stretchX(), (y[segment + 1] - y[segment]) * place.stretchY()));
    }

    /** Cosine of the angle between a segment's direction, as a vehicle at the place would drive it, and a unit vector. */
    double cosine(Place place, int segment, double east, double north) {
        var dx = (x[segment + 1] - x[segment]) * place.stretchX();
        var dy = (y[segment + 1] - y[segment]) * place.stretchY();
        var lengthM = Math.sqrt(dx * dx + dy * dy);
        // As floats, two vertices of a very long route may be one, which lies in every direction.
        return lengthM == 0 ? 1 : (dx * east + dy * north) / lengthM;
    }

    /** The cheapest of the points between two distances from the start to which the path comes nearest, seen along it; null when none. */
    Foot within(Place place, double fromM, double toM, Cost cost) {
        var search = new Search(place, cost);
        search.scan(segmentAt(fromM), segmentAt(toM));
        return search.best();
    }

    /** The same for the whole path, as far as it is within a distance of the place. */
    Foot anywhere(Place place, double limitM, Cost cost) {
        var search = new Search(place, cost);
        for (var box = 0; box < boxes.length / 4; box++) {
            if (squaredToBox(place, box) <= limitM * limitM) {
                search.scan(box * BOX, Math.min((box + 1) * BOX, segments()) - 1);
            }
        }
        return search.best();
    }

    /** The point of the path that is nearest. */
    Foot nearest(Place place) {
        var search = new Search(place, (_, squaredM, _) -> squaredM);
        for (var box = 0; box < boxes.length / 4; box++) {
            if (squaredToBox(place, box) < search.bestCost) {
                search.scan(box * BOX, Math.min((box + 1) * BOX, segments()) - 1);
            }
        }
        return search.best();
    }

    private double squaredToBox(Place place, int box) {
        var dx = Math.max(0, Math.max(boxes[4 * box] - place.x(), place.x() - boxes[4 * box + 1])) * place.stretchX();
        var dy = Math.max(0, Math.max(boxes[4 * box + 2] - place.y(), place.y() - boxes[4 * box + 3]))
                * place.stretchY();
        return dx * dx + dy * dy;
    }

    /** Owned by the call that made it. Goes through segments and keeps the cheapest of the points to which the path comes near. */
    private final class Search {
        private final Place place;
        private final Cost cost;
        private double bestCost = Double.POSITIVE_INFINITY;
        private int bestSegment = -1;
        private double bestFraction;

        Search(Place place, Cost cost) {
            this.place = place;
            this.cost = cost;
        }

        /** A point inside a segment is one to which the path comes near; a vertex is one when the segments on both sides end there. */
        void scan(int first, int last) {
            var fractionBefore = 1.0;
            var squaredM = 0.0;
            for (var i = first; i <= last; i++) {
                var ax = (x[i] - place.x()) * place.stretchX();
                var ay = (y[i] - place.y()) * place.stretchY();
                var dx = (x[i + 1] - x[i]) * place.stretchX();
                var dy = (y[i + 1] - y[i]) * place.stretchY();
                var squaredLength = dx * dx + dy * dy;
                var alongIt = -(ax * dx + ay * dy);
                if (alongIt >= squaredLength && squaredLength > 0) {
                    // The most of a window lies behind the vehicle or before it: no division, and nothing to offer.
                    fractionBefore = 1;
                    squaredM = (ax + dx) * (ax + dx) + (ay + dy) * (ay + dy);
                    continue;
                }
                // As floats, two vertices of a very long route may be one.
                var fraction = alongIt <= 0 || squaredLength == 0 ? 0 : alongIt / squaredLength;
                if (fraction > 0 || fractionBefore == 1) {
                    var footX = ax + fraction * dx;
                    var footY = ay + fraction * dy;
                    offer(i, fraction, footX * footX + footY * footY);
                }
                fractionBefore = fraction;
            }
            if (fractionBefore == 1) {
                offer(last, 1, squaredM);
            }
        }

        private void offer(int segment, double fraction, double squaredM) {
            var bad = cost.of(segment, squaredM, progressM(segment, fraction));
            if (bad < bestCost) {
                bestCost = bad;
                bestSegment = segment;
                bestFraction = fraction;
            }
        }

        private double progressM(int segment, double fraction) {
            return along[segment] + fraction * (along[segment + 1] - along[segment]);
        }

        Foot best() {
            if (bestSegment < 0) {
                return null;
            }
            var i = bestSegment;
            var dx = x[i + 1] - x[i];
            var dy = y[i + 1] - y[i];
            var toX = x[i] + bestFraction * dx - place.x();
            var toY = y[i] + bestFraction * dy - place.y();
            // Far from the path, the radius of the parallel half way counts.
            var eastM = toX * place.stretchX() * (1 + place.bend() * toY / 2);
            var northM = toY * place.stretchY();
            // Metres neither overflow nor underflow: what hypot guards against costs more than all the rest here.
            var distanceM = Math.sqrt(eastM * eastM + northM * northM);
            return new Foot(i, dx * -toY + dy * toX > 0 ? -distanceM : distanceM, progressM(i, bestFraction));
        }
    }
}
