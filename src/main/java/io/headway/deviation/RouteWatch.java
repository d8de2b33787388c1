package io.headway.deviation;

import io.headway.deviation.DeviationRule.Verdict;
import io.headway.model.Fix;
import java.util.function.BiConsumer;

/**
 * One vehicle on its route, fix by fix: outliers out, match, arrival, rule, path driven. Owned by whoever made it; deterministic, so that
 * one that continues from {@link #state} says what this one would have said.
 */
final class RouteWatch {
    private final DeviationSettings settings;
    private final OutlierFilter outliers;
    private final RouteMatcher matcher;
    private final Arrival arrival;
    private final DeviationRule rule;
    private final DrivenPath driven;
    private long lastMs;
    private Match match;

    /**
     * All that a watch remembers.
     *
     * @param lastMs time of the newest fix taken; what is not newer is late, and changes nothing
     */
    record State(
            long lastMs,
            OutlierFilter.State outliers,
            RouteMatcher.State matcher,
            Arrival.State arrival,
            DeviationRule.State rule,
            DrivenPath.State driven) {
        static final State NEW = new State(
                Long.MIN_VALUE,
                OutlierFilter.State.NEW,
                RouteMatcher.State.NEW,
                Arrival.State.NEW,
                DeviationRule.State.NEW,
                DrivenPath.State.NEW);

        /** Anew, but what is not newer than this is late. */
        static State startingAfter(long lastMs) {
            return new State(lastMs, NEW.outliers, NEW.matcher, NEW.arrival, NEW.rule, NEW.driven);
        }
    }

    RouteWatch(RouteGeometry geometry, DeviationSettings settings, State state) {
        this.settings = settings;
        lastMs = state.lastMs();
        outliers = new OutlierFilter(settings.maxSpeedKmh(), state.outliers());
        matcher = new RouteMatcher(geometry, settings.thresholdM(), state.matcher());
        arrival = new Arrival(state.arrival());
        rule = new DeviationRule(settings, state.rule());
        driven = new DrivenPath(state.driven());
    }

    State state() {
        return new State(lastMs, outliers.state(), matcher.state(), arrival.state(), rule.state(), driven.state());
    }

    /**
     * Takes a fix; one that is late, not valid or without a place changes nothing.
     *
     * @param told called with each verdict that changes something, and the fix that decided it, before this returns
     * @return whether anything was remembered
     */
    boolean take(Fix fix, BiConsumer<Fix, Verdict> told) {
        if (!fix.valid() || !fix.hasLocation() || fix.recordedAtMs() <= lastMs) {
            return false;
        }
        lastMs = fix.recordedAtMs();
        for (var believed : outliers.take(fix)) {
            var verdict = judge(believed);
            if (!(verdict instanceof Verdict.Unchanged)) {
                told.accept(believed, verdict);
            }
        }
        return true;
    }

    private Verdict judge(Fix fix) {
        match = matcher.match(fix, rule.drivesBack());
        arrival.observe(match);
        var verdict = rule.observe(fix.recordedAtMs(), match, settings.accuracyM(fix.accuracyM()));
        if (verdict instanceof Verdict.Rejoined || rule.suspicious()) {
            driven.add(fix.longitude(), fix.latitude());
        } else if (!driven.isEmpty()) {
            driven.clear();
        }
        return verdict;
    }

    /** The last match; null when there was none since this was made. */
    Match match() {
        return match;
    }

    /** See {@link Arrival#etaMs}. */
    Long etaMs(long atMs) {
        return arrival.etaMs(atMs, match, rule.open() != null);
    }

    /** Null when the vehicle keeps to its route. */
    DeviationRule.Open open() {
        return rule.open();
    }

    /** What was driven since the deviation, or what may become one, began; also right after it has ended. */
    DrivenPath driven() {
        return driven;
    }

    /** Whether any fix was taken. */
    boolean taken() {
        return lastMs != State.NEW.lastMs();
    }

    /** Time of the newest fix taken. */
    long lastMs() {
        return lastMs;
    }
}
