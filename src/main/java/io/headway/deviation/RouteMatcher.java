package io.headway.deviation;

import io.headway.deviation.RouteGeometry.Foot;
import io.headway.deviation.RouteGeometry.Place;
import io.headway.model.Fix;

/**
 * Where on its route one vehicle is. Owned by whoever made it; deterministic: the same fixes in the same order give the same matches.
 *
 * <p>A fix is looked for only where the vehicle can be by its last match, so that a route that meets itself does not make it jump. Where the
 * route comes near more than once within that window, the nearest counts, the direction driven, and how far the progress agrees with the
 * distance driven since (the idea of P. Newson, J. Krumm, "Hidden Markov Map Matching Through Noise and Sparseness", ACM GIS 2009, sections
 * 4.1 and 4.2, without their look back). Before the vehicle has joined the route, and while it is lost, the whole route is searched; a place
 * there is believed once several fixes in a row move along the route from it.
 */
final class RouteMatcher {
    private static final double MAX_SPEED_MS = 40;
    private static final double MAX_GAP_S = 600;
    private static final double AHEAD_M = 100;
    private static final double BEHIND_M = 50;

    /** What a receiver is wrong by, where the choice is between two stretches; the recorded drives have a p95 of 16 m. */
    private static final double SIGMA_M = 20;
    /** Beyond so many of that, another metre costs no more than the one before: the errors of receivers have long tails. */
    private static final double TAIL = 2;
    /** Progress that disagrees with the distance driven by this much, and by a little for each second since, costs 1. */
    private static final double DISAGREEMENT_M = 50;

    private static final double DISAGREEMENT_M_PER_S = 5;
    private static final double MAX_DISAGREEMENT = 6;
    private static final double AGAINST = 2;
    /** That of 60 degrees: one who drives so crosses the route, and does not drive along it. */
    private static final double ACROSS = AGAINST / 4;
    /** Without a sign to the contrary a route is begun at its beginning. */
    private static final double LATER = 0.5;

    private static final int JOINING_FIXES = 2;
    private static final int FINDING_FIXES = 3;
    /** A place elsewhere on the route is another one from here on. */
    private static final double ELSEWHERE_M = 50;

    private static final double CORNER_M = 20;
    private static final double NOISE_M = 20;
    private static final double COURSE_MIN_M = 15;
    private static final float HEADING_MIN_KMH = 8;

    private final RouteGeometry geometry;
    private final double nearM;
    private boolean joined;
    private double progressM;
    private double candidateM;
    private int candidateFixes;
    private long lastMs;
    private double lastLatitude;
    private double lastLongitude;

    /**
     * All that a matcher remembers.
     *
     * @param candidateM the place elsewhere that is being watched, metres from the start
     * @param candidateFixes fixes in a row that agree with it
     * @param lastMs time of the last fix, 0 when there was none
     */
    record State(
            boolean joined,
            double progressM,
            double candidateM,
            int candidateFixes,
            long lastMs,
            double lastLatitude,
            double lastLongitude) {
        static final State NEW = new State(false, 0, 0, 0, 0, 0, 0);
    }

    /**
     * What a fix is compared with.
     *
     * @param east of the heading as a unit vector, for a heading that is known; worked out once for all segments of a search
     * @param north of it
     */
    private record Step(double movedM, double seconds, double headingDeg, double east, double north) {
        Step(double movedM, double seconds, double headingDeg) {
            this(
                    movedM,
                    seconds,
                    headingDeg,
                    Math.sin(Math.toRadians(headingDeg)),
                    Math.cos(Math.toRadians(headingDeg)));
        }
    }

    /** @param nearM a fix that is not farther away is on the route */
    RouteMatcher(RouteGeometry geometry, double nearM, State state) {
        this.geometry = geometry;
        this.nearM = nearM;
        joined = state.joined();
        progressM = state.progressM();
        candidateM = state.candidateM();
        candidateFixes = state.candidateFixes();
        lastMs = state.lastMs();
        lastLatitude = state.lastLatitude();
        lastLongitude = state.lastLongitude();
    }

    State state() {
        return new State(joined, progressM, candidateM, candidateFixes, lastMs, lastLatitude, lastLongitude);
    }

    /**
     * Takes the next fix.
     *
     * @param fix valid, and later than the one before
     * @param wrongWay whether it is taken to drive against the route: then another stretch that agrees with its direction is looked for
     */
    Match match(Fix fix, boolean wrongWay) {
        var place = geometry.place(fix.latitude(), fix.longitude());
        var step = step(fix);
        var from = progressM;
        var wasJoined = joined;
        var foot = joined ? follow(place, step, wrongWay) : join(place, step);
        lastMs = fix.recordedAtMs();
        lastLatitude = fix.latitude();
        lastLongitude = fix.longitude();
        progressM = foot.progressM();
        return new Match(
                joined,
                foot.distanceM(),
                foot.progressM(),
                Math.max(0, geometry.lengthM() - foot.progressM()),
                between(geometry.headingDeg(place, foot.segment()), step.headingDeg()),
                step.movedM(),
                wasJoined ? foot.progressM() - from : 0,
                wasJoined ? step.seconds() : 0);
    }

    private Step step(Fix fix) {
        var first = lastMs == 0;
        var movedM = first ? 0 : Wgs84.distanceM(lastLatitude, lastLongitude, fix.latitude(), fix.longitude());
        var seconds = first ? 0 : (fix.recordedAtMs() - lastMs) / 1e3;
        if (!Float.isNaN(fix.headingDeg()) && fix.speedKmh() >= HEADING_MIN_KMH) {
            return new Step(movedM, seconds, fix.headingDeg());
        }
        var course = movedM < COURSE_MIN_M
                ? Double.NaN
                : Math.toDegrees(Math.atan2(
                        Wgs84.turn(fix.longitude() - lastLongitude) * Wgs84.metresPerLongitude(fix.latitude()),
                        (fix.latitude() - lastLatitude) * Wgs84.metresPerLatitude(fix.latitude())));
        return new Step(movedM, seconds, course);
    }

    private Foot join(Place place, Step step) {
        var lengthM = geometry.lengthM();
        var near = geometry.anywhere(place, nearM, (segment, squaredM, alongM) -> {
            var against = direction(place, segment, step);
            return squaredM > nearM * nearM || against > ACROSS
                    ? Double.POSITIVE_INFINITY
                    : closeness(squaredM) + against + LATER * alongM / lengthM;
        });
        watch(near, step);
        joined = candidateFixes >= JOINING_FIXES;
        return near == null ? geometry.nearest(place) : near;
    }

    private Foot follow(Place place, Step step, boolean wrongWay) {
        var forwardM = AHEAD_M + 2 * step.movedM() + MAX_SPEED_MS * Math.min(step.seconds(), MAX_GAP_S);
        var backwardM = BEHIND_M + 1.2 * step.movedM();
        var expectedM = progressM + step.movedM();
        var toleranceM = DISAGREEMENT_M + DISAGREEMENT_M_PER_S * step.seconds();
        var foot = nearestAround(
                place,
                geometry.within(
                        place,
                        progressM - backwardM,
                        progressM + forwardM,
                        (segment, squaredM, alongM) -> closeness(squaredM)
                                + direction(place, segment, step)
                                + Math.min(MAX_DISAGREEMENT, Math.abs(alongM - expectedM) / toleranceM)));
        if (!wrongWay && foot.awayM() <= nearM) {
            candidateFixes = 0;
            return foot;
        }
        var elsewhere = elsewhere(place, step, foot);
        watch(elsewhere, step);
        if (candidateFixes < FINDING_FIXES) {
            return foot;
        }
        candidateFixes = 0;
        return elsewhere;
    }

    /** At a corner both stretches come near: which one is driven matters little, and the distance is that to the nearer. */
    private Foot nearestAround(Place place, Foot foot) {
        var aroundM = CORNER_M + foot.awayM();
        var nearest = geometry.within(
                place,
                foot.progressM() - aroundM,
                foot.progressM() + aroundM,
                (_, squaredM, alongM) ->
                        Math.abs(alongM - foot.progressM()) <= aroundM ? squaredM : Double.POSITIVE_INFINITY);
        // None when the foot is the window's end, and the path comes nearer beyond it.
        return nearest == null ? foot : nearest;
    }

    /** A place on the route that the window does not hold, driven in the route's direction; the next one ahead before those behind. */
    private Foot elsewhere(Place place, Step step, Foot here) {
        var hereNear = here.awayM() <= nearM;
        var lengthM = geometry.lengthM();
        return geometry.anywhere(place, nearM, (segment, squaredM, alongM) -> {
            var against = direction(place, segment, step);
            var notElsewhere = hereNear && Math.abs(alongM - here.progressM()) < ELSEWHERE_M;
            if (squaredM > nearM * nearM || against > AGAINST / 2 || notElsewhere) {
                return Double.POSITIVE_INFINITY;
            }
            var aheadM = alongM - progressM;
            return closeness(squaredM) + against + LATER * (aheadM >= 0 ? aheadM : lengthM - aheadM) / lengthM;
        });
    }

    /** Counts the fixes in a row that move along the route from place to place. */
    private void watch(Foot candidate, Step step) {
        if (candidate == null) {
            candidateFixes = 0;
            return;
        }
        var advancedM = candidate.progressM() - candidateM;
        var agrees = candidateFixes > 0 && Math.abs(advancedM - step.movedM()) <= Math.max(NOISE_M, step.movedM() / 2);
        candidateFixes = agrees ? candidateFixes + 1 : 1;
        candidateM = candidate.progressM();
    }

    private static double closeness(double squaredM) {
        var squared = squaredM / (SIGMA_M * SIGMA_M);
        return squared <= TAIL * TAIL ? squared / 2 : TAIL * Math.sqrt(squared) - TAIL * TAIL / 2;
    }

    /** From 0 for the route's direction to {@link #AGAINST} for the opposite; 0 too where the vehicle's is not known. */
    private double direction(Place place, int segment, Step step) {
        return Double.isNaN(step.headingDeg())
                ? 0
                : AGAINST * (1 - geometry.cosine(place, segment, step.east(), step.north())) / 2;
    }

    private static double between(double headingDeg, double otherDeg) {
        return Math.abs(Wgs84.turn(headingDeg - otherDeg));
    }
}
