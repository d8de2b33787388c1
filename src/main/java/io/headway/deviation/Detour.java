package io.headway.deviation;

import io.headway.model.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A recorded drive of which a span was moved off the route. Immutable; any thread. How it is made, and when it counts, is told in
 * docs/deviation.md.
 *
 * @param drive with the fixes that were moved
 * @param start number of the first fix that was moved
 * @param firstFar number of the first of {@link #IN_A_ROW} fixes in a row that are at least as far from every part of the route as the
 *     detour is to be
 */
record Detour(RecordedDrive drive, int start, int firstFar) {
    /** A detour of a size has at least so many fixes in a row that far off. */
    static final int IN_A_ROW = 5;

    /** A vehicle has to join its route before it can leave it. */
    private static final int BEFORE = 3;

    private static final int[] LENGTHS = {8, 15, 30};
    private static final int[] RAMPS = {0, 1, 3};
    /** A road that runs beside the route is not at one distance from it: what is drawn lies above the size by up to this share. */
    private static final double MARGIN = 0.2;

    /** How the fixes of a span come to lie off the route. */
    private enum Shape {
        /** Each to the side of the direction driven, as far as the ramp at either end allows. */
        BESIDE,
        /** All to one side of the straight line between the span's ends, in an arc. */
        ARC
    }

    /**
     * Draws one.
     *
     * @param sizeM metres off the route that it is to be
     * @return null when the drive is too short, or what was drawn is nowhere that far from every part of the route
     */
    static Detour draw(RecordedDrive recorded, int sizeM, Random random) {
        var drive = random.nextBoolean() ? recorded : recorded.reversed();
        var length = LENGTHS[random.nextInt(LENGTHS.length)];
        var ramp = RAMPS[random.nextInt(RAMPS.length)];
        var shape = Shape.values()[random.nextInt(Shape.values().length)];
        var side = random.nextBoolean() ? 1 : -1;
        var offM = side * sizeM * (1 + MARGIN * random.nextDouble());
        var places = drive.fixes().size() - BEFORE - length;
        if (places < 1) {
            return null;
        }
        var start = BEFORE + random.nextInt(places);
        var moved = new ArrayList<>(drive.fixes());
        for (var i = 0; i < length; i++) {
            var fix = drive.fixes().get(start + i);
            moved.set(
                    start + i,
                    switch (shape) {
                        case BESIDE -> {
                            var inner = Math.min(i, length - 1 - i);
                            var share = inner >= ramp ? 1 : (inner + 1.0) / (ramp + 1);
                            yield beside(fix, course(drive.fixes(), start + i), share * offM);
                        }
                        case ARC -> arc(drive.fixes(), start, length, i, offM);
                    });
        }
        return of(drive.with(moved), start, length, sizeM);
    }

    private static Detour of(RecordedDrive drive, int start, int length, int sizeM) {
        var route = new GeocentricDistance(drive.route());
        var far = 0;
        for (var i = start; i < start + length; i++) {
            var fix = drive.fixes().get(i);
            far = route.distanceM(fix.latitude(), fix.longitude()) >= sizeM ? far + 1 : 0;
            if (far == IN_A_ROW) {
                return new Detour(drive, start, i - IN_A_ROW + 1);
            }
        }
        return null;
    }

    /** Direction driven at a fix, in radians from north: from the last fix that was elsewhere to the next that is. */
    private static double course(List<Fix> fixes, int at) {
        var from = at;
        while (from > 0 && metres(fixes.get(from), fixes.get(at)) < 10) {
            from--;
        }
        var to = at;
        while (to < fixes.size() - 1 && metres(fixes.get(to), fixes.get(at)) < 10) {
            to++;
        }
        return course(fixes.get(from), fixes.get(to));
    }

    private static double course(Fix from, Fix to) {
        return Math.atan2(
                (to.longitude() - from.longitude()) * Wgs84.metresPerLongitude(from.latitude()),
                (to.latitude() - from.latitude()) * Wgs84.metresPerLatitude(from.latitude()));
    }

    private static Fix arc(List<Fix> fixes, int start, int length, int i, double offM) {
        var from = fixes.get(start - 1);
        var to = fixes.get(start + length);
        var share = (i + 1.0) / (length + 1);
        var onLine = RecordedDrive.fix(
                fixes.get(start + i).recordedAtMs(),
                from.latitude() + share * (to.latitude() - from.latitude()),
                from.longitude() + share * (to.longitude() - from.longitude()));
        // Twice the size at its top: so a good part of it is as far off as the detour is to be.
        return beside(onLine, course(from, to), 2 * offM * Math.sin(Math.PI * share));
    }

    private static Fix beside(Fix fix, double course, double metres) {
        return RecordedDrive.fix(
                fix.recordedAtMs(),
                fix.latitude() - metres * Math.sin(course) / Wgs84.metresPerLatitude(fix.latitude()),
                fix.longitude() + metres * Math.cos(course) / Wgs84.metresPerLongitude(fix.latitude()));
    }

    private static double metres(Fix a, Fix b) {
        return Wgs84.distanceM(a.latitude(), a.longitude(), b.latitude(), b.longitude());
    }
}
