package io.headway.geofence;

import org.locationtech.jts.geom.Envelope;

/**
 * A line through positions, or a ring when it ends where it began. Immutable; any thread. Nothing here allocates.
 *
 * <p>A flat array and boxes around runs of {@value #RUN} edges, so that a question about one of 10,000 edges looks at a few hundred boxes
 * and some dozens of edges. x is longitude, continuous across the antimeridian and thus perhaps out of range; y is latitude.
 */
final class Line {
    private static final int RUN = 16;
    private static final int BOX = 4;

    /** Of latitude, at the equator. */
    private static final double LEAST_METRES_PER_DEGREE = 110_000;

    private final double[] xy;
    private final double[] boxes;

    /** @param xy x and y by turns, two positions at least; not copied, not to be changed */
    Line(double[] xy) {
        this.xy = xy;
        var runs = (edges() + RUN - 1) / RUN;
        boxes = new double[runs <= 2 ? 0 : runs * BOX];
        for (var box = 0; box < boxes.length; box += BOX) {
            var from = box / BOX * RUN;
            var bounds = bounds(from, Math.min(from + RUN, edges()));
            boxes[box] = bounds.getMinX();
            boxes[box + 1] = bounds.getMinY();
            boxes[box + 2] = bounds.getMaxX();
            boxes[box + 3] = bounds.getMaxY();
        }
    }

    int edges() {
        return xy.length / 2 - 1;
    }

    Envelope bounds() {
        return bounds(0, edges());
    }

    private Envelope bounds(int fromEdge, int toEdge) {
        var bounds = new Envelope();
        for (var i = fromEdge; i <= toEdge; i++) {
            bounds.expandToInclude(xy[2 * i], xy[2 * i + 1]);
        }
        return bounds;
    }

    /** Of a ring: whether a ray from the point eastwards meets an odd number of edges, that is whether the ring runs around it. */
    boolean surrounds(double x, double y) {
        var odd = false;
        for (int edge = 0, next; edge < edges(); edge = next) {
            next = endOfRun(edge);
            if (boxes.length > 0) {
                var box = edge / RUN * BOX;
                if (y < boxes[box + 1] || y > boxes[box + 3] || x > boxes[box + 2]) {
                    continue;
                }
            }
            for (var i = 2 * edge; i < 2 * next; i += 2) {
                if (xy[i + 1] > y != xy[i + 3] > y
                        && x < (xy[i + 2] - xy[i]) * (y - xy[i + 1]) / (xy[i + 3] - xy[i + 1]) + xy[i]) {
                    odd = !odd;
                }
            }
        }
        return odd;
    }

    /**
     * Square of the distance to the nearest edge in a plane, or {@code atMost} when all are farther.
     *
     * @param mx metres per degree of longitude
     * @param my metres per degree of latitude
     */
    double nearestSquareM(double x, double y, double mx, double my, double atMost) {
        var best = atMost;
        for (int edge = 0, next; edge < edges(); edge = next) {
            next = endOfRun(edge);
            if (isRunBeyond(edge, x, y, mx, my, best)) {
                continue;
            }
            for (var i = edge; i < next; i++) {
                best = Math.min(best, squareM(i, x, y, mx, my));
            }
        }
        return best;
    }

    /** Metres to the nearest edge on the ellipsoid, of those edges that are not farther than {@code square} in the plane. */
    double nearestOnEarthM(double x, double y, double mx, double my, double square) {
        var best = Double.MAX_VALUE;
        for (int edge = 0, next; edge < edges(); edge = next) {
            next = endOfRun(edge);
            if (isRunBeyond(edge, x, y, mx, my, square)) {
                continue;
            }
            for (var i = edge; i < next; i++) {
                if (squareM(i, x, y, mx, my) <= square) {
                    best = Math.min(
                            best, Wgs84.toSegmentM(y, x, xy[2 * i + 1], xy[2 * i], xy[2 * i + 3], xy[2 * i + 2]));
                }
            }
        }
        return best;
    }

    /** Whether a segment meets an edge; to touch is to meet. */
    boolean meets(double x1, double y1, double x2, double y2) {
        for (int edge = 0, next; edge < edges(); edge = next) {
            next = endOfRun(edge);
            if (boxes.length > 0) {
                var box = edge / RUN * BOX;
                if (Math.max(x1, x2) < boxes[box]
                        || Math.max(y1, y2) < boxes[box + 1]
                        || Math.min(x1, x2) > boxes[box + 2]
                        || Math.min(y1, y2) > boxes[box + 3]) {
                    continue;
                }
            }
            for (var i = 2 * edge; i < 2 * next; i += 2) {
                if (overlap(x1, x2, xy[i], xy[i + 2])
                        && overlap(y1, y2, xy[i + 1], xy[i + 3])
                        && sides(x1, y1, x2, y2, xy[i], xy[i + 1], xy[i + 2], xy[i + 3])
                        && sides(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], x1, y1, x2, y2)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a position of the line lies within a distance of a segment, on the ellipsoid. */
    boolean hasPositionWithin(double distanceM, double x1, double y1, double x2, double y2) {
        var margin = distanceM / LEAST_METRES_PER_DEGREE;
        var south = Math.min(y1, y2) - margin;
        var north = Math.max(y1, y2) + margin;
        for (var i = 0; i < xy.length; i += 2) {
            if (xy[i + 1] >= south
                    && xy[i + 1] <= north
                    && Wgs84.toSegmentM(xy[i + 1], xy[i], y1, x1, y2, x2) < distanceM) {
                return true;
            }
        }
        return false;
    }

    private int endOfRun(int edge) {
        return boxes.length == 0 ? edges() : Math.min(edge + RUN, edges());
    }

    private boolean isRunBeyond(int edge, double x, double y, double mx, double my, double square) {
        if (boxes.length == 0) {
            return false;
        }
        var box = edge / RUN * BOX;
        var dx = Math.max(0, Math.max(boxes[box] - x, x - boxes[box + 2])) * mx;
        var dy = Math.max(0, Math.max(boxes[box + 1] - y, y - boxes[box + 3])) * my;
        return dx * dx + dy * dy > square;
    }

    private double squareM(int edge, double x, double y, double mx, double my) {
        var i = 2 * edge;
        var ax = (xy[i] - x) * mx;
        var ay = (xy[i + 1] - y) * my;
        var dx = (xy[i + 2] - xy[i]) * mx;
        var dy = (xy[i + 3] - xy[i + 1]) * my;
        var length2 = dx * dx + dy * dy;
        var t = length2 == 0 ? 0 : Math.clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0);
        var px = ax + t * dx;
        var py = ay + t * dy;
        return px * px + py * py;
    }

    private static boolean overlap(double a1, double a2, double b1, double b2) {
        return Math.max(a1, a2) >= Math.min(b1, b2) && Math.min(a1, a2) <= Math.max(b1, b2);
    }

    /** Whether the ends of the second segment are not both on one side of the first. */
    private static boolean sides(
            double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) {
        var c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        var d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
        return (c <= 0 && d >= 0) || (c >= 0 && d <= 0);
    }
}
