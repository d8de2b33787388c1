package io.headway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The line a route follows, from its start to its end. Immutable. */
public record RoutePath(List<LngLat> points) {
    public static final int MIN_POINTS = 2;
    public static final int MAX_POINTS = 100_000;

    public RoutePath {
        points = List.copyOf(points);
    }

    /** The path without points that repeat the one before: they have no direction. */
    public static RoutePath of(List<LngLat> points) {
        var kept = new ArrayList<LngLat>(points.size());
        for (var point : points) {
            if (kept.isEmpty() || !kept.getLast().equals(point)) {
                kept.add(point);
            }
        }
        return new RoutePath(kept);
    }

    /** What keeps it from being a route's path; empty when nothing does. */
    public Optional<String> fault() {
        for (var i = 0; i < points.size(); i++) {
            if (!points.get(i).inRange()) {
                return Optional.of("point " + i + " is not on the earth: longitude within ±180, latitude within ±90");
            }
        }
        return points.size() < MIN_POINTS || points.size() > MAX_POINTS
                ? Optional.of(
                        "has " + points.size() + " different points, and must have " + MIN_POINTS + " to " + MAX_POINTS)
                : Optional.empty();
    }

    /** Sum of the distances from point to point, metres. */
    public double lengthM() {
        var lengthM = 0.0;
        for (var i = 1; i < points.size(); i++) {
            lengthM += Haversine.distanceM(points.get(i - 1), points.get(i));
        }
        return lengthM;
    }
}
