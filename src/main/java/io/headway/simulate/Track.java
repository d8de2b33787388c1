package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.model.Haversine;
import io.jenetics.jpx.GPX;
import io.jenetics.jpx.Length;
import io.jenetics.jpx.Point;
import io.jenetics.jpx.Speed;
import io.jenetics.jpx.WayPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded drive.
 *
 * @param fixes in the order of their times, at least one
 * @param skipped points of the file that have no time, which no tracker could have sent
 */
record Track(List<Fix> fixes, int skipped) {
    private static final double MS_TO_KMH = 3.6;

    /** A receiver's jump is not a speed: what a file leaves out must not make the engine refuse a fix that it holds. */
    private static final float MAX_DERIVED_KMH = 1_000;

    /** Below this, the direction between two fixes is noise. */
    private static final double MIN_MOVE_M = 3;

    /**
     * Reads the track points of a GPX 1.1 file, or its route or way points where it has no tracks. Blocks.
     *
     * @throws IOException when the file cannot be read as GPX
     * @throws IllegalArgumentException when no point has a time
     */
    static Track read(Path file) throws IOException {
        var points = points(GPX.Reader.of(GPX.Reader.Mode.LENIENT).read(file));
        var timed = points.stream()
                .filter(point -> point.getTime().isPresent())
                .sorted(Comparator.comparing(point -> point.getTime().orElseThrow()))
                .toList();
        if (timed.isEmpty()) {
            throw new IllegalArgumentException(file + " has no point with a time");
        }
        var fixes = new ArrayList<Fix>(timed.size());
        for (var i = 0; i < timed.size(); i++) {
            fixes.add(fix(
                    timed.get(i), i == 0 ? null : timed.get(i - 1), i + 1 == timed.size() ? null : timed.get(i + 1)));
        }
        return new Track(List.copyOf(fixes), points.size() - timed.size());
    }

    private static List<WayPoint> points(GPX gpx) {
        var onTracks = gpx.tracks()
                .flatMap(track -> track.getSegments().stream())
                .flatMap(segment -> segment.getPoints().stream())
                .toList();
        return onTracks.isEmpty()
                ? Stream.concat(gpx.routes().flatMap(route -> route.getPoints().stream()), gpx.wayPoints())
                        .toList()
                : onTracks;
    }

    private static Fix fix(WayPoint point, WayPoint before, WayPoint after) {
        return new Fix(
                timeMs(point),
                point.getLatitude().doubleValue(),
                point.getLongitude().doubleValue(),
                point.getElevation()
                        .map(height -> (float) height.to(Length.Unit.METER))
                        .orElse(Float.NaN),
                point.getSpeed()
                        .map(speed -> (float) speed.to(Speed.Unit.KILOMETERS_PER_HOUR))
                        .orElse(before == null ? Float.NaN : speedKmh(before, point)),
                point.getCourse().map(course -> (float) course.toDegrees()).orElse(heading(before, point, after)),
                Float.NaN,
                point.getSat().map(Number::intValue).orElse(-1),
                true,
                "{}");
    }

    private static long timeMs(WayPoint point) {
        return point.getTime().orElseThrow().toEpochMilli();
    }

    /** What a file leaves out follows from where the vehicle was before. */
    private static float speedKmh(WayPoint from, WayPoint to) {
        var seconds = (timeMs(to) - timeMs(from)) / 1_000.0;
        if (seconds <= 0) {
            return Float.NaN;
        }
        var kmh = Math.round(metres(from, to) / seconds * MS_TO_KMH);
        return kmh > MAX_DERIVED_KMH ? Float.NaN : kmh;
    }

    private static float heading(WayPoint before, WayPoint point, WayPoint after) {
        if (after != null && metres(point, after) >= MIN_MOVE_M) {
            return bearingDeg(point, after);
        }
        return before != null && metres(before, point) >= MIN_MOVE_M ? bearingDeg(before, point) : Float.NaN;
    }

    private static double metres(Point from, Point to) {
        return Haversine.distanceM(
                from.getLongitude().toDegrees(),
                from.getLatitude().toDegrees(),
                to.getLongitude().toDegrees(),
                to.getLatitude().toDegrees());
    }

    private static float bearingDeg(Point from, Point to) {
        var lat1 = from.getLatitude().toRadians();
        var lat2 = to.getLatitude().toRadians();
        var dLng = to.getLongitude().toRadians() - from.getLongitude().toRadians();
        var y = Math.sin(dLng) * Math.cos(lat2);
        var x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(dLng);
        return Math.round(Math.toDegrees(Math.atan2(y, x)) + 360) % 360;
    }
}
