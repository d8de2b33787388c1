package io.headway.geofence;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** From GeoJSON (RFC 7946, section 3.1) to a {@link Shape}. Owned by the thread that calls {@link #read}; good for one geometry. */
final class GeometryReader {
    private static final String COORDINATES = "geometry/coordinates";

    private int vertices;

    private GeometryReader() {}

    /** Any thread. See {@link Shape#parse}. */
    static ParsedShape read(String geoJson, Double radiusM, Double widthM) {
        try {
            return new GeometryReader().shape(new JsonObject(geoJson), radiusM, widthM);
        } catch (DecodeException e) {
            return new InvalidGeometry("geometry", "is not a JSON object");
        } catch (Refused e) {
            return e.fault;
        }
    }

    private Shape shape(JsonObject geometry, Double radiusM, Double widthM) throws Refused {
        if (!(geometry.getValue("type") instanceof String type)) {
            throw new Refused("geometry/type", "must be Polygon, MultiPolygon, Point or LineString");
        }
        var coordinates = list(geometry.getValue("coordinates"), COORDINATES);
        if (radiusM != null && !type.equals("Point")) {
            throw new Refused("radius_m", "is for a Point, not for a " + type);
        }
        if (widthM != null && !type.equals("LineString")) {
            throw new Refused("width_m", "is for a LineString, not for a " + type);
        }
        return switch (type) {
            case "Polygon" -> Areas.area(COORDINATES, List.of(rings(coordinates, COORDINATES)), false);
            case "MultiPolygon" -> Areas.area(COORDINATES, polygons(coordinates), true);
            case "Point" -> circle(coordinates, metres("radius_m", radiusM, Shape.MAX_RADIUS_M));
            case "LineString" -> corridor(coordinates, metres("width_m", widthM, Shape.MAX_WIDTH_M));
            default ->
                throw new Refused("geometry/type", "must be Polygon, MultiPolygon, Point or LineString, not " + type);
        };
    }

    private Shape circle(List<?> coordinates, double radiusM) throws Refused {
        var xy = new double[2];
        position(coordinates, COORDINATES, -1, xy, 0);
        return new Circle(xy[1], xy[0], radiusM);
    }

    private Shape corridor(List<?> coordinates, double widthM) throws Refused {
        if (coordinates.size() < 2) {
            throw new Refused(COORDINATES, "a line has two positions at least");
        }
        var xy = positions(coordinates, COORDINATES);
        var distinct = false;
        for (var i = 2; i < xy.length; i += 2) {
            distinct |= xy[i] != xy[0] || xy[i + 1] != xy[1];
        }
        if (!distinct) {
            throw new Refused(COORDINATES, "all positions of the line are the same");
        }
        return new Corridor(new Line(xy), widthM);
    }

    private List<List<double[]>> polygons(List<?> coordinates) throws Refused {
        if (coordinates.isEmpty()) {
            throw new Refused(COORDINATES, "has no polygon");
        }
        var polygons = new ArrayList<List<double[]>>(coordinates.size());
        for (var i = 0; i < coordinates.size(); i++) {
            var path = COORDINATES + '/' + i;
            polygons.add(rings(list(coordinates.get(i), path), path));
        }
        return polygons;
    }

    private List<double[]> rings(List<?> coordinates, String path) throws Refused {
        if (coordinates.isEmpty()) {
            throw new Refused(path, "has no ring");
        }
        var rings = new ArrayList<double[]>(coordinates.size());
        for (var i = 0; i < coordinates.size(); i++) {
            var ringPath = path + '/' + i;
            rings.add(ring(list(coordinates.get(i), ringPath), ringPath));
        }
        return rings;
    }

    private double[] ring(List<?> coordinates, String path) throws Refused {
        if (coordinates.size() < 4) {
            throw new Refused(path, "a ring has four positions at least, the last of them the first again");
        }
        var xy = positions(coordinates, path);
        var last = xy.length - 2;
        var turns = Math.rint((xy[last] - xy[0]) / 360);
        if (turns != 0 && xy[last + 1] == xy[1]) {
            throw new Refused(path, "the ring runs around a pole; cut it along a meridian");
        }
        if (xy[last] != xy[0] || xy[last + 1] != xy[1]) {
            throw new Refused(path + '/' + last / 2, "the ring is not closed: its last position must be its first");
        }
        return xy;
    }

    /** Reads positions, and makes longitudes continuous: a step of more than 180 degrees is one across the antimeridian. */
    private double[] positions(List<?> coordinates, String path) throws Refused {
        vertices += coordinates.size();
        if (vertices > Shape.MAX_VERTICES) {
            throw new Refused(COORDINATES, "has more than " + Shape.MAX_VERTICES + " positions");
        }
        var xy = new double[2 * coordinates.size()];
        var turn = 0;
        for (var i = 0; i < xy.length; i += 2) {
            if (!(coordinates.get(i / 2) instanceof List<?> position)) {
                throw new Refused(path + '/' + i / 2, "is not a position");
            }
            position(position, path, i / 2, xy, i);
            if (i > 0) {
                var step = xy[i] + turn - xy[i - 2];
                // From -180 to 180 is the long way, as the outline of the whole world goes it; anybody else had stayed.
                if (Math.abs(step) > 180 && Math.abs(step) < 360) {
                    turn -= step > 0 ? 360 : -360;
                }
                xy[i] += turn;
            }
        }
        return xy;
    }

    /** @param index of the position in its array; -1 for the position of a Point, which is in none */
    private static void position(List<?> position, String path, int index, double[] xy, int at) throws Refused {
        if (position.size() < 2) {
            throw new Refused(at(path, index), "is not a position: [longitude, latitude]");
        }
        xy[at] = degrees(position.get(0), 180, "longitude", path, index);
        xy[at + 1] = degrees(position.get(1), 90, "latitude", path, index);
    }

    private static double degrees(Object value, int limit, String what, String path, int index) throws Refused {
        if (!(value instanceof Number number)) {
            throw new Refused(at(path, index), what + " is not a number");
        }
        var degrees = number.doubleValue();
        if (!(Math.abs(degrees) <= limit)) {
            throw new Refused(at(path, index), what + ' ' + degrees + " is not in [-" + limit + ", " + limit + ']');
        }
        return degrees;
    }

    /** Made only for a fault: rings have thousands of positions. */
    private static String at(String path, int index) {
        return index < 0 ? path : path + '/' + index;
    }

    private static double metres(String path, Double value, double max) throws Refused {
        if (value == null) {
            throw new Refused(path, "is missing");
        }
        if (!(value > 0 && value <= max)) {
            throw new Refused(path, value + " is not above 0 and at most " + max);
        }
        return value;
    }

    private static List<?> list(Object value, String path) throws Refused {
        if (value instanceof JsonArray array) {
            return array.getList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new Refused(path, value == null ? "is missing" : "is not an array");
    }

    /** Carries a fault up from within nested arrays; never leaves {@link #read}. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient InvalidGeometry fault;

        Refused(String path, String problem) {
            super(problem, null, false, false);
            fault = new InvalidGeometry(path, problem);
        }
    }
}
