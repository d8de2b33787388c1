package io.headway.deviation;

/**
 * When one vehicle will be at the end of its route. Owned by whoever made it; deterministic.
 *
 * <p>The speed is progress over time, smoothed exponentially over {@link #MEMORY_S}: a red light lowers it, and does not make it nothing. It
 * is taken as at least {@link #FLOOR_MS}. A vehicle that has not advanced for {@link #STANDING_S} stands, and then nobody knows.
 */
final class Arrival {
    private static final double MEMORY_S = 180;
    private static final double FLOOR_MS = 2;
    private static final double STANDING_S = 300;
    private static final double ADVANCE_M = 20;
    /** What a jump to another stretch of the route would look like is no speed. */
    private static final double MAX_SPEED_MS = 60;

    private double speedMs;
    private double stoodS;
    private double stoodM;

    /**
     * All that it remembers.
     *
     * @param speedMs smoothed, NaN before the first
     * @param stoodS seconds since the vehicle last advanced by more than noise
     * @param stoodM metres advanced in that time
     */
    record State(double speedMs, double stoodS, double stoodM) {
        static final State NEW = new State(Double.NaN, 0, 0);
    }

    Arrival(State state) {
        speedMs = state.speedMs();
        stoodS = state.stoodS();
        stoodM = state.stoodM();
    }

    State state() {
        return new State(speedMs, stoodS, stoodM);
    }

    /** Takes the next match. */
    void observe(Match match) {
        if (!match.joined() || match.seconds() <= 0) {
            return;
        }
        stoodM += match.advancedM();
        stoodS += match.seconds();
        if (stoodM >= ADVANCE_M) {
            stoodM = 0;
            stoodS = 0;
        }
        var nowMs = Math.max(0, match.advancedM()) / match.seconds();
        if (nowMs <= MAX_SPEED_MS) {
            var before = Double.isNaN(speedMs) ? nowMs : speedMs;
            speedMs = before + (1 - Math.exp(-match.seconds() / MEMORY_S)) * (nowMs - before);
        }
    }

    /**
     * By the last match.
     *
     * @param atMs time of its fix
     * @param offRoute whether a deviation is open: then how far it still is, is not known
     * @return milliseconds since 1970-01-01T00:00Z; null when not known
     */
    Long etaMs(long atMs, Match match, boolean offRoute) {
        if (!match.joined() || offRoute || Double.isNaN(speedMs) || stoodS >= STANDING_S) {
            return null;
        }
        return atMs + Math.round(match.remainingM() / Math.max(FLOOR_MS, speedMs) * 1e3);
    }
}
