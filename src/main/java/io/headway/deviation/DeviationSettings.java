package io.headway.deviation;

import io.headway.config.HeadwayConfig;
import io.vertx.core.json.JsonObject;

/**
 * When a vehicle is off its route. Immutable; any thread. Defaults are those of {@code config/headway.yaml}, chosen by measurement
 * (docs/deviation.md).
 *
 * @param thresholdM a fix is off when its distance minus its accuracy exceeds this, and on when its distance does not; metres
 * @param criticalM distance minus accuracy from which a deviation is critical, metres
 * @param offFixes fixes in a row that must be off; one that is off by more than twice the threshold counts for two
 * @param offS seconds from the first to the last of them, at least
 * @param onFixes fixes in a row that must be on until the vehicle is back
 * @param wrongWayM metres driven against the route's direction, on the route, that are a deviation; 0 for never
 * @param defaultAccuracyM accuracy of a fix that tells none, metres
 * @param maxSpeedKmh a fix that is not reached with this speed from the one before is an outlier unless the next agrees with it
 */
record DeviationSettings(
        double thresholdM,
        double criticalM,
        int offFixes,
        int offS,
        int onFixes,
        int wrongWayM,
        int defaultAccuracyM,
        int maxSpeedKmh) {

    /** What the configuration says. */
    static DeviationSettings of(HeadwayConfig.Deviation config) {
        return new DeviationSettings(
                config.thresholdM(),
                config.criticalM(),
                config.offFixes(),
                config.offS(),
                config.onFixes(),
                config.wrongWayM(),
                config.defaultAccuracyM(),
                config.maxSpeedKmh());
    }

    /**
     * These, with what a workspace or a route has of its own.
     *
     * @param own keys as in the configuration, with underscores; null for none. A value that is no number, or that the configuration would
     *     refuse, is passed over: the contract refuses it before it is stored
     */
    DeviationSettings with(JsonObject own) {
        if (own == null || own.isEmpty()) {
            return this;
        }
        return new DeviationSettings(
                number(own, "threshold_m", 1, 100_000, thresholdM),
                number(own, "critical_m", 1, 1_000_000, criticalM),
                (int) number(own, "off_fixes", 1, 1_000, offFixes),
                (int) number(own, "off_s", 0, 86_400, offS),
                (int) number(own, "on_fixes", 1, 1_000, onFixes),
                (int) number(own, "wrong_way_m", 0, 100_000, wrongWayM),
                (int) number(own, "default_accuracy_m", 0, 10_000, defaultAccuracyM),
                (int) number(own, "max_speed_kmh", 10, 10_000, maxSpeedKmh));
    }

    private static double number(JsonObject own, String key, int min, int max, double otherwise) {
        return own.getValue(key) instanceof Number value && value.doubleValue() >= min && value.doubleValue() <= max
                ? value.doubleValue()
                : otherwise;
    }

    double accuracyM(float reportedM) {
        return Float.isNaN(reportedM) || reportedM <= 0 ? defaultAccuracyM : reportedM;
    }
}
