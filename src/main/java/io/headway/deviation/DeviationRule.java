package io.headway.deviation;

/**
 * Whether one vehicle is off its route. Owned by whoever made it; deterministic, and knows no clock but the fixes' times.
 *
 * <p>Off: enough fixes in a row whose distance minus accuracy exceeds the threshold, over enough seconds; or enough metres against the
 * route's direction. Back: enough fixes in a row within the threshold, after a wrong way only such that advance along the route. Fixes in
 * between (within the threshold only if the accuracy is credited) end both counts.
 */
final class DeviationRule {
    /** A fix that is off by more than so many thresholds counts for two: noise reaches that far on 1 drive in 250, a detour at once. */
    private static final int CLEARLY_OFF = 2;
    /** Below this a step is noise, and says nothing of the direction. */
    private static final double STEP_M = 10;
    /** A step whose progress changes by less than this share of it is no step along the route. */
    private static final double ALONG = 0.5;

    /** More than {@link RouteMatcher} takes to find another stretch of the route that agrees with the direction driven. */
    private static final int WRONG_WAY_FIXES = 4;

    private final DeviationSettings settings;
    private int off;
    private long offSinceMs;
    private double offMaxM;
    private int on;
    private double backM;
    private int backFixes;
    private long backSinceMs;
    private Open open;

    /** A deviation that has not ended. */
    record Open(long startedAtMs, double maxDistanceM, boolean critical, boolean wrongWay) {
        Severity severity() {
            return critical ? Severity.CRITICAL : Severity.WARNING;
        }
    }

    /** How far off. */
    enum Severity {
        WARNING,
        CRITICAL;

        /** As it is told and stored. */
        String tag() {
            return this == WARNING ? "warning" : "critical";
        }
    }

    /** What a fix has changed. */
    sealed interface Verdict {
        /** The vehicle has left its route. */
        record Raised(Open deviation) implements Verdict {}

        /** It is back. */
        record Rejoined(Open deviation) implements Verdict {}

        /** Nothing has changed that anybody would be told. */
        record Unchanged() implements Verdict {}
    }

    private static final Verdict UNCHANGED = new Verdict.Unchanged();

    /**
     * All that a rule remembers.
     *
     * @param off weight of the fixes in a row that were off
     * @param offSinceMs time of the first of them
     * @param offMaxM greatest distance among them
     * @param on fixes in a row that were on
     * @param backM metres driven against the route in a row
     * @param backFixes the fixes of that
     * @param backSinceMs time of the first of them
     * @param open null when the vehicle keeps to its route
     */
    record State(
            int off,
            long offSinceMs,
            double offMaxM,
            int on,
            double backM,
            int backFixes,
            long backSinceMs,
            Open open) {
        static final State NEW = new State(0, 0, 0, 0, 0, 0, 0, null);
    }

    DeviationRule(DeviationSettings settings, State state) {
        this.settings = settings;
        off = state.off();
        offSinceMs = state.offSinceMs();
        offMaxM = state.offMaxM();
        on = state.on();
        backM = state.backM();
        backFixes = state.backFixes();
        backSinceMs = state.backSinceMs();
        open = state.open();
    }

    State state() {
        return new State(off, offSinceMs, offMaxM, on, backM, backFixes, backSinceMs, open);
    }

    /** Null when the vehicle keeps to its route. */
    Open open() {
        return open;
    }

    private boolean wrongWay() {
        return open != null && open.wrongWay();
    }

    /** Whether the vehicle is driving against its route, or is taken to since a while. */
    boolean drivesBack() {
        return backFixes > 0 || wrongWay();
    }

    /** Whether what the vehicle drives now is, or may become, a part of a deviation. */
    boolean suspicious() {
        return open != null || off > 0 || backFixes > 0;
    }

    /**
     * Takes the next fix.
     *
     * @param atMs its time, later than the one before
     * @param accuracyM its accuracy, never NaN
     */
    Verdict observe(long atMs, Match match, double accuracyM) {
        if (!match.joined()) {
            return UNCHANGED;
        }
        count(atMs, match, accuracyM);
        return open == null ? raise(atMs, accuracyM) : follow(match, accuracyM);
    }

    private void count(long atMs, Match match, double accuracyM) {
        var excessM = match.awayM() - accuracyM;
        if (excessM > settings.thresholdM()) {
            offSinceMs = off == 0 ? atMs : offSinceMs;
            offMaxM = off == 0 ? match.awayM() : Math.max(offMaxM, match.awayM());
            // More than enough changes nothing; without a bound a vehicle that is off for years would overflow.
            off = Math.min(settings.offFixes(), off + (excessM > CLEARLY_OFF * settings.thresholdM() ? 2 : 1));
        } else {
            off = 0;
        }
        countBack(atMs, match);
        var within = match.awayM() <= settings.thresholdM();
        if (!within) {
            on = 0;
        } else if (!wrongWay() || advances(match)) {
            on++;
        } else if (match.movedM() >= STEP_M) {
            on = 0;
        }
    }

    private void countBack(long atMs, Match match) {
        if (match.awayM() > settings.thresholdM() || advances(match)) {
            backM = 0;
            backFixes = 0;
        } else if (match.movedM() >= STEP_M && match.advancedM() <= -ALONG * match.movedM()) {
            backSinceMs = backFixes == 0 ? atMs : backSinceMs;
            backM -= match.advancedM();
            backFixes++;
        }
    }

    private static boolean advances(Match match) {
        return match.movedM() >= STEP_M && match.advancedM() >= ALONG * match.movedM();
    }

    private Verdict raise(long atMs, double accuracyM) {
        if (off >= settings.offFixes() && atMs - offSinceMs >= settings.offS() * 1_000L) {
            open = new Open(offSinceMs, offMaxM, offMaxM - accuracyM > settings.criticalM(), false);
        } else if (settings.wrongWayM() > 0 && backM >= settings.wrongWayM() && backFixes >= WRONG_WAY_FIXES) {
            open = new Open(backSinceMs, 0, false, true);
        } else {
            return UNCHANGED;
        }
        on = 0;
        return new Verdict.Raised(open);
    }

    private Verdict follow(Match match, double accuracyM) {
        open = new Open(
                open.startedAtMs(),
                Math.max(open.maxDistanceM(), match.awayM()),
                open.critical() || match.awayM() - accuracyM > settings.criticalM(),
                open.wrongWay());
        if (on < settings.onFixes()) {
            return UNCHANGED;
        }
        var ended = open;
        open = null;
        off = 0;
        backM = 0;
        backFixes = 0;
        return new Verdict.Rejoined(ended);
    }
}
