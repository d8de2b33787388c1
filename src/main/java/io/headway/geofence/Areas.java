package io.headway.geofence;

import io.headway.geofence.GeometryReader.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;

/** From rings to an {@link Area}: what only the whole shows to be wrong, and what was cut at the antimeridian joined again. Pure; any thread. */
final class Areas {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Areas() {}

    /**
     * @param path of the coordinates
     * @param polygons rings of each as x and y by turns, closed, longitudes continuous; the first ring is the shell
     * @param multi whether paths name the polygon
     */
    static Area area(String path, List<List<double[]>> polygons, boolean multi) throws Refused {
        var parts = new ArrayList<Polygon>(polygons.size());
        for (var rings : polygons) {
            parts.add(polygon(rings));
        }
        var whole = multi ? FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new)) : parts.getFirst();
        var fault = new IsValidOp(whole).getValidationError();
        if (fault != null) {
            throw new Refused(
                    where(path, parts, multi, fault.getCoordinate()),
                    fault.getMessage().toLowerCase(Locale.ROOT) + " at " + text(fault.getCoordinate()));
        }
        return new Area(joined(parts).stream().map(PolygonPart::new).toList());
    }

    private static Polygon polygon(List<double[]> rings) {
        var shell = ring(rings.getFirst());
        var holes = new LinearRing[rings.size() - 1];
        for (var i = 0; i < holes.length; i++) {
            var hole = ring(rings.get(i + 1));
            holes[i] = moved(hole, Wgs84.near(middle(hole), middle(shell)) - middle(hole));
        }
        return FACTORY.createPolygon(shell, holes);
    }

    private static LinearRing ring(double[] xy) {
        return FACTORY.createLinearRing(new PackedCoordinateSequence.Double(xy, 2, 0).toCoordinateArray());
    }

    private static double middle(Geometry geometry) {
        var bounds = geometry.getEnvelopeInternal();
        return (bounds.getMinX() + bounds.getMaxX()) / 2;
    }

    @SuppressWarnings("unchecked")
    private static <G extends Geometry> G moved(G geometry, double x) {
        if (x == 0) {
            return geometry;
        }
        var moved = (G) geometry.copy();
        moved.apply((Coordinate position) -> position.x += x);
        moved.geometryChanged();
        return moved;
    }

    /** Parts that end at the antimeridian from either side are one on the globe, and the cut is no edge (RFC 7946, section 3.1.9). */
    private static List<Polygon> joined(List<Polygon> parts) {
        var apart = new ArrayList<Polygon>();
        var cut = new ArrayList<Polygon>();
        for (var part : parts) {
            var bounds = part.getEnvelopeInternal();
            if (bounds.getWidth() < 180 && bounds.getMinX() == -180) {
                cut.add(moved(part, 360));
            } else if (bounds.getWidth() < 180 && bounds.getMaxX() == 180) {
                cut.add(part);
            } else {
                apart.add(part);
            }
        }
        if (!cut.isEmpty()) {
            var whole = UnaryUnionOp.union(cut);
            for (var i = 0; i < whole.getNumGeometries(); i++) {
                apart.add((Polygon) whole.getGeometryN(i));
            }
        }
        return apart;
    }

    /** The edge that runs through a place: the path of the position where it begins. */
    private static String where(String path, List<Polygon> parts, boolean multi, Coordinate place) {
        if (place == null) {
            return path;
        }
        var nearest = Double.MAX_VALUE;
        var where = path;
        for (var p = 0; p < parts.size(); p++) {
            var part = parts.get(p);
            for (var r = 0; r <= part.getNumInteriorRing(); r++) {
                var ring = r == 0 ? part.getExteriorRing() : part.getInteriorRingN(r - 1);
                for (var i = 0; i < ring.getNumPoints() - 1; i++) {
                    var distance = distance(ring, i, place);
                    if (distance < nearest) {
                        nearest = distance;
                        where = path + (multi ? "/" + p : "") + '/' + r + '/' + i;
                    }
                }
            }
        }
        return where;
    }

    private static double distance(LineString ring, int edge, Coordinate place) {
        return org.locationtech.jts.algorithm.Distance.pointToSegment(
                place, ring.getCoordinateN(edge), ring.getCoordinateN(edge + 1));
    }

    private static String text(Coordinate place) {
        return "[" + Wgs84.near(place.x, 0) + ", " + place.y + ']';
    }
}
