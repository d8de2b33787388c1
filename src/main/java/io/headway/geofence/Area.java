package io.headway.geofence;

import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/** Polygon or MultiPolygon. Immutable; any thread. */
final class Area implements Shape {
    private final PolygonPart[] parts;

    /** @param parts at least one; their insides do not overlap */
    Area(List<PolygonPart> parts) {
        this.parts = parts.toArray(PolygonPart[]::new);
    }

    @Override
    public double signedDistanceM(double latitude, double longitude) {
        var least = Double.MAX_VALUE;
        for (var part : parts) {
            least = Math.min(least, part.signedDistanceM(latitude, longitude));
        }
        return least;
    }

    @Override
    public boolean contains(double latitude, double longitude) {
        for (var part : parts) {
            if (part.contains(latitude, longitude)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean crossedBy(double latitude1, double longitude1, double latitude2, double longitude2) {
        for (var part : parts) {
            if (part.crossedBy(latitude1, longitude1, latitude2, longitude2)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Envelope> bounds() {
        return Arrays.stream(parts)
                .flatMap(part -> Bounds.inRange(part.bounds()).stream())
                .toList();
    }
}
