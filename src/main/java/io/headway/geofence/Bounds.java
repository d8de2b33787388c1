package io.headway.geofence;

import java.util.List;
import org.locationtech.jts.geom.Envelope;

/** Boxes in longitude (x) and latitude (y). Pure; any thread. */
final class Bounds {
    private Bounds() {}

    /** The same box with its longitudes in [-180, 180]: cut in two where it goes over the antimeridian. */
    static List<Envelope> inRange(Envelope box) {
        if (box.getWidth() >= 360) {
            return List.of(new Envelope(-180, 180, box.getMinY(), box.getMaxY()));
        }
        var west = Wgs84.near(box.getMinX(), 0);
        var east = west + box.getWidth();
        if (east <= 180) {
            return List.of(new Envelope(west, east, box.getMinY(), box.getMaxY()));
        }
        return List.of(
                new Envelope(west, 180, box.getMinY(), box.getMaxY()),
                new Envelope(-180, east - 360, box.getMinY(), box.getMaxY()));
    }

    /**
     * A box that holds all that is within some distance of a box, in range. On a sphere a cap of angle δ about latitude φ reaches
     * asin(sin δ / cos φ) east and west (Snyder, USGS 1395, equation 5-3 for a right angle); taken by the ellipsoid's least radius and with a
     * per cent more, that holds on the ellipsoid too.
     */
    static List<Envelope> around(Envelope box, double distanceM) {
        var angle = 1.01 * distanceM / Wgs84.LEAST_RADIUS_M;
        var south = box.getMinY() - Math.toDegrees(angle);
        var north = box.getMaxY() + Math.toDegrees(angle);
        if (south <= -90 || north >= 90) {
            return List.of(new Envelope(-180, 180, Math.max(-90, south), Math.min(90, north)));
        }
        var farthest = Math.toRadians(Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY())));
        var sideways = 1.01 * Math.toDegrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(farthest))));
        return inRange(new Envelope(box.getMinX() - sideways, box.getMaxX() + sideways, south, north));
    }
}
